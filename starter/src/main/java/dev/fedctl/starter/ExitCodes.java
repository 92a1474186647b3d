package dev.fedctl.starter;

import dev.fedctl.contract.failure.FailureKind;

/**
 * The exit codes of fedctl. A step that is parked ends a command with the code of its failure kind:
 * see {@link FailureKind#exitCode()}.
 */
public final class ExitCodes {

  public static final int OK = 0;

  /** A fault of fedctl itself. */
  public static final int INTERNAL = FailureKind.INTERNAL.exitCode();

  /** The command line itself is wrong. */
  public static final int USAGE = 2;

  /** The spec, or another file that was given, is wrong, or asks for a change that is refused. */
  public static final int INVALID_SPEC = FailureKind.INVALID_SPEC.exitCode();

  /** AWS refuses the user's own credentials. */
  public static final int DENIED = FailureKind.DENIED.exitCode();

  /** Something stands there that is not ours. */
  public static final int CONFLICT = FailureKind.CONFLICT.exitCode();

  /** What is asked for is not there yet. */
  public static final int NOT_READY = FailureKind.NOT_READY.exitCode();

  /** No Temporal server answers, or it does not let us in. */
  public static final int SERVER_UNREACHABLE = 13;

  /** The Temporal namespace is unknown, or does not have the search attributes. */
  public static final int NAMESPACE_UNFIT = 14;

  /** No worker polls, or none answers. */
  public static final int NO_WORKER = 15;

  /** The workers are of another release. */
  public static final int VERSIONS_DIFFER = 16;

  /** There is no federation, member or step of that name. */
  public static final int NO_SUCH_THING = 17;

  /** The federation refuses the message. */
  public static final int REFUSED = 18;

  /** The federation lives in another account or region. */
  public static final int WRONG_ACCOUNT = FailureKind.WRONG_ACCOUNT.exitCode();

  /** An operator aborted the deployment. */
  public static final int ABORTED = 20;

  /** Nobody said yes; nothing was changed. */
  public static final int NOT_CONFIRMED = 21;

  /** The work goes on, but --timeout is over. */
  public static final int TIMED_OUT = 22;

  /** {@code doctor} found something that fails. */
  public static final int UNHEALTHY = 23;

  private ExitCodes() {}
}
