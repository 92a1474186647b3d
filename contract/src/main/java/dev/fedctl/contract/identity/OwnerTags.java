package dev.fedctl.contract.identity;

import java.util.Map;

/** The keys of the tags (AWS) and annotations (Kubernetes) that say whose a resource is. */
public final class OwnerTags {

  public static final String FEDERATION = "fedctl.dev/federation";
  public static final String FEDERATION_ID = "fedctl.dev/federation-id";
  public static final String GENERATION = "fedctl.dev/generation";
  public static final String INCARNATION = "fedctl.dev/incarnation";
  public static final String RESOURCE = "fedctl.dev/resource";

  private OwnerTags() {}

  /** Whether a resource with these tags was made for this claim, in any incarnation. */
  public static boolean prove(Map<String, String> tags, Claim claim) {
    Owner owner = claim.owner();
    return owner.federationId().toString().equals(tags.get(FEDERATION_ID))
        && owner.generation().equals(tags.get(GENERATION))
        && claim.resource().equals(tags.get(RESOURCE));
  }
}
