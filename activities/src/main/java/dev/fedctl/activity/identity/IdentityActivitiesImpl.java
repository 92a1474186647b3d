package dev.fedctl.activity.identity;

import dev.fedctl.activity.Attempt;
import dev.fedctl.activity.Waits;
import dev.fedctl.activity.aws.AwsClients;
import dev.fedctl.activity.aws.AwsFailures;
import dev.fedctl.contract.activity.CallerIdentity;
import dev.fedctl.contract.activity.IdentityActivities;
import dev.fedctl.contract.failure.FailureFacts;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.Region;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** Asks STS and IAM who the worker is, and EC2 which regions there are. */
public final class IdentityActivitiesImpl implements IdentityActivities {

  private static final String NOT_ENABLED = "not-opted-in";

  private final AwsClients aws;

  public IdentityActivitiesImpl(AwsClients aws) {
    this.aws = aws;
  }

  @Override
  public CallerIdentity findIdentity(IdentityQuery query) {
    return AwsFailures.translating(
        "find the worker's identity in " + query.region(),
        () -> {
          requireRegion(query.region());
          GetCallerIdentityResponse caller = aws.sts(query.region()).getCallerIdentity();
          query
              .account()
              .ifPresent(home -> WrongAccount.refuse(home, caller.account(), Attempt.current()));
          CallerArn arn = CallerArn.parse(caller.arn());
          return new CallerIdentity(
              caller.account(), arn.partition(), caller.arn(), principal(arn));
        });
  }

  /** The session's ARN lacks the role's path, which an access entry needs: only IAM knows it. */
  private String principal(CallerArn arn) {
    return arn.roleName()
        .map(
            role ->
                aws.iam(arn.partition()).getRole(request -> request.roleName(role)).role().arn())
        .orElse(arn.text());
  }

  private void requireRegion(String name) {
    List<Region> regions =
        aws.ec2(regionThatKnows(name))
            .describeRegions(request -> request.allRegions(true))
            .regions();
    Region region =
        regions.stream()
            .filter(known -> name.equals(known.regionName()))
            .findFirst()
            .orElseThrow(
                () ->
                    Waits.failure(
                        FailureFacts.invalidSpec(
                            "spec.region",
                            "there is no AWS region \"" + name + "\"",
                            "name one of: "
                                + String.join(
                                    ", ",
                                    regions.stream().map(Region::regionName).sorted().toList()))));
    if (NOT_ENABLED.equals(region.optInStatus())) {
      throw Waits.failure(
          FailureFacts.invalidSpec(
              "spec.region",
              "region \"" + name + "\" is not enabled for this account",
              "enable it in the account's settings, then retry"));
    }
  }

  /** A region that always is there in the partition of another, and knows all of them. */
  private static String regionThatKnows(String name) {
    if (name.startsWith("cn-")) {
      return "cn-north-1";
    }
    return name.startsWith("us-gov-") ? "us-gov-west-1" : "us-east-1";
  }
}
