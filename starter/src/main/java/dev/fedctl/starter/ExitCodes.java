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

  /** The spec, or another file that was given, is wrong. */
  public static final int INVALID_SPEC = FailureKind.INVALID_SPEC.exitCode();

  /** An operator aborted the deployment. */
  public static final int ABORTED = 20;

  private ExitCodes() {}
}
