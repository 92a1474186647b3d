package dev.fedctl.contract.workflow;

import dev.fedctl.contract.spec.FederationDocument;
import java.util.Optional;

/**
 * What starts a run of a federation.
 *
 * @param document its spec with every default filled in
 * @param memory what the run before it knew; absent in the first
 */
public record FederationInput(FederationDocument document, Optional<FederationMemory> memory) {

  /** The beginning of a federation. */
  public static FederationInput first(FederationDocument document) {
    return new FederationInput(document, Optional.empty());
  }

  /** The next run of one that has lived. */
  public static FederationInput next(FederationMemory memory) {
    return new FederationInput(memory.document(), Optional.of(memory));
  }
}
