package dev.fedctl.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fedctl.sandbox.aws.model.KnownCalls;
import dev.fedctl.sandbox.cloud.AwsSide;
import dev.fedctl.sandbox.fault.Fault;
import dev.fedctl.sandbox.fault.FaultPlan;
import dev.fedctl.sandbox.fault.FaultRule;
import dev.fedctl.sandbox.ledger.LedgerFile;
import dev.fedctl.sandbox.ledger.LedgerRow;
import dev.fedctl.sandbox.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Tag;

/** The ledger of a run with every kind of row and answer is as docs/sandbox.md says. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LedgerRowsTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String STEP = "fedctl.dev/resource";
  private static final Map<String, String> TAGS = Map.of(STEP, "c/control-plane");

  private final List<JsonNode> rows = new ArrayList<>();
  private String text = "";

  @BeforeAll
  void run(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("ledger.jsonl");
    try (LedgerFile ledger = LedgerFile.create(file)) {
      live(ledger);
    }
    text = Files.readString(file);
    for (String line : Files.readAllLines(file)) {
      rows.add(JSON.readTree(line));
    }
  }

  private static FaultRule rule(String call, Fault fault) {
    return new FaultRule(call, Optional.empty(), 0, 1, Duration.ZERO, fault);
  }

  private static void live(LedgerFile ledger) {
    FaultPlan faults =
        new FaultPlan(
            List.of(
                rule("iam:TagRole", new Fault.LostReply()),
                rule("iam:UntagRole", new Fault.LateEffect(Duration.ofSeconds(1))),
                rule("iam:ListRoles", new Fault.LostRequest()),
                rule("eks:ListClusters", new Fault.Throttle())));
    try (CloudUnderTest cloud =
        new CloudUnderTest(World.standard(CloudUnderTest.REGION, "v"), faults, ledger)) {
      IamClient iam = cloud.iam();
      EksClient eks = cloud.eks();
      String trust =
          "{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"eks.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}}";
      String role =
          iam.createRole(
                  r -> r.roleName("c").assumeRolePolicyDocument(trust).tags(tag(STEP, "c/role")))
              .role()
              .arn();
      iam.attachRolePolicy(
          r -> r.roleName("c").policyArn("arn:aws:iam::aws:policy/AmazonEKSClusterPolicy"));
      quietly(() -> iam.tagRole(r -> r.roleName("c").tags(tag("a", "b"))));
      quietly(() -> iam.untagRole(r -> r.roleName("c").tagKeys("a")));
      quietly(iam::listRoles);
      quietly(eks::listClusters);
      quietly(() -> eks.describeCluster(r -> r.name("absent")));
      quietly(
          () ->
              cloud
                  .client(
                      EksClient.builder(),
                      StaticCredentialsProvider.create(
                          AwsBasicCredentials.create("AKIA0", "a-guess-at-a-secret")),
                      Region.of(CloudUnderTest.REGION))
                  .listClusters());
      quietly(iam::listUsers);
      cloud.advance(Duration.ofSeconds(10));
      List<String> subnets =
          cloud.ec2().describeSubnets().subnets().stream().map(s -> s.subnetId()).toList();
      eks.createCluster(
          r -> r.name("c").roleArn(role).resourcesVpcConfig(v -> v.subnetIds(subnets)).tags(TAGS));
      eks.describeCluster(r -> r.name("c"));
      cloud.advance(Duration.ofMinutes(10));
      eks.describeCluster(r -> r.name("c"));
      cloud.byController(
          effects ->
              cloud.aws.ensureLoadBalancer(
                  new AwsSide.LoadBalancerRequest(
                      cloud.kubernetes.born.getFirst(),
                      "a0123456789abcdef0123456789abcde",
                      false,
                      List.of(),
                      443,
                      30000,
                      Map.of("kubernetes.io/service-name", "n/s"),
                      List.of()),
                  effects));
      eks.deleteCluster(r -> r.name("c"));
    }
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }

  private static void quietly(Runnable call) {
    try {
      call.run();
    } catch (SdkException e) {
      assertThat(e).isNotNull();
    }
  }

  private List<JsonNode> of(String type) {
    return rows.stream().filter(row -> row.path("type").asText().equals(type)).toList();
  }

  /** What the documentation says between the name of a row type and the next one. */
  private static Set<String> documented(String type) throws IOException {
    String docs = Files.readString(Path.of("..", "docs", "sandbox.md"));
    String section = docs.substring(docs.indexOf("**`" + type + "`**"));
    int end = Math.min(next(section, "\n**`"), next(section, "\n## "));
    Set<String> words = new TreeSet<>();
    Matcher matcher = Pattern.compile("`([A-Za-z]+)`").matcher(section.substring(0, end));
    while (matcher.find()) {
      words.add(matcher.group(1));
    }
    return words;
  }

  private static int next(String text, String mark) {
    int at = text.indexOf(mark, 1);
    return at < 0 ? text.length() : at;
  }

  private static Set<String> names(JsonNode node) {
    Set<String> names = new TreeSet<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Test
  void everyFieldIsDocumentedForItsRow() throws IOException {
    Set<String> effect = Set.of("change", "kind", "id", "resource", "by");
    for (String type : List.of("mutation", "read", "ready", "path")) {
      Set<String> allowed = documented(type);
      allowed.addAll(Set.of("type", "atSeconds"));
      assertThat(of(type)).as(type).isNotEmpty();
      for (JsonNode row : of(type)) {
        assertThat(allowed).as(row.toString()).containsAll(names(row));
        row.path("effects").forEach(one -> assertThat(effect).containsAll(names(one)));
      }
    }
    assertThat(documented("mutation")).containsAll(effect);
    assertThat(rows)
        .hasSize(
            of("mutation").size() + of("read").size() + of("ready").size() + of("path").size());
  }

  @Test
  void everyRowHasWhatItsTypeNeeds() {
    for (JsonNode row : rows) {
      assertThat(row.path("atSeconds").isNumber()).isTrue();
    }
    for (JsonNode row : of("mutation")) {
      assertThat(names(row)).contains("seq", "call", "subject", "caller", "answer", "effects");
      assertThat(row.path("answer").asText()).isIn("sent", "lost", "refused", "dropped", "late");
      assertThat(row.has("error")).isEqualTo(row.path("answer").asText().equals("refused"));
      assertThat(row.path("effects").isEmpty())
          .isEqualTo(Set.of("refused", "dropped").contains(row.path("answer").asText()));
    }
    for (JsonNode row : of("read")) {
      assertThat(names(row)).contains("call", "subject", "answer");
      assertThat(row.path("answer").asText()).isIn("sent", "lost", "refused", "dropped");
      assertThat(row.has("error")).isEqualTo(row.path("answer").asText().equals("refused"));
    }
    for (JsonNode row : of("ready")) {
      assertThat(names(row))
          .containsExactlyInAnyOrder("type", "atSeconds", "kind", "id", "resource");
      assertThat(row.path("resource").asText()).isNotEmpty();
    }
    for (JsonNode row : of("path")) {
      assertThat(names(row))
          .containsExactlyInAnyOrder(
              "type", "atSeconds", "what", "part", "seconds", "needs", "endsAtSeconds");
    }
  }

  @Test
  void everyAnswerIsThere() {
    assertThat(of("mutation"))
        .extracting(row -> row.path("call").asText() + " " + row.path("answer").asText())
        .contains(
            "iam:CreateRole sent",
            "iam:TagRole lost",
            "iam:UntagRole dropped",
            "iam:UntagRole late",
            "eks:CreateCluster sent",
            "k8s:create services sent");
    assertThat(of("read"))
        .extracting(
            row ->
                row.path("call").asText()
                    + " "
                    + row.path("answer").asText()
                    + " "
                    + row.path("error").asText()
                    + row.path("observed").asText())
        .contains(
            "iam:ListRoles dropped ",
            "eks:ListClusters refused ThrottlingException",
            "eks:ListClusters refused UnrecognizedClientException",
            "eks:DescribeCluster refused ResourceNotFoundException",
            "iam:Unknown refused InvalidAction",
            "eks:DescribeCluster sent CREATING",
            "eks:DescribeCluster sent ACTIVE");
  }

  @Test
  void everyCallIsDocumented() {
    Pattern kubernetes = Pattern.compile("k8s:[a-z]+ [a-z0-9./_-]+");
    Pattern unknown = Pattern.compile("(sts|iam|ec2|elasticloadbalancing|eks):Unknown");
    rows.stream()
        .filter(row -> row.has("call"))
        .map(row -> row.path("call").asText())
        .forEach(
            call ->
                assertThat(
                        KnownCalls.names().contains(call)
                            || kubernetes.matcher(call).matches()
                            || unknown.matcher(call).matches())
                    .as(call)
                    .isTrue());
  }

  @Test
  void sequenceHasNoGap() {
    assertThat(of("mutation"))
        .extracting(row -> row.path("seq").asLong())
        .containsExactlyElementsOf(
            LongStream.rangeClosed(1, of("mutation").size()).boxed().toList());
    double last = 0;
    for (JsonNode row : rows) {
      if (row.has("call")) {
        assertThat(row.path("atSeconds").asDouble()).isGreaterThanOrEqualTo(last);
        last = row.path("atSeconds").asDouble();
      }
    }
  }

  @Test
  void whatIsGoneIsNotReady() {
    assertThat(of("ready"))
        .extracting(row -> row.path("kind").asText() + " " + row.path("resource").asText())
        .containsExactly("iam:Role c/role");
  }

  @Test
  void endsOfThePathAreThoseOfItsNeeds() {
    for (JsonNode row : of("path")) {
      double start = 0;
      for (JsonNode need : row.path("needs")) {
        start =
            Math.max(
                start,
                of("path").stream()
                    .filter(other -> other.path("what").equals(need))
                    .mapToDouble(other -> other.path("endsAtSeconds").asDouble())
                    .findFirst()
                    .orElseThrow());
      }
      assertThat(row.path("endsAtSeconds").asDouble())
          .isEqualTo(start + row.path("seconds").asDouble());
    }
  }

  @Test
  void secretsNeverAppear() {
    assertThat(text)
        .doesNotContain("sandbox-secret-of-the-worker")
        .doesNotContain("sandbox-session")
        .doesNotContain("a-guess-at-a-secret")
        .doesNotContain("AWS4-HMAC-SHA256")
        .doesNotContain("ASIASANDBOXWORKER000")
        .doesNotContain("BEGIN");
    assertThat(LedgerRow.class.getPermittedSubclasses()).hasSize(4);
  }
}
