package dev.fedctl.sandbox.aws.eks;

import dev.fedctl.sandbox.aws.core.Context;
import dev.fedctl.sandbox.aws.core.Ids;
import dev.fedctl.sandbox.aws.core.Tags;
import dev.fedctl.sandbox.aws.ec2.Ec2Region;
import dev.fedctl.sandbox.cloud.AwsSide;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What EKS makes in EC2 for a cluster and takes away with it. */
final class Resources {

  private static final String BY = "eks";
  private static final String PROFILE = "iam:InstanceProfile";

  /** How EKS describes the network interfaces of a control plane. */
  private static final String OF_EKS = "Amazon EKS ";

  private Resources() {}

  static void clusterBorn(
      Cluster cluster, List<String> subnetIds, Ec2Region region, Ids ids, Context context) {
    List<String> interfaces = networkBorn(cluster, subnetIds, region, ids, context.now());
    context
        .effects()
        .byController(
            BY,
            "created",
            "ec2:security-group",
            cluster.birth().securityGroupId(),
            Optional.empty());
    for (String eni : interfaces) {
      context.effects().byController(BY, "created", "ec2:network-interface", eni, Optional.empty());
    }
  }

  /** The security group and the network interfaces, whose ids it gives back. */
  static List<String> networkBorn(
      Cluster cluster, List<String> subnetIds, Ec2Region region, Ids ids, Instant now) {
    String group = cluster.birth().securityGroupId();
    List<String> interfaces = new ArrayList<>();
    region.add(
        new Ec2Region.SecurityGroup(
            "eks-cluster-sg-" + cluster.name() + "-" + ids.hex(9),
            "EKS created security group applied to ENI that is attached to EKS Control Plane"
                + " master nodes, as well as any managed workloads.",
            cluster.birth().vpcId()),
        group,
        Map.of(
            "aws:eks:cluster-name",
            cluster.name(),
            "kubernetes.io/cluster/" + cluster.name(),
            "owned"),
        now);
    for (String subnet : subnetIds.subList(0, Math.min(2, subnetIds.size()))) {
      String eni = ids.ec2("eni");
      region.add(
          new Ec2Region.NetworkInterface(subnet, OF_EKS + cluster.name(), group, true),
          eni,
          Map.of("cluster.k8s.amazonaws.com/name", cluster.name()),
          now);
      interfaces.add(eni);
    }
    return interfaces;
  }

  /** The ledger knows of the end when it is certain, not when it is over. */
  static void clusterDies(Cluster cluster, Ec2Region region, Context context) {
    String group = cluster.birth().securityGroupId();
    List<String> own = region.interfacesOf(group, OF_EKS);
    own.forEach(
        eni ->
            context
                .effects()
                .byController(BY, "deleted", "ec2:network-interface", eni, Optional.empty()));
    if (region.interfacesOf(group).size() == own.size()) {
      context.effects().byController(BY, "deleted", "ec2:security-group", group, Optional.empty());
    } else {
      cluster.keepSecurityGroup();
    }
    cluster.addons.values().stream()
        .filter(addon -> !addon.isDeleting())
        .forEach(
            addon ->
                context
                    .effects()
                    .byController(
                        BY,
                        "deleted",
                        AddonApi.KIND,
                        addon.birth().arn(),
                        Tags.resource(addon.tags)));
    cluster.accessEntries.values().forEach(entry -> gone(entry, context));
    cluster.podIdentities.values().forEach(association -> gone(association, context));
  }

  static void gone(AccessEntry entry, Context context) {
    context
        .effects()
        .byController(
            BY, "deleted", AccessEntries.KIND, entry.birth().arn(), Tags.resource(entry.tags));
  }

  static void gone(PodIdentity association, Context context) {
    context
        .effects()
        .byController(
            BY,
            "deleted",
            PodIdentityApi.KIND,
            association.arn(),
            Tags.resource(association.tags()));
  }

  static void clusterGone(Cluster cluster, Ec2Region region) {
    String group = cluster.birth().securityGroupId();
    region.interfacesOf(group, OF_EKS).forEach(region::remove);
    if (!cluster.keepsSecurityGroup()) {
      region.remove(group);
    }
  }

  static void nodesBorn(Nodegroup group, Ec2Region region, Context context) {
    context
        .effects()
        .byController(
            BY,
            "created",
            "autoscaling:AutoScalingGroup",
            group.birth().autoScalingGroup(),
            Optional.empty());
    context
        .effects()
        .byController(BY, "created", PROFILE, group.instanceProfile(), Optional.empty());
    nodesBorn(group, group.nodes(), region, context);
  }

  static void nodesBorn(
      Nodegroup group, List<AwsSide.Node> nodes, Ec2Region region, Context context) {
    machinesBorn(group, nodes, region, context.now());
    for (AwsSide.Node node : nodes) {
      context
          .effects()
          .byController(BY, "created", "ec2:instance", node.instanceId(), Optional.empty());
    }
  }

  static void machinesBorn(
      Nodegroup group, List<AwsSide.Node> nodes, Ec2Region region, Instant now) {
    String cluster = group.birth().request().required("clusterName");
    for (AwsSide.Node node : nodes) {
      region.add(
          new Ec2Region.Instance(node.instanceType(), node.zone()),
          node.instanceId(),
          Map.of(Ec2Region.Instance.CLUSTER, cluster, "eks:nodegroup-name", group.birth().name()),
          now);
    }
  }

  /** What a VPC CNI leaves that dies with its node: one network interface, attached to nothing. */
  static void interfacesLeft(
      Cluster cluster, List<AwsSide.Node> nodes, Ec2Region region, Ids ids, Context context) {
    String group = cluster.birth().securityGroupId();
    String subnet =
        region
            .networkInterfaces(group)
            .findFirst()
            .map(Ec2Region.NetworkInterface::subnetId)
            .orElse("");
    for (AwsSide.Node node : nodes) {
      String id = ids.ec2("eni");
      region.add(
          new Ec2Region.NetworkInterface(subnet, "aws-K8S-" + node.instanceId(), group, false),
          id,
          Map.of(
              "cluster.k8s.amazonaws.com/name",
              cluster.name(),
              "node.k8s.amazonaws.com/instance_id",
              node.instanceId()),
          context.now());
      context
          .effects()
          .byController("vpc-cni", "created", "ec2:network-interface", id, Optional.empty());
    }
  }

  static void nodesDie(Nodegroup group, Context context) {
    nodesDie(group.nodes(), context);
    context
        .effects()
        .byController(
            BY,
            "deleted",
            "autoscaling:AutoScalingGroup",
            group.birth().autoScalingGroup(),
            Optional.empty());
    context
        .effects()
        .byController(BY, "deleted", PROFILE, group.instanceProfile(), Optional.empty());
  }

  static void nodesDie(List<AwsSide.Node> nodes, Context context) {
    for (AwsSide.Node node : nodes) {
      context
          .effects()
          .byController(BY, "deleted", "ec2:instance", node.instanceId(), Optional.empty());
    }
  }

  static void nodesGone(Nodegroup group, Ec2Region region) {
    group.nodes().forEach(node -> region.remove(node.instanceId()));
  }
}
