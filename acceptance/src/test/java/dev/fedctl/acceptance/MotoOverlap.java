package dev.fedctl.acceptance;

import dev.fedctl.acceptance.peer.Disturbance.Held;
import dev.fedctl.contract.failure.FailureKind;
import dev.fedctl.contract.failure.Failures;
import io.temporal.failure.ActivityFailure;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** An attempt that stands still with a request under way, while others go on. */
record MotoOverlap(MotoAttempt attempt, Held request, CompletableFuture<Void> ended)
    implements AutoCloseable {

  /**
   * Returns once the request is under way.
   *
   * @param position of the request, among those of the attempt that could change something
   */
  static MotoOverlap held(URI moto, MotoStep step, MotoScene scene, int position) {
    Held request = new Held();
    MotoAttempt attempt = MotoAttempt.disturbed(moto, position, request);
    CompletableFuture<Void> ended =
        CompletableFuture.runAsync(() -> run(attempt, step, scene), Thread::startVirtualThread);
    MotoOverlap overlap = new MotoOverlap(attempt, request, ended);
    overlap.awaitArrival();
    return overlap;
  }

  private void awaitArrival() {
    await(CompletableFuture.anyOf(request.arrived(), ended));
    if (!request.arrived().isDone()) {
      close();
      throw new AssertionError("it has ended without the request that was to be held");
    }
  }

  /** Lets the request have its effect, and the attempt come to its end. */
  void goesOn() {
    request.letGo();
    await(ended);
  }

  private static void await(CompletableFuture<?> event) {
    event.copy().orTimeout(1, TimeUnit.MINUTES).join();
  }

  private static void run(MotoAttempt attempt, MotoStep step, MotoScene scene) {
    try {
      attempt.run(step, scene);
    } catch (ActivityFailure e) {
      // On a machine that is busy enough, its client gives up while the request is held.
      if (Failures.facts(e).kind() != FailureKind.UNAVAILABLE) {
        throw e;
      }
    }
  }

  @Override
  public void close() {
    request.letGo();
    attempt.close();
  }
}
