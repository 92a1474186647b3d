package dev.fedctl.sandbox.karmada;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedctl.sandbox.kube.EksCluster;
import dev.fedctl.sandbox.kube.auth.ServiceAccountTokens;
import dev.fedctl.sandbox.kube.tree.Trees;
import dev.fedctl.sandbox.tls.Pem;
import dev.fedctl.sandbox.tls.TlsIdentity;
import java.time.Instant;
import java.util.Optional;

/** The parts of one Karmada as they run in its host cluster: one namespace of it. */
final class HostComponents {

  static final String API_SERVER = "kube-apiserver";
  static final String AGGREGATED = "karmada-aggregated-apiserver";
  static final String KUBERNETES_CONTROLLERS = "kube-controller-manager";
  static final String CONTROLLERS = "karmada-controller-manager";
  static final String SCHEDULER = "karmada-scheduler";
  static final String WEBHOOK = "karmada-webhook";

  private final EksCluster host;
  private final String namespace;
  private String parsedVersion = "";
  private Optional<TlsIdentity> parsed = Optional.empty();

  HostComponents(EksCluster host, String namespace) {
    this.host = host;
    this.namespace = namespace;
  }

  EksCluster host() {
    return host;
  }

  String namespace() {
    return namespace;
  }

  /** When the first pod of a part is ready; may lie in the future. */
  Optional<Instant> readyAt(String program) {
    return host.workloads().programReadyAt(namespace, program);
  }

  boolean isReady(String program, Instant now) {
    return readyAt(program).filter(at -> !at.isAfter(now)).isPresent();
  }

  /** One key of the Secret karmada-cert, decoded; empty text when it is missing. */
  String certificate(String key) {
    return secret("karmada-cert").map(found -> ServiceAccountTokens.decoded(found, key)).orElse("");
  }

  Optional<ObjectNode> secret(String name) {
    return host.server().store().find("secrets", namespace, name);
  }

  /**
   * What the API server presents; empty when the Secret does not hold a pair. Parsed once for each
   * version of the Secret, because every handshake asks.
   */
  Optional<TlsIdentity> identity() {
    String version =
        secret("karmada-cert")
            .map(found -> Trees.text(found, "metadata", "resourceVersion"))
            .orElse("");
    if (!version.equals(parsedVersion)) {
      parsed = parse();
      parsedVersion = version;
    }
    return parsed;
  }

  private Optional<TlsIdentity> parse() {
    try {
      return Optional.of(
          new TlsIdentity(
              Pem.privateKey(certificate("apiserver.key")),
              Pem.certificates(certificate("apiserver.crt"))));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
