package dev.fedctl.acceptance;

import dev.fedctl.activity.aws.AwsClients;
import dev.fedctl.activity.aws.AwsFailures;
import dev.fedctl.activity.eks.EksActivitiesImpl;
import dev.fedctl.activity.eks.EksEndpoints;
import dev.fedctl.activity.iam.IamActivitiesImpl;
import dev.fedctl.activity.identity.IdentityActivitiesImpl;
import dev.fedctl.activity.inventory.SweepActivitiesImpl;
import dev.fedctl.activity.kubernetes.AccessReview;
import dev.fedctl.activity.kubernetes.ClusterApis;
import dev.fedctl.activity.kubernetes.EksToken;
import dev.fedctl.activity.network.NetworkActivitiesImpl;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** The AWS activities with clients of their own, as in a worker that has just been started. */
record MotoWorker(AwsClients aws, ActivitiesUnderTest activities) implements AutoCloseable {

  static final StaticCredentialsProvider CREDENTIALS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("moto", "moto"));

  /**
   * @param endpoint of all services
   */
  static MotoWorker at(URI endpoint) {
    AwsClients aws = new AwsClients(CREDENTIALS, Optional.of(endpoint));
    ClusterApis clusters =
        new ClusterApis(
            new EksEndpoints(aws),
            new EksToken(CREDENTIALS, AwsFailures::translate, InstantSource.system()),
            InstantSource.system());
    return new MotoWorker(
        aws,
        new ActivitiesUnderTest(
            new IdentityActivitiesImpl(aws),
            new NetworkActivitiesImpl(aws),
            new IamActivitiesImpl(aws),
            new EksActivitiesImpl(aws, new AccessReview(clusters)),
            new SweepActivitiesImpl(aws)));
  }

  <T> T activities(Class<T> type) {
    return activities.stub(type);
  }

  @Override
  public void close() {
    activities.close();
    aws.close();
  }
}
