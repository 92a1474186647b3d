package dev.fedctl.contract.spec;

import dev.fedctl.contract.plan.Scopes;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A whole spec file with every default filled in.
 *
 * <p>Cluster names that follow from it obey Karmada's rule for cluster names: a DNS label of at
 * most 48 characters (Karmada, {@code ClusterNameMaxLength}).
 *
 * @param apiVersion {@value #API_VERSION}
 * @param kind {@value #KIND}
 */
public record FederationDocument(
    String apiVersion, String kind, Metadata metadata, FederationSpec spec) {

  public static final String API_VERSION = "fedctl.dev/v1alpha1";
  public static final String KIND = "Federation";

  /** Karmada refuses longer names of clusters. */
  public static final int CLUSTER_NAME_LIMIT = 48;

  public FederationDocument {
    if (!API_VERSION.equals(apiVersion)) {
      throw new InvalidSpecException("apiVersion", "must be " + API_VERSION);
    }
    if (!KIND.equals(kind)) {
      throw new InvalidSpecException("kind", "must be " + KIND);
    }
    checkClusterNames(metadata.name(), spec.members());
  }

  /**
   * What carries the federation's name.
   *
   * @param name unique per Temporal namespace, AWS account and region; a DNS label
   */
  public record Metadata(String name) {

    public Metadata {
      if (!ClusterNames.isLabel(name)) {
        throw new InvalidSpecException("name", "\"" + name + "\" " + ClusterNames.RULE);
      }
    }
  }

  public String name() {
    return metadata.name();
  }

  public String parentName() {
    return ClusterNames.parent(metadata.name());
  }

  /** The members, each with the name that it gets. */
  public List<MemberSpec> memberSpecs() {
    return switch (spec.members()) {
      case MembersSpec.Counted(int count) ->
          IntStream.rangeClosed(1, count)
              .mapToObj(i -> MemberSpec.named(ClusterNames.member(metadata.name(), i)))
              .toList();
      case MembersSpec.Listed(List<MemberSpec> listed) -> listed;
    };
  }

  /** Whether there is a demo to run: replicas to divide, and members to divide them over. */
  public boolean hasDemo() {
    return spec.demo().replicas() > 0 && !memberSpecs().isEmpty();
  }

  /** The same with another archive of Karmada's definitions. */
  public FederationDocument withCrds(KarmadaSpec.Crds crds) {
    KarmadaSpec old = spec.karmada();
    return new FederationDocument(
        apiVersion,
        kind,
        metadata,
        new FederationSpec(
            spec.region(),
            spec.kubernetesVersion(),
            spec.network(),
            spec.nodes(),
            spec.access(),
            new KarmadaSpec(old.version(), crds, old.etcd(), old.apiServer(), old.endpoint()),
            spec.members(),
            spec.demo()));
  }

  /**
   * The same with these members: as a number when they are just those that the number would give.
   */
  public FederationDocument withMembers(List<MemberSpec> members) {
    MembersSpec counted = new MembersSpec.Counted(members.size());
    FederationDocument asNumber = with(counted);
    return asNumber.memberSpecs().equals(members)
        ? asNumber
        : with(new MembersSpec.Listed(members));
  }

  private FederationDocument with(MembersSpec members) {
    return new FederationDocument(
        apiVersion,
        kind,
        metadata,
        new FederationSpec(
            spec.region(),
            spec.kubernetesVersion(),
            spec.network(),
            spec.nodes(),
            spec.access(),
            spec.karmada(),
            members,
            spec.demo()));
  }

  private static void checkClusterNames(String federation, MembersSpec members) {
    switch (members) {
      case MembersSpec.Counted(int count) ->
          checkLength("metadata.name", ClusterNames.member(federation, Math.max(count, 1)));
      case MembersSpec.Listed(List<MemberSpec> listed) -> {
        checkLength("metadata.name", ClusterNames.parent(federation));
        Set<String> taken = new HashSet<>(Set.of(ClusterNames.parent(federation)));
        taken.addAll(Scopes.RESERVED);
        for (int i = 0; i < listed.size(); i++) {
          String path = "spec.members[" + i + "].name";
          checkLength(path, listed.get(i).name());
          if (!taken.add(listed.get(i).name())) {
            throw new InvalidSpecException(
                path,
                "\""
                    + listed.get(i).name()
                    + "\" is reserved or taken by another cluster of this file");
          }
        }
      }
    }
  }

  private static void checkLength(String path, String cluster) {
    if (cluster.length() > CLUSTER_NAME_LIMIT) {
      throw new InvalidSpecException(
          path,
          "gives the cluster name \"%s\" of %d characters; Karmada allows %d"
              .formatted(cluster, cluster.length(), CLUSTER_NAME_LIMIT));
    }
  }
}
