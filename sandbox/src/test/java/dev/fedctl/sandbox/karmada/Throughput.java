package dev.fedctl.sandbox.karmada;

import dev.fedctl.sandbox.kube.KubernetesUnderTest;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures what many members cost: run {@code main} with their number, and under {@code
 * -XX:StartFlightRecording} to see where it goes. Prints the processor time of the whole process,
 * client included. A program and not a test: its numbers say nothing on a busy machine.
 */
final class Throughput {

  private static final ResourceDefinitionContext CLUSTERS =
      new ResourceDefinitionContext.Builder()
          .withGroup("cluster.karmada.io")
          .withVersion("v1alpha1")
          .withPlural("clusters")
          .withKind("Cluster")
          .withNamespaced(false)
          .build();

  private Throughput() {}

  public static void main(String[] args) {
    run(args.length > 0 ? Integer.parseInt(args[0]) : 50);
  }

  private static void run(int members) {
    try (KubernetesUnderTest cloud = new KubernetesUnderTest();
        KubernetesClient parent = cloud.client(KubernetesUnderTest.PARENT)) {
      Installation installation = new Installation(cloud, parent);
      installation.host();
      installation.etcd("Parallel", true);
      installation.components();
      installation.webhook();
      cloud.advance(151);
      try (KubernetesClient karmada = installation.karmada("")) {
        installation.insideKarmada(karmada);
        cloud.advance(5);
        List<String> names = new ArrayList<>();
        double start = processorSeconds();
        for (int i = 1; i <= members; i++) {
          names.add("member-" + i);
          cloud.cluster("member-" + i);
          installation.join(karmada, "member-" + i);
          cloud.advance(1);
          for (int look = 0; look < 5; look++) {
            karmada.genericKubernetesResources(CLUSTERS).withName("member-" + i).get();
            cloud.advance(3);
          }
        }
        double joined = processorSeconds();
        say(members + " joins", joined - start, cloud);
        String demo = Installation.resource("demo.yaml").replace("NAMES", String.join(", ", names));
        Installation.apply(karmada, demo);
        for (int look = 0; look < 20; look++) {
          cloud.advance(1);
          karmada.apps().deployments().inNamespace("default").withName("nginx").get();
        }
        say("demo", processorSeconds() - joined, cloud);
      }
    }
  }

  private static void say(String what, double seconds, KubernetesUnderTest cloud) {
    int calls = cloud.ledger.calls().values().stream().mapToInt(Integer::intValue).sum();
    System.out.printf("%s: %.2f s of processor time, %d calls so far%n", what, seconds, calls);
  }

  private static double processorSeconds() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
            .getProcessCpuTime()
        / 1e9;
  }
}
