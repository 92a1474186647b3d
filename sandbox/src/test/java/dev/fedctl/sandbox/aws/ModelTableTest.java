package dev.fedctl.sandbox.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedctl.sandbox.CloudUnderTest;
import dev.fedctl.sandbox.aws.RawAws.Answer;
import dev.fedctl.sandbox.aws.model.KnownCalls;
import dev.fedctl.sandbox.aws.protocol.Violation.Kind;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What AWS's models say of a request is checked in every operation. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ModelTableTest {

  private CloudUnderTest cloud;
  private RawAws aws;

  @BeforeAll
  void open() {
    cloud = new CloudUnderTest();
    aws = new RawAws(cloud);
  }

  @AfterAll
  void close() {
    cloud.close();
  }

  static Stream<ModelViolations.Row> violations() {
    return Stream.of("eks", "iam", "logs", "sts", "elbv2", "ec2").flatMap(ModelViolations::of);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("violations")
  void whatTheTableForbidsIsRefusedByTheService(ModelViolations.Row row) {
    Answer answer = aws.send(row.request());

    assertThat(answer.status()).as(answer.body()).isEqualTo(400);
    assertThat(answer.code()).as(answer.body()).isEqualTo(code(row));
    assertThat(answer.body().replace("\\\\", "\\").replace("&amp;", "&").replace("&lt;", "<"))
        .contains(where(row))
        .contains(
            row.service().equals("ec2") && row.kind() == Kind.MISSING ? "" : row.constraint());
  }

  private static String code(ModelViolations.Row row) {
    return switch (row.service()) {
      case "eks", "logs" -> "InvalidParameterException";
      case "ec2" ->
          switch (row.kind()) {
            case MISSING -> "MissingParameter";
            case UNKNOWN -> "UnknownParameter";
            default -> "InvalidParameterValue";
          };
      default -> "ValidationError";
    };
  }

  /** The member in the words of the service. */
  private static String where(ModelViolations.Row row) {
    String path = row.path().stream().map(String::valueOf).collect(Collectors.joining("."));
    if (row.kind() == Kind.UNKNOWN || Set.of("eks", "ec2", "logs").contains(row.service())) {
      return path;
    }
    return " at '"
        + row.path().stream()
            .map(level -> level instanceof String s ? lower(s) : level + ".member")
            .collect(Collectors.joining("."))
        + "' failed to satisfy constraint: ";
  }

  private static String lower(String name) {
    return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
  }

  @Test
  void everyOperationIsInTheTableOfViolations() {
    Map<String, String> names = Map.of("elbv2", "elasticloadbalancing");
    Set<String> covered =
        violations()
            .map(row -> names.getOrDefault(row.service(), row.service()) + ":" + row.operation())
            .collect(Collectors.toSet());
    assertThat(covered).isEqualTo(KnownCalls.names());
  }

  @Test
  void severalViolationsAreToldTogether() {
    assertThat(aws.send(RawAws.form("iam", "CreateRole")).message())
        .isEqualTo(
            "2 validation errors detected: Value null at 'roleName' failed to satisfy constraint:"
                + " Member must not be null; Value null at 'assumeRolePolicyDocument' failed to"
                + " satisfy constraint: Member must not be null");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "json as a form|POST|application/x-www-form-urlencoded|name=a|415|UnsupportedMediaTypeException",
        "json as text|POST|text/plain|{}|415|UnsupportedMediaTypeException",
        "a form as json|POST|application/json|name=a|400|SerializationException",
        "a list|POST|application/json|[]|400|SerializationException",
        "half an object|POST|application/json|{\"name\":|400|SerializationException",
        "more than an object|POST|application/json|{} {}|400|SerializationException",
        "other method|PUT|application/json|{}|404|UnknownOperationException",
      })
  void restJsonIsNothingElse(
      String what, String method, String type, String body, int status, String code) {
    Answer answer = aws.send(RawAws.json(method, "/clusters", body).typed(type));

    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.code()).isEqualTo(code);
    assertThat(answer.headers()).containsKeys("x-amzn-requestid", "x-amzn-errortype");
    assertThat(answer.header("content-type")).isEqualTo("application/json");
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "iam|application/json|{\"Action\":\"ListRoles\"}|MissingAction|missing an action",
        "ec2|application/json|Action=DescribeVpcs&Version=2016-11-15|MissingAction|missing an action",
        "iam|application/x-www-form-urlencoded|Action=Paint&Version=2010-05-08|InvalidAction|Could not find operation Paint for version 2010-05-08",
        "iam|application/x-www-form-urlencoded|Action=ListRoles&Version=2011-01-01|InvalidAction|Could not find operation ListRoles for version 2011-01-01",
        "ec2|application/x-www-form-urlencoded|Action=RunInstances&Version=2016-11-15|InvalidAction|The action RunInstances is not valid for this web service.",
        "iam|application/x-www-form-urlencoded|Action=ListRoles&Version=2010-05-08&Marker=%zz|MalformedQueryString|syntax error",
      })
  void formsAreNothingElse(String service, String type, String body, String code, String message) {
    Answer answer = aws.send(RawAws.form(service, "Any").typed(type).saying(body));

    assertThat(answer.status()).as(answer.body()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo(code);
    assertThat(answer.message()).contains(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"iam", "sts", "elbv2"})
  void queryErrorHasItsShape(String service) {
    Answer answer = aws.send(RawAws.form(service, "Paint"));

    assertThat(answer.body())
        .matches(
            "(?s)<\\?xml version=\"1.0\" encoding=\"UTF-8\"\\?>\\s*<ErrorResponse"
                + " xmlns=\"https?://[a-z.]+/doc/[0-9-]+/\"><Error><Type>Sender</Type>"
                + "<Code>InvalidAction</Code><Message>[^<]+</Message></Error>"
                + "<RequestId>[0-9a-f-]{36}</RequestId></ErrorResponse>");
    assertThat(answer.header("content-type")).startsWith("text/xml");
    assertThat(answer.body()).contains(answer.header("x-amzn-requestid"));
  }

  @Test
  void ec2ErrorHasItsShape() {
    Answer answer = aws.send(RawAws.form("ec2", "Paint"));

    assertThat(answer.body())
        .matches(
            "(?s)<\\?xml version=\"1.0\" encoding=\"UTF-8\"\\?>\\s*<Response><Errors><Error>"
                + "<Code>InvalidAction</Code><Message>[^<]+</Message></Error></Errors>"
                + "<RequestID>[0-9a-f-]{36}</RequestID></Response>");
    assertThat(answer.body()).contains(answer.header("x-amzn-requestid"));
  }

  @Test
  void eksErrorHasItsShape() {
    Answer answer = aws.send(RawAws.json("GET", "/clusters/absent", ""));

    assertThat(answer.body()).contains("\"message\":\"No cluster found for name: absent.\"");
    assertThat(answer.body()).contains("\"clusterName\":\"absent\"");
    assertThat(answer.code()).isEqualTo("ResourceNotFoundException");
  }

  @ParameterizedTest
  @MethodSource("answers")
  void everyAnswerHasItsRequestId(RawAws.Shape request, String inBody) {
    Answer answer = aws.send(request);

    String id = answer.header("x-amzn-requestid");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(id).matches("[0-9a-f-]{36}");
    assertThat(answer.body()).contains(inBody.formatted(id));
    assertThat(aws.send(request).header("x-amzn-requestid")).isNotEqualTo(id);
  }

  static Stream<Arguments> answers() {
    String metadata = "<ResponseMetadata><RequestId>%s</RequestId></ResponseMetadata>";
    return Stream.of(
        Arguments.of(RawAws.json("GET", "/clusters", ""), ""),
        Arguments.of(RawAws.form("iam", "ListRoles"), metadata),
        Arguments.of(RawAws.form("sts", "GetCallerIdentity"), metadata),
        Arguments.of(RawAws.form("elbv2", "DescribeLoadBalancers"), metadata),
        Arguments.of(RawAws.form("ec2", "DescribeVpcs"), "<requestId>%s</requestId>"));
  }
}
