package dev.fedctl.sandbox.world;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Things in a region that somebody else made before the start. */
public final class Foreign {

  private Foreign() {}

  /**
   * An EKS cluster; it has an API server that answers.
   *
   * @param status ACTIVE or FAILED
   * @param addons names of those made through EKS; without any, EKS's self-managed ones run
   * @param admins IAM principals with an access entry and the cluster admin policy
   */
  public record Cluster(
      String name,
      String version,
      String roleArn,
      String status,
      List<String> subnets,
      List<String> addons,
      List<String> admins,
      List<NodeGroup> nodeGroups,
      Map<String, String> tags) {

    public Cluster {
      subnets = List.copyOf(subnets);
      addons = List.copyOf(addons);
      admins = List.copyOf(admins);
      nodeGroups = List.copyOf(nodeGroups);
      tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
    }
  }

  /**
   * A managed node group.
   *
   * @param status ACTIVE, CREATE_FAILED or DEGRADED
   */
  public record NodeGroup(
      String name,
      String roleArn,
      String status,
      List<String> subnets,
      List<String> instanceTypes,
      int nodes,
      Map<String, String> tags) {

    public NodeGroup {
      subnets = List.copyOf(subnets);
      instanceTypes = List.copyOf(instanceTypes);
      tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
    }
  }

  /**
   * A launch template with one version.
   *
   * @param instanceType the only thing that its version may say
   */
  public record LaunchTemplate(
      String name, Optional<String> id, Optional<String> instanceType, Map<String, String> tags) {

    public LaunchTemplate {
      tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
    }
  }

  /**
   * An active Network Load Balancer with a target group.
   *
   * @param cluster the foreign cluster whose nodes are its targets
   */
  public record LoadBalancer(
      String name,
      boolean internal,
      List<String> subnets,
      int port,
      Optional<String> cluster,
      Map<String, String> tags) {

    public LoadBalancer {
      subnets = List.copyOf(subnets);
      tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
    }
  }

  /** A StorageClass that every new cluster has from the start. */
  public record StorageClass(String name, String provisioner, Map<String, String> annotations) {

    public StorageClass {
      annotations = Collections.unmodifiableMap(new LinkedHashMap<>(annotations));
    }
  }

  /**
   * Devices of a region, target groups without a load balancer, and log groups.
   *
   * @param logGroups their names
   */
  public record Devices(
      List<Volume> volumes,
      List<NetworkInterface> networkInterfaces,
      List<TargetGroup> targetGroups,
      List<String> logGroups) {

    public Devices {
      volumes = List.copyOf(volumes);
      networkInterfaces = List.copyOf(networkInterfaces);
      targetGroups = List.copyOf(targetGroups);
      logGroups = List.copyOf(logGroups);
    }

    public static Devices none() {
      return new Devices(List.of(), List.of(), List.of(), List.of());
    }
  }

  /** An EBS volume that nothing is attached to. */
  public record Volume(String id, String zone, int sizeGiB, Map<String, String> tags) {

    public Volume {
      tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
    }
  }

  /**
   * A network interface.
   *
   * @param group a security group of the file; absent: the VPC's default one
   */
  public record NetworkInterface(
      String id,
      String subnet,
      Optional<String> group,
      String description,
      boolean inUse,
      Map<String, String> tags) {

    public NetworkInterface {
      tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
    }
  }

  /** A target group whose load balancer is gone. */
  public record TargetGroup(String name, String vpcId, int port, Map<String, String> tags) {

    public TargetGroup {
      tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
    }
  }

  /** A security group of a VPC. */
  public record SecurityGroup(
      String id, String name, String description, Map<String, String> tags) {

    public SecurityGroup {
      tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
    }
  }
}
