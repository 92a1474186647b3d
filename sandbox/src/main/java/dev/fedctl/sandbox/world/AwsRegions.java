package dev.fedctl.sandbox.world;

import dev.fedctl.sandbox.setup.InvalidSetupException;
import dev.fedctl.sandbox.world.World.Zone;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * AWS's regions with three zones of each in which EKS has control planes (us-west-1 has two). Names
 * and zone ids are those of the AWS documentation, "Regions and Availability Zones"; which letter
 * stands for which zone id differs from account to account.
 */
public final class AwsRegions {

  /**
   * @param isOptIn whether an account has to enable it first
   */
  public record AwsRegion(String name, Partition partition, boolean isOptIn, List<Zone> zones) {}

  /** Name and prefix of the zone ids; {@code !}: opt-in. The zones are a, b, c and 1, 2, 3. */
  private static final List<String> REGULAR =
      List.of(
          "us-east-2 use2",
          "us-west-2 usw2",
          "af-south-1 afs1 !",
          "ap-east-1 ape1 !",
          "ap-east-2 ape2 !",
          "ap-south-1 aps1",
          "ap-south-2 aps2 !",
          "ap-northeast-2 apne2",
          "ap-northeast-3 apne3",
          "ap-southeast-1 apse1",
          "ap-southeast-2 apse2",
          "ap-southeast-3 apse3 !",
          "ap-southeast-4 apse4 !",
          "ap-southeast-5 apse5 !",
          "ap-southeast-6 apse6 !",
          "ap-southeast-7 apse7 !",
          "ca-west-1 caw1 !",
          "eu-central-1 euc1",
          "eu-central-2 euc2 !",
          "eu-west-1 euw1",
          "eu-west-2 euw2",
          "eu-west-3 euw3",
          "eu-south-1 eus1 !",
          "eu-south-2 eus2 !",
          "eu-north-1 eun1",
          "il-central-1 ilc1 !",
          "mx-central-1 mxc1 !",
          "me-south-1 mes1 !",
          "me-central-1 mec1 !",
          "sa-east-1 sae1",
          "cn-north-1 cnn1",
          "cn-northwest-1 cnnw1",
          "us-gov-east-1 usge1",
          "us-gov-west-1 usgw1");

  private static final Map<String, AwsRegion> ALL = table();

  private AwsRegions() {}

  private static Map<String, AwsRegion> table() {
    Map<String, AwsRegion> all = new LinkedHashMap<>();
    // EKS has no control planes in use1-az3, usw1-az2 and cac1-az3; apne1-az3 takes no newcomers.
    add(all, "us-east-1", "use1", false, "abc", "124");
    add(all, "us-west-1", "usw1", false, "ac", "13");
    add(all, "ca-central-1", "cac1", false, "abd", "124");
    add(all, "ap-northeast-1", "apne1", false, "acd", "124");
    for (String line : REGULAR) {
      String[] words = line.split(" ", -1);
      add(all, words[0], words[1], words.length > 2, "abc", "123");
    }
    return all;
  }

  private static void add(
      Map<String, AwsRegion> all,
      String name,
      String prefix,
      boolean isOptIn,
      String letters,
      String numbers) {
    List<Zone> zones = new ArrayList<>();
    for (int i = 0; i < letters.length(); i++) {
      zones.add(
          new Zone(
              name + letters.charAt(i), prefix + "-az" + numbers.charAt(i), "availability-zone"));
    }
    all.put(name, new AwsRegion(name, Partition.of(name), isOptIn, List.copyOf(zones)));
  }

  public static Optional<AwsRegion> named(String name) {
    return Optional.ofNullable(ALL.get(name));
  }

  /**
   * @throws InvalidSetupException when AWS has no such region
   */
  public static AwsRegion required(String name) {
    return named(name)
        .orElseThrow(
            () ->
                new InvalidSetupException(
                    "found region \"" + name + "\"; allowed: " + String.join(", ", ALL.keySet())));
  }

  /** The regions of one partition. */
  public static List<AwsRegion> of(Partition partition) {
    return ALL.values().stream().filter(region -> region.partition() == partition).toList();
  }

  public static String names() {
    return String.join(", ", ALL.keySet());
  }
}
