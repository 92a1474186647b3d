package dev.fedctl.sandbox.karmada;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fedctl.sandbox.kube.KubernetesUnderTest;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/** Installs Karmada as fedctl does, with no more than the test needs. */
final class Installation {

  private static final String NAMESPACE = "karmada-system";

  private final KubernetesUnderTest cloud;
  private final KubernetesClient parent;
  final Pki pki = new Pki();
  private String host = "";

  Installation(KubernetesUnderTest cloud, KubernetesClient parent) {
    this.cloud = cloud;
    this.parent = parent;
  }

  /** A file of this test's resources, with names filled in, applied object by object. */
  static List<HasMetadata> apply(KubernetesClient client, String text) {
    List<HasMetadata> applied = new ArrayList<>();
    for (String document : text.split("(?m)^---$")) {
      if (!document.isBlank()) {
        HasMetadata object = Serialization.unmarshal(document, GenericKubernetesResource.class);
        applied.add(
            client
                .resource(object)
                .patch(
                    new PatchContext.Builder()
                        .withPatchType(PatchType.SERVER_SIDE_APPLY)
                        .withFieldManager("fedctl")
                        .withForce(true)
                        .build()));
      }
    }
    return applied;
  }

  static String resource(String name) {
    try (var in = Installation.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Applies storage, load balancer, secrets, etcd and the parts that run in the host. */
  void host() {
    apply(parent, resource("host-first.yaml"));
    cloud.advance(10);
    host =
        parent
            .services()
            .inNamespace(NAMESPACE)
            .withName("karmada-service-loadbalancer")
            .get()
            .getStatus()
            .getLoadBalancer()
            .getIngress()
            .getFirst()
            .getHostname();
    Pki.Pair serving = pki.pair("CN=karmada-apiserver", host);
    Pki.Pair webhook =
        pki.pair("CN=system:admin,O=system:masters", "karmada-webhook.karmada-system.svc");
    secret(
        "karmada-cert",
        "ca.crt",
        pki.authority(),
        "apiserver.crt",
        serving.certificate(),
        "apiserver.key",
        serving.key());
    secret("etcd-cert", "etcd-ca.crt", pki.authority());
    secret("karmada-webhook-cert", "tls.crt", webhook.certificate(), "tls.key", webhook.key());
  }

  private void secret(String name, String... data) {
    StringBuilder text = new StringBuilder();
    text.append("apiVersion: v1\nkind: Secret\nmetadata: {name: ").append(name);
    text.append(", namespace: karmada-system}\ndata:\n");
    for (int i = 0; i < data.length; i += 2) {
      text.append("  ").append(data[i]).append(": ");
      text.append(KubernetesUnderTest.encoded(data[i + 1])).append('\n');
    }
    apply(parent, text.toString());
  }

  void etcd(String policy, boolean publish) {
    apply(
        parent,
        resource("host-etcd.yaml")
            .replace("POLICY", policy)
            .replace("PUBLISH", Boolean.toString(publish)));
  }

  void components() {
    String template = resource("host-component.yaml");
    for (String[] part :
        new String[][] {
          {"karmada-apiserver", "kube-apiserver:v1.35.2", "3"},
          {"karmada-aggregated-apiserver", "karmada-aggregated-apiserver:v1.18.2", "2"},
          {"kube-controller-manager", "kube-controller-manager:v1.35.2", "2"},
          {"karmada-controller-manager", "karmada-controller-manager:v1.18.2", "2"},
          {"karmada-scheduler", "karmada-scheduler:v1.18.2", "2"}
        }) {
      apply(
          parent,
          template.replace("NAME", part[0]).replace("IMAGE", part[1]).replace("COUNT", part[2]));
    }
  }

  void webhook() {
    apply(
        parent,
        resource("host-component.yaml")
            .replace("NAME", "karmada-webhook")
            .replace("IMAGE", "karmada-webhook:v1.18.2")
            .replace("COUNT", "2"));
  }

  /** The administrator's client of Karmada's own API. */
  KubernetesClient karmada(String path) {
    Pki.Pair admin = pki.pair("CN=system:admin,O=system:masters", "");
    return KubernetesUnderTest.open(
        new ConfigBuilder(Config.empty())
            .withMasterUrl("https://" + host + ":32443" + path)
            .withCaCertData(KubernetesUnderTest.encoded(pki.authority()))
            .withClientCertData(KubernetesUnderTest.encoded(admin.certificate()))
            .withClientKeyData(KubernetesUnderTest.encoded(admin.key()))
            .withClientKeyAlgo("EC")
            .build());
  }

  /** Definitions, webhooks, the Cluster API's registration. */
  void insideKarmada(KubernetesClient karmada) {
    for (String definition : definitions()) {
      apply(karmada, definition);
    }
    apply(
        karmada,
        resource("karmada-api.yaml")
            .replace("CABUNDLE", KubernetesUnderTest.encoded(pki.authority())));
  }

  static List<String> definitions() {
    List<String> found = new ArrayList<>();
    try (DataInputStream tar =
        new DataInputStream(new GZIPInputStream(new ByteArrayInputStream(CrdArchive.bytes())))) {
      byte[] header = new byte[512];
      while (true) {
        tar.readFully(header);
        if (header[0] == 0) {
          return found;
        }
        String name = new String(header, 0, 100, UTF_8).trim();
        int size = Integer.parseInt(new String(header, 124, 11, UTF_8), 8);
        byte[] content = tar.readNBytes(size);
        tar.skipNBytes((512 - size % 512) % 512);
        if (name.startsWith("crds/bases/")) {
          found.add(new String(content, UTF_8));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Joins a member by push, both sides. */
  void join(KubernetesClient karmada, String name) {
    try (KubernetesClient member = cloud.client(name)) {
      apply(member, resource("member.yaml").replace("NAME", name));
      String id = member.namespaces().withName("kube-system").get().getMetadata().getUid();
      var secret =
          member
              .secrets()
              .inNamespace("karmada-cluster")
              .withName("karmada-" + name)
              .get()
              .getData();
      var impersonator =
          member
              .secrets()
              .inNamespace("karmada-cluster")
              .withName("karmada-impersonator")
              .get()
              .getData();
      apply(
          karmada,
          resource("join.yaml")
              .replace("NAME", name)
              .replace("UID", id)
              .replace("ENDPOINT", cloud.endpoint(name).endpoint())
              .replace("CABUNDLE", Objects.requireNonNull(secret.get("ca.crt")))
              .replace("IMPERSONATOR", Objects.requireNonNull(impersonator.get("token")))
              .replace("TOKEN", Objects.requireNonNull(secret.get("token"))));
    }
  }
}
