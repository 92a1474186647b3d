package dev.fedctl.contract.message;

/** A message says something that cannot be; the text is for the person who sent it. */
public final class InvalidMessageException extends RuntimeException {

  public InvalidMessageException(String message) {
    super(message);
  }
}
