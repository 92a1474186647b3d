package dev.fedctl.sandbox.karmada;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fedctl.sandbox.kube.KubernetesUnderTest;
import dev.fedctl.sandbox.ledger.LedgerRow;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KarmadaLifecycleTest {

  private static final ResourceDefinitionContext CLUSTERS =
      context("cluster.karmada.io", "v1alpha1", "clusters", "Cluster", false);
  private static final ResourceDefinitionContext BINDINGS =
      context("work.karmada.io", "v1alpha2", "resourcebindings", "ResourceBinding", true);

  private final KubernetesUnderTest cloud = new KubernetesUnderTest();
  private final KubernetesClient parent = cloud.client(KubernetesUnderTest.PARENT);
  private final Installation installation = new Installation(cloud, parent);

  @AfterEach
  void close() {
    parent.close();
    cloud.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"OrderedReady true", "Parallel false"})
  void etcdOfThreeNeverComesUpWithoutBoth(String how) {
    String[] words = how.split(" ");
    installation.host();
    installation.etcd(words[0], Boolean.parseBoolean(words[1]));
    cloud.advance(3600);

    assertThat(etcdReady()).isZero();
  }

  @Test
  void etcdOfThreeComesUpWithBothAfterItsVolumes() {
    installation.host();
    installation.etcd("Parallel", true);

    cloud.advance(36);
    assertThat(etcdReady()).isZero();
    cloud.advance(1);
    assertThat(etcdReady()).isEqualTo(3);
    assertThat(cloud.aws.volumes).hasSize(3);
  }

  @Test
  void applyingItAllAgainChangesNothing() {
    installation.host();
    installation.etcd("Parallel", true);
    installation.components();
    cloud.advance(37 + 34 + 80);
    try (KubernetesClient karmada = installation.karmada("")) {
      installation.insideKarmada(karmada);
      cloud.advance(5);
      cloud.cluster("member-1");
      installation.join(karmada, "member-1");
      cloud.advance(20);
      installation.join(karmada, "member-1");
      int before = changes().size();

      Installation.apply(parent, Installation.resource("host-first.yaml"));
      installation.etcd("Parallel", true);
      installation.components();
      installation.insideKarmada(karmada);
      installation.join(karmada, "member-1");

      assertThat(changes().subList(before, changes().size())).isEmpty();
    }
  }

  private List<LedgerRow.Mutation> changes() {
    return cloud.rows().stream()
        .filter(LedgerRow.Mutation.class::isInstance)
        .map(LedgerRow.Mutation.class::cast)
        .filter(row -> !row.effects().isEmpty())
        .toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 10})
  void installsJoinsAndRunsTheDemo(int members) {
    installation.host();
    installation.etcd("Parallel", true);
    installation.components();
    cloud.advance(37 + 34);
    try (KubernetesClient karmada = installation.karmada("")) {
      assertThatThrownBy(karmada::getKubernetesVersion)
          .isInstanceOf(KubernetesClientException.class);
      cloud.advance(80);
      assertThat(karmada.getKubernetesVersion().getMinor()).isEqualTo("35");

      installation.insideKarmada(karmada);
      assertThatThrownBy(() -> karmada.genericKubernetesResources(CLUSTERS).list())
          .isInstanceOfSatisfying(
              KubernetesClientException.class, e -> assertThat(e.getCode()).isEqualTo(503));
      cloud.advance(5);
      List<String> names = new java.util.ArrayList<>();
      for (int i = 1; i <= members; i++) {
        names.add("member-" + i);
        cloud.cluster("member-" + i);
        installation.join(karmada, "member-" + i);
      }
      String demo = Installation.resource("demo.yaml").replace("NAMES", String.join(", ", names));
      assertThatThrownBy(() -> Installation.apply(karmada, demo))
          .hasMessageContaining("failed calling webhook \"propagationpolicy.karmada.io\"");
      installation.webhook();
      cloud.advance(12);
      for (String name : names) {
        assertThat(ready(karmada, name)).isTrue();
      }
      Installation.apply(karmada, demo);
      cloud.advance(11);

      assertThat(shares(karmada).values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(4);
      int most = shares(karmada).values().stream().mapToInt(Integer::intValue).max().orElse(0);
      assertThat(most).isEqualTo((4 + members - 1) / members);
      for (Map.Entry<String, Integer> share : shares(karmada).entrySet()) {
        try (KubernetesClient proxy =
            installation.karmada(
                "/apis/cluster.karmada.io/v1alpha1/clusters/" + share.getKey() + "/proxy/")) {
          assertThat(
                  proxy
                      .apps()
                      .deployments()
                      .inNamespace("default")
                      .withName("nginx")
                      .get()
                      .getStatus()
                      .getReadyReplicas())
              .isEqualTo(share.getValue());
        }
      }
      karmada.apps().deployments().inNamespace("default").withName("nginx").delete();
      try (KubernetesClient member = cloud.client("member-1")) {
        assertThat(member.apps().deployments().inNamespace("default").list().getItems()).isEmpty();
      }
    }
  }

  private int etcdReady() {
    Integer ready =
        parent
            .apps()
            .statefulSets()
            .inNamespace("karmada-system")
            .withName("etcd")
            .get()
            .getStatus()
            .getReadyReplicas();
    return ready == null ? 0 : ready;
  }

  private static boolean ready(KubernetesClient karmada, String name) {
    GenericKubernetesResource cluster =
        karmada.genericKubernetesResources(CLUSTERS).withName(name).get();
    String conditions = cluster.get("status", "conditions").toString();
    return conditions.contains("ClusterReady")
        && conditions.contains("message=collected complete APIEnablements from the cluster");
  }

  private static Map<String, Integer> shares(KubernetesClient karmada) {
    GenericKubernetesResource binding =
        karmada
            .genericKubernetesResources(BINDINGS)
            .inNamespace("default")
            .withName("nginx-deployment")
            .get();
    Map<String, Integer> shares = new TreeMap<>();
    List<Map<String, Object>> clusters = binding.get("spec", "clusters");
    clusters.forEach(
        cluster -> shares.put((String) cluster.get("name"), (Integer) cluster.get("replicas")));
    return shares;
  }

  private static ResourceDefinitionContext context(
      String group, String version, String plural, String kind, boolean namespaced) {
    return new ResourceDefinitionContext.Builder()
        .withGroup(group)
        .withVersion(version)
        .withPlural(plural)
        .withKind(kind)
        .withNamespaced(namespaced)
        .build();
  }
}
