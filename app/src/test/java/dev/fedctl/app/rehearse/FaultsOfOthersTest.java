package dev.fedctl.app.rehearse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedctl.contract.failure.FailureKind;
import dev.fedctl.contract.message.FederationStatus;
import dev.fedctl.contract.message.FederationStatus.MemberStatus;
import dev.fedctl.contract.message.FederationStatus.Outcome;
import dev.fedctl.contract.message.ParkedStep;
import dev.fedctl.sandbox.ledger.LedgerRow;
import dev.fedctl.sandbox.world.World;
import dev.fedctl.sandbox.world.WorldFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** Whole federations where other tools go wrong; {@code docs/faults.md} says which and how. */
@Timeout(600)
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class FaultsOfOthersTest {

  private static final String PEACE = "[]";
  private static final int OTHERS = 300;

  @Test
  void federationsOfNearNamesAndTenMembersLiveInOneRegion() {
    try (DisturbedFederation run = new DisturbedFederation(11, PEACE)) {
      Workflows other = run.start("my-f", DisturbedFederation.counted(1));

      FederationStatus ours = run.settled();
      run.until(status -> other.federation().status().settled());
      FederationStatus theirs = other.federation().status();

      assertThat(ours.outcome()).as("%s", ours.parked()).contains(Outcome.COMPLETE);
      assertThat(theirs.outcome()).as("%s", theirs.parked()).contains(Outcome.COMPLETE);
      assertThat(run.rows())
          .filteredOn(row -> row instanceof LedgerRow.Mutation one && isCreated(one))
          .hasSize(1 + 11 + 1 + 1);
      assertThat(ours.karmada()).isNotEqualTo(theirs.karmada());
      assertThat(ours.demo()).hasSize(11).containsKeys("f-member-1", "f-member-10", "f-member-11");
      assertThat(theirs.demo()).containsOnlyKeys("my-f-member-1");
    }
  }

  private static boolean isCreated(LedgerRow.Mutation row) {
    return row.call().equals("eks:CreateCluster") && row.answer().equals("sent");
  }

  @Test
  void crowdedAccountCostsHardlyAnyCalls() {
    try (DisturbedFederation crowded =
            new DisturbedFederation(crowd(), PEACE, DisturbedFederation.counted(0));
        DisturbedFederation alone = new DisturbedFederation(0, PEACE)) {
      FederationStatus status = crowded.settled();
      alone.settled();

      assertThat(status.outcome()).as("%s", status.parked()).contains(Outcome.COMPLETE);
      long more = balancing(crowded) - balancing(alone);
      // The one that is ours is told by its name, and only its tags are asked for. Target groups
      // are
      // looked through once, twenty at a time, before the cluster is made.
      assertThat(more).isLessThanOrEqualTo(10 + OTHERS / 20);
      assertThat(crowded.answers("eks:ListClusters", "")).isEmpty();
    }
  }

  private static long balancing(DisturbedFederation run) {
    return run.rows().stream()
        .map(
            row ->
                switch (row) {
                  case LedgerRow.Read read -> read.call();
                  case LedgerRow.Mutation mutation -> mutation.call();
                  default -> "";
                })
        .filter(call -> call.startsWith("elasticloadbalancing:"))
        .count();
  }

  /** A world of 120 clusters and 300 load balancers that are somebody else's. */
  private static World crowd() {
    String subnets = "[subnet-00000000000000003, subnet-00000000000000004]";
    String clusters =
        lines(120, i -> "      - {name: theirs-%d, subnets: %s}".formatted(i, subnets));
    String balancers =
        lines(
            OTHERS,
            i ->
                ("      - {name: theirs-%d, subnets: %s, tags: {kubernetes.io/service-name:"
                        + " karmada-system/karmada-service-loadbalancer}}")
                    .formatted(i, subnets));
    return WorldFile.read(
        "world",
        "regions:\n"
            + region("eu-north-1", "0")
            + "    clusters:\n%s\n    loadBalancers:\n%s\n".formatted(clusters, balancers));
  }

  /** A region with a VPC of always the same name and addresses; ids end in {@code digit}. */
  private static String region(String name, String digit) {
    return """
      - name: %1$s
        vpcs:
          - id: vpc-0123456789abcdef%2$s
            cidr: 10.1.0.0/16
            dnsHostnames: true
            tags: {Name: KarmadaVPC}
            subnets:
              - {id: subnet-0000000000000%2$s001, zone: %1$sa, cidr: 10.1.0.0/20, mapPublicIpOnLaunch: true}
              - {id: subnet-0000000000000%2$s002, zone: %1$sb, cidr: 10.1.16.0/20, mapPublicIpOnLaunch: true}
              - {id: subnet-0000000000000%2$s003, zone: %1$sa, cidr: 10.1.64.0/18}
              - {id: subnet-0000000000000%2$s004, zone: %1$sb, cidr: 10.1.128.0/18}
            routeTables:
              - id: rtb-0000000000000%2$s001
                subnets: [subnet-0000000000000%2$s001, subnet-0000000000000%2$s002]
                routes:
                  - {destination: 10.1.0.0/16, target: local}
                  - {destination: 0.0.0.0/0, target: igw-0000000000000%2$s001}
              - id: rtb-0000000000000%2$s002
                main: true
                routes:
                  - {destination: 10.1.0.0/16, target: local}
                  - {destination: 0.0.0.0/0, target: nat-0000000000000%2$s001}
    """
        .formatted(name, digit);
  }

  private static String lines(int many, Function<Integer, String> line) {
    return IntStream.range(0, many).boxed().map(line).collect(Collectors.joining("\n"));
  }

  @Test
  void loadBalancerThatComesLateIsWaitedForAndOneThatFailsIsToldOf() {
    String late =
        "- {call: \"k8s:patch services\", subject: \"*/karmada-service-loadbalancer\", delay: {by: 5m}}";
    try (DisturbedFederation run = new DisturbedFederation(0, late)) {
      FederationStatus status = run.settled();
      assertThat(status.outcome()).as("%s", status.parked()).contains(Outcome.COMPLETE);
    }
    String failed =
        "- {call: \"k8s:patch services\", subject: \"*/karmada-service-loadbalancer\", outcome: {state: failed}}";
    try (DisturbedFederation run = new DisturbedFederation(0, failed)) {
      FederationStatus status = run.settled();
      assertThat(status.parked()).extracting(ParkedStep::step).containsExactly("karmada/endpoint");
      assertThat(status.parked().getFirst().facts().kind()).isEqualTo(FailureKind.UNEXPECTED_STATE);
      assertThat(status.parked().getFirst().facts().message()).contains("load balancer is failed");
    }
  }

  @Test
  void kubeconfigOfTheUserIsNeitherReadNorTouched(@TempDir Path home) throws IOException {
    Path file = home.resolve("config");
    String theirs =
        """
        apiVersion: v1
        kind: Config
        current-context: elsewhere
        contexts: [{name: elsewhere, context: {cluster: elsewhere, user: them}}]
        clusters: [{name: elsewhere, cluster: {server: "https://127.0.0.1:1"}}]
        users: [{name: them, user: {token: theirs}}]
        """;
    Files.writeString(file, theirs);
    String before = System.getProperty("kubeconfig");
    System.setProperty("kubeconfig", file.toString());
    try (DisturbedFederation run = new DisturbedFederation(1, PEACE)) {
      FederationStatus status = run.settled();

      assertThat(status.outcome()).as("%s", status.parked()).contains(Outcome.COMPLETE);
      assertThat(file).hasContent(theirs);
      assertThat(home).isDirectoryNotContaining(other -> !other.equals(file));
    } finally {
      if (before == null) {
        System.clearProperty("kubeconfig");
      } else {
        System.setProperty("kubeconfig", before);
      }
    }
  }

  @Test
  void federationStandsInEveryPartition() {
    for (String region : List.of("cn-north-1", "us-gov-west-1")) {
      try (DisturbedFederation run =
          new DisturbedFederation(
              World.standard(region, "KarmadaVPC"), PEACE, DisturbedFederation.counted(1))) {
        FederationStatus status = run.settled();

        assertThat(status.outcome())
            .as("%s: %s", region, status.parked())
            .contains(Outcome.COMPLETE);
      }
    }
  }

  @Test
  void vpcsOfTheSameAddressesAreNoObstacle() {
    // Nothing routes between clusters: all go through public names.
    World world =
        WorldFile.read(
            "world", "regions:\n" + region("eu-north-1", "0") + region("eu-west-1", "1"));
    String far = "[{name: far, region: eu-west-1, network: {vpc: {name: KarmadaVPC}}}]";
    try (DisturbedFederation run = new DisturbedFederation(world, PEACE, far)) {
      FederationStatus status = run.settled();

      assertThat(status.outcome()).as("%s", status.parked()).contains(Outcome.COMPLETE);
      assertThat(status.members()).extracting(MemberStatus::region).containsExactly("eu-west-1");
    }
  }
}
