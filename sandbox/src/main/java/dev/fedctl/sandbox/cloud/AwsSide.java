package dev.fedctl.sandbox.cloud;

import dev.fedctl.sandbox.kernel.Effects;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a cluster's Kubernetes half asks of AWS. Instants may lie in the future: states are pure
 * functions of them and of now. All methods run under the kernel's lock.
 */
public interface AwsSide {

  /**
   * A worker node that will have joined.
   *
   * @param readyAt when kubelet reports Ready; needs the vpc-cni and kube-proxy add-ons
   */
  record Node(
      String name,
      String instanceId,
      String instanceType,
      String zone,
      String architecture,
      int vcpus,
      int memoryMiB,
      Map<String, String> labels,
      Instant readyAt) {}

  /** An access entry with the cluster access policies associated with it (cluster scope). */
  record AccessEntry(
      String principalArn,
      String username,
      List<String> groups,
      List<String> policyArns,
      Instant effectiveFrom) {}

  /** A StorageClass that every cluster has from the start. */
  record StorageClass(String name, String provisioner, Map<String, String> annotations) {}

  /**
   * An access key as a signature names it.
   *
   * @param principalArn who calls: {@code arn:aws:sts::…:assumed-role/<name>/<session>} for a role
   * @param iamArn the role or user behind it, with its path: what an access entry names
   */
  record AccessKey(
      String secretAccessKey, Optional<String> sessionToken, String principalArn, String iamArn) {

    /** Without the secret. */
    @Override
    public String toString() {
      return "AccessKey[" + principalArn + "]";
    }
  }

  /**
   * What the service controller inside EKS wants for a Service of type LoadBalancer.
   *
   * @param name {@code a} + UID of the Service without dashes, 32 characters
   * @param tags those of the controller and of the Service's annotation
   * @param sourceRanges empty: open to the world
   */
  record LoadBalancerRequest(
      ClusterId cluster,
      String name,
      boolean internal,
      List<String> subnetIds,
      int port,
      int nodePort,
      Map<String, String> tags,
      List<String> sourceRanges) {}

  /**
   * A Network Load Balancer as the controller sees it.
   *
   * @param namedAt when the Service's status shows the DNS name
   * @param activeAt when its state is active and its name resolves
   */
  record LoadBalancer(String arn, String dnsName, int port, Instant namedAt, Instant activeAt) {}

  /** Empty until the cluster exists; the API server answers from then on. */
  Optional<Instant> activeAt(ClusterId cluster);

  List<Node> nodes(ClusterId cluster);

  /** When an add-on is ACTIVE, given the nodes there are; empty when it is absent or failed. */
  Optional<Instant> addonActiveAt(ClusterId cluster, String addon);

  List<AccessEntry> accessEntries(ClusterId cluster);

  Optional<AccessKey> accessKey(String accessKeyId);

  LoadBalancer ensureLoadBalancer(LoadBalancerRequest request, Effects effects);

  void deleteLoadBalancer(LoadBalancer balancer, ClusterId cluster, Effects effects);

  /** An EBS volume that the CSI driver makes for a claim; its id. */
  String createVolume(
      ClusterId cluster, String zone, int sizeGiB, Map<String, String> tags, Effects effects);

  void deleteVolume(String volumeId, ClusterId cluster, Effects effects);

  /** What somebody's automation puts into each new cluster. */
  List<StorageClass> storageClasses();
}
