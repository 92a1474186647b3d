package dev.fedctl.acceptance.site;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A kill that is to come.
 *
 * @param after how many requests the sandbox has seen since the work began
 */
public record Strike(int after, Victim victim) {

  /** What is killed. */
  public enum Victim {
    STARTER,
    WORKER,
    TEMPORAL,
    SANDBOX
  }

  /** Each victim once, in some order, and as many more at random, at moments that chance chose. */
  public static List<Strike> drawn(Random random, int within, int more) {
    List<Victim> victims = new ArrayList<>(Arrays.asList(Victim.values()));
    Collections.shuffle(victims, random);
    for (int i = 0; i < more; i++) {
      victims.add(Victim.values()[random.nextInt(Victim.values().length)]);
    }
    SortedSet<Integer> moments = new TreeSet<>();
    while (moments.size() < victims.size()) {
      moments.add(1 + random.nextInt(within));
    }
    List<Integer> inOrder = List.copyOf(moments);
    List<Strike> strikes = new ArrayList<>();
    for (int i = 0; i < victims.size(); i++) {
      strikes.add(new Strike(inOrder.get(i), victims.get(i)));
    }
    return List.copyOf(strikes);
  }
}
