package dev.fedctl.acceptance.peer;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Does for one namespace of a cluster without nodes what controllers, a node and its proxy do: runs
 * the pods of its workloads, has its Services lead to them, and tells in the workloads' status when
 * they are ready. Workloads are those of one container, of which every program needs no file but
 * its own.
 */
public final class Pods implements AutoCloseable {

  private final Map<String, List<Pod>> pods = new LinkedHashMap<>();
  private final PodNetwork network;
  private final String namespace;
  private final Path folder;
  private final Path hosts;

  private Pods(Path folder, String namespace) {
    this.folder = folder;
    this.namespace = namespace;
    this.hosts = folder.resolve("hosts");
    this.network = new PodNetwork(namespace, hosts);
  }

  /** Gets ready to; what starts nothing needs nothing but root. */
  public static Pods in(Path folder, String namespace) {
    List<String> tried = List.of("unshare", "--root=/", "--wd=/", "true");
    if (Command.run(folder, Map.of(), Duration.ofMinutes(1), tried).exitCode() != 0) {
      String cure = "no process can be given a root of its own on this machine: run as root";
      if ("true".equals(System.getenv("CI"))) {
        fail(cure);
      }
      abort(cure);
    }
    return new Pods(folder, namespace);
  }

  /** Starts the pods of a StatefulSet or Deployment, whichever has that name. */
  public void start(KubernetesClient client, String workload) {
    client.services().inNamespace(namespace).list().getItems().forEach(network::serve);
    StatefulSet set = client.apps().statefulSets().inNamespace(namespace).withName(workload).get();
    if (set != null) {
      String service = set.getSpec().getServiceName();
      start(client, set, set.getSpec().getReplicas(), set.getSpec().getTemplate(), service);
      return;
    }
    Deployment deployment =
        client.apps().deployments().inNamespace(namespace).withName(workload).require();
    start(
        client,
        deployment,
        deployment.getSpec().getReplicas(),
        deployment.getSpec().getTemplate(),
        "");
  }

  private void start(
      KubernetesClient client,
      HasMetadata workload,
      int replicas,
      PodTemplateSpec template,
      String service) {
    String name = workload.getMetadata().getName();
    List<Pod> started = pods.computeIfAbsent(name, none -> new ArrayList<>());
    List<String> addresses = Stream.generate(network::address).limit(replicas).toList();
    if (!service.isEmpty()) {
      for (int i = 0; i < replicas; i++) {
        network.name(name + "-" + i, service, addresses.get(i));
      }
    }
    for (int i = 0; i < replicas; i++) {
      String pod = name + "-" + i;
      started.add(
          Pod.start(
              pod,
              addresses.get(i),
              template.getSpec(),
              folder,
              hosts,
              secret -> client.secrets().inNamespace(namespace).withName(secret).require()));
      network.add(pod, addresses.get(i), template.getMetadata().getLabels());
    }
  }

  /** Waits until all pods of a workload are ready, and tells so in its status. */
  public void awaitReady(KubernetesClient client, String workload) {
    List<Pod> all = pods.getOrDefault(workload, List.of());
    all.forEach(Pod::awaitReady);
    int ready = all.size();
    var sets = client.apps().statefulSets().inNamespace(namespace).withName(workload);
    if (sets.get() != null) {
      sets.editStatus(set -> ready(set, ready));
    } else {
      client
          .apps()
          .deployments()
          .inNamespace(namespace)
          .withName(workload)
          .editStatus(deployment -> ready(deployment, ready));
    }
  }

  private static StatefulSet ready(StatefulSet set, int pods) {
    return new StatefulSetBuilder(set)
        .editOrNewStatus()
        .withObservedGeneration(set.getMetadata().getGeneration())
        .withReplicas(pods)
        .withUpdatedReplicas(pods)
        .withReadyReplicas(pods)
        .withAvailableReplicas(pods)
        .endStatus()
        .build();
  }

  private static Deployment ready(Deployment deployment, int pods) {
    return new DeploymentBuilder(deployment)
        .editOrNewStatus()
        .withObservedGeneration(deployment.getMetadata().getGeneration())
        .withReplicas(pods)
        .withUpdatedReplicas(pods)
        .withReadyReplicas(pods)
        .withAvailableReplicas(pods)
        .endStatus()
        .build();
  }

  @Override
  public void close() {
    pods.values().stream().flatMap(List::stream).toList().reversed().forEach(Pod::close);
    network.close();
  }
}
