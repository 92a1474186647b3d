package dev.fedctl.contract.spec;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One member cluster. What is absent is as the federation has it.
 *
 * @param name also its name in Karmada
 * @param labels of its Cluster object in Karmada, for placement by label
 */
public record MemberSpec(
    String name,
    Optional<String> region,
    Optional<NetworkSpec> network,
    Optional<NodesSpec> nodes,
    Map<String, String> labels) {

  public MemberSpec {
    if (name == null) {
      throw new InvalidSpecException("name", "\"name\" is missing: it " + ClusterNames.RULE);
    }
    if (!ClusterNames.isLabel(name)) {
      throw new InvalidSpecException("name", "\"" + name + "\" " + ClusterNames.RULE);
    }
    if (region.isPresent() && network.isEmpty()) {
      throw new InvalidSpecException(
          "network", "is needed: a member in a region of its own cannot use the federation's VPC");
    }
    labels = labels == null ? Map.of() : new TreeMap<>(labels);
  }

  /** Whether it lies elsewhere, or has other nodes, than the federation's own. */
  public boolean hasOwnPlace() {
    return region.isPresent() || network.isPresent() || nodes.isPresent();
  }

  /** One like the federation's own clusters. */
  public static MemberSpec named(String name) {
    return new MemberSpec(name, Optional.empty(), Optional.empty(), Optional.empty(), Map.of());
  }
}
