package dev.fedctl.contract.message;

import dev.fedctl.contract.spec.FederationDocument;
import java.util.Optional;

/**
 * What the federation is to be from now on. What cannot be changed is refused; what was aborted, or
 * ended from outside, is taken up again.
 *
 * @param document with every default filled in
 * @param prune whether members that it does not name are removed; else they stay
 */
public record ApplySpec(
    FederationDocument document, boolean prune, Optional<String> actor, Optional<String> reason) {

  public ApplySpec {
    if (document == null) {
      throw new InvalidMessageException("\"document\" is missing");
    }
  }
}
