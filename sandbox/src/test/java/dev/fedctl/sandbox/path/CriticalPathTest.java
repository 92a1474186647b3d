package dev.fedctl.sandbox.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedctl.sandbox.delay.DelayKind;
import dev.fedctl.sandbox.delay.Delays;
import dev.fedctl.sandbox.path.CriticalPath.Leg;
import dev.fedctl.sandbox.path.CriticalPath.Result;
import dev.fedctl.sandbox.path.RunFacts.Addon;
import dev.fedctl.sandbox.path.RunFacts.Cluster;
import dev.fedctl.sandbox.path.RunFacts.Karmada;
import dev.fedctl.sandbox.path.RunFacts.NodeGroup;
import dev.fedctl.sandbox.path.RunFacts.Role;
import dev.fedctl.sandbox.path.RunFacts.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CriticalPathTest {

  private static final String WORKER = "arn:aws:iam::111122223333:role/worker";
  private static final String CLUSTER_ROLE = "arn:aws:iam::111122223333:role/cluster";
  private static final String NODE_ROLE = "arn:aws:iam::111122223333:role/node";

  private static Cluster cluster(String name, boolean parent) {
    Stream<Addon> addons =
        Stream.of(
            new Addon("vpc-cni", false),
            new Addon("kube-proxy", false),
            new Addon("eks-pod-identity-agent", false),
            new Addon("coredns", true));
    return new Cluster(
        name,
        CLUSTER_ROLE,
        List.of(new NodeGroup("nodes", NODE_ROLE)),
        Stream.concat(
                addons, parent ? Stream.of(new Addon("aws-ebs-csi-driver", true)) : Stream.empty())
            .toList(),
        List.of(WORKER),
        Optional.of(WORKER),
        false);
  }

  private static RunFacts facts(Optional<Karmada> karmada, String... clusters) {
    return new RunFacts(
        List.of(
            new Role(CLUSTER_ROLE, "cluster", List.of("AmazonEKSClusterPolicy")),
            new Role(NODE_ROLE, "node", List.of())),
        Stream.of(clusters).map(name -> cluster(name, name.equals("parent"))).toList(),
        karmada);
  }

  private static Karmada karmada(List<String> members, boolean demo) {
    return new Karmada(
        "parent",
        "karmada-system",
        Optional.of("karmada-system/lb"),
        List.of("data-etcd-0", "data-etcd-1", "data-etcd-2"),
        List.of(
            "karmada-apiserver",
            "karmada-aggregated-apiserver",
            "karmada-controller-manager",
            "karmada-scheduler",
            "karmada-webhook"),
        List.of("works.work.karmada.io"),
        true,
        members,
        demo ? List.of(new Workload("demo", "nginx", members)) : List.of());
  }

  private static Result usual(RunFacts facts) {
    return CriticalPath.of(facts, (kind, subject) -> kind.usual());
  }

  @Test
  void clusterAloneEndsWithWhatNeedsItsNodes() {
    Result path = usual(facts(Optional.empty(), "a"));

    // 8 until EKS sees the role, 600, 110 for the machines, 30 for coredns.
    assertThat(path.seconds()).isEqualTo(748);
    assertThat(path.legs())
        .containsExactly(
            new Leg("role cluster", 8),
            new Leg("control plane of a", 600),
            new Leg("machines of a/nodes", 110),
            new Leg("add-on coredns of a", 30));
  }

  @Test
  void federationEndsWithItsDemo() {
    Result path =
        usual(facts(Optional.of(karmada(List.of("m1", "m2"), true)), "parent", "m1", "m2"));

    // 748 with the EBS driver, volume 12, etcd 25, API server 34, target 60, Cluster API 4,
    // member 10, propagation 3, pods 8.
    assertThat(path.seconds()).isEqualTo(748 + 12 + 25 + 34 + 60 + 4 + 10 + 3 + 8);
    assertThat(path.legs())
        .extracting(Leg::seconds)
        .containsExactly(8.0, 600.0, 110.0, 30.0, 12.0, 25.0, 34.0, 60.0, 4.0, 10.0, 3.0, 8.0);
    assertThat(path.legs().getLast().what()).startsWith("nginx running in m");
  }

  @Test
  void withoutMembersKarmadaItselfIsTheEnd() {
    Result path = usual(facts(Optional.of(karmada(List.of(), false)), "parent"));
    assertThat(path.seconds()).isEqualTo(748 + 12 + 25 + 34 + 60 + 4);
    assertThat(path.legs().getLast().what()).isEqualTo("Karmada's Cluster API");
  }

  @Test
  void numberOfMembersDoesNotMatter() {
    List<String> members = Stream.iterate(1, i -> i + 1).limit(50).map(i -> "m" + i).toList();
    String[] clusters = Stream.concat(Stream.of("parent"), members.stream()).toArray(String[]::new);
    assertThat(usual(facts(Optional.of(karmada(members, true)), clusters)).seconds())
        .isEqualTo(748 + 12 + 25 + 34 + 60 + 4 + 10 + 3 + 8);
  }

  @Test
  void slowMemberBoundsTheRun() {
    Draws slow =
        (kind, subject) ->
            kind == DelayKind.CLUSTER_CREATE && subject.equals("m2")
                ? Duration.ofSeconds(2000)
                : kind.usual();
    Result path =
        CriticalPath.of(
            facts(Optional.of(karmada(List.of("m1", "m2"), true)), "parent", "m1", "m2"), slow);

    // 8 + 2000, then access 4 and member 10, demo 3; its nodes are there after 110 and bound it.
    assertThat(path.seconds()).isEqualTo(8 + 2000 + 110 + 30);
    assertThat(path.legs()).contains(new Leg("control plane of m2", 2000));
  }

  @Test
  void majorityOfEtcdIsEnoughForTheApiServer() {
    Map<String, Integer> volumes =
        Map.of("parent/karmada-system/data-etcd-0", 10, "parent/karmada-system/data-etcd-1", 20);
    Draws draws =
        (kind, subject) ->
            kind == DelayKind.VOLUME_BOUND
                ? Duration.ofSeconds(volumes.getOrDefault(subject, 5000))
                : kind.usual();
    Result path = CriticalPath.of(facts(Optional.of(karmada(List.of(), false)), "parent"), draws);

    assertThat(path.edges())
        .filteredOn(edge -> edge.what().equals("karmada-apiserver"))
        .singleElement()
        .satisfies(edge -> assertThat(edge.endsAtSeconds()).isEqualTo(748 + 20 + 25 + 34));
    assertThat(path.seconds()).isEqualTo(748 + 5000 + 25);
    assertThat(path.legs().getLast().what()).isEqualTo("the last member of etcd");
  }

  @Test
  void loadBalancerThatTakesLongBoundsTheApi() {
    Draws draws =
        (kind, subject) ->
            kind == DelayKind.LOAD_BALANCER_ACTIVE ? Duration.ofMinutes(15) : kind.usual();
    Result path = CriticalPath.of(facts(Optional.of(karmada(List.of(), false)), "parent"), draws);
    assertThat(path.legs())
        .containsExactly(
            new Leg("role cluster", 8),
            new Leg("control plane of parent", 600),
            new Leg("access of " + WORKER + " to parent", 4),
            new Leg("load balancer", 900),
            new Leg("Karmada's Cluster API", 4));
  }

  @Test
  void runThatEndedEarlyHasShorterPath() {
    Karmada begun =
        new Karmada(
            "parent",
            "karmada-system",
            Optional.empty(),
            List.of(),
            List.of("karmada-apiserver"),
            List.of(),
            false,
            List.of(),
            List.of());
    assertThat(usual(facts(Optional.of(begun), "parent")).seconds()).isEqualTo(748);
    assertThat(usual(new RunFacts(List.of(), List.of(), Optional.empty())).seconds()).isZero();
  }

  @Test
  void seededDelaysAreTheOnesThatTheServicesDraw() {
    Delays delays = Delays.seeded(7);
    Result path = CriticalPath.of(facts(Optional.empty(), "a"), delays::of);
    Duration machines = delays.of(DelayKind.NODE_GROUP_CREATE, "a/nodes");
    Duration role = delays.of(DelayKind.ROLE_VISIBLE, "cluster");
    Duration policy = delays.of(DelayKind.ROLE_VISIBLE, "cluster/AmazonEKSClusterPolicy");
    Duration expected =
        (role.compareTo(policy) > 0 ? role : policy)
            .plus(delays.of(DelayKind.CLUSTER_CREATE, "a"))
            .plus(machines)
            .plus(delays.of(DelayKind.ADDON_CREATE, "a/coredns"));
    assertThat(path.seconds()).isEqualTo(expected.toMillis() / 1000.0);
  }

  @Test
  void everyEdgeEndsAfterAllThatItNeeds() {
    Result path = usual(facts(Optional.of(karmada(List.of("m1"), true)), "parent", "m1"));
    Map<String, Double> ends =
        path.edges().stream()
            .collect(
                java.util.stream.Collectors.toMap(
                    CriticalPath.Edge::what, CriticalPath.Edge::endsAtSeconds));
    assertThat(path.edges())
        .allSatisfy(
            edge -> {
              double start =
                  edge.needs().stream()
                      .mapToDouble(need -> ends.getOrDefault(need, Double.NaN))
                      .max()
                      .orElse(0);
              assertThat(edge.endsAtSeconds()).isEqualTo(start + edge.seconds());
            });
  }
}
