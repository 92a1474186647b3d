package dev.fedctl.sandbox;

import dev.fedctl.sandbox.cloud.ClusterId;
import dev.fedctl.sandbox.cloud.KubernetesSide;
import dev.fedctl.sandbox.tls.CertificateAuthority;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A Kubernetes half that serves nothing and remembers what it was told. */
public final class QuietKubernetes implements KubernetesSide {

  private final CertificateAuthority authority = CertificateAuthority.create("quiet");
  public final List<ClusterId> born = new ArrayList<>();
  public final List<ClusterId> gone = new ArrayList<>();
  public final Map<Integer, Instant> nodePorts = new HashMap<>();

  @Override
  public Endpoint born(ClusterId cluster, String kubernetesVersion, Instant activeAt) {
    born.add(cluster);
    return new Endpoint("https://quiet.invalid:443", authority.pem());
  }

  @Override
  public Optional<Instant> nodePortReadyAt(ClusterId cluster, int nodePort) {
    return Optional.ofNullable(nodePorts.get(nodePort));
  }

  @Override
  public void gone(ClusterId cluster) {
    gone.add(cluster);
  }
}
