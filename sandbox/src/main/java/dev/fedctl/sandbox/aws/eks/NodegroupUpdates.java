package dev.fedctl.sandbox.aws.eks;

import dev.fedctl.sandbox.aws.core.Context;
import dev.fedctl.sandbox.aws.core.Input;
import dev.fedctl.sandbox.aws.core.Tags;
import dev.fedctl.sandbox.aws.ec2.Ec2Region;
import dev.fedctl.sandbox.cloud.AwsSide;
import dev.fedctl.sandbox.delay.DelayKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Changes of a node group: its size, the labels of its nodes, how it is updated. */
final class NodegroupUpdates {

  private final Eks eks;
  private final Updates updates;

  NodegroupUpdates(Eks eks, Updates updates) {
    this.eks = eks;
    this.updates = updates;
  }

  Map<String, Object> update(Cluster cluster, Nodegroup group, Input input, Context context) {
    String name = group.birth().name();
    Updates.Target target = new Updates.Target(cluster, "nodegroup/" + name);
    Optional<Map<String, Object>> again = updates.again(target, input, context);
    if (again.isPresent()) {
      return again.get();
    }
    updates.checkIdle(target, context);
    String status = group.status(cluster, context.now());
    if (!status.equals("ACTIVE") && !status.equals("DEGRADED")) {
      throw EksErrors.inUse(
          "Nodegroup cannot be updated as it is currently in " + status + " state",
          Map.of("clusterName", cluster.name(), "nodegroupName", name));
    }
    if (input.has("taints")) {
      throw EksErrors.request("The sandbox does not change taints");
    }
    Input changed = changed(group.settings(), input);
    if (changed.members().equals(group.settings().members())) {
      throw EksErrors.parameter("No changes needed for the provided configuration");
    }
    Duration takes =
        context.effects().delay(DelayKind.NODE_GROUP_UPDATE, cluster.name() + "/" + name);
    // What has become of the group must not hang on what it is made into.
    cluster.keepPast(context.now());
    List<AwsSide.Node> nodes = resized(group, changed, takes, context);
    group.update(changed, nodes, context.now().plus(takes));
    context.effects().updated(NodegroupApi.KIND, group.birth().arn(), Tags.resource(group.tags));
    return updates.start(target, "ConfigUpdate", parameters(input), takes, input, context);
  }

  private static Input changed(Input settings, Input input) {
    Map<String, Object> members = new LinkedHashMap<>(settings.members());
    for (String kind : List.of("scalingConfig", "updateConfig", "nodeRepairConfig")) {
      input
          .structure(kind)
          .ifPresent(
              sent -> {
                Map<String, Object> both =
                    new LinkedHashMap<>(
                        settings.structure(kind).map(Input::members).orElse(Map.of()));
                both.putAll(sent.members());
                members.put(kind, both);
              });
    }
    input
        .structure("labels")
        .ifPresent(
            sent -> {
              Map<String, String> labels = new LinkedHashMap<>(settings.textMap("labels"));
              labels.putAll(sent.textMap("addOrUpdateLabels"));
              sent.texts("removeLabels").forEach(labels::remove);
              members.put("labels", labels);
            });
    return new Input(members);
  }

  private List<AwsSide.Node> resized(
      Nodegroup group, Input changed, Duration takes, Context context) {
    Ec2Region region = eks.ec2().of(context.region());
    int wanted = NodegroupChecks.desired(changed);
    List<AwsSide.Node> present = group.nodes();
    if (wanted < present.size()) {
      List<AwsSide.Node> surplus = present.subList(wanted, present.size());
      Resources.nodesDie(surplus, context);
      surplus.forEach(node -> region.remove(node.instanceId()));
      return present.subList(0, wanted);
    }
    List<AwsSide.Node> added =
        Nodes.launch(
            new Nodes.Recipe(
                group.birth().name(),
                changed.textMap("labels"),
                group.birth().subnets(),
                group.birth().instanceTypes()),
            present.size(),
            wanted,
            region,
            eks.ids(),
            context.now().plus(takes));
    Resources.nodesBorn(group, added, region, context);
    List<AwsSide.Node> all = new ArrayList<>(present);
    all.addAll(added);
    return all;
  }

  private static List<Updates.Parameter> parameters(Input input) {
    List<Updates.Parameter> parameters = new ArrayList<>();
    input
        .structure("scalingConfig")
        .ifPresent(
            scaling ->
                scaling
                    .members()
                    .forEach(
                        (name, value) ->
                            parameters.add(
                                new Updates.Parameter(
                                    Character.toUpperCase(name.charAt(0)) + name.substring(1),
                                    String.valueOf(value)))));
    return parameters;
  }
}
