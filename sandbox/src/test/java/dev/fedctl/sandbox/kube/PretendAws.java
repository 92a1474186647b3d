package dev.fedctl.sandbox.kube;

import dev.fedctl.sandbox.cloud.AwsSide;
import dev.fedctl.sandbox.cloud.ClusterId;
import dev.fedctl.sandbox.delay.DelayKind;
import dev.fedctl.sandbox.kernel.Effects;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** As much of AWS as a cluster asks for: three nodes, the add-ons, one access entry. */
public final class PretendAws implements AwsSide {

  public static final String KEY_ID = "ASIAPRETENDPRETEND00";
  public static final String SECRET = "secret";
  static final String ROLE = "arn:aws:iam::111122223333:role/fedctl-worker";

  public final List<LoadBalancerRequest> loadBalancers = new ArrayList<>();
  public final Map<String, Map<String, String>> volumes = new HashMap<>();
  public final List<String> policies =
      new ArrayList<>(
          List.of("arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy"));

  /** Clusters that have no entry for the worker. */
  public final Set<String> strangers = new HashSet<>();

  public int nodes = 3;
  private final Map<ClusterId, Instant> active = new HashMap<>();
  private final Map<String, LoadBalancer> made = new HashMap<>();
  private final String domain;

  public PretendAws(String domain) {
    this.domain = domain;
  }

  public void active(ClusterId cluster, Instant at) {
    active.put(cluster, at);
  }

  @Override
  public List<StorageClass> storageClasses() {
    return List.of();
  }

  @Override
  public Optional<Instant> activeAt(ClusterId cluster) {
    return Optional.ofNullable(active.get(cluster));
  }

  @Override
  public List<Node> nodes(ClusterId cluster) {
    List<Node> list = new ArrayList<>();
    for (int i = 0; i < nodes; i++) {
      list.add(
          new Node(
              "ip-10-1-0-" + i + ".eu-north-1.compute.internal",
              "i-" + cluster.name().hashCode() + i,
              "t3.medium",
              "eu-north-1" + (char) ('a' + i % 3),
              "x86_64",
              2,
              4096,
              Map.of("eks.amazonaws.com/nodegroup", "ng"),
              active.getOrDefault(cluster, Instant.MAX)));
    }
    return list;
  }

  @Override
  public Optional<Instant> addonActiveAt(ClusterId cluster, String addon) {
    return activeAt(cluster);
  }

  @Override
  public List<AccessEntry> accessEntries(ClusterId cluster) {
    return strangers.contains(cluster.name())
        ? List.of()
        : List.of(
            new AccessEntry(
                ROLE,
                "arn:aws:sts::111122223333:assumed-role/fedctl-worker/{{SessionName}}",
                List.of(),
                List.copyOf(policies),
                active.getOrDefault(cluster, Instant.MAX)));
  }

  @Override
  public Optional<AccessKey> accessKey(String accessKeyId) {
    return accessKeyId.equals(KEY_ID)
        ? Optional.of(
            new AccessKey(
                SECRET,
                Optional.of("session"),
                "arn:aws:sts::111122223333:assumed-role/fedctl-worker/rehearsal",
                ROLE))
        : Optional.empty();
  }

  @Override
  public LoadBalancer ensureLoadBalancer(LoadBalancerRequest request, Effects effects) {
    return made.computeIfAbsent(
        request.name(),
        name -> {
          loadBalancers.add(request);
          return new LoadBalancer(
              "arn:" + name,
              name + "-0123456789abcdef.elb.eu-north-1." + domain,
              request.port(),
              effects.now().plus(effects.delay(DelayKind.LOAD_BALANCER_NAMED, name)),
              effects.now().plus(effects.delay(DelayKind.LOAD_BALANCER_ACTIVE, name)));
        });
  }

  @Override
  public void deleteLoadBalancer(LoadBalancer balancer, ClusterId cluster, Effects effects) {
    made.values().removeIf(balancer::equals);
  }

  @Override
  public String createVolume(
      ClusterId cluster, String zone, int sizeGiB, Map<String, String> tags, Effects effects) {
    String id = "vol-" + volumes.size();
    volumes.put(id, tags);
    return id;
  }

  @Override
  public void deleteVolume(String volumeId, ClusterId cluster, Effects effects) {
    volumes.remove(volumeId);
  }
}
