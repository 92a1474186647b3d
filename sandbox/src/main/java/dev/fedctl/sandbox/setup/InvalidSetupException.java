package dev.fedctl.sandbox.setup;

/**
 * What a sandbox is to start from is not valid. The message is all that a user needs: {@code
 * FILE:LINE:COL: path: what was found; what is allowed}, without the place when there is no file.
 */
public final class InvalidSetupException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public InvalidSetupException(String message) {
    super(message, null, false, false);
  }
}
