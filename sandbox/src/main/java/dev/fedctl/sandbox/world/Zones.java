package dev.fedctl.sandbox.world;

import dev.fedctl.sandbox.world.World.Zone;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Zone names and ids in AWS's manner: {@code eu-north-1a} is {@code eun1-az1}. */
public final class Zones {

  private static final Pattern REGION =
      Pattern.compile(
          "(us|eu|ap|ca|sa|me|af|il|mx)-(north|south|east|west|central|northeast|southeast|northwest|southwest)-(\\d)");

  private Zones() {}

  /** Whether AWS could have a region of that name. */
  public static boolean isRegion(String name) {
    return REGION.matcher(name).matches();
  }

  /** Three zones of a region. */
  public static List<Zone> of(String region) {
    Matcher matcher = REGION.matcher(region);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("region: " + region + " is no name of an AWS region");
    }
    String direction =
        matcher
            .group(2)
            .replace("north", "n")
            .replace("south", "s")
            .replace("central", "c")
            .replace("east", "e")
            .replace("west", "w");
    List<Zone> zones = new ArrayList<>();
    for (int i = 1; i <= 3; i++) {
      zones.add(
          new Zone(
              region + (char) ('a' + i - 1),
              matcher.group(1) + direction + matcher.group(3) + "-az" + i,
              "availability-zone"));
    }
    return zones;
  }
}
