package dev.fedctl.workflow;

import dev.fedctl.contract.activity.NetworkActivities;
import dev.fedctl.contract.activity.NetworkActivities.InstanceTypeQuery;
import dev.fedctl.contract.activity.NetworkActivities.NetworkQuery;
import dev.fedctl.contract.activity.NetworkObserved;
import dev.fedctl.contract.activity.NetworkObserved.Subnet;
import dev.fedctl.contract.plan.Step;
import dev.fedctl.contract.workflow.ClusterInput;
import dev.fedctl.contract.workflow.ClusterPlace;
import java.util.List;

/** Where a cluster goes: where the federation goes, or a place of its own. */
final class ClusterPlaces {

  private ClusterPlaces() {}

  static ClusterPlace of(ClusterInput input, Steps steps) {
    if (!input.hasOwnPlace()) {
      return input.home();
    }
    NetworkObserved network =
        input
            .own()
            .map(
                own ->
                    steps.run(
                        Step.NETWORK,
                        run ->
                            find(
                                run,
                                new NetworkQuery(
                                    input.region(),
                                    own.vpc(),
                                    "spec.members",
                                    1,
                                    input.nodes().count(),
                                    false))))
            .orElseGet(() -> steps.run(Step.NETWORK, run -> input.home().network()));
    List<String> types =
        steps.run(
            Step.INSTANCE_TYPES,
            run ->
                run.look(NetworkActivities.class, "instance types of " + input.name())
                    .findInstanceTypes(
                        new InstanceTypeQuery(
                            input.region(), zones(network), input.nodes(), "spec.members"))
                    .names());
    return new ClusterPlace(network, types);
  }

  static NetworkObserved find(StepRun run, NetworkQuery query) {
    return run.look(NetworkActivities.class, "VPC and subnets in " + query.region())
        .findNetwork(query);
  }

  static List<String> zones(NetworkObserved network) {
    return network.nodeSubnets().stream().map(Subnet::zone).distinct().toList();
  }
}
