package dev.fedctl.app.chaos;

import dev.fedctl.sandbox.world.Foreign;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * What is left of clusters that somebody had before ours, under the very names of ours: things that
 * nothing but the time of their making tells from ours, and of kinds that have no such time.
 */
final class EarlierClusters {

  private final Random random;

  EarlierClusters(Random random) {
    this.random = random;
  }

  /** The tags of whatever a controller has made for a cluster. */
  static Map<String, String> owned(String cluster) {
    return Map.of("kubernetes.io/cluster/" + cluster, "owned");
  }

  /** One for each of the names. */
  List<Foreign.SecurityGroup> securityGroups(List<String> clusters) {
    return IntStream.range(0, clusters.size())
        .mapToObj(
            i ->
                new Foreign.SecurityGroup(
                    "sg-%017x".formatted(0xd000 + i),
                    securityGroup(clusters.get(i)),
                    "of an earlier cluster",
                    owned(clusters.get(i))))
        .toList();
  }

  private String securityGroup(String cluster) {
    return random.nextBoolean()
        ? "eks-cluster-sg-%s-%d".formatted(cluster, random.nextInt(1 << 30))
        : "k8s-elb-a%031x".formatted(random.nextLong() & Long.MAX_VALUE);
  }

  /** One for each of the names; nothing holds it. */
  List<Foreign.NetworkInterface> networkInterfaces(List<String> clusters, String subnet) {
    return IntStream.range(0, clusters.size())
        .mapToObj(
            i ->
                new Foreign.NetworkInterface(
                    "eni-%017x".formatted(0xe000 + i),
                    subnet,
                    Optional.empty(),
                    "aws-K8S-of-an-earlier-cluster",
                    false,
                    Map.of("cluster.k8s.amazonaws.com/name", clusters.get(i))))
        .toList();
  }

  /** One for each of the names; it hangs on no load balancer. */
  List<Foreign.TargetGroup> targetGroups(List<String> clusters, String vpc) {
    return IntStream.range(0, clusters.size())
        .mapToObj(
            i ->
                new Foreign.TargetGroup(
                    "k8s-earlier-%010x".formatted(i), vpc, 443, owned(clusters.get(i))))
        .toList();
  }
}
