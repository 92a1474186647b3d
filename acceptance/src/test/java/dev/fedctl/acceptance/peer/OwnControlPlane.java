package dev.fedctl.acceptance.peer;

import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Runs, outside of any pod, what the objects in a host cluster say: the command lines of etcd and
 * of Karmada's API server as they stand there, with the certificates of the Secrets that they
 * mount. Only addresses and folders are exchanged for those of this machine, and what is etcd's
 * place in a pod becomes a port.
 */
public final class OwnControlPlane implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final String PKI = "/etc/karmada/pki";

  private final List<PeerProcess> processes = new ArrayList<>();
  private final Path folder;
  private final KubernetesClient host;
  private final String namespace;
  private final int port = Ports.free();

  private OwnControlPlane(Path folder, KubernetesClient host, String namespace) {
    this.folder = folder;
    this.host = host;
    this.namespace = namespace;
  }

  /**
   * Starts etcd's members and one API server.
   *
   * @param answers whether the API server does, at {@link #port}
   */
  public static OwnControlPlane start(
      Path folder, KubernetesClient host, String namespace, Answers answers) {
    OwnControlPlane plane = new OwnControlPlane(folder, host, namespace);
    try {
      plane.run(answers);
      return plane;
    } catch (RuntimeException | AssertionError e) {
      plane.close();
      throw e;
    }
  }

  /** Tries out the API server at a port. */
  @FunctionalInterface
  public interface Answers {
    boolean at(int port);
  }

  /** Of the API server, on 127.0.0.1. */
  public int port() {
    return port;
  }

  private void run(Answers answers) {
    var etcd = host.apps().statefulSets().inNamespace(namespace).withName("etcd").require();
    int members = etcd.getSpec().getReplicas();
    PodSpec pod = etcd.getSpec().getTemplate().getSpec();
    Path etcdPki = mounted("etcd-cert");
    Map<String, String> places = new HashMap<>();
    for (int i = 0; i < members; i++) {
      String name = "etcd-%d.etcd.%s.svc.cluster.local".formatted(i, namespace);
      places.put(name + ":2379", "127.0.0.1:" + Ports.free());
      places.put(name + ":2380", "127.0.0.1:" + Ports.free());
    }
    for (int i = 0; i < members; i++) {
      processes.add(member(i, pod, etcdPki, places));
    }
    var server =
        host.apps().deployments().inNamespace(namespace).withName("karmada-apiserver").require();
    PeerProcess process = apiServer(server.getSpec().getTemplate().getSpec(), places);
    processes.add(process);
    BooleanSupplier ready = () -> answers.at(port);
    process.awaitReady(LIMIT, ready);
  }

  private PeerProcess member(int i, PodSpec pod, Path pki, Map<String, String> places) {
    String own = "etcd-%d.etcd.%s.svc.cluster.local".formatted(i, namespace);
    Map<String, String> exchanged = new HashMap<>();
    // A pod has two addresses that listen for clients; here both are 127.0.0.1.
    exchanged.put(",http://127.0.0.1:2379", ",http://127.0.0.1:" + Ports.free());
    exchanged.put("$(POD_IP):2379", place(places, own + ":2379"));
    exchanged.put("$(POD_IP):2380", place(places, own + ":2380"));
    exchanged.put("$(POD_IP):2381", "127.0.0.1:" + Ports.free());
    exchanged.put("$(POD_NAME)", "etcd-" + i);
    exchanged.put("/var/lib/karmada-etcd", folder.resolve("data-" + i).toString());
    exchanged.put(PKI, pki.toString());
    List<String> command = command(pod, List.of(exchanged, places));
    return start("etcd", "karmada-etcd-" + i, command);
  }

  private PeerProcess apiServer(PodSpec pod, Map<String, String> places) {
    Map<String, String> exchanged = new HashMap<>(places);
    exchanged.put(PKI, mounted("karmada-cert").toString());
    exchanged.put("--secure-port=5443", "--secure-port=" + port);
    exchanged.put("--bind-address=0.0.0.0", "--bind-address=127.0.0.1");
    List<String> command = new ArrayList<>(command(pod, List.of(exchanged)));
    // There is no network interface but loopback to be told to others.
    command.add("--advertise-address=127.0.0.1");
    command.add("--endpoint-reconciler-type=none");
    return start("kube-apiserver", "karmada-apiserver", command);
  }

  private PeerProcess start(String program, String name, List<String> command) {
    List<String> whole = new ArrayList<>(command);
    whole.set(0, Peers.find(program).toString());
    return PeerProcess.start(name, folder, whole, Map.of());
  }

  /** What the one container runs; exchanges are made in their order. */
  private static List<String> command(PodSpec pod, List<Map<String, String>> exchanges) {
    List<String> command = new ArrayList<>();
    for (String word : pod.getContainers().getFirst().getCommand()) {
      String here = word;
      for (Map<String, String> exchange : exchanges) {
        for (Map.Entry<String, String> entry : exchange.entrySet()) {
          here = here.replace(entry.getKey(), entry.getValue());
        }
      }
      command.add(here);
    }
    return command;
  }

  private static String place(Map<String, String> places, String name) {
    String place = places.get(name);
    if (place == null) {
      throw new IllegalStateException("no place for " + name);
    }
    return place;
  }

  private Path mounted(String secret) {
    Secret found = host.secrets().inNamespace(namespace).withName(secret).require();
    try {
      Path mount = Files.createDirectories(folder.resolve(secret));
      for (Map.Entry<String, String> file : found.getData().entrySet()) {
        Files.write(mount.resolve(file.getKey()), Base64.getDecoder().decode(file.getValue()));
      }
      return mount;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    processes.reversed().forEach(PeerProcess::close);
  }
}
