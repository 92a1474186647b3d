package dev.fedctl.activity.inventory;

import dev.fedctl.activity.aws.AwsClients;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.Region;

/** The regions of AWS, as an account sees them. */
final class Regions {

  private static final String NOT_ENABLED = "not-opted-in";

  private Regions() {}

  /** All that the account can use, the home region first. */
  static List<String> usable(AwsClients aws, String home) {
    List<String> others =
        aws.ec2(home).describeRegions().regions().stream()
            .filter(region -> !NOT_ENABLED.equals(region.optInStatus()))
            .map(Region::regionName)
            .filter(name -> !name.equals(home))
            .sorted()
            .toList();
    return Stream.concat(Stream.of(home), others.stream()).toList();
  }

  static String partition(String region) {
    if (region.startsWith("cn-")) {
      return "aws-cn";
    }
    return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
  }
}
