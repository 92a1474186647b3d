package dev.fedctl.activity.wire;

import static dev.fedctl.activity.wire.AwsRequests.CLUSTER;

import dev.fedctl.contract.activity.EksActivities;
import dev.fedctl.contract.activity.EksActivities.NodeGroupRequest;
import dev.fedctl.contract.activity.IamActivities;
import dev.fedctl.contract.activity.IamActivities.Purpose;
import dev.fedctl.contract.activity.IamActivities.RoleRequest;
import dev.fedctl.contract.spec.NodesSpec;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.AuthenticationMode;
import software.amazon.awssdk.services.eks.model.LogSetup;
import software.amazon.awssdk.services.eks.model.LogType;
import software.amazon.awssdk.services.eks.model.UpdateNodegroupConfigRequest;
import software.amazon.awssdk.services.eks.model.VpcConfigRequest;
import software.amazon.awssdk.services.iam.IamClient;

/** What somebody else does to things that are ours. */
final class AwsDrifts {

  private static final String ADMIN_POLICY =
      "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy";

  private AwsDrifts() {}

  static void distrust(AwsWire cloud) {
    AwsEnsure.ROLE_CLUSTER.run(cloud);
    new AwsStranger(cloud)
        .iam()
        .updateAssumeRolePolicy(
            r ->
                r.roleName(AwsRequests.roleName(Purpose.CLUSTER))
                    .policyDocument(
                        """
                        {"Version":"2012-10-17","Statement":[{"Effect":"Allow",
                        "Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}"""));
  }

  static void detach(AwsWire cloud, Purpose purpose, String policy) {
    cloud.activity(IamActivities.class).ensureRole(cloud.ours().role(purpose));
    new AwsStranger(cloud)
        .iam()
        .detachRolePolicy(
            r ->
                r.roleName(AwsRequests.roleName(purpose))
                    .policyArn("arn:aws:iam::aws:policy/" + policy));
  }

  static void attachMore(AwsWire cloud) {
    AwsEnsure.ROLE_NODE.run(cloud);
    new AwsStranger(cloud)
        .iam()
        .attachRolePolicy(
            r ->
                r.roleName(AwsRequests.roleName(Purpose.NODE))
                    .policyArn("arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"));
  }

  /** Somebody deletes what the step made. */
  static void delete(AwsWire cloud, AwsEnsure step) {
    EksClient eks = new AwsStranger(cloud).eks();
    switch (step) {
      case CLUSTER -> eks.deleteCluster(r -> r.name(CLUSTER.name()));
      case NODE_GROUP ->
          eks.deleteNodegroup(r -> r.clusterName(CLUSTER.name()).nodegroupName(AwsRequests.NODES));
      case ADDON -> eks.deleteAddon(r -> r.clusterName(CLUSTER.name()).addonName(AwsRequests.CNI));
      case ADDON_WITH_ROLE ->
          eks.deleteAddon(r -> r.clusterName(CLUSTER.name()).addonName(AwsRequests.EBS));
      case LAUNCH_TEMPLATE ->
          new AwsStranger(cloud)
              .ec2()
              .deleteLaunchTemplate(r -> r.launchTemplateName(AwsRequests.TEMPLATE));
      case ACCESS ->
          eks.deleteAccessEntry(
              r -> r.clusterName(CLUSTER.name()).principalArn(AwsRequests.WORKER));
      case ROLE_CLUSTER -> deleteRole(cloud, Purpose.CLUSTER);
      case ROLE_NODE, ROLE_EBS_CSI -> throw new IllegalArgumentException(step + " is like another");
    }
  }

  private static void deleteRole(AwsWire cloud, Purpose purpose) {
    IamClient iam = new AwsStranger(cloud).iam();
    String name = AwsRequests.roleName(purpose);
    iam.listAttachedRolePolicies(r -> r.roleName(name))
        .attachedPolicies()
        .forEach(one -> iam.detachRolePolicy(r -> r.roleName(name).policyArn(one.policyArn())));
    iam.deleteRole(r -> r.roleName(name));
  }

  /** Another federation's role for the same purpose; its ARN. */
  static String otherRole(AwsWire cloud, Purpose purpose) {
    String arn =
        cloud
            .activity(IamActivities.class)
            .ensureRole(
                new RoleRequest(
                    AwsRequests.of("others").owner().claim("others/role"),
                    "other-" + purpose.name(),
                    "/others/",
                    "aws",
                    purpose))
            .arn();
    cloud.settle();
    return arn;
  }

  static void network(AwsWire cloud, Consumer<VpcConfigRequest.Builder> change) {
    AwsEnsure.CLUSTER.run(cloud);
    cloud.settle();
    new AwsStranger(cloud)
        .eks()
        .updateClusterConfig(r -> r.name(CLUSTER.name()).resourcesVpcConfig(change));
  }

  static void log(AwsWire cloud) {
    AwsEnsure.CLUSTER.run(cloud);
    cloud.settle();
    startLogging(cloud);
  }

  /** An update of the cluster that has nothing to do with what we want of it. */
  static void startLogging(AwsWire cloud) {
    new AwsStranger(cloud)
        .eks()
        .updateClusterConfig(
            r ->
                r.name(CLUSTER.name())
                    .logging(
                        l ->
                            l.clusterLogging(
                                LogSetup.builder()
                                    .types(LogType.API, LogType.AUDIT)
                                    .enabled(true)
                                    .build())));
  }

  static void clusterWithConfigMap(AwsWire cloud) {
    var wanted = cloud.ours().cluster();
    new AwsStranger(cloud)
        .eks()
        .createCluster(
            r ->
                r.name(CLUSTER.name())
                    .version(wanted.kubernetesVersion())
                    .roleArn(wanted.roleArn())
                    .resourcesVpcConfig(
                        v -> v.subnetIds(wanted.subnetIds()).endpointPrivateAccess(true))
                    .accessConfig(a -> a.authenticationMode(AuthenticationMode.API_AND_CONFIG_MAP))
                    .tags(wanted.claim().tags()));
  }

  static void withoutEntry(AwsWire cloud, String principal) {
    AwsEnsure.ACCESS.run(cloud);
    new AwsStranger(cloud)
        .eks()
        .deleteAccessEntry(r -> r.clusterName(CLUSTER.name()).principalArn(principal));
  }

  static void withoutPolicy(AwsWire cloud, String principal) {
    AwsEnsure.ACCESS.run(cloud);
    new AwsStranger(cloud)
        .eks()
        .disassociateAccessPolicy(
            r -> r.clusterName(CLUSTER.name()).principalArn(principal).policyArn(ADMIN_POLICY));
  }

  static void narrowed(AwsWire cloud, String principal) {
    AwsEnsure.ACCESS.run(cloud);
    new AwsStranger(cloud)
        .eks()
        .associateAccessPolicy(
            r ->
                r.clusterName(CLUSTER.name())
                    .principalArn(principal)
                    .policyArn(ADMIN_POLICY)
                    .accessScope(s -> s.type("namespace").namespaces("default")));
  }

  static void nodes(AwsWire cloud, Consumer<UpdateNodegroupConfigRequest.Builder> change) {
    AwsEnsure.NODE_GROUP.run(cloud);
    cloud.settle();
    new AwsStranger(cloud)
        .eks()
        .updateNodegroupConfig(
            r -> {
              r.clusterName(CLUSTER.name()).nodegroupName(AwsRequests.NODES);
              change.accept(r);
            });
  }

  static void nodes(AwsWire cloud, String role, List<String> subnets, String type) {
    nodes(cloud, role, subnets, type, new NodesSpec(3, 2, 4, NodesSpec.Architecture.X86_64));
  }

  static void nodes(
      AwsWire cloud, String role, List<String> subnets, String type, NodesSpec nodes) {
    NodeGroupRequest wanted = cloud.ours().nodeGroup(cloud.template());
    cloud
        .activity(EksActivities.class)
        .ensureNodeGroup(
            new NodeGroupRequest(
                wanted.claim(),
                CLUSTER,
                wanted.name(),
                role,
                subnets,
                List.of(type),
                nodes,
                wanted.launchTemplateId(),
                wanted.launchTemplateVersion()));
  }

  static void configureAddon(AwsWire cloud) {
    AwsEnsure.ADDON.run(cloud);
    cloud.settle();
    new AwsStranger(cloud)
        .eks()
        .updateAddon(
            r ->
                r.clusterName(CLUSTER.name())
                    .addonName(AwsRequests.CNI)
                    .configurationValues("{\"env\":{\"WARM_IP_TARGET\":\"2\"}}"));
  }
}
