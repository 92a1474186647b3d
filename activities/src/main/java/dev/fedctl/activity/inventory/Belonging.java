package dev.fedctl.activity.inventory;

import dev.fedctl.contract.identity.FederationId;
import dev.fedctl.contract.identity.OwnerTags;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Decides what is ours in one region: by owner tags, or by the tags with which controllers say for
 * which cluster they have made it. Names are compared as they are, never in part.
 *
 * <p>Cluster names are unique in an account and region only among those that stand: somebody else's
 * cluster may have had the name before ours, or may have it now. So what has a time of making must
 * be younger than our cluster; what has none must not be among the predecessors that the launch
 * template of our cluster names; and nothing is ours by the name of a cluster that stands and is
 * not.
 */
final class Belonging {

  /** Keys whose value is the cluster's name: EKS, VPC CNI, EBS CSI driver, the two controllers. */
  private static final List<String> NAMING =
      List.of(
          "aws:eks:cluster-name",
          "eks:eks-cluster-name",
          "cluster.k8s.amazonaws.com/name",
          "ebs.csi.aws.com/cluster-name",
          "elbv2.k8s.aws/cluster",
          "KubernetesCluster");

  private static final String OWNED = "owned";

  private final Optional<FederationId> id;
  private final Map<String, Optional<Instant>> ours = new TreeMap<>();
  private final Map<String, Set<String>> predecessors = new TreeMap<>();
  private final Set<String> standing = new LinkedHashSet<>();
  private final Set<String> foreign = new LinkedHashSet<>();

  Belonging(FederationId id) {
    this(Optional.of(id));
  }

  private Belonging(Optional<FederationId> id) {
    this.id = id;
  }

  /** Of no federation: everything without owner tags that was made for a cluster of this name. */
  static Belonging toAnyCluster(String name) {
    Belonging belonging = new Belonging(Optional.empty());
    belonging.had(name, Optional.empty());
    belonging.follows(name, Set.of());
    return belonging;
  }

  /** Why something is ours. */
  record Proof(
      Optional<String> cluster,
      Optional<String> resource,
      Optional<String> generation,
      String text) {}

  /** The key by which Kubernetes' controllers mark what they have made for a cluster. */
  static String ownedBy(String cluster) {
    return "kubernetes.io/cluster/" + cluster;
  }

  /** A cluster of ours stands, made then. */
  void stands(String cluster, Instant since) {
    standing.add(cluster);
    had(cluster, Optional.of(since));
  }

  /** Somebody else has a cluster of this name. */
  void isForeign(String cluster) {
    foreign.add(cluster);
    ours.remove(cluster);
  }

  /** We have, or had, a cluster of this name; the earliest time that is known counts. */
  void had(String cluster, Optional<Instant> since) {
    if (!foreign.contains(cluster)) {
      ours.merge(
          cluster,
          since,
          (known, told) ->
              known.isPresent() && told.isPresent()
                  ? (told.get().isBefore(known.get()) ? told : known)
                  : (known.isPresent() ? known : told));
    }
  }

  /**
   * Our cluster of this name came after these, as its launch template says. Without that word
   * nothing is ours that has no time of making: the launch template is the first that is made, and
   * the last that goes.
   */
  void follows(String cluster, Set<String> ids) {
    predecessors.put(cluster, ids);
  }

  /** The names of our clusters, those that are gone included. */
  List<String> clusters() {
    return List.copyOf(ours.keySet());
  }

  boolean isStanding(String cluster) {
    return standing.contains(cluster);
  }

  /** Whether the owner tags say that it is this federation's, of any life. */
  boolean isTagged(Map<String, String> tags) {
    return id.map(FederationId::toString)
        .filter(ours -> ours.equals(tags.get(OwnerTags.FEDERATION_ID)))
        .isPresent();
  }

  /** The proof by owner tags. */
  Optional<Proof> tagged(Map<String, String> tags) {
    if (!isTagged(tags)) {
      return Optional.empty();
    }
    Optional<String> resource = Optional.ofNullable(tags.get(OwnerTags.RESOURCE));
    return Optional.of(
        new Proof(
            named(tags, ours.keySet()).or(() -> resource.flatMap(Belonging::scope)),
            resource,
            Optional.ofNullable(tags.get(OwnerTags.GENERATION)),
            OwnerTags.FEDERATION_ID + "=" + tags.get(OwnerTags.FEDERATION_ID)));
  }

  /**
   * The proof by owner tags, or by those of a controller.
   *
   * @param made when, if the kind has such a time
   */
  Optional<Proof> of(Map<String, String> tags, Made made) {
    if (tags.containsKey(OwnerTags.FEDERATION_ID)) {
      return tagged(tags);
    }
    return named(tags, ours.keySet())
        .filter(cluster -> isMadeFor(cluster, made))
        .map(
            cluster ->
                new Proof(
                    Optional.of(cluster),
                    Optional.empty(),
                    Optional.empty(),
                    "made by a controller of cluster \"" + cluster + "\""));
  }

  /** The proof of what carries no tags, and the name of our cluster in its own name. */
  Optional<Proof> byName(String cluster, Made made) {
    return Optional.of(cluster)
        .filter(name -> ours.containsKey(name) && isMadeFor(name, made))
        .map(
            name ->
                new Proof(
                    Optional.of(cluster),
                    Optional.empty(),
                    Optional.empty(),
                    "named after cluster \"" + cluster + "\""));
  }

  /** Whether it may have been made for our cluster, and not for an earlier one of its name. */
  private boolean isMadeFor(String cluster, Made made) {
    return switch (made) {
      case Made.At(Instant time) ->
          ours.getOrDefault(cluster, Optional.empty())
              .filter(begin -> !time.isBefore(begin))
              .isPresent();
      case Made.Untold(String thing) ->
          Optional.ofNullable(predecessors.get(cluster))
              .filter(ids -> !ids.contains(thing))
              .isPresent();
    };
  }

  private static Optional<String> named(Map<String, String> tags, Set<String> clusters) {
    for (String cluster : clusters) {
      boolean owned = OWNED.equals(tags.get(ownedBy(cluster)));
      if (owned || NAMING.stream().anyMatch(key -> cluster.equals(tags.get(key)))) {
        return Optional.of(cluster);
      }
    }
    return Optional.empty();
  }

  /** The cluster in a logical id; what belongs to the whole federation has none. */
  static Optional<String> scope(String resource) {
    int slash = resource.indexOf('/');
    return slash > 0 ? Optional.of(resource.substring(0, slash)) : Optional.empty();
  }

  Optional<FederationId> id() {
    return id;
  }

  /** When something was made. */
  sealed interface Made {

    /** AWS tells. */
    record At(Instant time) implements Made {}

    /** Things of this kind have no such time. */
    record Untold(String id) implements Made {}

    static Made at(Instant time) {
      return new At(time);
    }

    static Made untold(String id) {
      return new Untold(id);
    }
  }
}
