package dev.fedctl.sandbox.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedctl.sandbox.CloudUnderTest;
import dev.fedctl.sandbox.aws.RawAws.Answer;
import dev.fedctl.sandbox.aws.RawAws.Shape;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What comes of a request that is sent again under its client token. */
class ClientTokenTest {

  private static final String TOKEN = "0123456789abcdef0123456789abcdef0123456789abcdef";

  private final CloudUnderTest cloud = new CloudUnderTest(ReadyEks.world());
  private final RawAws aws = new RawAws(cloud);

  @AfterEach
  void close() {
    cloud.close();
  }

  /**
   * A call with a client token.
   *
   * @param body of EKS with a %s for what differs, and the token; form parameters for EC2
   * @param one what it says first, and {@code other} what it says then
   * @param id the member of the answer that is the thing's own
   */
  record Made(String what, String target, String body, String one, String other, String id) {

    Shape request(String difference, String token) {
      if (what.startsWith("ec2")) {
        String[] parts = body.formatted(difference).split("[ =]", -1);
        String[] all =
            Stream.concat(Stream.of(parts), Stream.of("ClientToken", token)).toArray(String[]::new);
        return RawAws.form("ec2", target, all);
      }
      return RawAws.json(
          "POST",
          target,
          "{" + body.formatted(difference) + ",\"clientRequestToken\":\"" + token + "\"}");
    }

    String mismatch() {
      return what.startsWith("ec2") ? "IdempotentParameterMismatch" : "InvalidParameterException";
    }

    @Override
    public String toString() {
      return what;
    }
  }

  static Stream<Made> calls() {
    String fresh = ReadyEks.cluster("fresh");
    return Stream.of(
        new Made(
            "eks:CreateCluster",
            "/clusters",
            fresh.substring(1, fresh.length() - 1) + ",\"tags\":{\"a\":\"%s\"}",
            "1",
            "2",
            "\"createdAt\":"),
        new Made(
            "eks:CreateNodegroup",
            "/clusters/ready/node-groups",
            "\"nodegroupName\":\"n\",\"nodeRole\":\""
                + ReadyEks.NODE_ROLE
                + "\",\"subnets\":[\""
                + ReadyEks.SUBNET
                + "\"],\"diskSize\":%s",
            "30",
            "40",
            "\"nodegroupArn\":\""),
        new Made(
            "eks:CreateAddon",
            "/clusters/ready/addons",
            "\"addonName\":\"metrics-server\",\"tags\":{\"a\":\"%s\"}",
            "1",
            "2",
            "\"addonArn\":\""),
        new Made(
            "eks:CreateAccessEntry",
            "/clusters/ready/access-entries",
            "\"principalArn\":\"" + ReadyEks.POD_ROLE + "\",\"username\":\"%s\"",
            "a",
            "b",
            "\"accessEntryArn\":\""),
        new Made(
            "eks:CreatePodIdentityAssociation",
            "/clusters/ready/pod-identity-associations",
            "\"namespace\":\"%s\",\"serviceAccount\":\"s\",\"roleArn\":\""
                + ReadyEks.POD_ROLE
                + "\"",
            "a",
            "b",
            "\"associationId\":\""),
        new Made(
            "eks:UpdateClusterConfig",
            "/clusters/ready/update-config",
            "\"deletionProtection\":%s",
            "true",
            "false",
            "\"id\":\""),
        new Made(
            "ec2:CreateLaunchTemplate",
            "CreateLaunchTemplate",
            "LaunchTemplateName=fresh LaunchTemplateData.InstanceType=%s",
            "t3.large",
            "m5.large",
            "<launchTemplateId>"),
        new Made(
            "ec2:CreateLaunchTemplateVersion",
            "CreateLaunchTemplateVersion",
            "LaunchTemplateName=theirs LaunchTemplateData.InstanceType=%s",
            "t3.large",
            "m5.large",
            "<versionNumber>"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("calls")
  void sameTokenSameRequestIsTheSameThing(Made made) {
    Answer first = aws.send(made.request(made.one(), TOKEN));
    assertThat(first.status()).as(first.body()).isEqualTo(200);
    long things = changes();

    Answer second = aws.send(made.request(made.one(), TOKEN));
    assertThat(second.status()).as(second.body()).isEqualTo(200);
    String end = made.what().startsWith("ec2") ? "<" : made.id().endsWith("\"") ? "\"" : ",";
    assertThat(second.between(made.id(), end))
        .isNotEmpty()
        .isEqualTo(first.between(made.id(), end));
    assertThat(changes()).isEqualTo(things);
  }

  private long changes() {
    return cloud.sandbox.ledger().rows().stream()
        .filter(row -> row.toString().contains("change=created"))
        .count();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("calls")
  void sameTokenOtherRequestIsRefused(Made made) {
    assertThat(aws.send(made.request(made.one(), TOKEN)).status()).isEqualTo(200);

    Answer other = aws.send(made.request(made.other(), TOKEN));
    assertThat(other.status()).isEqualTo(400);
    assertThat(other.code()).isEqualTo(made.mismatch());
    assertThat(other.message()).contains("token was used before with other parameters");
  }

  @Test
  void tokenOfRefusedRequestIsFree() {
    Made made = calls().findFirst().orElseThrow();
    Shape good = made.request(made.one(), TOKEN);
    Answer refused = aws.send(good.saying(good.body().replace("role/cluster", "role/absent")));
    assertThat(refused.message()).contains("could not be assumed");
    assertThat(aws.send(good).status()).isEqualTo(200);
  }

  @Test
  void tokenIsForgottenAfterDay() {
    Made made =
        calls()
            .filter(one -> one.what().endsWith("CreateLaunchTemplateVersion"))
            .findFirst()
            .orElseThrow();
    aws.send(made.request(made.one(), TOKEN));
    cloud.advance(Duration.ofHours(24));
    assertThat(aws.send(made.request(made.other(), TOKEN)).status()).isEqualTo(200);
  }

  @Test
  void templateThatIsGoneIsStillAnsweredUnderItsToken() {
    Made made =
        calls()
            .filter(one -> one.what().endsWith("CreateLaunchTemplate"))
            .findFirst()
            .orElseThrow();
    Answer first = aws.send(made.request(made.one(), TOKEN));
    aws.send(RawAws.form("ec2", "DeleteLaunchTemplate", "LaunchTemplateName", "fresh"));

    Answer second = aws.send(made.request(made.one(), TOKEN));
    assertThat(second.status()).isEqualTo(200);
    assertThat(second.between(made.id(), "<")).isEqualTo(first.between(made.id(), "<"));
    assertThat(
            aws.send(RawAws.form("ec2", "DescribeLaunchTemplates", "LaunchTemplateName.1", "fresh"))
                .code())
        .isEqualTo("InvalidLaunchTemplateName.NotFoundException");
  }

  @Test
  void nameOfDeletedClusterIsFreeUnderItsToken() {
    Made made = calls().findFirst().orElseThrow();
    aws.send(made.request(made.one(), TOKEN));
    cloud.advance(Duration.ofMinutes(15));
    assertThat(aws.send(RawAws.json("DELETE", "/clusters/fresh", "")).status()).isEqualTo(200);
    assertThat(aws.send(made.request(made.one(), TOKEN)).body())
        .contains("\"status\":\"DELETING\"");

    cloud.advance(Duration.ofMinutes(15));
    assertThat(aws.send(made.request(made.one(), TOKEN)).body())
        .contains("\"status\":\"CREATING\"");
  }

  @ParameterizedTest
  @CsvSource({"32,400", "33,200", "126,200", "127,400"})
  void tokenOfEksHasItsLength(int length, int status) {
    Made made = calls().findFirst().orElseThrow();
    Answer answer = aws.send(made.request(made.one(), "x".repeat(length)));
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.message())
        .isEqualTo(
            status == 200
                ? ""
                : "The client request token parameter must be between 33 and 126 characters.");
  }
}
