package dev.fedctl.app.access;

import dev.fedctl.contract.activity.CallerIdentity;
import dev.fedctl.starter.federation.UserIdentity;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** The user to AWS: the default chain of this machine, asked by STS GetCallerIdentity. */
public final class AwsUser implements UserIdentity {

  private static final Duration LIMIT = Duration.ofSeconds(4);

  @Override
  public Answer in(String region) {
    CompletableFuture<CallerIdentity> answer =
        CompletableFuture.supplyAsync(
            () -> ask(region), task -> Thread.ofPlatform().daemon().start(task));
    try {
      return new Answer.Known(answer.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      return new Answer.Unknown("AWS does not answer within " + LIMIT.toSeconds() + " s");
    } catch (ExecutionException e) {
      return new Answer.Unknown(reason(e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Answer.Unknown("interrupted");
    }
  }

  private static CallerIdentity ask(String region) {
    try (StsClient sts =
        StsClient.builder()
            .region(Region.of(region))
            .credentialsProvider(DefaultCredentialsProvider.builder().build())
            .overrideConfiguration(
                ClientOverrideConfiguration.builder().apiCallTimeout(LIMIT).build())
            .build()) {
      GetCallerIdentityResponse caller = sts.getCallerIdentity();
      return new CallerIdentity(
          caller.account(), caller.arn().split(":", -1)[1], caller.arn(), caller.arn());
    }
  }

  /** The SDK lists every place where it looked for credentials: the first sentence is enough. */
  private static String reason(@Nullable Throwable failure) {
    String text = failure == null ? "" : String.valueOf(failure.getMessage());
    return text.startsWith("Unable to load credentials")
        ? "no AWS credentials on this machine"
        : text.lines().findFirst().orElse("").replaceAll("\\(Service: .*", "").strip();
  }
}
