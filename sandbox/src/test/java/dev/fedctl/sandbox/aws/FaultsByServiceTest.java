package dev.fedctl.sandbox.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fedctl.sandbox.CloudUnderTest;
import dev.fedctl.sandbox.aws.RawAws.Answer;
import dev.fedctl.sandbox.aws.RawAws.Shape;
import dev.fedctl.sandbox.aws.model.KnownCalls;
import dev.fedctl.sandbox.cloud.AwsSide;
import dev.fedctl.sandbox.fault.Fault;
import dev.fedctl.sandbox.fault.FaultFile;
import dev.fedctl.sandbox.fault.FaultRule;
import dev.fedctl.sandbox.ledger.LedgerRow;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a fault does to a call, in the shape of the call's service. */
class FaultsByServiceTest {

  private static final String TRUST =
      "{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"eks.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}}";

  private Optional<CloudUnderTest> open = Optional.empty();

  @AfterEach
  void close() {
    open.ifPresent(CloudUnderTest::close);
  }

  private RawAws cloud(String call, Fault fault) {
    CloudUnderTest cloud =
        new CloudUnderTest(
            ReadyEks.world(), new FaultRule(call, Optional.empty(), 0, 1, Duration.ZERO, fault));
    open = Optional.of(cloud);
    return new RawAws(cloud);
  }

  private void after(Duration time) {
    open.orElseThrow().advance(time);
  }

  private static Shape request(String call) {
    return switch (call) {
      case "sts:GetCallerIdentity" -> RawAws.form("sts", "GetCallerIdentity");
      case "iam:CreateRole" ->
          RawAws.form("iam", "CreateRole", "RoleName", "r", "AssumeRolePolicyDocument", TRUST);
      case "iam:GetRole" -> RawAws.form("iam", "GetRole", "RoleName", "r");
      case "ec2:CreateLaunchTemplate" ->
          RawAws.form(
              "ec2",
              "CreateLaunchTemplate",
              "LaunchTemplateName",
              "mine",
              "LaunchTemplateData.InstanceType",
              "t3.large");
      case "ec2:DescribeLaunchTemplates" ->
          RawAws.form("ec2", "DescribeLaunchTemplates", "LaunchTemplateName.1", "mine");
      case "elasticloadbalancing:DescribeLoadBalancers" ->
          RawAws.form("elbv2", "DescribeLoadBalancers");
      case "eks:CreateNodegroup" ->
          RawAws.json("POST", "/clusters/ready/node-groups", ReadyEks.nodeGroup("n"));
      case "eks:DescribeNodegroup" -> RawAws.json("GET", "/clusters/ready/node-groups/n", "");
      case "eks:DeleteNodegroup" -> RawAws.json("DELETE", "/clusters/ready/node-groups/n", "");
      case "eks:CreateCluster" -> RawAws.json("POST", "/clusters", ReadyEks.cluster("c"));
      case "eks:DescribeCluster" -> RawAws.json("GET", "/clusters/c", "");
      case "eks:CreateAddon" ->
          RawAws.json("POST", "/clusters/ready/addons", "{\"addonName\":\"vpc-cni\"}");
      case "eks:DescribeAddon" -> RawAws.json("GET", "/clusters/ready/addons/vpc-cni", "");
      default -> throw new IllegalArgumentException(call);
    };
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "eks:CreateNodegroup|429|ThrottlingException|Rate exceeded",
        "iam:CreateRole|400|Throttling|Rate exceeded",
        "sts:GetCallerIdentity|400|Throttling|Rate exceeded",
        "elasticloadbalancing:DescribeLoadBalancers|400|Throttling|Rate exceeded",
        "ec2:CreateLaunchTemplate|503|RequestLimitExceeded|Request limit exceeded.",
      })
  void throttleIsThatOfTheService(String call, int status, String code, String message) {
    RawAws aws = cloud(call, new Fault.Throttle());

    Answer answer = aws.send(request(call));
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.code()).isEqualTo(code);
    assertThat(answer.message()).isEqualTo(message);
    assertThat(answer.header("x-amzn-requestid")).isNotBlank();
    assertThat(answer.header("date")).isNotBlank();
    assertThat(aws.send(request(call)).status()).isEqualTo(200);
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "eks:CreateNodegroup,403,AccessDeniedException,<Receiver>",
    "eks:CreateNodegroup,500,ServerException,<Receiver>",
    "iam:CreateRole,403,AccessDenied,Sender",
    "iam:CreateRole,503,ServiceUnavailable,Receiver",
    "elasticloadbalancing:DescribeLoadBalancers,403,AccessDenied,Sender",
    "ec2:CreateLaunchTemplate,403,UnauthorizedOperation,",
    "ec2:CreateLaunchTemplate,500,InternalError,",
  })
  void failureHasTheShapeOfTheService(String call, int status, String code, String type) {
    String text =
        "[{call: '%s', fail: {code: %s, status: %d, message: not <you>}}]"
            .formatted(call, code, status);
    CloudUnderTest cloud =
        new CloudUnderTest(ReadyEks.world(), new FaultFile(KnownCalls.names()).read("f", text));
    open = Optional.of(cloud);
    RawAws aws = new RawAws(cloud);

    Answer answer = aws.send(request(call));
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.code()).isEqualTo(code);
    assertThat(answer.message().replace("&lt;", "<").replace("&gt;", ">")).isEqualTo("not <you>");
    if (call.startsWith("iam") || call.startsWith("elastic")) {
      assertThat(answer.body()).contains("<Type>" + type + "</Type>");
    }
    assertThat(answer.header("x-amzn-requestid")).isNotBlank();
    assertThat(aws.send(request(call)).status()).isEqualTo(200);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "iam:CreateRole,iam:GetRole",
    "ec2:CreateLaunchTemplate,ec2:DescribeLaunchTemplates",
    "eks:CreateNodegroup,eks:DescribeNodegroup",
  })
  void lostRequestsAndRepliesLookAlikeAndAreNot(String create, String look) {
    RawAws lost = cloud(create, new Fault.LostRequest());
    assertThatThrownBy(() -> lost.send(request(create))).isInstanceOf(UncheckedIOException.class);
    assertThat(lost.send(request(look)).status()).isGreaterThanOrEqualTo(400);
    close();

    RawAws unheard = cloud(create, new Fault.LostReply());
    assertThatThrownBy(() -> unheard.send(request(create)))
        .isInstanceOf(UncheckedIOException.class);
    assertThat(unheard.send(request(look)).status()).isEqualTo(200);
    close();

    RawAws late = cloud(create, new Fault.LateEffect(Duration.ofMinutes(1)));
    assertThatThrownBy(() -> late.send(request(create))).isInstanceOf(UncheckedIOException.class);
    after(Duration.ofSeconds(59));
    assertThat(late.send(request(look)).status()).isGreaterThanOrEqualTo(400);
    after(Duration.ofSeconds(1));
    assertThat(late.send(request(look)).status()).isEqualTo(200);
    close();

    RawAws hidden = cloud(create, new Fault.EventualVisibility(Duration.ofMinutes(1)));
    assertThat(hidden.send(request(create)).status()).isEqualTo(200);
    assertThat(hidden.send(request(look)).status()).isGreaterThanOrEqualTo(400);
    assertThat(hidden.send(request(create)).status()).isGreaterThanOrEqualTo(400);
    after(Duration.ofMinutes(1));
    assertThat(hidden.send(request(look)).status()).isEqualTo(200);
  }

  @ParameterizedTest(name = "{0} {2}")
  @CsvSource({
    "eks:CreateCluster,eks:DescribeCluster,FAILED,CREATING,600",
    "eks:CreateNodegroup,eks:DescribeNodegroup,CREATE_FAILED,CREATING,110",
    "eks:CreateNodegroup,eks:DescribeNodegroup,DEGRADED,CREATING,110",
    "eks:CreateAddon,eks:DescribeAddon,CREATE_FAILED,CREATING,30",
    "eks:CreateAddon,eks:DescribeAddon,DEGRADED,CREATING,30",
    "eks:DeleteNodegroup,eks:DescribeNodegroup,DELETE_FAILED,DELETING,180",
  })
  void outcomeIsReachedWhenTheGoodOneWouldBe(
      String call, String look, String state, String before, int seconds) {
    RawAws aws =
        cloud(
            call,
            new Fault.Outcome(state, Optional.of("IamLimitExceeded"), Optional.of("too many")));
    if (call.startsWith("eks:Delete")) {
      aws.send(request("eks:CreateNodegroup"));
      after(Duration.ofMinutes(5));
    }
    assertThat(aws.send(request(call)).status()).isEqualTo(200);

    after(Duration.ofSeconds(seconds).minusMillis(1));
    assertThat(aws.send(request(look)).body()).contains("\"status\":\"" + before + "\"");
    after(Duration.ofMillis(1));
    Answer answer = aws.send(request(look));
    assertThat(answer.body()).contains("\"status\":\"" + state + "\"");
    assertThat(answer.body()).contains("\"code\":\"IamLimitExceeded\",\"message\":\"too many\"");
    after(Duration.ofDays(1));
    assertThat(aws.send(request(look)).body()).contains("\"status\":\"" + state + "\"");
    open.orElseThrow().close();
    assertThat(open.orElseThrow().sandbox.ledger().rows())
        .filteredOn(row -> row instanceof LedgerRow.Ready)
        .isEmpty();
  }

  @Test
  void loadBalancerFails() {
    RawAws aws =
        cloud(
            "k8s:create services", new Fault.Outcome("failed", Optional.empty(), Optional.empty()));
    CloudUnderTest cloud = open.orElseThrow();
    cloud.byController(
        effects ->
            cloud.aws.ensureLoadBalancer(
                new AwsSide.LoadBalancerRequest(
                    cloud.kubernetes.born.getFirst(),
                    "a0123456789abcdef0123456789abcde",
                    false,
                    List.of("subnet-00000010"),
                    443,
                    30000,
                    Map.of("kubernetes.io/service-name", "n/s"),
                    List.of()),
                effects));
    Shape look = request("elasticloadbalancing:DescribeLoadBalancers");
    assertThat(aws.send(look).body()).contains("<Code>provisioning</Code>");
    after(Duration.ofSeconds(150));
    assertThat(aws.send(look).body()).contains("<Code>failed</Code>");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "eks:CreateCluster,eks:DescribeCluster,600",
    "eks:CreateNodegroup,eks:DescribeNodegroup,110",
    "eks:CreateAddon,eks:DescribeAddon,30",
  })
  void delayIsAddedToWhatTheCallStarts(String call, String look, int seconds) {
    RawAws aws = cloud(call, new Fault.Delay(Duration.ofMinutes(7)));
    aws.send(request(call));
    after(Duration.ofSeconds(seconds).plusMinutes(7).minusMillis(1));
    assertThat(aws.send(request(look)).body()).contains("\"status\":\"CREATING\"");
    after(Duration.ofMillis(1));
    assertThat(aws.send(request(look)).body()).contains("\"status\":\"ACTIVE\"");
  }
}
