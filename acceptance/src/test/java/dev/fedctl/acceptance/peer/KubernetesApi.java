package dev.fedctl.acceptance.peer;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fedctl.activity.aws.AwsFailures;
import dev.fedctl.activity.kubernetes.ClusterApis;
import dev.fedctl.activity.kubernetes.ClusterEndpoints;
import dev.fedctl.activity.kubernetes.EksToken;
import dev.fedctl.activity.kubernetes.Endpoint;
import dev.fedctl.contract.activity.ClusterRef;
import dev.fedctl.sandbox.tls.CertificateAuthority;
import dev.fedctl.sandbox.tls.Pem;
import dev.fedctl.sandbox.tls.TlsIdentity;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/**
 * etcd and kube-apiserver as a cluster that fedctl's activities take for one of EKS: they come with
 * EKS's bearer tokens. Nothing runs pods here; controllers do when they are asked for.
 */
public final class KubernetesApi implements AutoCloseable {

  /** Of {@link #kubeconfig()}. */
  public static final String CONTEXT = "cluster";

  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final String PERSON = "the-token-of-a-person";

  /** What EKS runs of them for every cluster, as far as it has to do with no node. */
  private static final String CONTROLLERS =
      "namespace,garbagecollector,serviceaccount,serviceaccount-token,clusterrole-aggregation,"
          + "root-ca-certificate-publisher-controller,deployment,replicaset";

  private final Path folder;
  private final EksTokenReviews reviews;
  private final List<PeerProcess> processes = new ArrayList<>();
  private final Endpoint endpoint;
  private final ClusterApis clusters;

  private KubernetesApi(Path folder, EksTokenReviews reviews, Endpoint endpoint) {
    this.folder = folder;
    this.reviews = reviews;
    this.endpoint = endpoint;
    this.clusters = clusters(endpoint);
  }

  /** Starts one that answers to any cluster's name, with kube-controller-manager. */
  public static KubernetesApi startWithControllers(Path folder) {
    Path program = Peers.find("kube-controller-manager");
    KubernetesApi api = start(folder);
    int port = Ports.free();
    api.processes.add(
        PeerProcess.start(
            "kube-controller-manager",
            folder,
            List.of(
                program.toString(),
                "--kubeconfig=" + api.kubeconfig(),
                "--controllers=" + CONTROLLERS,
                "--use-service-account-credentials=true",
                "--service-account-private-key-file=" + folder.resolve("server.key"),
                "--root-ca-file=" + write(folder, "ca.crt", api.endpoint.caPem()),
                "--leader-elect=false",
                "--bind-address=127.0.0.1",
                "--secure-port=" + port),
            Map.of()));
    return api;
  }

  /** Starts one that answers to any cluster's name. */
  public static KubernetesApi start(Path folder) {
    Path etcdProgram = Peers.find("etcd");
    Path serverProgram = Peers.find("kube-apiserver");
    EksTokenReviews reviews = EksTokenReviews.start();
    String client = "http://127.0.0.1:" + Ports.free();
    String peer = "http://127.0.0.1:" + Ports.free();
    PeerProcess etcd =
        PeerProcess.start(
            "etcd",
            folder,
            List.of(
                etcdProgram.toString(),
                "--data-dir=" + folder.resolve("data"),
                "--listen-client-urls=" + client,
                "--advertise-client-urls=" + client,
                "--listen-peer-urls=" + peer,
                "--initial-advertise-peer-urls=" + peer,
                "--initial-cluster=default=" + peer,
                "--unsafe-no-fsync",
                "--log-level=warn"),
            Map.of());
    int port = Ports.free();
    CertificateAuthority authority = CertificateAuthority.create("acceptance");
    TlsIdentity identity =
        authority.serving(List.of("localhost"), List.of(InetAddress.getLoopbackAddress()));
    Path key = write(folder, "server.key", Pem.of(identity.key()));
    PeerProcess server =
        PeerProcess.start(
            "kube-apiserver",
            folder,
            List.of(
                serverProgram.toString(),
                "--etcd-servers=" + client,
                "--bind-address=127.0.0.1",
                "--advertise-address=127.0.0.1",
                "--endpoint-reconciler-type=none",
                "--secure-port=" + port,
                "--tls-cert-file=" + write(folder, "server.crt", Pem.of(identity.chain())),
                "--tls-private-key-file=" + key,
                "--authorization-mode=RBAC",
                "--token-auth-file="
                    + write(folder, "tokens.csv", PERSON + ",person,person,system:masters\n"),
                "--authentication-token-webhook-version=v1",
                "--authentication-token-webhook-config-file="
                    + write(folder, "reviews.kubeconfig", reviews.kubeconfig()),
                "--service-account-issuer=https://kubernetes.default.svc",
                "--service-account-signing-key-file=" + key,
                "--service-account-key-file=" + write(folder, "accounts.pub", publicKey(identity)),
                "--service-cluster-ip-range=10.100.0.0/16",
                "--allow-privileged=true"),
            Map.of());
    Endpoint endpoint = new Endpoint("https://127.0.0.1:" + port, authority.pem());
    KubernetesApi api = new KubernetesApi(folder, reviews, endpoint);
    api.processes.addAll(List.of(etcd, server));
    server.awaitReady(LIMIT, api::isReady);
    return api;
  }

  /** A kubeconfig of somebody who may do everything here. */
  public Path kubeconfig() {
    return write(
        folder,
        "kubeconfig",
        """
        apiVersion: v1
        kind: Config
        clusters: [{name: c, cluster: {server: "%2$s", certificate-authority-data: "%3$s"}}]
        users: [{name: person, user: {token: "%4$s"}}]
        contexts: [{name: %1$s, context: {cluster: c, user: person}}]
        current-context: %1$s
        """
            .formatted(
                CONTEXT,
                endpoint.url(),
                Base64.getEncoder().encodeToString(endpoint.caPem().getBytes(UTF_8)),
                PERSON));
  }

  /** The APIs of clusters, all of them this one. */
  public ClusterApis clusters() {
    return clusters;
  }

  private boolean isReady() {
    try {
      return "ok".equals(clusters.raw(new ClusterRef("eu-north-1", "any"), c -> c.raw("/readyz")));
    } catch (KubernetesClientException e) {
      return false;
    }
  }

  private static ClusterApis clusters(Endpoint endpoint) {
    EksToken tokens =
        new EksToken(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")),
            AwsFailures::translate,
            InstantSource.system());
    ClusterEndpoints itself =
        new ClusterEndpoints() {
          @Override
          public Endpoint find(ClusterRef cluster) {
            return endpoint;
          }

          @Override
          public boolean stands(ClusterRef cluster) {
            return true;
          }
        };
    return new ClusterApis(itself, tokens, InstantSource.system());
  }

  private static String publicKey(TlsIdentity identity) {
    byte[] der = identity.leaf().getPublicKey().getEncoded();
    return "-----BEGIN PUBLIC KEY-----\n"
        + new String(Base64.getMimeEncoder(64, new byte[] {'\n'}).encode(der), US_ASCII)
        + "\n-----END PUBLIC KEY-----\n";
  }

  private static Path write(Path folder, String name, String text) {
    try {
      return Files.writeString(folder.resolve(name), text, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    processes.reversed().forEach(PeerProcess::close);
    reviews.close();
  }
}
