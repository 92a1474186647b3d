package dev.fedctl.activity.network;

import dev.fedctl.activity.aws.AwsClients;
import dev.fedctl.activity.aws.AwsFailures;
import dev.fedctl.contract.activity.NetworkActivities;
import dev.fedctl.contract.activity.NetworkObserved;

/** Reads EC2 and chooses. */
public final class NetworkActivitiesImpl implements NetworkActivities {

  private final AwsClients aws;

  public NetworkActivitiesImpl(AwsClients aws) {
    this.aws = aws;
  }

  @Override
  public NetworkObserved findNetwork(NetworkQuery query) {
    return AwsFailures.translating(
        "read the VPC in " + query.region(),
        () ->
            new NetworkChoice(new VpcReader(aws.ec2(query.region())).read(query), query).choose());
  }

  @Override
  public InstanceTypes findInstanceTypes(InstanceTypeQuery query) {
    return AwsFailures.translating(
        "choose instance types in " + query.region(),
        () -> new InstanceTypes(new InstanceTypeChoice(aws.ec2(query.region()), query).choose()));
  }
}
