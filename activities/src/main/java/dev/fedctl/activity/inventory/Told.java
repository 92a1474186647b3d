package dev.fedctl.activity.inventory;

import static java.util.stream.Collectors.joining;

import java.util.List;

/** Lists in the messages of failures, which are short. */
final class Told {

  private static final int SOME = 4;

  private Told() {}

  /** The first ones, and how many more there are. */
  static String some(List<String> all) {
    String some = all.stream().limit(SOME).collect(joining("; "));
    return all.size() > SOME ? some + "; and " + (all.size() - SOME) + " more" : some;
  }
}
