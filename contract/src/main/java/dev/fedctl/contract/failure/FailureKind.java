package dev.fedctl.contract.failure;

/**
 * What a failed step needs. The name is the type of Temporal's ApplicationFailure; each kind is an
 * exit code of the command line.
 */
public enum FailureKind {
  /** The spec asks for something that cannot be; parked at once. */
  INVALID_SPEC(3, Treatment.PARK),
  /** A permission is missing; parked at once. */
  DENIED(4, Treatment.PARK),
  /** A limit of the account is reached; parked at once. */
  QUOTA(5, Treatment.PARK),
  /** Something stands there that is not ours; parked at once, never touched. */
  CONFLICT(6, Treatment.PARK),
  /** A state that nobody listed, or a terminal one; parked at once. */
  UNEXPECTED_STATE(7, Treatment.PARK),
  /** Not there yet; looked at again until the step's own limit, then parked. */
  NOT_READY(8, Treatment.RETRY_UNTIL_LIMIT),
  /** Not visible yet right after its creation; retried for minutes, then parked. */
  EVENTUAL(9, Treatment.RETRY_UNTIL_LIMIT),
  /** Credentials have expired; listed as parked, and tried again once a minute without end. */
  EXPIRED_CREDENTIALS(10, Treatment.RETRY_LISTED),
  /**
   * The worker's credentials are of an account that the federation does not live in; listed as
   * parked, and tried again once a minute without end.
   */
  WRONG_ACCOUNT(19, Treatment.RETRY_LISTED),
  /** Too many requests; retried with back-off and jitter, without end. */
  THROTTLED(11, Treatment.RETRY_FOREVER),
  /** The service does not answer, or answers that it cannot; retried without end. */
  UNAVAILABLE(12, Treatment.RETRY_FOREVER),
  /** A fault of fedctl itself; parked at once. */
  INTERNAL(1, Treatment.PARK);

  /** What happens when a step fails this way. */
  public enum Treatment {
    PARK,
    RETRY_UNTIL_LIMIT,
    RETRY_FOREVER,
    /** An operator sees it as parked; it goes on by itself once the cause is gone. */
    RETRY_LISTED
  }

  private final int exitCode;
  private final Treatment treatment;

  FailureKind(int exitCode, Treatment treatment) {
    this.exitCode = exitCode;
    this.treatment = treatment;
  }

  public int exitCode() {
    return exitCode;
  }

  public Treatment treatment() {
    return treatment;
  }
}
