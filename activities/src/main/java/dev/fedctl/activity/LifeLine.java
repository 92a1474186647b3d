package dev.fedctl.activity;

/**
 * Whether a worker may still send. Every request to AWS and Kubernetes asks right before it leaves,
 * so that nothing of a worker that has ended takes effect behind the back of its successor: code
 * that was interrupted between two calls, or that nobody could interrupt, gets no further.
 */
public final class LifeLine {

  private volatile boolean cut;

  /** From now on nothing leaves any more; there is no way back. */
  public void cut() {
    cut = true;
  }

  public boolean isCut() {
    return cut;
  }
}
