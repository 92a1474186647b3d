package dev.fedctl.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.fedctl.sandbox.aws.sigv4.BearerToken;
import dev.fedctl.sandbox.cloud.AwsSide;
import dev.fedctl.sandbox.fault.Fault;
import dev.fedctl.sandbox.fault.FaultRule;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.ResourceNotFoundException;
import software.amazon.awssdk.services.iam.IamClient;

class WireErrorsTest {

  private Optional<CloudUnderTest> open = Optional.empty();

  private CloudUnderTest cloud(FaultRule... faults) {
    CloudUnderTest cloud = new CloudUnderTest(faults);
    open = Optional.of(cloud);
    return cloud;
  }

  @AfterEach
  void close() {
    open.ifPresent(CloudUnderTest::close);
  }

  @Test
  void eksErrorCarriesTypeStatusAndRequestId() {
    EksClient eks = cloud().eks();

    assertThatThrownBy(() -> eks.describeCluster(r -> r.name("absent")))
        .isInstanceOfSatisfying(
            ResourceNotFoundException.class,
            e -> {
              assertThat(e.statusCode()).isEqualTo(404);
              assertThat(e.requestId()).isNotBlank();
              assertThat(e.clusterName()).isEqualTo("absent");
            });
  }

  @Test
  void iamErrorCarriesCodeStatusAndRequestId() {
    IamClient iam = cloud().iam();

    AwsServiceException e = refusal(() -> iam.getRole(r -> r.roleName("absent")));

    assertThat(e.awsErrorDetails().errorCode()).isEqualTo("NoSuchEntity");
    assertThat(e.statusCode()).isEqualTo(404);
    assertThat(e.requestId()).isNotBlank();
  }

  @Test
  void ec2ErrorCarriesCodeStatusAndRequestId() {
    Ec2Client ec2 = cloud().ec2();

    AwsServiceException e = refusal(() -> ec2.describeVpcs(r -> r.vpcIds("vpc-absent")));

    assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InvalidVpcID.NotFound");
    assertThat(e.statusCode()).isEqualTo(400);
    assertThat(e.requestId()).isNotBlank();
  }

  @Test
  void loadBalancerErrorCarriesCode() {
    CloudUnderTest cloud = cloud();

    AwsServiceException e =
        refusal(() -> cloud.elb().describeLoadBalancers(r -> r.names("absent")));

    assertThat(e.awsErrorDetails().errorCode()).isEqualTo("LoadBalancerNotFound");
  }

  @Test
  void undocumentedFilterIsRefused() {
    Ec2Client ec2 = cloud().ec2();

    AwsServiceException e =
        refusal(
            () ->
                ec2.describeVpcs(
                    r -> r.filters(Filter.builder().name("colour").values("red").build())));

    assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InvalidParameterValue");
  }

  @Test
  void unknownEnumValueIsRefusedByTheTable() {
    EksClient eks = cloud().eks();

    AwsServiceException e =
        refusal(
            () ->
                eks.createCluster(
                    r ->
                        r.name("c")
                            .roleArn("arn:aws:iam::111122223333:role/x")
                            .resourcesVpcConfig(v -> v.subnetIds("subnet-1"))
                            .accessConfig(a -> a.authenticationMode("SOMETIMES"))));

    assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InvalidParameterException");
    assertThat(e.getMessage()).contains("accessConfig.authenticationMode");
  }

  @Test
  void wrongSecretIsRefusedInTheWordsOfEachProtocol() {
    CloudUnderTest cloud = cloud();
    var wrong =
        StaticCredentialsProvider.create(
            AwsBasicCredentials.create("ASIASANDBOXWORKER000", "guess"));
    var unknown = StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIA0", "guess"));
    Region region = Region.of(CloudUnderTest.REGION);

    assertThat(refusal(() -> cloud.client(EksClient.builder(), unknown, region).listClusters()))
        .satisfies(
            e ->
                assertThat(e.awsErrorDetails().errorCode())
                    .isEqualTo("UnrecognizedClientException"));
    assertThat(refusal(() -> cloud.client(IamClient.builder(), unknown, region).listRoles()))
        .satisfies(
            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InvalidClientTokenId"));
    assertThat(refusal(() -> cloud.client(Ec2Client.builder(), wrong, region).describeVpcs()))
        .satisfies(e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AuthFailure"));
  }

  @Test
  void regionThatTheWorldLacksIsRefused() {
    CloudUnderTest cloud = cloud();

    AwsServiceException e =
        refusal(
            () ->
                cloud
                    .client(EksClient.builder(), CloudUnderTest.worker(), Region.of("eu-west-9"))
                    .listClusters());

    assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InvalidSignatureException");
  }

  @Test
  void throttleIsRecognisedByTheSdk() {
    EksClient eks = cloud(rule("eks:ListClusters", new Fault.Throttle())).eks();

    assertThat(refusal(eks::listClusters).isThrottlingException()).isTrue();
    assertThat(eks.listClusters().clusters()).isEmpty();
  }

  @Test
  void lostReplyLeavesTheThingMade() {
    CloudUnderTest cloud = cloud(rule("ec2:CreateLaunchTemplate", new Fault.LostReply()));
    Ec2Client ec2 = cloud.ec2();

    assertThatThrownBy(() -> template(ec2, "one")).isInstanceOf(SdkClientException.class);

    assertThat(ec2.describeLaunchTemplates().launchTemplates()).hasSize(1);
    assertThat(template(ec2, "one"))
        .isEqualTo(ec2.describeLaunchTemplates().launchTemplates().getFirst().launchTemplateId());
    assertThat(refusal(() -> template(ec2, "two")).awsErrorDetails().errorCode())
        .isEqualTo("InvalidLaunchTemplateName.AlreadyExistsException");
  }

  @Test
  void launchTemplateVersionShowsWhatWasSent() {
    Ec2Client ec2 = cloud().ec2();
    template(ec2, "one");

    var data =
        ec2.describeLaunchTemplateVersions(r -> r.launchTemplateName("nodes").versions("$Latest"))
            .launchTemplateVersions()
            .getFirst()
            .launchTemplateData();

    assertThat(data.metadataOptions().httpTokensAsString()).isEqualTo("required");
    assertThat(data.tagSpecifications().getFirst().resourceType()).isEqualTo(ResourceType.INSTANCE);
  }

  @Test
  void bearerTokenNamesItsSignerForItsClusterOnly() {
    CloudUnderTest cloud = cloud();
    String token = token("parent");

    assertThat(verified(cloud, token, "parent"))
        .map(AwsSide.AccessKey::iamArn)
        .contains("arn:aws:iam::111122223333:role/fedctl-worker");
    assertThat(verified(cloud, token, "paren")).isEmpty();
    assertThat(verified(cloud, token + "x", "parent")).isEmpty();
    assertThat(
            BearerToken.verify(
                token,
                "parent",
                CloudUnderTest.REGION,
                cloud.aws::accessKey,
                Instant.now().plus(Duration.ofMinutes(16))))
        .isEmpty();
  }

  private static Optional<AwsSide.AccessKey> verified(
      CloudUnderTest cloud, String token, String cluster) {
    return BearerToken.verify(
        token, cluster, CloudUnderTest.REGION, cloud.aws::accessKey, Instant.now());
  }

  private static String token(String cluster) {
    SdkHttpRequest request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.GET)
            .protocol("https")
            .host("sts." + CloudUnderTest.REGION + ".amazonaws.com")
            .encodedPath("/")
            .putRawQueryParameter("Action", "GetCallerIdentity")
            .putRawQueryParameter("Version", "2011-06-15")
            .putHeader("x-k8s-aws-id", cluster)
            .build();
    var signed =
        AwsV4HttpSigner.create()
            .sign(
                r ->
                    r.identity(
                            AwsSessionCredentialsIdentity.create(
                                "ASIASANDBOXWORKER000",
                                "sandbox-secret-of-the-worker",
                                "sandbox-session"))
                        .request(request)
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "sts")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, CloudUnderTest.REGION)
                        .putProperty(
                            AwsV4FamilyHttpSigner.AUTH_LOCATION,
                            AwsV4FamilyHttpSigner.AuthLocation.QUERY_STRING)
                        .putProperty(
                            AwsV4FamilyHttpSigner.EXPIRATION_DURATION, Duration.ofSeconds(60))
                        .putProperty(HttpSigner.SIGNING_CLOCK, Clock.systemUTC()));
    return "k8s-aws-v1."
        + Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(signed.request().getUri().toString().getBytes(UTF_8));
  }

  private static String template(Ec2Client ec2, String token) {
    return ec2.createLaunchTemplate(
            r ->
                r.launchTemplateName("nodes")
                    .clientToken(token)
                    .launchTemplateData(
                        d ->
                            d.metadataOptions(m -> m.httpTokens("required"))
                                .tagSpecifications(
                                    software.amazon.awssdk.services.ec2.model
                                        .LaunchTemplateTagSpecificationRequest.builder()
                                        .resourceType(ResourceType.INSTANCE)
                                        .build()))
                    .tagSpecifications(
                        TagSpecification.builder()
                            .resourceType(ResourceType.LAUNCH_TEMPLATE)
                            .build()))
        .launchTemplate()
        .launchTemplateId();
  }

  private static FaultRule rule(String call, Fault fault) {
    return new FaultRule(call, Optional.empty(), 0, 1, Duration.ZERO, fault);
  }

  private static AwsServiceException refusal(Runnable call) {
    return catchThrowableOfType(AwsServiceException.class, call::run);
  }
}
