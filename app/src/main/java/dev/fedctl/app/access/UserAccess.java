package dev.fedctl.app.access;

import dev.fedctl.activity.aws.AwsClients;
import dev.fedctl.activity.aws.AwsFailures;
import dev.fedctl.activity.eks.EksEndpoints;
import dev.fedctl.activity.kubernetes.ClusterApis;
import dev.fedctl.activity.kubernetes.EksToken;
import dev.fedctl.activity.kubernetes.Endpoint;
import dev.fedctl.activity.kubernetes.KarmadaApis;
import dev.fedctl.contract.activity.ClusterRef;
import dev.fedctl.contract.activity.KarmadaRef;
import dev.fedctl.contract.failure.FailureFacts;
import dev.fedctl.contract.failure.Failures;
import dev.fedctl.starter.CommandFailure;
import dev.fedctl.starter.ExitCodes;
import io.fabric8.kubernetes.api.model.Secret;
import io.temporal.failure.TemporalFailure;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;

/** Clusters and Karmada, reached with the user's own rights. */
final class UserAccess implements AutoCloseable {

  private final AwsClients aws;
  private final EksEndpoints endpoints;
  private final ClusterApis clusters;

  UserAccess() {
    AwsCredentialsProvider credentials = DefaultCredentialsProvider.builder().build();
    this.aws = new AwsClients(credentials, Optional.empty());
    this.endpoints = new EksEndpoints(aws);
    this.clusters =
        new ClusterApis(
            endpoints,
            new EksToken(credentials, AwsFailures::translate, InstantSource.system()),
            InstantSource.system());
  }

  /** Where a cluster's API is; EKS DescribeCluster. */
  Endpoint endpoint(ClusterRef cluster) {
    return told(() -> endpoints.find(cluster));
  }

  /** Karmada's administrator, all of it in Base64, from the Secret in its host. */
  Map<String, String> certificates(KarmadaRef karmada) {
    @Nullable Secret secret =
        told(
            () ->
                clusters.use(
                    karmada.host(),
                    client ->
                        client
                            .secrets()
                            .inNamespace(karmada.namespace())
                            .withName(KarmadaApis.CERTIFICATES)
                            .get()));
    if (secret == null || secret.getData() == null) {
      throw CommandFailure.of(
          ExitCodes.NOT_READY,
          "cluster \"%s\" has no Secret \"%s/%s\""
              .formatted(karmada.host().name(), karmada.namespace(), KarmadaApis.CERTIFICATES),
          "see whether Karmada stands: fedctl status");
    }
    return secret.getData();
  }

  private static <T> T told(Supplier<T> call) {
    try {
      return call.get();
    } catch (TemporalFailure failure) {
      FailureFacts facts = Failures.facts(failure);
      throw CommandFailure.of(
          facts.kind().exitCode(),
          "with your credentials: " + facts.message(),
          "your role or user has to be in spec.access.admins, and its credentials have to work: "
              + facts.advice());
    }
  }

  @Override
  public void close() {
    aws.close();
  }
}
