package dev.fedctl.sandbox.aws.eks;

import dev.fedctl.sandbox.aws.core.Context;
import dev.fedctl.sandbox.aws.core.Input;
import dev.fedctl.sandbox.aws.core.Operation;
import dev.fedctl.sandbox.aws.core.Output;
import dev.fedctl.sandbox.aws.core.Page;
import dev.fedctl.sandbox.aws.core.Tags;
import dev.fedctl.sandbox.aws.core.TokenMemory;
import dev.fedctl.sandbox.aws.ec2.Ec2Region;
import dev.fedctl.sandbox.cloud.ClusterId;
import dev.fedctl.sandbox.cloud.KubernetesSide;
import dev.fedctl.sandbox.delay.DelayKind;
import dev.fedctl.sandbox.world.LeftBehind;
import dev.fedctl.sandbox.world.Quotas;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Clusters: made, found, deleted. */
final class ClusterApi {

  static final String KIND = "eks:Cluster";

  private final Eks eks;
  private final ClusterUpdates updates;
  private final TokenMemory<ClusterId> tokens = new TokenMemory<>();

  ClusterApi(Eks eks, Updates updates) {
    this.eks = eks;
    this.updates = new ClusterUpdates(eks, updates);
  }

  void addTo(Map<String, Operation> operations) {
    operations.put("CreateCluster", this::create);
    operations.put("DescribeCluster", this::describe);
    operations.put("ListClusters", this::list);
    operations.put("UpdateClusterConfig", updates::update);
    operations.put("DeleteCluster", this::delete);
  }

  private Map<String, Object> create(Input input, Context context) {
    String name = input.required("name");
    Optional<Cluster> present = eks.clusters().named(context.region(), name);
    if (present.isPresent()) {
      return again(present.get(), input, context);
    }
    Input network = input.structure("resourcesVpcConfig").orElseThrow();
    Ec2Region region = eks.ec2().of(context.region());
    String version = ClusterChecks.version(input, eks.world().kubernetes());
    ClusterChecks.settings(input, network);
    RoleChecks.clusterRole(input.required("roleArn"), eks.roles(), context);
    String vpcId = Networks.controlPlane(network.texts("subnetIds"), region, context);
    ClusterChecks.securityGroups(network, vpcId, region);
    checkQuota(context);
    Cluster cluster = made(input, context, network, region, version, vpcId);
    tokens.remember(
        scope(context),
        input.text("clientRequestToken"),
        input.members(),
        cluster.id(),
        context.now());
    return Output.of("cluster", ClusterView.of(cluster, context.now()));
  }

  private Map<String, Object> again(Cluster present, Input input, Context context) {
    boolean same =
        tokens
            .find(scope(context), input.text("clientRequestToken"), input.members(), context.now())
            .filter(TokenMemory.Remembered::sameRequest)
            .filter(known -> known.made().equals(present.id()))
            .isPresent();
    if (!same) {
      throw EksErrors.inUse(
          "Cluster already exists with name: " + present.name(),
          Map.of("clusterName", present.name()));
    }
    return Output.of("cluster", ClusterView.of(present, context.now()));
  }

  private static String scope(Context context) {
    return context.region() + " CreateCluster";
  }

  private void checkQuota(Context context) {
    int present = eks.clusters().all(context.region()).size();
    if (Quotas.isReached(eks.world().quotas().clustersPerRegion(), present)) {
      throw EksErrors.limit("Cluster limit exceeded: there are " + present + " in this region");
    }
  }

  private Cluster made(
      Input input, Context context, Input network, Ec2Region region, String version, String vpcId) {
    String name = input.required("name");
    ClusterId id = new ClusterId(context.account(), context.region(), name, eks.ids().upperHex(32));
    String arn = context.arn("eks", "cluster/" + name);
    Instant settled = context.now().plus(context.effects().delay(DelayKind.CLUSTER_CREATE, name));
    KubernetesSide.Endpoint endpoint = eks.kubernetes().get().born(id, version, settled);
    String group = eks.ids().ec2("sg");
    Cluster cluster =
        new Cluster(
            new Cluster.Birth(
                id,
                arn,
                context.now(),
                context.effects().visibleFrom(),
                settled,
                context.effects().outcome(),
                version,
                vpcId,
                group,
                endpoint,
                input));
    cluster.tags.putAll(input.textMap("tags"));
    eks.clusters().add(cluster);
    context.effects().created(KIND, arn, Tags.resource(cluster.tags));
    Resources.clusterBorn(cluster, network.texts("subnetIds"), region, eks.ids(), context);
    if (eks.world().leaves(name, LeftBehind.Thing.LOG_GROUP)) {
      eks.logs().write(context.region(), "/aws/eks/" + name + "/cluster", context.effects());
    }
    if (ClusterChecks.creatorIsAdmin(input)) {
      AccessEntries.admin(cluster, context.caller().iamArn(), context, eks.ids());
    }
    return cluster;
  }

  private Map<String, Object> describe(Input input, Context context) {
    Cluster cluster = eks.clusters().visible(input.required("name"), context);
    context.effects().observed(cluster.status(context.now()), Tags.resource(cluster.tags));
    return Output.of("cluster", ClusterView.of(cluster, context.now()));
  }

  private Map<String, Object> list(Input input, Context context) {
    List<Cluster> visible =
        eks.clusters().all(context.region()).stream()
            .filter(cluster -> cluster.isVisible(context.now()))
            .toList();
    Page<Cluster> page = EksErrors.PAGES.page(visible, Cluster::name, input, context);
    return Output.of(
        "clusters", page.items().stream().map(Cluster::name).toList(), "nextToken", page.next());
  }

  private Map<String, Object> delete(Input input, Context context) {
    Cluster cluster = eks.clusters().visible(input.required("name"), context);
    String status = cluster.status(context.now());
    Map<String, Object> details = Map.of("clusterName", cluster.name());
    if (status.equals("CREATING") || status.equals("DELETING") || status.equals("UPDATING")) {
      throw EksErrors.inUse("Cluster is in " + status + " status: in progress", details);
    }
    if (!cluster.nodegroups.isEmpty()) {
      throw EksErrors.inUse("Cluster has nodegroups attached", details);
    }
    if (cluster.settings().flag("deletionProtection").orElse(false)) {
      throw EksErrors.request("Cluster has deletion protection enabled");
    }
    cluster.keepPast(context.now());
    cluster.startDeleting();
    Instant gone =
        context.now().plus(context.effects().delay(DelayKind.CLUSTER_DELETE, cluster.name()));
    eks.later()
        .at(
            gone,
            () -> {
              eks.clusters().remove(cluster);
              Resources.clusterGone(cluster, eks.ec2().of(cluster.id().region()));
              eks.kubernetes().get().gone(cluster.id());
            });
    context.effects().deleted(KIND, cluster.birth().arn(), Tags.resource(cluster.tags));
    Resources.clusterDies(cluster, eks.ec2().of(cluster.id().region()), context);
    return Output.of("cluster", ClusterView.of(cluster, context.now()));
  }
}
