package dev.fedctl.activity.eks;

import dev.fedctl.activity.aws.Ownership;
import dev.fedctl.contract.identity.Claim;
import java.util.Map;
import software.amazon.awssdk.services.eks.EksClient;

/** Owner tags of things of EKS. */
final class Tagging {

  private Tagging() {}

  /** Puts the owner tags that a thing of ours lacks on it; false when it has them all. */
  static boolean complete(EksClient eks, String arn, Map<String, String> tags, Claim claim) {
    Map<String, String> lacking = Ownership.lacking(tags, claim);
    if (lacking.isEmpty()) {
      return false;
    }
    eks.tagResource(r -> r.resourceArn(arn).tags(lacking));
    return true;
  }
}
