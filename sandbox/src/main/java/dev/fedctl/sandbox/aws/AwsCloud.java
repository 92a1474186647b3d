package dev.fedctl.sandbox.aws;

import dev.fedctl.sandbox.aws.core.Ids;
import dev.fedctl.sandbox.aws.core.Later;
import dev.fedctl.sandbox.aws.core.Readiness;
import dev.fedctl.sandbox.aws.core.Service;
import dev.fedctl.sandbox.aws.core.Tags;
import dev.fedctl.sandbox.aws.ec2.Ec2Region;
import dev.fedctl.sandbox.aws.ec2.Ec2Regions;
import dev.fedctl.sandbox.aws.ec2.Ec2Service;
import dev.fedctl.sandbox.aws.eks.Clusters;
import dev.fedctl.sandbox.aws.eks.Eks;
import dev.fedctl.sandbox.aws.eks.EksFacts;
import dev.fedctl.sandbox.aws.eks.EksService;
import dev.fedctl.sandbox.aws.eks.ForeignClusters;
import dev.fedctl.sandbox.aws.elb.ElbService;
import dev.fedctl.sandbox.aws.elb.LoadBalancers;
import dev.fedctl.sandbox.aws.elb.Placement;
import dev.fedctl.sandbox.aws.iam.IamService;
import dev.fedctl.sandbox.aws.iam.RoleStore;
import dev.fedctl.sandbox.aws.logs.LogGroups;
import dev.fedctl.sandbox.aws.logs.LogService;
import dev.fedctl.sandbox.aws.sts.StsService;
import dev.fedctl.sandbox.cloud.AwsSide;
import dev.fedctl.sandbox.cloud.ClusterId;
import dev.fedctl.sandbox.cloud.KubernetesSide;
import dev.fedctl.sandbox.kernel.Effects;
import dev.fedctl.sandbox.kernel.Kernel;
import dev.fedctl.sandbox.path.RunFacts;
import dev.fedctl.sandbox.path.RunReader;
import dev.fedctl.sandbox.wire.WireHandler;
import dev.fedctl.sandbox.world.Foreign;
import dev.fedctl.sandbox.world.LeftBehind;
import dev.fedctl.sandbox.world.World;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All AWS services over one world. */
public final class AwsCloud implements AwsSide {

  private final Kernel kernel;
  private final Ids ids = new Ids();
  private final Later later = new Later();
  private final Ec2Regions ec2;
  private final RoleStore roles = new RoleStore();
  private final EksFacts clusters;
  private final Eks eks;
  private final LoadBalancers balancers;
  private final LogGroups logs;
  private final Map<String, AccessKey> keys = new HashMap<>();
  private final WireHandler front;

  /**
   * @param domain of the host on which load balancers listen
   * @param kubernetes the other half, made after this one
   */
  public AwsCloud(Kernel kernel, World world, String domain, Supplier<KubernetesSide> kubernetes) {
    this.kernel = kernel;
    this.ec2 = new Ec2Regions(world, kernel.start());
    this.balancers = new LoadBalancers(ids, domain, world.partition());
    world.roles().forEach(role -> roles.seed(role, world, ids, kernel.start()));
    for (World.Principal principal : world.principals()) {
      keys.put(
          principal.accessKeyId(),
          new AccessKey(
              principal.secretAccessKey(),
              principal.sessionToken(),
              principal.principalArn(),
              principal.iamArn()));
    }
    Clusters store = new Clusters();
    this.clusters = new EksFacts(store);
    this.logs = new LogGroups(world, kernel.start());
    this.eks = new Eks(store, world, ec2, roles, ids, later, kubernetes, logs);
    Map<String, Service> services =
        Stream.of(
                StsService.create(),
                IamService.create(roles, ids, world.quotas()),
                Ec2Service.create(ec2, ids),
                EksService.create(eks),
                ElbService.create(balancers, clusters, kubernetes),
                LogService.create(logs))
            .collect(Collectors.toMap(Service::name, service -> service));
    this.front = new AwsFront(kernel, services, this::known, world, this::settle);
  }

  /** Puts in what others have made before the start; the other half is there by now. */
  public void seed() {
    ForeignClusters seeds = new ForeignClusters(eks, kernel.start());
    for (World.Region place : eks.world().regions()) {
      Ec2Region region = ec2.of(place.name());
      region.seed(ids, eks.world().account(), kernel.start());
      seeds.seed(place);
      place.loadBalancers().forEach(balancer -> seed(balancer, region));
      place
          .devices()
          .targetGroups()
          .forEach(group -> balancers.seed(group, nobody(place.name()), kernel.start()));
    }
  }

  private void seed(Foreign.LoadBalancer balancer, Ec2Region region) {
    List<Ec2Region.Subnet> subnets =
        balancer.subnets().stream().flatMap(id -> region.subnet(id).stream()).toList();
    String name = region.place().name();
    ClusterId cluster =
        balancer
            .cluster()
            .flatMap(wanted -> clusters.named(name, wanted))
            .orElseGet(() -> nobody(name));
    balancers.seed(
        balancer,
        cluster,
        subnets.stream().map(s -> new Placement(s.facts().zone(), s.facts().id())).toList(),
        subnets.getFirst().vpcId(),
        kernel.start());
  }

  /** In place of the cluster of something that is no cluster's any more. */
  private ClusterId nobody(String region) {
    return new ClusterId(eks.world().account(), region, "", "");
  }

  /** Answers requests of the AWS SDKs. */
  public WireHandler front() {
    return front;
  }

  /** When each thing that stands became, or becomes, what was asked for. */
  public List<Readiness> readiness() {
    settle();
    return Stream.of(
            roles.readiness(),
            ec2.readiness(),
            clusters.readiness(kernel.now()),
            balancers.readiness())
        .flatMap(List::stream)
        .toList();
  }

  /** What the critical path depends on. */
  public RunFacts runFacts() {
    settle();
    RunReader reader = new RunReader(kernel.ledger().rows());
    Set<String> workers = keys.values().stream().map(AccessKey::iamArn).collect(Collectors.toSet());
    return reader.facts(
        roles.facts(arn -> reader.stands("iam:Role", arn)),
        clusters.facts(arn -> reader.stands("eks:Cluster", arn), workers),
        balancers::serviceOf,
        ec2::claims);
  }

  private void settle() {
    later.settle(kernel.now());
  }

  @Override
  public Optional<Instant> activeAt(ClusterId cluster) {
    settle();
    return clusters.activeAt(cluster);
  }

  @Override
  public List<Node> nodes(ClusterId cluster) {
    settle();
    return clusters.nodes(cluster);
  }

  @Override
  public Optional<Instant> addonActiveAt(ClusterId cluster, String addon) {
    settle();
    return clusters.addonActiveAt(cluster, addon);
  }

  @Override
  public List<StorageClass> storageClasses() {
    return eks.world().storageClasses().stream()
        .map(one -> new StorageClass(one.name(), one.provisioner(), one.annotations()))
        .toList();
  }

  @Override
  public List<AccessEntry> accessEntries(ClusterId cluster) {
    settle();
    return clusters.accessEntries(cluster, kernel.now());
  }

  @Override
  public Optional<AccessKey> accessKey(String accessKeyId) {
    return known(accessKeyId).filter(key -> !eks.world().isExpired(accessKeyId));
  }

  private Optional<AccessKey> known(String accessKeyId) {
    return Optional.ofNullable(keys.get(accessKeyId));
  }

  @Override
  public LoadBalancer ensureLoadBalancer(LoadBalancerRequest request, Effects effects) {
    Ec2Region region = ec2.of(request.cluster().region());
    String vpcId = clusters.vpcOf(request.cluster()).orElseThrow();
    List<String> subnets =
        request.subnetIds().isEmpty()
            ? region.oneSubnetPerZone(vpcId, !request.internal())
            : request.subnetIds();
    List<Placement> placements =
        subnets.stream()
            .flatMap(id -> region.subnet(id).stream())
            .map(subnet -> new Placement(subnet.facts().zone(), subnet.facts().id()))
            .toList();
    if (eks.world().leaves(request.cluster().name(), LeftBehind.Thing.SECURITY_GROUP)
        && !balancers.has(request)) {
      addGroup(request, vpcId, effects);
    }
    return balancers.ensure(request, placements, vpcId, effects);
  }

  /** The group that the service controller makes for a load balancer that is to have one. */
  private void addGroup(LoadBalancerRequest request, String vpcId, Effects effects) {
    String id = ids.ec2("sg");
    ec2.of(request.cluster().region())
        .add(
            new Ec2Region.SecurityGroup(
                "k8s-elb-" + request.name(),
                "Security group for Kubernetes ELB " + request.name(),
                vpcId),
            id,
            Map.of("kubernetes.io/cluster/" + request.cluster().name(), "owned"),
            effects.now());
    effects.byController(
        "service-controller", "created", "ec2:security-group", id, Optional.empty());
  }

  @Override
  public void deleteLoadBalancer(LoadBalancer balancer, ClusterId cluster, Effects effects) {
    World world = eks.world();
    if (!world.leaves(cluster.name(), LeftBehind.Thing.LOAD_BALANCER)) {
      boolean groupsStay = world.leaves(cluster.name(), LeftBehind.Thing.TARGET_GROUP);
      balancers.deleteByController(balancer.arn(), groupsStay, effects);
    }
  }

  @Override
  public String createVolume(
      ClusterId cluster, String zone, int sizeGiB, Map<String, String> tags, Effects effects) {
    String id = ids.ec2("vol");
    ec2.of(cluster.region())
        .add(
            new Ec2Region.Volume(zone, sizeGiB, effects.now(), Optional.of(cluster.name())),
            id,
            tags,
            effects.visibleFrom());
    effects.byController("ebs-csi", "created", "ec2:volume", id, Tags.resource(tags));
    return id;
  }

  @Override
  public void deleteVolume(String volumeId, ClusterId cluster, Effects effects) {
    if (eks.world().leaves(cluster.name(), LeftBehind.Thing.VOLUME)) {
      ec2.of(cluster.region()).release(volumeId);
      return;
    }
    for (Ec2Region region : ec2.all()) {
      region
          .remove(volumeId)
          .ifPresent(
              tags ->
                  effects.byController(
                      "ebs-csi", "deleted", "ec2:volume", volumeId, Tags.resource(tags)));
    }
  }
}
