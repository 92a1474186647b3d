package dev.fedctl.sandbox.aws.eks;

import dev.fedctl.sandbox.aws.core.Context;
import dev.fedctl.sandbox.aws.core.Input;
import dev.fedctl.sandbox.aws.core.Operation;
import dev.fedctl.sandbox.aws.core.Output;
import dev.fedctl.sandbox.aws.core.Page;
import dev.fedctl.sandbox.aws.core.Tags;
import dev.fedctl.sandbox.aws.core.TokenMemory;
import dev.fedctl.sandbox.aws.ec2.Ec2Region;
import dev.fedctl.sandbox.aws.iam.Role;
import dev.fedctl.sandbox.cloud.AwsSide;
import dev.fedctl.sandbox.delay.DelayKind;
import dev.fedctl.sandbox.world.LeftBehind;
import dev.fedctl.sandbox.world.Quotas;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Managed node groups. */
final class NodegroupApi {

  static final String KIND = "eks:Nodegroup";

  private final Eks eks;
  private final NodegroupUpdates updates;
  private final TokenMemory<String> tokens = new TokenMemory<>();

  NodegroupApi(Eks eks, Updates updates) {
    this.eks = eks;
    this.updates = new NodegroupUpdates(eks, updates);
  }

  void addTo(Map<String, Operation> operations) {
    operations.put("CreateNodegroup", this::create);
    operations.put("DescribeNodegroup", this::describe);
    operations.put("ListNodegroups", this::list);
    operations.put(
        "UpdateNodegroupConfig",
        (input, context) -> {
          Cluster cluster = eks.clusters().active(input.required("clusterName"), context);
          Nodegroup group = visible(cluster, input.required("nodegroupName"), context);
          return updates.update(cluster, group, input, context);
        });
    operations.put("DeleteNodegroup", this::delete);
  }

  private Map<String, Object> create(Input input, Context context) {
    Cluster cluster = eks.clusters().active(input.required("clusterName"), context);
    String name = input.required("nodegroupName");
    Nodegroup present = cluster.nodegroups.get(name);
    if (present != null) {
      return again(cluster, present, input, context);
    }
    if (Quotas.isReached(eks.world().quotas().nodeGroupsPerCluster(), cluster.nodegroups.size())) {
      throw EksErrors.limit("Nodegroup limit exceeded for cluster " + cluster.name());
    }
    Ec2Region region = eks.ec2().of(context.region());
    Role role = RoleChecks.nodeRole(input.required("nodeRole"), eks.roles(), context);
    NodegroupChecks.Choice choice = NodegroupChecks.check(input, cluster, region);
    Nodegroup group = made(cluster, input, context, region, role, choice);
    tokens.remember(
        scope(cluster),
        input.text("clientRequestToken"),
        input.members(),
        group.birth().arn(),
        context.now());
    return Output.of("nodegroup", NodegroupView.of(group, cluster, context.now()));
  }

  private Map<String, Object> again(
      Cluster cluster, Nodegroup present, Input input, Context context) {
    boolean same =
        tokens
            .find(scope(cluster), input.text("clientRequestToken"), input.members(), context.now())
            .filter(TokenMemory.Remembered::sameRequest)
            .filter(known -> known.made().equals(present.birth().arn()))
            .isPresent();
    if (!same) {
      throw EksErrors.inUse(
          "NodeGroup already exists with name %s and cluster name %s"
              .formatted(present.birth().name(), cluster.name()),
          Map.of("clusterName", cluster.name(), "nodegroupName", present.birth().name()));
    }
    return Output.of("nodegroup", NodegroupView.of(present, cluster, context.now()));
  }

  private static String scope(Cluster cluster) {
    return cluster.birth().arn() + " CreateNodegroup";
  }

  private Nodegroup made(
      Cluster cluster,
      Input input,
      Context context,
      Ec2Region region,
      Role role,
      NodegroupChecks.Choice choice) {
    String name = input.required("nodegroupName");
    String uuid = eks.ids().uuid();
    Instant planned =
        context
            .now()
            .plus(
                context.effects().delay(DelayKind.NODE_GROUP_CREATE, cluster.name() + "/" + name));
    List<AwsSide.Node> nodes =
        Nodes.launch(
            new Nodes.Recipe(
                name, input.textMap("labels"), choice.subnets(), choice.instanceTypes()),
            0,
            choice.desired(),
            region,
            eks.ids(),
            planned);
    Nodegroup group =
        new Nodegroup(
            new Nodegroup.Birth(
                name,
                context.arn("eks", "nodegroup/%s/%s/%s".formatted(cluster.name(), name, uuid)),
                context.now(),
                context.effects().visibleFrom(),
                planned,
                context.effects().outcome(),
                NodegroupChecks.obstacle(
                    input, choice.instanceTypes(), role, region, context.now()),
                choice.launchTemplate(),
                choice.instanceTypes(),
                choice.amiType(),
                "eks-" + name + "-" + uuid,
                choice.subnets(),
                input),
            nodes);
    group.tags.putAll(input.textMap("tags"));
    cluster.nodegroups.put(name, group);
    context.effects().created(KIND, group.birth().arn(), Tags.resource(group.tags));
    role.enter(group.instanceProfile(), context.now());
    Resources.nodesBorn(group, region, context);
    AccessEntries.nodes(cluster, role.arn(), context, eks.ids());
    return group;
  }

  private static Nodegroup visible(Cluster cluster, String name, Context context) {
    return Optional.ofNullable(cluster.nodegroups.get(name))
        .filter(group -> group.isVisible(context.now()))
        .orElseThrow(
            () ->
                EksErrors.notFound(
                    "No node group found for name: " + name + ".",
                    Map.of("clusterName", cluster.name(), "nodegroupName", name)));
  }

  private Map<String, Object> describe(Input input, Context context) {
    Cluster cluster = eks.clusters().visible(input.required("clusterName"), context);
    Nodegroup group = visible(cluster, input.required("nodegroupName"), context);
    context.effects().observed(group.status(cluster, context.now()), Tags.resource(group.tags));
    return Output.of("nodegroup", NodegroupView.of(group, cluster, context.now()));
  }

  private Map<String, Object> list(Input input, Context context) {
    Cluster cluster = eks.clusters().visible(input.required("clusterName"), context);
    Page<String> page =
        EksErrors.PAGES.page(
            cluster.nodegroups.values().stream()
                .filter(group -> group.isVisible(context.now()))
                .map(group -> group.birth().name())
                .toList(),
            name -> name,
            input,
            context);
    return Output.of("nodegroups", page.items(), "nextToken", page.next());
  }

  private Map<String, Object> delete(Input input, Context context) {
    Cluster cluster = eks.clusters().visible(input.required("clusterName"), context);
    Nodegroup group = visible(cluster, input.required("nodegroupName"), context);
    if (group.isDeleting(context.now())) {
      return Output.of("nodegroup", NodegroupView.of(group, cluster, context.now()));
    }
    cluster.keepPast(context.now());
    Instant gone =
        context
            .now()
            .plus(
                context
                    .effects()
                    .delay(
                        DelayKind.NODE_GROUP_DELETE, cluster.name() + "/" + group.birth().name()));
    group.startDeleting(gone, context.effects().outcome());
    if (context.effects().outcome().isEmpty()) {
      eks.later()
          .at(
              gone,
              () -> {
                cluster.keepPast(gone);
                cluster.nodegroups.remove(group.birth().name());
                eks.roles()
                    .byArn(group.roleArn())
                    .ifPresent(role -> role.leave(group.instanceProfile()));
                Resources.nodesGone(group, eks.ec2().of(cluster.id().region()));
                AccessEntries.nodesGone(cluster, group.roleArn());
              });
      context.effects().deleted(KIND, group.birth().arn(), Tags.resource(group.tags));
      Resources.nodesDie(group, context);
      if (eks.world().leaves(cluster.name(), LeftBehind.Thing.NETWORK_INTERFACE)) {
        Ec2Region region = eks.ec2().of(context.region());
        Resources.interfacesLeft(cluster, group.nodes(), region, eks.ids(), context);
      }
      AccessEntries.nodesDie(cluster, group, context);
    }
    return Output.of("nodegroup", NodegroupView.of(group, cluster, context.now()));
  }
}
