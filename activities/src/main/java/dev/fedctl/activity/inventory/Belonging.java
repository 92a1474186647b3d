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
 * be younger than our cluster, and nothing is ours by the name of a cluster that stands and is not.
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

  private final FederationId id;
  private final Map<String, Optional<Instant>> ours = new TreeMap<>();
  private final Set<String> standing = new LinkedHashSet<>();
  private final Set<String> foreign = new LinkedHashSet<>();

  Belonging(FederationId id) {
    this.id = id;
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

  /** The names of our clusters, those that are gone included. */
  List<String> clusters() {
    return List.copyOf(ours.keySet());
  }

  boolean isStanding(String cluster) {
    return standing.contains(cluster);
  }

  /** Whether the owner tags say that it is this federation's, of any life. */
  boolean isTagged(Map<String, String> tags) {
    return id.toString().equals(tags.get(OwnerTags.FEDERATION_ID));
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
            OwnerTags.FEDERATION_ID + "=" + id));
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
        .filter(cluster -> made.isAfter(ours.getOrDefault(cluster, Optional.empty())))
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
    return Optional.ofNullable(ours.get(cluster))
        .filter(made::isAfter)
        .map(
            since ->
                new Proof(
                    Optional.of(cluster),
                    Optional.empty(),
                    Optional.empty(),
                    "named after cluster \"" + cluster + "\""));
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

  FederationId id() {
    return id;
  }

  /** When something was made. */
  sealed interface Made {

    /** AWS tells. */
    record At(Instant time) implements Made {}

    /** Things of this kind have no such time. */
    record Untold() implements Made {}

    static Made at(Instant time) {
      return new At(time);
    }

    static Made untold() {
      return new Untold();
    }

    /** Whether it may have been made for a cluster that began then. */
    default boolean isAfter(Optional<Instant> since) {
      return switch (this) {
        case At(Instant time) -> since.filter(begin -> !time.isBefore(begin)).isPresent();
        case Untold none -> true;
      };
    }
  }
}
