package dev.fedctl.sandbox.aws.eks;

import dev.fedctl.sandbox.world.World;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The add-ons that EKS offers, with their versions by Kubernetes version. */
final class AddonCatalog {

  /**
   * @param needsNodes whether it becomes ACTIVE only with a node to run on
   * @param serviceAccount the one that needs an IAM role; empty when none does
   * @param policies recommended for that role, by the path of their names
   */
  record Offer(
      String name,
      String type,
      boolean needsNodes,
      Optional<String> serviceAccount,
      List<String> policies) {}

  private static final Map<String, Offer> OFFERS =
      new TreeMap<>(
          Map.of(
              "vpc-cni",
              new Offer(
                  "vpc-cni",
                  "networking",
                  false,
                  Optional.of("aws-node"),
                  List.of("AmazonEKS_CNI_Policy")),
              "kube-proxy",
              new Offer("kube-proxy", "networking", false, Optional.empty(), List.of()),
              "eks-pod-identity-agent",
              new Offer("eks-pod-identity-agent", "security", false, Optional.empty(), List.of()),
              "coredns",
              new Offer("coredns", "networking", true, Optional.empty(), List.of()),
              "metrics-server",
              new Offer("metrics-server", "observability", true, Optional.empty(), List.of()),
              "aws-ebs-csi-driver",
              new Offer(
                  "aws-ebs-csi-driver",
                  "storage",
                  true,
                  Optional.of("ebs-csi-controller-sa"),
                  List.of("service-role/AmazonEBSCSIDriverPolicy"))));

  private final World world;

  AddonCatalog(World world) {
    this.world = world;
  }

  static List<Offer> all() {
    return List.copyOf(OFFERS.values());
  }

  static Optional<Offer> offer(String name) {
    return Optional.ofNullable(OFFERS.get(name));
  }

  /** The ARNs of the policies that an add-on's role should have. */
  List<String> policies(Offer offer) {
    return offer.policies().stream()
        .map(path -> world.partition().arn("iam", "", "aws", "policy/" + path))
        .toList();
  }

  /** The versions for a Kubernetes version, the default one first. */
  List<String> versions(String addon, String kubernetes) {
    Map<String, List<String>> other = world.addons().versions().get(addon);
    return other == null ? builtIn(addon, kubernetes) : other.getOrDefault(kubernetes, List.of());
  }

  private static List<String> builtIn(String addon, String kubernetes) {
    return switch (addon) {
      case "vpc-cni" -> List.of("v1.20.4-eksbuild.2", "v1.20.3-eksbuild.1");
      case "kube-proxy" ->
          List.of("v" + kubernetes + ".0-eksbuild.2", "v" + kubernetes + ".0-eksbuild.1");
      case "eks-pod-identity-agent" -> List.of("v1.3.10-eksbuild.2", "v1.3.9-eksbuild.5");
      case "coredns" -> List.of("v1.12.4-eksbuild.1", "v1.12.3-eksbuild.1");
      case "metrics-server" -> List.of("v0.8.0-eksbuild.6", "v0.8.0-eksbuild.2");
      case "aws-ebs-csi-driver" -> List.of("v1.54.0-eksbuild.1", "v1.53.0-eksbuild.1");
      default -> List.of();
    };
  }
}
