package dev.fedctl.activity.wire;

import dev.fedctl.activity.golden.Specs;
import dev.fedctl.contract.activity.ClusterRef;
import dev.fedctl.contract.activity.EksActivities.AccessRequest;
import dev.fedctl.contract.activity.EksActivities.AddonRequest;
import dev.fedctl.contract.activity.EksActivities.AddonWait;
import dev.fedctl.contract.activity.EksActivities.ClusterRequest;
import dev.fedctl.contract.activity.EksActivities.ClusterWait;
import dev.fedctl.contract.activity.EksActivities.LaunchTemplateRequest;
import dev.fedctl.contract.activity.EksActivities.NodeGroupRequest;
import dev.fedctl.contract.activity.EksActivities.NodeGroupWait;
import dev.fedctl.contract.activity.EksActivities.PodIdentity;
import dev.fedctl.contract.activity.IamActivities.Purpose;
import dev.fedctl.contract.activity.IamActivities.RoleRequest;
import dev.fedctl.contract.activity.Patience;
import dev.fedctl.contract.identity.Claim;
import dev.fedctl.contract.identity.IamNames;
import dev.fedctl.contract.identity.Owner;
import dev.fedctl.contract.spec.NodesSpec;
import dev.fedctl.sandbox.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The requests for the things of one cluster, under the names of the guidance federation, whoever
 * the owner is: so another owner's things stand where ours are to be.
 */
record AwsRequests(Owner owner) {

  static final ClusterRef CLUSTER = Specs.PARENT;
  static final String VERSION = "1.35";
  static final String NODES = "nodes";
  static final String TEMPLATE = CLUSTER.name() + "-nodes";
  static final String CNI = "vpc-cni";
  static final String EBS = "aws-ebs-csi-driver";
  static final String WORKER = "arn:aws:iam::111122223333:role/fedctl-worker";
  static final String ADMIN = "arn:aws:iam::444455556666:role/ops/admin";
  static final List<String> SUBNETS =
      AwsWire.WORLD.regions().getFirst().vpcs().getFirst().subnets().stream()
          .filter(subnet -> !subnet.mapPublicIpOnLaunch())
          .map(World.Subnet::id)
          .toList();

  /** Another federation's of the same account. */
  static AwsRequests of(String federation) {
    return new AwsRequests(
        new Owner(federation, "111122223333", CLUSTER.region(), Specs.OWNER.generation()));
  }

  static String roleName(Purpose purpose) {
    return IamNames.role(Specs.OWNER, purpose.name().toLowerCase(Locale.ROOT));
  }

  static String roleArn(Purpose purpose) {
    return "arn:aws:iam::111122223333:role" + IamNames.path(Specs.OWNER) + roleName(purpose);
  }

  private static String inCluster(String step) {
    return CLUSTER.name() + "/" + step;
  }

  RoleRequest role(Purpose purpose) {
    return role(purpose, roleName(purpose));
  }

  RoleRequest role(Purpose purpose, String name) {
    return new RoleRequest(
        owner.claim("federation/role-" + purpose.name().toLowerCase(Locale.ROOT)),
        name,
        IamNames.path(Specs.OWNER),
        "aws",
        purpose);
  }

  ClusterRequest cluster() {
    return cluster(CLUSTER.name(), roleArn(Purpose.CLUSTER), SUBNETS);
  }

  ClusterRequest cluster(String name, String role, List<String> subnets) {
    return new ClusterRequest(
        owner.claim(inCluster("control-plane")),
        new ClusterRef(CLUSTER.region(), name),
        VERSION,
        role,
        subnets);
  }

  ClusterWait clusterWait() {
    return new ClusterWait(owner.claim(inCluster("control-plane")), CLUSTER, patience());
  }

  AccessRequest access() {
    return access(WORKER, ADMIN);
  }

  AccessRequest access(String... principals) {
    return new AccessRequest(owner.claim(inCluster("access")), CLUSTER, "aws", List.of(principals));
  }

  LaunchTemplateRequest launchTemplate() {
    return launchTemplate(TEMPLATE);
  }

  LaunchTemplateRequest launchTemplate(String name) {
    return new LaunchTemplateRequest(owner.claim(inCluster("launch-template")), CLUSTER, name);
  }

  NodeGroupRequest nodeGroup(String template) {
    return nodeGroup(NODES, template);
  }

  NodeGroupRequest nodeGroup(String name, String template) {
    return new NodeGroupRequest(
        owner.claim(inCluster("node-group")),
        CLUSTER,
        name,
        roleArn(Purpose.NODE),
        SUBNETS,
        List.of("t3.medium", "t3a.medium"),
        new NodesSpec(3, 2, 4, NodesSpec.Architecture.X86_64),
        template,
        "1");
  }

  NodeGroupWait nodeGroupWait() {
    return new NodeGroupWait(owner.claim(inCluster("node-group")), CLUSTER, NODES, patience());
  }

  AddonRequest addon() {
    return addon(CNI, Optional.empty());
  }

  AddonRequest addonWithRole() {
    return addonWithRole(roleArn(Purpose.EBS_CSI));
  }

  AddonRequest addonWithRole(String role) {
    return addon(EBS, Optional.of(new PodIdentity("ebs-csi-controller-sa", role)));
  }

  private AddonRequest addon(String name, Optional<PodIdentity> identity) {
    return new AddonRequest(addonClaim(name), CLUSTER, name, VERSION, identity);
  }

  AddonRequest addonWithoutRole() {
    return addon(EBS, Optional.empty());
  }

  private Claim addonClaim(String name) {
    return owner.claim(inCluster("addon-" + name));
  }

  AddonWait addonWait(String name) {
    return new AddonWait(addonClaim(name), CLUSTER, name, patience());
  }

  /** Endless as far as a test goes. */
  private static Patience patience() {
    return new Patience(Instant.now(), Duration.ofMinutes(10), Duration.ofDays(365));
  }
}
