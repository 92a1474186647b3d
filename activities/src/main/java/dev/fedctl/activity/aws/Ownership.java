package dev.fedctl.activity.aws;

import dev.fedctl.activity.Waits;
import dev.fedctl.contract.failure.FailureFacts;
import dev.fedctl.contract.failure.FailureKind;
import dev.fedctl.contract.identity.Claim;
import dev.fedctl.contract.identity.OwnerTags;
import java.util.Map;

/** The firewall: what does not carry the owner tags of a claim is never touched. */
public final class Ownership {

  private Ownership() {}

  /**
   * Fails with CONFLICT unless the tags prove that the resource was made for this claim.
   *
   * @param what the resource as an operator would name it: {@code EKS cluster "a" in eu-north-1}
   */
  public static void require(String what, Map<String, String> tags, Claim claim) {
    if (OwnerTags.prove(tags, claim)) {
      return;
    }
    String owner =
        tags.containsKey(OwnerTags.FEDERATION_ID)
            ? "belongs to federation \"%s\" (id %s, generation %s)"
                .formatted(
                    tags.get(OwnerTags.FEDERATION),
                    tags.get(OwnerTags.FEDERATION_ID),
                    tags.get(OwnerTags.GENERATION))
            : "was not made by fedctl";
    throw Waits.failure(
        FailureFacts.of(
            FailureKind.CONFLICT,
            "%s stands already and %s".formatted(what, owner),
            "remove or rename it, or choose another name, then retry"));
  }

  /**
   * The owner tags that a thing of ours lacks or has otherwise, as they should be. The incarnation
   * in which it was made stays with it.
   */
  public static Map<String, String> lacking(Map<String, String> tags, Claim claim) {
    Map<String, String> lacking = claim.tags();
    lacking.remove(OwnerTags.INCARNATION);
    lacking.entrySet().removeIf(tag -> tag.getValue().equals(tags.get(tag.getKey())));
    return lacking;
  }
}
