package dev.fedctl.activity.aws;

import dev.fedctl.activity.LifeLine;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * One client per service and region, shared by all activities of a worker.
 *
 * <p>None of them retries: one attempt of an activity puts each of its requests on the wire once,
 * and Temporal tries the activity again. A retry below Temporal could make twice what has no token,
 * and would hide a throttle from whoever looks at the step.
 */
public final class AwsClients implements AutoCloseable {

  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(20);
  private static final int CONNECTIONS = 200;

  private final AwsCredentialsProvider credentials;
  private final Optional<URI> endpoint;
  private final Optional<CallRate> rate;
  private final LifeLine lifeLine;
  private final SdkHttpClient http =
      ApacheHttpClient.builder()
          .maxConnections(CONNECTIONS)
          .connectionTimeout(Duration.ofSeconds(5))
          .socketTimeout(CALL_TIMEOUT)
          .build();
  private final Map<Region, EksClient> eks = new ConcurrentHashMap<>();
  private final Map<Region, Ec2Client> ec2 = new ConcurrentHashMap<>();
  private final Map<Region, IamClient> iam = new ConcurrentHashMap<>();
  private final Map<Region, StsClient> sts = new ConcurrentHashMap<>();
  private final Map<Region, ElasticLoadBalancingV2Client> elb = new ConcurrentHashMap<>();
  private final Map<Region, CloudWatchLogsClient> logs = new ConcurrentHashMap<>();

  /**
   * @param endpoint where all services are, when it is not AWS's own
   */
  public AwsClients(AwsCredentialsProvider credentials, Optional<URI> endpoint) {
    this(credentials, endpoint, Optional.empty(), new LifeLine());
  }

  /**
   * @param endpoint where all services are, when it is not AWS's own
   * @param rate empty: as fast as the activities ask
   * @param lifeLine of the worker that calls
   */
  public AwsClients(
      AwsCredentialsProvider credentials,
      Optional<URI> endpoint,
      Optional<CallRate> rate,
      LifeLine lifeLine) {
    this.credentials = credentials;
    this.endpoint = endpoint;
    this.rate = rate;
    this.lifeLine = lifeLine;
  }

  public AwsCredentialsProvider credentials() {
    return credentials;
  }

  public EksClient eks(String region) {
    return client(eks, Region.of(region), at -> build("eks", EksClient.builder(), at));
  }

  public Ec2Client ec2(String region) {
    return client(ec2, Region.of(region), at -> build("ec2", Ec2Client.builder(), at));
  }

  public StsClient sts(String region) {
    return client(sts, Region.of(region), at -> build("sts", StsClient.builder(), at));
  }

  public ElasticLoadBalancingV2Client elasticLoadBalancing(String region) {
    return client(
        elb,
        Region.of(region),
        at -> build("elasticloadbalancing", ElasticLoadBalancingV2Client.builder(), at));
  }

  public CloudWatchLogsClient logs(String region) {
    return client(logs, Region.of(region), at -> build("logs", CloudWatchLogsClient.builder(), at));
  }

  /** IAM has one endpoint per partition, whose signatures are scoped to that region. */
  public IamClient iam(String partition) {
    Region home =
        switch (partition) {
          case "aws-cn" -> Region.CN_NORTH_1;
          case "aws-us-gov" -> Region.US_GOV_WEST_1;
          default -> Region.US_EAST_1;
        };
    return client(iam, home, at -> build("iam", IamClient.builder(), at));
  }

  private static <C> C client(Map<Region, C> known, Region region, Function<Region, C> make) {
    return known.computeIfAbsent(region, make);
  }

  private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C build(
      String service, B builder, Region region) {
    ClientOverrideConfiguration.Builder configuration =
        ClientOverrideConfiguration.builder()
            .retryStrategy(AwsRetryStrategy.doNotRetry())
            .apiCallTimeout(CALL_TIMEOUT)
            .addExecutionInterceptor(new CallNames(service))
            .addExecutionInterceptor(new LivingCalls(lifeLine));
    rate.ifPresent(
        known ->
            configuration.addExecutionInterceptor(new RatedCalls(known, service, region.id())));
    builder
        .region(region)
        .credentialsProvider(credentials)
        .httpClient(http)
        .overrideConfiguration(configuration.build());
    endpoint.ifPresent(builder::endpointOverride);
    return builder.build();
  }

  @Override
  public void close() {
    eks.values().forEach(EksClient::close);
    ec2.values().forEach(Ec2Client::close);
    iam.values().forEach(IamClient::close);
    sts.values().forEach(StsClient::close);
    elb.values().forEach(ElasticLoadBalancingV2Client::close);
    logs.values().forEach(CloudWatchLogsClient::close);
    http.close();
  }
}
