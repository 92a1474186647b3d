package dev.fedctl.sandbox.karmada;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedctl.sandbox.kube.KubernetesUnderTest;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What goes, and when, once somebody has deleted what it hangs on. */
class RemovalInTimeTest {

  private static final String NAMESPACE = "karmada-system";
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

  @Test
  void serviceHoldsItsNamespaceUntilTheLoadBalancerIsGone() {
    etcdRuns();

    parent.namespaces().withName(NAMESPACE).delete();

    cloud.advance(19);
    assertThat(namespace().getStatus().getPhase()).isEqualTo("Terminating");
    assertThat(namespace().getStatus().getConditions())
        .anySatisfy(
            condition -> {
              assertThat(condition.getType()).isEqualTo("NamespaceFinalizersRemaining");
              assertThat(condition.getStatus()).isEqualTo("True");
              assertThat(condition.getMessage())
                  .isEqualTo(
                      "Some content in the namespace has finalizers remaining:"
                          + " service.kubernetes.io/load-balancer-cleanup in 1 resource instances");
            })
        .anySatisfy(
            condition ->
                assertThat(condition.getMessage())
                    .isEqualTo("Some resources are remaining: services. has 1 resource instances"));
    cloud.advance(1);
    assertThat(namespace()).isNull();
  }

  @Test
  void volumesGoSomeTimeAfterTheirClaims() {
    etcdRuns();
    assertThat(volumes()).hasSize(3);

    parent.namespaces().withName(NAMESPACE).delete();

    assertThat(volumes())
        .allSatisfy(volume -> assertThat(volume.getStatus().getPhase()).isEqualTo("Released"));
    cloud.advance(14);
    assertThat(volumes()).hasSize(3);
    cloud.advance(1);
    assertThat(volumes()).isEmpty();
    assertThat(cloud.aws.volumes).isEmpty();
  }

  @Test
  void volumesStayWhileTheDriverHasNoNodeToRunOn() {
    etcdRuns();
    parent.namespaces().withName(NAMESPACE).delete();
    cloud.aws.nodes = 0;

    cloud.advance(3600);
    assertThat(volumes()).hasSize(3);
    assertThat(cloud.aws.volumes).hasSize(3);

    cloud.aws.nodes = 3;
    assertThat(volumes()).isEmpty();
    assertThat(cloud.aws.volumes).isEmpty();
  }

  @Test
  void volumesKeepThePolicyThatTheyWereMadeWith() {
    etcdRuns();
    parent.storage().v1().storageClasses().withName("ebs-sc").delete();

    parent.namespaces().withName(NAMESPACE).delete();
    volumes();
    cloud.advance(15);

    assertThat(volumes()).isEmpty();
    assertThat(cloud.aws.volumes).isEmpty();
  }

  @Test
  void volumesOfAClassThatRetainsAreReleasedAndStay() {
    installation.host();
    parent.storage().v1().storageClasses().withName("ebs-sc").delete();
    Installation.apply(
        parent,
        """
        apiVersion: storage.k8s.io/v1
        kind: StorageClass
        metadata: {name: ebs-sc}
        provisioner: ebs.csi.aws.com
        reclaimPolicy: Retain
        volumeBindingMode: WaitForFirstConsumer
        """);
    installEtcd();

    parent.namespaces().withName(NAMESPACE).delete();
    volumes();
    cloud.advance(3600);

    assertThat(volumes())
        .hasSize(3)
        .allSatisfy(volume -> assertThat(volume.getStatus().getPhase()).isEqualTo("Released"));
    assertThat(cloud.aws.volumes).hasSize(3);
  }

  @Test
  void clusterThatLeavesGivesItsShareToThoseThatStay() {
    try (KubernetesClient karmada = withDemo("member-1", "member-2")) {
      assertThat(shares(karmada)).isEqualTo(Map.of("member-1", 2, "member-2", 2));

      clusters(karmada).withName("member-1").delete();

      assertThat(shares(karmada)).isEqualTo(Map.of("member-2", 4));
      assertThat(deployments("member-1")).isZero();
      assertThat(clusters(karmada).withName("member-1").get().getMetadata().getFinalizers())
          .containsExactly("karmada.io/cluster-controller");
      cloud.advance(5);
      assertThat(clusters(karmada).withName("member-1").get()).isNull();
      assertThat(karmada.namespaces().withName("karmada-es-member-1").get()).isNull();
      assertThat(impersonates("member-1")).isFalse();
      assertThat(impersonates("member-2")).isTrue();
      cloud.advance(20);
      assertThat(deployments("member-2")).isEqualTo(1);
      assertThat(shares(karmada)).isEqualTo(Map.of("member-2", 4));
    }
  }

  @Test
  void lastClusterLeavesNothingPlaced() {
    try (KubernetesClient karmada = withDemo("member-1")) {
      clusters(karmada).withName("member-1").delete();
      karmada.namespaces().list();
      cloud.advance(5);

      assertThat(clusters(karmada).withName("member-1").get()).isNull();
      assertThat(shares(karmada)).isEmpty();
      assertThat(deployments("member-1")).isZero();
    }
  }

  @Test
  void clusterStaysWhileTheSchedulerCannotPlaceItsShareElsewhere() {
    try (KubernetesClient karmada = withDemo("member-1", "member-2")) {
      parent.apps().deployments().inNamespace(NAMESPACE).withName("karmada-scheduler").delete();

      clusters(karmada).withName("member-1").delete();
      karmada.namespaces().list();
      cloud.advance(3600);

      assertThat(clusters(karmada).withName("member-1").get()).isNotNull();
      installation.components();
      parent.namespaces().list();
      cloud.advance(60);
      karmada.namespaces().list();
      assertThat(clusters(karmada).withName("member-1").get()).isNull();
      assertThat(shares(karmada)).isEqualTo(Map.of("member-2", 4));
    }
  }

  @Test
  void namespaceThatKarmadaMadeInAMemberGoesWithIt() {
    try (KubernetesClient karmada = withDemo("member-1")) {
      karmada
          .resource(new NamespaceBuilder().withNewMetadata().withName("shop").endMetadata().build())
          .create();
      Installation.apply(
          karmada,
          Installation.resource("demo.yaml")
              .replace("NAMES", "member-1")
              .replace("namespace: default", "namespace: shop"));
      cloud.advance(30);
      try (KubernetesClient member = cloud.client("member-1")) {
        assertThat(member.namespaces().withName("shop").get()).isNotNull();

        clusters(karmada).withName("member-1").delete();

        assertThat(member.namespaces().withName("shop").get()).isNull();
        assertThat(member.namespaces().withName("default").get()).isNotNull();
      }
    }
  }

  private void etcdRuns() {
    installation.host();
    installEtcd();
  }

  private void installEtcd() {
    installation.etcd("Parallel", true);
    parent.pods().list();
    cloud.advance(60);
    parent.pods().list();
  }

  /** Karmada with members that share the demo. */
  private KubernetesClient withDemo(String... names) {
    installation.host();
    installation.etcd("Parallel", true);
    installation.components();
    installation.webhook();
    cloud.advance(37 + 34 + 80);
    KubernetesClient karmada = installation.karmada("");
    installation.insideKarmada(karmada);
    cloud.advance(5);
    for (String name : names) {
      cloud.cluster(name);
      installation.join(karmada, name);
    }
    cloud.advance(12);
    Installation.apply(
        karmada, Installation.resource("demo.yaml").replace("NAMES", String.join(", ", names)));
    cloud.advance(30);
    return karmada;
  }

  private Namespace namespace() {
    return parent.namespaces().withName(NAMESPACE).get();
  }

  private List<PersistentVolume> volumes() {
    return parent.persistentVolumes().list().getItems();
  }

  private int deployments(String member) {
    try (KubernetesClient client = cloud.client(member)) {
      return client.apps().deployments().inNamespace("default").list().getItems().size();
    }
  }

  private boolean impersonates(String member) {
    try (KubernetesClient client = cloud.client(member)) {
      return client.rbac().clusterRoles().withName("karmada-impersonator").get() != null;
    }
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

  private static MixedOperation<
          GenericKubernetesResource,
          GenericKubernetesResourceList,
          Resource<GenericKubernetesResource>>
      clusters(KubernetesClient karmada) {
    return karmada.genericKubernetesResources(CLUSTERS);
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
