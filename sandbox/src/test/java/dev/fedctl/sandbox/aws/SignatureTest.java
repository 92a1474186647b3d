package dev.fedctl.sandbox.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedctl.sandbox.CloudUnderTest;
import dev.fedctl.sandbox.aws.RawAws.Answer;
import dev.fedctl.sandbox.aws.RawAws.Shape;
import dev.fedctl.sandbox.world.World;
import dev.fedctl.sandbox.world.WorldFile;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** Each service refuses a signature under its own code. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignatureTest {

  private static final String NOT_VALIDATED =
      "AWS was not able to validate the provided access credentials";

  private static final World WORLD =
      WorldFile.read(
          "w",
          """
          credentials:
            - accessKeyId: ASIASANDBOXWORKER000
              secretAccessKey: sandbox-secret-of-the-worker
              sessionToken: sandbox-session
              principal: arn:aws:sts::111122223333:assumed-role/fedctl-worker/rehearsal
              iamArn: arn:aws:iam::111122223333:role/fedctl-worker
            - accessKeyId: ASIAOVER
              secretAccessKey: over
              sessionToken: over
              principal: arn:aws:sts::111122223333:assumed-role/fedctl-worker/yesterday
              iamArn: arn:aws:iam::111122223333:role/fedctl-worker
              expired: true
          regions: [{name: eu-north-1}]
          """);

  private CloudUnderTest cloud;
  private RawAws aws;

  @BeforeAll
  void open() {
    cloud = new CloudUnderTest(WORLD);
    aws = new RawAws(cloud);
  }

  @AfterAll
  void close() {
    cloud.close();
  }

  private static Shape call(String service) {
    return switch (service) {
      case "eks" -> RawAws.json("GET", "/clusters", "");
      case "iam" -> RawAws.form("iam", "ListRoles");
      case "sts" -> RawAws.form("sts", "GetCallerIdentity");
      case "elbv2" -> RawAws.form("elbv2", "DescribeLoadBalancers");
      case "ec2" -> RawAws.form("ec2", "DescribeVpcs");
      default -> throw new IllegalArgumentException(service);
    };
  }

  private Answer signed(Shape shape, AwsCredentialsIdentity who) {
    return aws.send(shape, aws.signature(shape, who, Clock.systemUTC()));
  }

  private Answer answer(String wrong, String service) {
    Shape good = call(service);
    return switch (wrong) {
      case "nothing" -> aws.send(good);
      case "no signature" -> aws.send(good, type(good));
      case "half a signature" -> {
        Map<String, List<String>> headers = type(good);
        headers.put("Authorization", List.of("AWS4-HMAC-SHA256 Credential=AKIA"));
        yield aws.send(good, headers);
      }
      case "unknown key" -> signed(good, AwsCredentialsIdentity.create("AKIA0", "guess"));
      case "wrong secret" ->
          signed(
              good,
              AwsSessionCredentialsIdentity.create(
                  "ASIASANDBOXWORKER000", "guess", "sandbox-session"));
      case "wrong session" ->
          signed(
              good,
              AwsSessionCredentialsIdentity.create(
                  "ASIASANDBOXWORKER000", "sandbox-secret-of-the-worker", "other"));
      case "no session" ->
          signed(
              good,
              AwsCredentialsIdentity.create(
                  "ASIASANDBOXWORKER000", "sandbox-secret-of-the-worker"));
      case "session over" ->
          signed(good, AwsSessionCredentialsIdentity.create("ASIAOVER", "over", "over"));
      case "other region" -> aws.send(good.in("eu-west-9"));
      case "disabled region" -> aws.send(good.in("af-south-1"));
      case "other partition" -> aws.send(good.in("cn-north-1"));
      case "other service" -> aws.send(good.signedFor("s3"));
      case "sibling service" -> aws.send(good.signedFor(service.equals("ec2") ? "eks" : "ec2"));
      case "clock slow" -> skewed(good, Duration.ofMinutes(-16));
      case "clock fast" -> skewed(good, Duration.ofMinutes(16));
      case "clock 10 min slow" -> skewed(good, Duration.ofMinutes(-10));
      case "other body" ->
          aws.send(
              good.saying(good.body() + "&x=y"),
              aws.signature(good, RawAws.WORKER, Clock.systemUTC()));
      case "other path" ->
          aws.send(
              RawAws.json("GET", "/clusters/other", ""),
              aws.signature(good, RawAws.WORKER, Clock.systemUTC()));
      default -> throw new IllegalArgumentException(wrong);
    };
  }

  private Answer skewed(Shape shape, Duration by) {
    return aws.send(
        shape, aws.signature(shape, RawAws.WORKER, Clock.offset(Clock.systemUTC(), by)));
  }

  private static Map<String, List<String>> type(Shape shape) {
    Map<String, List<String>> headers = new TreeMap<>();
    if (!shape.type().isEmpty()) {
      headers.put("Content-Type", List.of(shape.type()));
    }
    return headers;
  }

  @ParameterizedTest(name = "{1} answers {0} with {2} {3}")
  @CsvSource(
      delimiter = '|',
      value = {
        "nothing|eks|200||",
        "nothing|iam|200||",
        "nothing|sts|200||",
        "nothing|elbv2|200||",
        "nothing|ec2|200||",
        "no signature|eks|403|MissingAuthenticationTokenException|Missing Authentication Token",
        "no signature|iam|403|MissingAuthenticationToken|Request is missing Authentication Token",
        "no signature|sts|403|MissingAuthenticationToken|Request is missing Authentication Token",
        "no signature|elbv2|403|MissingAuthenticationToken|Request is missing",
        "no signature|ec2|403|MissingAuthenticationToken|Request is missing",
        "half a signature|eks|403|IncompleteSignatureException|does not conform to AWS standards",
        "half a signature|iam|400|IncompleteSignature|does not conform to AWS standards",
        "half a signature|ec2|400|IncompleteSignature|does not conform to AWS standards",
        "unknown key|eks|403|UnrecognizedClientException|The security token included in the request is invalid.",
        "unknown key|iam|403|InvalidClientTokenId|The security token included in the request is invalid.",
        "unknown key|sts|403|InvalidClientTokenId|The security token included in the request is invalid.",
        "unknown key|elbv2|403|InvalidClientTokenId|The security token included in the request is invalid.",
        "unknown key|ec2|401|AuthFailure|" + NOT_VALIDATED,
        "wrong secret|eks|403|InvalidSignatureException|The request signature we calculated does not match",
        "wrong secret|iam|403|SignatureDoesNotMatch|The request signature we calculated does not match",
        "wrong secret|sts|403|SignatureDoesNotMatch|The request signature we calculated does not match",
        "wrong secret|elbv2|403|SignatureDoesNotMatch|The request signature we calculated does not match",
        "wrong secret|ec2|401|AuthFailure|" + NOT_VALIDATED,
        "wrong session|eks|403|UnrecognizedClientException|security token",
        "no session|iam|403|InvalidClientTokenId|security token",
        "no session|ec2|401|AuthFailure|" + NOT_VALIDATED,
        "session over|eks|403|ExpiredTokenException|The security token included in the request is expired",
        "session over|iam|403|ExpiredToken|The security token included in the request is expired",
        "session over|sts|403|ExpiredToken|The security token included in the request is expired",
        "session over|elbv2|403|ExpiredToken|The security token included in the request is expired",
        "session over|ec2|400|RequestExpired|Request has expired.",
        "other region|eks|403|InvalidSignatureException|Credential should be scoped to a valid region, not 'eu-west-9'.",
        "other region|iam|403|SignatureDoesNotMatch|Credential should be scoped to a valid region, not 'eu-west-9'.",
        "other region|ec2|401|AuthFailure|" + NOT_VALIDATED,
        "disabled region|eks|403|UnrecognizedClientException|The security token included in the request is invalid.",
        "disabled region|sts|403|InvalidClientTokenId|The security token included in the request is invalid.",
        "disabled region|ec2|401|AuthFailure|" + NOT_VALIDATED,
        "other partition|eks|403|UnrecognizedClientException|security token",
        "other partition|iam|403|InvalidClientTokenId|security token",
        "other partition|ec2|401|AuthFailure|" + NOT_VALIDATED,
        "other service|eks|403|InvalidSignatureException|Credential should be scoped to correct service: 'eks'.",
        "sibling service|eks|403|InvalidSignatureException|Credential should be scoped to correct service: 'eks'.",
        "sibling service|iam|403|SignatureDoesNotMatch|Credential should be scoped to correct service: 'iam'.",
        "sibling service|elbv2|403|SignatureDoesNotMatch|Credential should be scoped to correct service: 'elasticloadbalancing'.",
        "other service|ec2|401|AuthFailure|" + NOT_VALIDATED,
        "sibling service|ec2|401|AuthFailure|" + NOT_VALIDATED,
        "clock slow|eks|403|InvalidSignatureException|- 5 min.)",
        "clock fast|eks|403|InvalidSignatureException|+ 5 min.)",
        "clock slow|sts|403|SignatureDoesNotMatch|- 15 min.)",
        "clock fast|iam|403|SignatureDoesNotMatch|+ 15 min.)",
        "clock slow|ec2|401|AuthFailure|" + NOT_VALIDATED,
        "clock 10 min slow|eks|403|InvalidSignatureException|Signature expired: ",
        "clock 10 min slow|ec2|401|AuthFailure|" + NOT_VALIDATED,
        "clock 10 min slow|iam|200||",
        "other body|iam|403|SignatureDoesNotMatch|The request signature we calculated does not match",
        "other body|ec2|401|AuthFailure|" + NOT_VALIDATED,
        "other path|eks|403|InvalidSignatureException|The request signature we calculated does not match",
      })
  void signatureIsRefusedInTheWordsOfTheService(
      String wrong, String service, int status, String code, String message) {
    Answer answer = answer(wrong, service);

    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.code()).isEqualTo(code == null ? "" : code);
    assertThat(answer.message()).contains(message == null ? "" : message);
  }

  @Test
  void skewIsToldWithBothClocks() {
    assertThat(answer("clock slow", "sts").message())
        .matches(
            "Signature expired: \\d{8}T\\d{6}Z is now earlier than \\d{8}T\\d{6}Z"
                + " \\(\\d{8}T\\d{6}Z - 15 min\\.\\)");
    assertThat(answer("clock fast", "sts").message())
        .matches(
            "Signature not yet current: \\d{8}T\\d{6}Z is still later than \\d{8}T\\d{6}Z"
                + " \\(\\d{8}T\\d{6}Z \\+ 15 min\\.\\)");
  }

  @Test
  void badSignatureIsToldBeforeBadRequest() {
    Shape bad = RawAws.form("iam", "CreateRole");
    assertThat(signed(bad, AwsCredentialsIdentity.create("AKIA0", "guess")).code())
        .isEqualTo("InvalidClientTokenId");
    assertThat(aws.send(bad).code()).isEqualTo("ValidationError");
  }

  @Test
  void expiredSessionOpensNoApiServer() {
    assertThat(cloud.aws.accessKey("ASIASANDBOXWORKER000")).isPresent();
    assertThat(cloud.aws.accessKey("ASIAOVER")).isEmpty();
  }
}
