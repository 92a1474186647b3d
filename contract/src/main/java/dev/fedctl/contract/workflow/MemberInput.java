package dev.fedctl.contract.workflow;

import dev.fedctl.contract.activity.KarmadaRef;
import java.util.Map;
import java.util.Optional;

/**
 * A member cluster to be built and joined.
 *
 * @param labels of its Cluster object in Karmada
 * @param karmada where Karmada answers, if it does already
 */
public record MemberInput(
    ClusterInput cluster, Map<String, String> labels, Optional<KarmadaRef> karmada) {

  /** The same, knowing where Karmada answers. */
  public MemberInput joining(Optional<KarmadaRef> answering) {
    return new MemberInput(cluster, labels, answering);
  }
}
