package dev.fedctl.contract.spec;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.Optional;

/** The Karmada control plane on the parent. */
public record KarmadaSpec(
    String version, Crds crds, Etcd etcd, ApiServer apiServer, Endpoint endpoint) {

  public KarmadaSpec {
    if (crds.url().isEmpty() && crds.sha256().isPresent()) {
      crds = new Crds(Optional.of(releaseArchive(version)), crds.sha256());
    }
  }

  /** Where the archive of CustomResourceDefinitions of this version is had. */
  public String crdsUrl() {
    return crds.url().orElseGet(() -> releaseArchive(version));
  }

  private static String releaseArchive(String version) {
    return "https://github.com/karmada-io/karmada/releases/download/" + version + "/crds.tar.gz";
  }

  /**
   * The archive of CustomResourceDefinitions.
   *
   * @param url absent: the release's own archive
   * @param sha256 hex; absent: the digest seen first is recorded, later downloads must match it
   */
  public record Crds(Optional<String> url, Optional<String> sha256) {}

  /**
   * Karmada's etcd, one member per node, each with an encrypted gp3 volume.
   *
   * @param storage a Kubernetes quantity in Gi
   */
  public record Etcd(int replicas, String storage) {}

  /** Karmada's API servers, one per node. */
  public record ApiServer(int replicas) {}

  /**
   * The Network Load Balancer in front of Karmada's API.
   *
   * @param port the listener's port
   * @param allowedCidrs who may reach it; {@code 0.0.0.0/0} is the world
   */
  public record Endpoint(Scheme scheme, int port, List<String> allowedCidrs) {

    public Endpoint {
      allowedCidrs = List.copyOf(allowedCidrs);
    }

    @JsonIgnore
    public boolean isOpenToTheWorld() {
      return scheme == Scheme.INTERNET_FACING
          && allowedCidrs.stream().anyMatch(cidr -> cidr.endsWith("/0"));
    }
  }
}
