package dev.fedctl.sandbox.aws.eks;

import dev.fedctl.sandbox.aws.core.Input;
import dev.fedctl.sandbox.cloud.ClusterId;
import dev.fedctl.sandbox.cloud.KubernetesSide;
import dev.fedctl.sandbox.fault.Fault;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** One life of a cluster with all that belongs to it. Guarded by the kernel's lock. */
final class Cluster {

  /**
   * What does not change.
   *
   * @param settledAt when creation ends, well or badly
   * @param outcome the end that a fault wants; empty: ACTIVE
   * @param request as CreateCluster sent it
   */
  record Birth(
      ClusterId id,
      String arn,
      Instant createdAt,
      Instant visibleFrom,
      Instant settledAt,
      Optional<Fault.Outcome> outcome,
      String version,
      String vpcId,
      String securityGroupId,
      KubernetesSide.Endpoint endpoint,
      Input request) {}

  /** What EKS installs by itself unless it is told not to. */
  private static final Set<String> SELF_MANAGED = Set.of("vpc-cni", "kube-proxy", "coredns");

  private final Birth birth;
  final Map<String, String> tags = new LinkedHashMap<>();
  final Map<String, Nodegroup> nodegroups = new TreeMap<>();
  final Map<String, Addon> addons = new TreeMap<>();
  final Map<String, AccessEntry> accessEntries = new TreeMap<>();
  final Map<String, PodIdentity> podIdentities = new TreeMap<>();
  private Input settings;
  private Optional<Instant> updatingUntil = Optional.empty();
  private boolean deleting;
  private boolean keepsSecurityGroup;

  Cluster(Birth birth) {
    this.birth = birth;
    this.settings = birth.request();
  }

  /** The request that made it with what was changed since. */
  Input settings() {
    return settings;
  }

  void update(Input changed, Instant until) {
    settings = changed;
    updatingUntil = Optional.of(until);
  }

  Birth birth() {
    return birth;
  }

  ClusterId id() {
    return birth.id();
  }

  String name() {
    return birth.id().name();
  }

  boolean isVisible(Instant now) {
    return !now.isBefore(birth.visibleFrom());
  }

  boolean isActive(Instant now) {
    return status(now).equals("ACTIVE");
  }

  /** EKS cannot delete it: something is in it that EKS has not made. */
  void keepSecurityGroup() {
    keepsSecurityGroup = true;
  }

  boolean keepsSecurityGroup() {
    return keepsSecurityGroup;
  }

  void startDeleting() {
    deleting = true;
  }

  boolean isDeleting() {
    return deleting;
  }

  String status(Instant now) {
    if (deleting) {
      return "DELETING";
    }
    if (now.isBefore(birth.settledAt())) {
      return "CREATING";
    }
    String settled = birth.outcome().map(Fault.Outcome::state).orElse("ACTIVE");
    boolean updating = updatingUntil.filter(now::isBefore).isPresent();
    return updating && settled.equals("ACTIVE") ? "UPDATING" : settled;
  }

  /** Whether creation ends, or ended, as asked for. */
  boolean succeeds() {
    return birth.outcome().map(Fault.Outcome::state).orElse("ACTIVE").equals("ACTIVE");
  }

  /** When pods on nodes have a network; empty while nothing brings it about. */
  Optional<Instant> networkAt() {
    // EKS installs its own networking unless it is told not to.
    if (birth.request().flag("bootstrapSelfManagedAddons").orElse(true)) {
      return Optional.of(birth.settledAt());
    }
    Optional<Instant> cni = addonActiveAt("vpc-cni");
    Optional<Instant> proxy = addonActiveAt("kube-proxy");
    if (cni.isEmpty() || proxy.isEmpty()) {
      return Optional.empty();
    }
    return cni.get().isAfter(proxy.get()) ? cni : proxy;
  }

  /** When the first node is Ready. */
  Optional<Instant> firstNodeAt() {
    return nodegroups.values().stream()
        .map(group -> group.fate(this))
        .filter(Nodegroup.Fate::nodesJoin)
        .map(Nodegroup.Fate::at)
        .min(Instant::compareTo);
  }

  Optional<Instant> addonActiveAt(String name) {
    Addon addon = addons.get(name);
    if (addon != null) {
      return addon.activeAt(this);
    }
    boolean selfManaged = birth.request().flag("bootstrapSelfManagedAddons").orElse(true);
    if (!selfManaged || !SELF_MANAGED.contains(name)) {
      return Optional.empty();
    }
    return name.equals("coredns") ? firstNodeAt() : Optional.of(birth.settledAt());
  }

  /**
   * Fixes what has happened by now. States are computed from what there is; before something is
   * taken away, the past that rests on it has to be kept.
   */
  void keepPast(Instant now) {
    nodegroups.values().forEach(group -> group.keepPast(this, now));
    addons.values().forEach(addon -> addon.keepPast(this, now));
  }
}
