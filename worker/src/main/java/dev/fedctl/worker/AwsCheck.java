package dev.fedctl.worker;

import dev.fedctl.activity.aws.AwsClients;
import dev.fedctl.worker.Unfit.Reason;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.sts.StsClient;

/** Whether AWS knows the worker. */
public final class AwsCheck {

  private static final Duration LIMIT = Duration.ofSeconds(4);
  private static final String ANYWHERE = "us-east-1";

  private final AwsCredentialsProvider credentials;
  private final Optional<URI> endpoint;

  public AwsCheck(AwsCredentialsProvider credentials, Optional<URI> endpoint) {
    this.credentials = credentials;
    this.endpoint = endpoint;
  }

  /**
   * The ARN of whom the worker is for AWS.
   *
   * @throws Unfit with what is wrong and its cure, within some seconds
   */
  public String caller() {
    // Making a client loads classes, which on a busy machine takes longer than AWS does.
    try (AwsClients aws = new AwsClients(credentials, endpoint)) {
      return caller(aws.sts(region()));
    }
  }

  private String caller(StsClient sts) {
    CompletableFuture<String> answer = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                answer.complete(sts.getCallerIdentity().arn());
              } catch (RuntimeException e) {
                answer.completeExceptionally(e);
              }
            });
    try {
      return answer.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof SdkException known
          ? unfit(known)
          : new IllegalStateException(e);
    } catch (TimeoutException e) {
      throw silent("not within " + LIMIT.toSeconds() + " s");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw silent("interrupted");
    }
  }

  // The user's own region, because keys of China and GovCloud are unknown elsewhere.
  private static String region() {
    try {
      return DefaultAwsRegionProviderChain.builder().build().getRegion().id();
    } catch (SdkClientException e) {
      return ANYWHERE;
    }
  }

  private Unfit unfit(SdkException e) {
    if (e instanceof AwsServiceException refusal && refusal.awsErrorDetails() != null) {
      String code = String.valueOf(refusal.awsErrorDetails().errorCode());
      boolean over = code.startsWith("ExpiredToken") || code.equals("RequestExpired");
      return new Unfit(
          over ? Reason.CREDENTIALS : Reason.DENIED,
          "AWS refuses the worker's credentials: " + refusal.awsErrorDetails().errorMessage(),
          over
              ? "renew them (aws sso login, or a new session token)"
              : "look at AWS_ACCESS_KEY_ID, AWS_PROFILE and AWS_REGION, and see that the clock is right");
    }
    String message = String.valueOf(e.getMessage());
    return message.startsWith("Unable to load credentials")
        ? new Unfit(
            Reason.CREDENTIALS,
            "there are no AWS credentials",
            "aws configure, aws sso login, AWS_PROFILE, or a role for the machine; to try it without"
                + " AWS: fedctl dev")
        : silent(message.lines().findFirst().orElse("no connection"));
  }

  private Unfit silent(String why) {
    return new Unfit(
        Reason.AWS_SILENT,
        "AWS does not answer%s: %s"
            .formatted(endpoint.map(known -> " at " + known).orElse(""), why),
        "see that this machine reaches it, or set AWS_ENDPOINT_URL (--aws-endpoint)");
  }
}
