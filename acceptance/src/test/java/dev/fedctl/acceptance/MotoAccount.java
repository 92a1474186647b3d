package dev.fedctl.acceptance;

import dev.fedctl.acceptance.peer.Moto;
import dev.fedctl.activity.aws.AwsClients;
import dev.fedctl.activity.aws.AwsFailures;
import dev.fedctl.activity.eks.EksActivitiesImpl;
import dev.fedctl.activity.eks.EksEndpoints;
import dev.fedctl.activity.iam.IamActivitiesImpl;
import dev.fedctl.activity.identity.IdentityActivitiesImpl;
import dev.fedctl.activity.kubernetes.AccessReview;
import dev.fedctl.activity.kubernetes.ClusterApis;
import dev.fedctl.activity.kubernetes.EksToken;
import dev.fedctl.activity.network.NetworkActivitiesImpl;
import dev.fedctl.contract.identity.Owner;
import dev.fedctl.contract.spec.NodesSpec;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** An account of moto's with the guidance's VPC in it, and the activities that work there. */
final class MotoAccount implements AutoCloseable {

  static final String REGION = "eu-north-1";
  static final Owner OWNER = owner("guidance", "0123456789abcdef");
  static final Owner OTHER = owner("another", "fedcba9876543210");
  static final NodesSpec NODES = new NodesSpec(3, 2, 4, NodesSpec.Architecture.X86_64);

  private final Moto moto;
  private final AwsClients aws;
  private final ActivitiesUnderTest activities;
  private final MotoVpc vpc;

  private MotoAccount(Moto moto, AwsClients aws, ActivitiesUnderTest activities, MotoVpc vpc) {
    this.moto = moto;
    this.aws = aws;
    this.activities = activities;
    this.vpc = vpc;
  }

  static MotoAccount open(Path folder) {
    Moto moto = Moto.start(folder);
    StaticCredentialsProvider credentials =
        StaticCredentialsProvider.create(AwsBasicCredentials.create("moto", "moto"));
    AwsClients aws = new AwsClients(credentials, Optional.of(moto.endpoint()));
    ClusterApis clusters =
        new ClusterApis(
            new EksEndpoints(aws),
            new EksToken(credentials, AwsFailures::translate, InstantSource.system()),
            InstantSource.system());
    ActivitiesUnderTest activities =
        new ActivitiesUnderTest(
            new IdentityActivitiesImpl(aws),
            new NetworkActivitiesImpl(aws),
            new IamActivitiesImpl(aws),
            new EksActivitiesImpl(aws, new AccessReview(clusters)));
    return new MotoAccount(moto, aws, activities, MotoVpc.create(aws.ec2(REGION), "KarmadaVPC"));
  }

  AwsClients aws() {
    return aws;
  }

  MotoVpc vpc() {
    return vpc;
  }

  <T> T activities(Class<T> type) {
    return activities.stub(type);
  }

  private static Owner owner(String name, String generation) {
    return new Owner(name, "123456789012", REGION, generation);
  }

  @Override
  public void close() {
    activities.close();
    aws.close();
    moto.close();
  }
}
