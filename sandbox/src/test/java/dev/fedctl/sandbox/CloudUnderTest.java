package dev.fedctl.sandbox;

import dev.fedctl.sandbox.cloud.AwsSide;
import dev.fedctl.sandbox.fault.FaultPlan;
import dev.fedctl.sandbox.fault.FaultRule;
import dev.fedctl.sandbox.fault.Refusal;
import dev.fedctl.sandbox.kernel.Call;
import dev.fedctl.sandbox.kernel.Effects;
import dev.fedctl.sandbox.kernel.Interaction;
import dev.fedctl.sandbox.ledger.LedgerRow;
import dev.fedctl.sandbox.wire.WireResponse;
import dev.fedctl.sandbox.world.World;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.StsClient;

/** A sandbox with real SDK clients that do not retry. */
public final class CloudUnderTest implements AutoCloseable {

  public static final String REGION = "eu-north-1";

  public final DrivenClock clock = new DrivenClock();
  public final QuietKubernetes kubernetes = new QuietKubernetes();

  /** How often a fault wanted the end of who called. */
  public final AtomicInteger deaths = new AtomicInteger();

  public final Sandbox sandbox;
  public final AwsSide aws;
  private final SdkHttpClient http = ApacheHttpClient.builder().maxConnections(200).build();

  public CloudUnderTest(FaultRule... faults) {
    this(World.standard(REGION, "KarmadaVPC"), faults);
  }

  public CloudUnderTest(World world, FaultRule... faults) {
    this(world, new FaultPlan(List.of(faults)));
  }

  public CloudUnderTest(World world, FaultPlan faults) {
    this(world, faults, row -> {});
  }

  public CloudUnderTest(World world, FaultPlan faults, Consumer<LedgerRow> sink) {
    AtomicReference<AwsSide> side = new AtomicReference<>();
    sandbox =
        Sandbox.start(
            SandboxOptions.of(clock, world)
                .withCallerDies(deaths::incrementAndGet)
                .withFaults(faults)
                .withSink(sink),
            (kernel, half, host) -> {
              side.set(half);
              return kubernetes;
            });
    aws = Optional.ofNullable(side.get()).orElseThrow();
  }

  public void advance(Duration by) {
    clock.advance(by);
  }

  public static AwsCredentialsProvider worker() {
    return StaticCredentialsProvider.create(
        AwsSessionCredentials.create(
            "ASIASANDBOXWORKER000", "sandbox-secret-of-the-worker", "sandbox-session"));
  }

  public EksClient eks() {
    return client(EksClient.builder());
  }

  public IamClient iam() {
    return client(IamClient.builder());
  }

  public Ec2Client ec2() {
    return client(Ec2Client.builder());
  }

  public StsClient sts() {
    return client(StsClient.builder());
  }

  public ElasticLoadBalancingV2Client elb() {
    return client(ElasticLoadBalancingV2Client.builder());
  }

  public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder) {
    return client(builder, worker(), Region.of(REGION));
  }

  public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
      B builder, AwsCredentialsProvider credentials, Region region) {
    URI endpoint = sandbox.awsEndpoint();
    return builder
        .httpClient(http)
        .endpointOverride(endpoint)
        .region(region)
        .credentialsProvider(credentials)
        .overrideConfiguration(
            config -> config.retryStrategy(RetryMode.STANDARD).retryStrategy(r -> r.maxAttempts(1)))
        .build();
  }

  /** Does something as a controller inside a cluster would. */
  public void byController(Consumer<Effects> work) {
    sandbox
        .kernel()
        .handle(
            new Interaction() {
              @Override
              public Call call() {
                return new Call("k8s:create services", "parent/karmada-system/s", true);
              }

              @Override
              public WireResponse perform(Effects effects) {
                work.accept(effects);
                return WireResponse.Answer.json(201, "{}");
              }

              @Override
              public WireResponse refuse(Refusal refusal) {
                return WireResponse.Answer.json(refusal.status(), "{}");
              }
            });
  }

  @Override
  public void close() {
    sandbox.close();
    http.close();
  }
}
