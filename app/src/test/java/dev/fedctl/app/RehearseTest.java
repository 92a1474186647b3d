package dev.fedctl.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fedctl.contract.failure.FailureKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole deployments: the real command line, Temporal, worker, activities and sandbox. */
class RehearseTest {

  private static final String GUIDANCE = "../examples/guidance.yaml";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"0", "1", "3"})
  void federationIsCompleteWithNothingTwice(int members) throws IOException {
    JsonNode report = complete("--members", Integer.toString(members));

    assertThat(report.path("outcome").asText()).isEqualTo("Complete");
    assertThat(report.path("duplicates").asInt()).isZero();
    assertThat(report.path("calls").path("eks:CreateCluster").asInt()).isEqualTo(members + 1);
    assertThat(report.path("members").findValuesAsText("state"))
        .hasSize(members)
        .allMatch("Ready"::equals);
    List<Integer> replicas =
        report.path("demo").valueStream().map(JsonNode::asInt).sorted().toList();
    assertThat(replicas).hasSize(members);
    if (members > 0) {
      assertThat(replicas.stream().mapToInt(Integer::intValue).sum()).isEqualTo(4);
      assertThat(replicas.getLast() - replicas.getFirst()).isLessThanOrEqualTo(1);
    }
  }

  @Test
  void guidanceIsDeployedHardlySlowerThanAnybodyCould() throws IOException {
    Path ledger = folder.resolve("ledger.jsonl");
    JsonNode report = complete("--ledger", ledger.toString());

    double took = report.path("virtualSeconds").asDouble();
    double possible = report.path("criticalPathSeconds").asDouble();
    assertThat(took).isGreaterThanOrEqualTo(possible).isLessThan(possible * 1.1);
    assertThat(report.path("sequentialSeconds").asDouble()).isGreaterThan(2 * took);
    assertThat(report.path("demo").valueStream().map(JsonNode::asInt)).containsExactly(2, 2);
    report
        .path("awaits")
        .properties()
        .forEach(
            await ->
                assertThat(await.getValue().path("looks").asInt())
                    .as(await.getKey())
                    .isBetween(1, 15));
    assertThat(stepsOfPlan()).isEqualTo(keys(report.path("steps")));
    assertThat(Files.readAllLines(ledger))
        .filteredOn(row -> row.startsWith("{\"type\":\"mutation\""))
        .hasSize(report.path("mutatingCalls").asInt());
    assertThat(Files.readString(ledger)).doesNotContain("PRIVATE KEY", "BEGIN CERTIFICATE");
  }

  @Test
  void vpcCanBeNamedByItsId() throws IOException {
    JsonNode report =
        complete("--members", "0", "--set", "network.vpc={id: vpc-0a1b2c3d4e5f67890}");

    assertThat(report.path("outcome").asText()).isEqualTo("Complete");
  }

  @Test
  void lostReplyAndThrottleMakeNothingTwice() throws IOException {
    Path faults =
        file(
            "faults.yaml",
            """
            - {call: "eks:CreateCluster", count: 1, lostReply: true}
            - {call: "eks:CreateNodegroup", count: 1, throttle: true}
            - {call: "k8s:patch statefulsets", count: 1, lostReply: true}
            """);
    JsonNode report = complete("--members", "1", "--faults", faults.toString());

    assertThat(report.path("outcome").asText()).isEqualTo("Complete");
    assertThat(report.path("duplicates").asInt()).isZero();
  }

  @Test
  void workerThatDiesIsFollowedByAnother() throws IOException {
    Path faults =
        file(
            "faults.yaml",
            """
            - {call: "eks:CreateCluster", callerDies: before}
            - {call: "k8s:create secrets", callerDies: after}
            - {call: "k8s:patch clusters", callerDies: answered}
            """);
    JsonNode report = complete("--members", "1", "--faults", faults.toString());

    assertThat(report.path("outcome").asText()).isEqualTo("Complete");
    assertThat(report.path("deaths").asInt()).isEqualTo(3);
    assertThat(report.path("duplicates").asInt()).isZero();
  }

  @Test
  void nothingIsLeftOfAWholeLife() throws IOException {
    Path ledger = folder.resolve("ledger.jsonl");
    JsonNode report =
        complete("--members", "0", "--add", "paris", "--destroy", "--ledger", ledger.toString());

    assertThat(report.path("outcome").asText()).isEqualTo("Complete");
    assertThat(report.path("members").findValuesAsText("name")).containsExactly("paris");
    assertThat(report.path("left").isArray()).isTrue();
    assertThat(report.path("left")).isEmpty();
    assertThat(report.path("created").asInt()).isPositive();
    assertThat(report.path("deleted")).isEqualTo(report.path("created"));
    assertThat(Files.readAllLines(ledger))
        .filteredOn(row -> row.startsWith("{\"type\":\"mutation\""))
        .hasSize(report.path("mutatingCalls").asInt());
  }

  @Test
  void whatCannotBeRemovedIsToldAndEndsWithItsCode() throws IOException {
    Path faults =
        file(
            "faults.yaml",
            """
            - call: "eks:DeleteNodegroup"
              count: always
              fail: {code: AccessDeniedException, status: 403, message: "not you"}
            """);
    CommandLineRun run =
        CommandLineRun.of(
            "rehearse", GUIDANCE, "--members", "0", "--destroy", "--faults", faults.toString());

    assertThat(run.exitCode()).isEqualTo(4);
    assertThat(run.out())
        .containsPattern("created \\d+, deleted \\d+, left [1-9]")
        .contains("left: eks:Cluster ", "left: eks:Nodegroup ");
    assertThat(run.errors()).singleElement().asString().contains("remove-node-group", "not you");
  }

  @Test
  void lifeSurvivesWhateverChanceDraws() throws IOException {
    long seed = new SplittableRandom().nextInt(Integer.MAX_VALUE);
    JsonNode report =
        complete("--members", "0", "--chaos", "--runs", "1", "--seed", Long.toString(seed));

    assertThat(report.path("seed").asLong()).isEqualTo(seed);
    assertThat(report.path("survived").asInt()).isOne();
    assertThat(report.path("injected").path("callerDies").asInt()).as("%d", seed).isPositive();
    assertThat(report.path("failed")).isEmpty();
  }

  @Test
  void chanceIsNotBlamedForWhatCannotComeThroughUndisturbed() {
    CommandLineRun run =
        CommandLineRun.of(
            "rehearse",
            GUIDANCE,
            "--members",
            "0",
            "--set",
            "nodes.vcpus=127",
            "--chaos",
            "--runs",
            "1");

    assertThat(run.exitCode()).isEqualTo(FailureKind.INVALID_SPEC.exitCode());
    assertThat(run.errors())
        .hasSize(2)
        .satisfies(
            errors -> {
              assertThat(errors.getFirst()).contains("does not come through undisturbed");
              assertThat(errors.getLast())
                  .contains("no current x86_64 instance type with 127 vCPU");
            });
    assertThat(run.out()).isEmpty();
  }

  @Test
  void parkedStepEndsPartialAndAnAnswerCompletesIt() throws IOException {
    Path faults =
        file(
            "faults.yaml",
            """
            - call: "eks:CreateNodegroup"
              subject: "karmada-guidance-member-1/*"
              count: 1
              fail: {code: ResourceLimitExceededException, status: 400, message: "too many"}
            """);
    String[] run = {
      "rehearse", GUIDANCE, "--members", "1", "-o", "json", "--faults", faults.toString()
    };
    CommandLineRun parked = CommandLineRun.of(run);

    assertThat(parked.exitCode()).isEqualTo(5);
    JsonNode report = MAPPER.readTree(parked.out());
    assertThat(report.path("outcome").asText()).isEqualTo("Partial");
    assertThat(report.path("parked").findValuesAsText("step"))
        .containsExactly("karmada-guidance-member-1/node-group");
    assertThat(report.path("parked").findValuesAsText("kind")).containsExactly("QUOTA");

    CommandLineRun answered =
        CommandLineRun.of(
            Stream.concat(
                    Stream.of(run),
                    Stream.of("--answer", "retry karmada-guidance-member-1/node-group"))
                .toArray(String[]::new));

    assertThat(answered.exitCode()).isZero();
    assertThat(MAPPER.readTree(answered.out()).path("outcome").asText()).isEqualTo("Complete");
  }

  @ParameterizedTest
  @CsvSource({"3, 0, Complete", "always, 10, Partial"})
  void expiredCredentialsAreWaitedForWithinReason(String times, int exitCode, String outcome)
      throws IOException {
    Path faults =
        file(
            "faults.yaml",
            """
            - call: "iam:CreateRole"
              count: %s
              fail: {code: ExpiredToken, status: 403, message: "the token has expired"}
            """
                .formatted(times));
    CommandLineRun run =
        CommandLineRun.of(
            "rehearse", GUIDANCE, "--members", "0", "-o", "json", "--faults", faults.toString());

    assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode);
    assertThat(MAPPER.readTree(run.out()).path("outcome").asText()).isEqualTo(outcome);
  }

  @Test
  void vpcThatDoesNotExistIsFoundBeforeAnythingIsCreated() throws IOException {
    Path world = file("world.yaml", worldWith("SomethingElse"));
    CommandLineRun run =
        CommandLineRun.of("rehearse", GUIDANCE, "--world", world.toString(), "-o", "json");

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.errors())
        .singleElement()
        .asString()
        .startsWith(
            "error: "
                + GUIDANCE
                + ":10:7: spec.network.vpc.name: there is no VPC named \"KarmadaVPC\"");
    assertThat(MAPPER.readTree(run.out()).path("mutatingCalls").asInt()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "--set=spec.region=eu-nowhere-1, 3, spec.region",
    "--set=rubbish, 3, must be PATH=VALUE",
    "--answer=dance now, 2, is no verb",
    "--answer=skip karmada/etcd, 2, cannot be skipped",
    "--answer=retry karmada/nothing, 2, there is no step",
    "--members=many, 2, --members",
    "--members=-1, 2, --members: must be from 0 to 2000",
    "--runs=3, 2, --runs: goes with --chaos only",
    "--add=No_Name, 2, --add: ",
    "--add=karmada-guidance-member-1, 2, --add: ",
    "--members=2001, 2, --members: must be from 0 to 2000",
    "--ledger=/no/such/folder/ledger.jsonl, 3, there is no such folder",
    "--seed=1.5, 2, --seed",
    "--faults=no-such.yaml, 3, no-such.yaml",
    "--world=no-such.yaml, 3, no-such.yaml"
  })
  void rubbishIsMetWithOneMessageAndItsExitCode(String option, int exitCode, String message) {
    CommandLineRun run = CommandLineRun.of("rehearse", GUIDANCE, option);

    assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode);
    assertThat(run.errors()).singleElement().asString().contains(message);
    assertThat(run.err()).doesNotContain("\tat ");
  }

  @ParameterizedTest
  @CsvSource({
    "--port=65536, 2, --port: must be from 0 to 65535",
    "--speed=0, 2, --speed: must be from 1",
    "--region=nowhere, 3, found region \"nowhere\"",
    "--world=no-such.yaml, 3, no-such.yaml",
    "--ledger=/no/such/folder/ledger.jsonl, 3, there is no such folder"
  })
  void rubbishGivenToTheSandboxIsMetAlike(String option, int exitCode, String message) {
    CommandLineRun run = CommandLineRun.of("sandbox", option);

    assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode);
    assertThat(run.errors()).singleElement().asString().contains(message);
    assertThat(run.err()).doesNotContain("\tat ", "Exception");
  }

  private static JsonNode complete(String... more) throws IOException {
    CommandLineRun run =
        CommandLineRun.of(
            Stream.concat(Stream.of("rehearse", GUIDANCE, "-o", "json"), Stream.of(more))
                .toArray(String[]::new));
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).doesNotContain("PRIVATE KEY", "BEGIN CERTIFICATE", "k8s-aws-v1.");
    return MAPPER.readTree(run.out());
  }

  private static Set<String> stepsOfPlan() throws IOException {
    JsonNode plan =
        MAPPER.readTree(CommandLineRun.of("plan", "--offline", GUIDANCE, "-o", "json").out());
    return new HashSet<>(plan.path("steps").findValuesAsText("id"));
  }

  private static Set<String> keys(JsonNode object) {
    Set<String> keys = new HashSet<>();
    object.fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static String worldWith(String vpc) {
    return """
        regions:
          - name: eu-north-1
            vpcs:
              - id: vpc-0123456789abcdef0
                cidr: 10.1.0.0/16
                tags: {Name: %s}
        """
        .formatted(vpc);
  }
}
