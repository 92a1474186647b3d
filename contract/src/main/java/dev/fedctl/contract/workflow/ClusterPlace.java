package dev.fedctl.contract.workflow;

import dev.fedctl.contract.activity.NetworkObserved;
import java.util.List;

/** Where a cluster's nodes go and what they are. */
public record ClusterPlace(NetworkObserved network, List<String> instanceTypes) {

  public ClusterPlace {
    instanceTypes = List.copyOf(instanceTypes);
  }
}
