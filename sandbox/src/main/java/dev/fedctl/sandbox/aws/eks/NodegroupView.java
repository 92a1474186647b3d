package dev.fedctl.sandbox.aws.eks;

import dev.fedctl.sandbox.aws.core.Input;
import dev.fedctl.sandbox.aws.core.Output;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A node group as DescribeNodegroup shows it. */
final class NodegroupView {

  private NodegroupView() {}

  static Map<String, Object> of(Nodegroup group, Cluster cluster, Instant now) {
    Nodegroup.Birth birth = group.birth();
    Input request = group.settings();
    List<Map<String, Object>> issues =
        group
            .issue(cluster, now)
            .map(
                issue ->
                    List.of(
                        Output.of(
                            "code", issue.code(),
                            "message", issue.message(),
                            "resourceIds",
                                group.nodes().stream().map(node -> node.instanceId()).toList())))
            .orElse(List.of());
    return Output.of(
        "nodegroupName", birth.name(),
        "nodegroupArn", birth.arn(),
        "clusterName", cluster.name(),
        "version", cluster.birth().version(),
        "releaseVersion", cluster.birth().version() + ".0-20260101",
        "createdAt", birth.createdAt(),
        "modifiedAt", birth.createdAt(),
        "status", group.status(cluster, now),
        "capacityType", request.text("capacityType").orElse("ON_DEMAND"),
        "scalingConfig",
            Output.of(
                "minSize", scaling(request, "minSize", 1),
                "maxSize", scaling(request, "maxSize", 2),
                "desiredSize", scaling(request, "desiredSize", 2)),
        "instanceTypes", birth.instanceTypes(),
        "subnets", request.texts("subnets"),
        "amiType", birth.amiType(),
        "nodeRole", request.required("nodeRole"),
        "labels", request.textMap("labels"),
        "taints", request.structures("taints").stream().map(Input::members).toList(),
        "resources",
            Output.of("autoScalingGroups", List.of(Output.of("name", birth.autoScalingGroup()))),
        "health", Output.of("issues", issues),
        "updateConfig",
            request
                .structure("updateConfig")
                .map(Input::members)
                .orElse(Map.of("maxUnavailable", 1)),
        "nodeRepairConfig", request.structure("nodeRepairConfig").map(Input::members),
        "launchTemplate",
            birth
                .launchTemplate()
                .map(
                    template ->
                        Output.of(
                            "id", template.id(),
                            "name", template.name(),
                            "version", template.version())),
        "tags", group.tags);
  }

  private static int scaling(Input request, String member, int standard) {
    return request
        .structure("scalingConfig")
        .flatMap(config -> config.number(member))
        .orElse(standard);
  }
}
