package dev.fedctl.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fedctl.acceptance.peer.Command;
import dev.fedctl.acceptance.peer.KubernetesApi;
import dev.fedctl.acceptance.peer.Peers;
import dev.fedctl.acceptance.peer.Until;
import dev.fedctl.activity.kubernetes.Kinds;
import dev.fedctl.contract.activity.ClusterRef;
import dev.fedctl.contract.activity.DemoActivities.DemoObserved;
import dev.fedctl.contract.activity.DemoActivities.DemoRequest;
import dev.fedctl.contract.activity.DemoActivities.DemoWait;
import dev.fedctl.contract.activity.KarmadaRef;
import dev.fedctl.contract.activity.MembershipActivities.MemberObserved;
import dev.fedctl.contract.activity.Patience;
import dev.fedctl.contract.activity.StepOutcome;
import dev.fedctl.contract.identity.Claim;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Karmada from nothing: what fedctl installs, carried out by all of Karmada's own components of
 * that release; then members that are real API servers with their controllers.
 */
@Isolated
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KarmadaOnRealPeersTest {

  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final ClusterRef ONE = new ClusterRef("eu-north-1", "member-1");
  private static final ClusterRef TWO = new ClusterRef("eu-north-1", "member-2");

  private Path folder;
  private RealKarmada karmada;
  private KubernetesApi one;
  private KubernetesApi two;

  @BeforeAll
  void install(@TempDir Path temporary) throws Exception {
    folder = temporary;
    karmada = RealKarmada.install(folder);
    Files.writeString(folder.resolve("karmada.kubeconfig"), karmada.kubeconfig());
    one = KubernetesApi.startWithControllers(Files.createDirectory(folder.resolve("one")));
    two = KubernetesApi.startWithControllers(Files.createDirectory(folder.resolve("two")));
  }

  @AfterAll
  void stop() {
    for (AutoCloseable each : new AutoCloseable[] {two, one, karmada}) {
      close(each);
    }
  }

  @Test
  void installedAgainChangesNothing() {
    SortedMap<String, String> before = karmada.use(this::ours);

    assertThat(karmada.ensureAll()).isEqualTo(StepOutcome.UNCHANGED);

    assertThat(karmada.use(this::ours)).isEqualTo(before);
    karmada.awaitWorking();
  }

  /** What a pod does whose image does not know what the object says. */
  @Test
  void flagThatTheComponentDoesNotKnowIsFound() {
    assertThatThrownBy(
            () ->
                karmada.inHost(
                    client -> {
                      apply(client, "karmada-webhook", "misled", "--bind-adress=$(POD_IP)");
                      karmada.pods().start(client, "misled");
                      karmada.pods().awaitReady(client, "misled");
                    }))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("ends again and again")
        .hasMessageContaining("unknown flag: --bind-adress");
  }

  @Test
  void memberJoinsIsReadThroughKarmadaAndLeavesNothing() {
    try (JoinedMember member = new JoinedMember(karmada, one, ONE)) {
      assertThat(member.join().outcome()).isEqualTo(StepOutcome.CREATED);

      MemberObserved observed = member.awaitReady();

      assertThat(observed.kubernetesVersion()).startsWith("v1.");
      assertThat(member.awaitReachable().kubernetesVersion())
          .isEqualTo(observed.kubernetesVersion());
      assertThat(karmadactl("get", "clusters"))
          .containsPattern(
              "member-1 +Karmada +%s +Push +True".formatted(observed.kubernetesVersion()));
      assertThat(karmadactl("get", "namespaces", "--operation-scope=members"))
          .containsPattern("karmada-cluster +member-1 +Active");

      SortedMap<String, String> before = member.use(this::ours);
      assertThat(member.join().outcome()).isEqualTo(StepOutcome.UNCHANGED);
      assertThat(member.use(this::ours)).isEqualTo(before);

      member.leave();

      assertThat(member.use(this::ours)).isEmpty();
      assertThat(member.use(KarmadaOnRealPeersTest::ofKarmada)).isEmpty();
      assertThat(karmada.use(KarmadaOnRealPeersTest::ofMembers)).isEmpty();
    }
  }

  @Test
  void karmadactlJoinsAndUnjoinsAMember() {
    String member = "by-karmadactl";
    String kubeconfig = "--cluster-kubeconfig=" + two.kubeconfig();
    String context = "--cluster-context=" + KubernetesApi.CONTEXT;

    karmadactl("join", member, kubeconfig, context);

    Until.so(
        "karmadactl sees its member Ready",
        LIMIT,
        () ->
            karmadactl("get", "clusters")
                .matches("(?s).*" + member + " +Karmada +v1\\S+ +Push +True.*"));
    karmadactl("unjoin", member, kubeconfig, context);
    assertThat(karmadactl("get", "clusters")).doesNotContain(member);
  }

  /** Karmada takes out of a member what it has put there, and moves the work of one that leaves. */
  @Test
  void demoIsDividedAndMovesWhenAMemberLeaves() {
    try (JoinedMember first = new JoinedMember(karmada, one, ONE);
        JoinedMember second = new JoinedMember(karmada, two, TWO)) {
      for (JoinedMember member : List.of(first, second)) {
        member.join();
        member.awaitReady();
        member.awaitReachable();
      }
      List<String> members = List.of(ONE.name(), TWO.name());
      Claim claim = RealKarmada.OWNER.claim("demo");

      karmada.demo().ensureDemo(new DemoRequest(claim, karmada.ref(), members, 4));
      DemoObserved observed =
          ActivitiesUnderTest.awaited(
              "the demo runs",
              () -> {
                first.runPods();
                second.runPods();
                Patience patience = Patience.of(Instant.now(), LIMIT);
                return karmada
                    .demo()
                    .awaitDemo(new DemoWait(claim, karmada.ref(), members, 4, patience));
              });

      assertThat(observed.readyReplicas())
          .containsExactlyInAnyOrderEntriesOf(Map.of(ONE.name(), 2, TWO.name(), 2));
      assertThat(first.demoReplicas()).containsExactly(2);
      assertThat(second.demoReplicas()).containsExactly(2);

      first.leave();

      assertThat(first.demoReplicas()).isEmpty();
      Until.so(
          "all of the demo is in the other member",
          LIMIT,
          () -> second.demoReplicas().equals(List.of(4)));

      second.leave();

      assertThat(second.demoReplicas()).isEmpty();
      assertThat(second.use(KarmadaOnRealPeersTest::ofKarmada)).isEmpty();
    } finally {
      karmada.use(client -> client.namespaces().withName("karmada-demo").delete());
      Until.so(
          "the demo's namespace is gone",
          LIMIT,
          () -> karmada.use(client -> client.namespaces().withName("karmada-demo").get() == null));
    }
  }

  /** What its signer makes of a token: cluster-info that a member can trust by that token. */
  @Test
  void karmadactlMakesTokensThatClusterInfoIsSignedWith() {
    String token = karmadactl("token", "create").strip();

    assertThat(token).matches("[a-z0-9]{6}\\.[a-z0-9]{16}");
    String key = "jws-kubeconfig-" + token.substring(0, 6);
    Until.so(
        "cluster-info is signed",
        LIMIT,
        () ->
            karmada.use(
                client ->
                    client
                        .configMaps()
                        .inNamespace("kube-public")
                        .withName("cluster-info")
                        .require()
                        .getData()
                        .containsKey(key)));
  }

  private String karmadactl(String... words) {
    List<String> command = new ArrayList<>(List.of(Peers.find("karmadactl").toString()));
    command.addAll(List.of(words));
    command.add("--kubeconfig=" + folder.resolve("karmada.kubeconfig"));
    return Command.run(folder, Map.of(), LIMIT, command).expectingSuccess();
  }

  private static void apply(KubernetesClient host, String like, String name, String word) {
    var deployments = host.apps().deployments().inNamespace(KarmadaRef.NAMESPACE);
    var deployment = deployments.withName(like).require();
    deployments
        .resource(
            new DeploymentBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withSpec(deployment.getSpec())
                .editSpec()
                .editTemplate()
                .editSpec()
                .editFirstContainer()
                .addToCommand(word)
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build())
        .create();
  }

  private SortedMap<String, String> ours(KubernetesClient client) {
    return Versions.ours(client, RealKarmada.OWNER);
  }

  /** Whatever has its name from Karmada, whoever made it. */
  private static List<String> ofKarmada(KubernetesClient member) {
    return Stream.of(
            member.namespaces().list().getItems(),
            member.rbac().clusterRoles().list().getItems(),
            member.rbac().clusterRoleBindings().list().getItems())
        .flatMap(List::stream)
        .map(HasMetadata.class::cast)
        .map(object -> object.getMetadata().getName())
        .filter(name -> name.contains("karmada"))
        .toList();
  }

  /** What Karmada knows of members. */
  private static List<String> ofMembers(KubernetesClient karmada) {
    List<GenericKubernetesResource> clusters =
        karmada.genericKubernetesResources(Kinds.CLUSTER.context()).list().getItems();
    return Stream.of(
            clusters,
            karmada.secrets().inNamespace("karmada-cluster").list().getItems(),
            karmada.namespaces().list().getItems())
        .flatMap(List::stream)
        .map(HasMetadata.class::cast)
        .map(object -> object.getMetadata().getName())
        .filter(name -> name.contains("member-"))
        .toList();
  }

  private static void close(AutoCloseable each) {
    if (each == null) {
      return;
    }
    try {
      each.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
