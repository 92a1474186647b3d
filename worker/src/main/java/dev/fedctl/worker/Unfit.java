package dev.fedctl.worker;

/** Why a worker cannot work here: one sentence for a person, what cures it, and the exit code. */
public final class Unfit extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What is wrong, in general. */
  public enum Reason {
    /** The connection to Temporal, or AWS's credentials, are not set up rightly. */
    SETTINGS(2),
    /** AWS refuses the worker. */
    DENIED(4),
    /** There are no AWS credentials, or they are over. */
    CREDENTIALS(10),
    /** AWS does not answer. */
    AWS_SILENT(12),
    /** No Temporal server answers, or it does not let us in. */
    SERVER(13),
    /** The Temporal namespace is unknown, or does not have the search attributes. */
    NAMESPACE(14);

    private final int exitCode;

    Reason(int exitCode) {
      this.exitCode = exitCode;
    }

    /** As in {@code fedctl --help}. */
    public int exitCode() {
      return exitCode;
    }
  }

  private final Reason reason;
  private final String cure;

  public Unfit(Reason reason, String message, String cure) {
    super(message, null, false, false);
    this.reason = reason;
    this.cure = cure;
  }

  public Reason reason() {
    return reason;
  }

  /** A command or an act. */
  public String cure() {
    return cure;
  }
}
