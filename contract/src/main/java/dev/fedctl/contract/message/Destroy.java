package dev.fedctl.contract.message;

import java.util.Optional;

/**
 * Everything to be removed that the federation has made.
 *
 * @param name of the federation, once more
 * @param account in which it lives, once more
 */
public record Destroy(
    String name, String account, Optional<String> actor, Optional<String> reason) {

  public Destroy {
    if (name == null || account == null) {
      throw new InvalidMessageException(
          "\"name\" and \"account\" must both be given, to say that this federation is meant");
    }
  }
}
