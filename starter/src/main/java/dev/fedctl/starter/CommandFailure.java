package dev.fedctl.starter;

import java.util.Optional;

/**
 * Why a command ends without having done what was asked: one sentence for a person, and what cures
 * it.
 */
public final class CommandFailure extends RuntimeException {

  private final int exitCode;
  private final Optional<String> cure;

  private CommandFailure(int exitCode, String message, Optional<String> cure) {
    super(message, null, false, false);
    this.exitCode = exitCode;
    this.cure = cure;
  }

  public static CommandFailure of(int exitCode, String message) {
    return new CommandFailure(exitCode, message, Optional.empty());
  }

  /** {@code cure} is a command or an act, as {@code fedctl worker}. */
  public static CommandFailure of(int exitCode, String message, String cure) {
    return new CommandFailure(exitCode, message, Optional.of(cure));
  }

  public int exitCode() {
    return exitCode;
  }

  public Optional<String> cure() {
    return cure;
  }
}
