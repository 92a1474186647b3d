package dev.fedctl.app.chaos;

import dev.fedctl.sandbox.fault.FaultRule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What goes wrong in one run.
 *
 * @param kinds of the rules, in their order
 */
record Mishaps(List<Mishap> kinds, List<FaultRule> rules) {

  /** How many there are beside one of each kind. */
  private static final int MORE = 6;

  private static final List<Mishap> OFTEN =
      List.of(Mishap.THROTTLE, Mishap.LOST_REPLY, Mishap.OVERTAKEN, Mishap.WORKER_DEATH);

  /** One of each kind at least, each upon another request. */
  static Mishaps drawn(Survey survey, Random random) {
    List<Mishap> kinds = new ArrayList<>();
    for (int i = random.nextInt(MORE); i > 0; i--) {
      kinds.add(OFTEN.get(random.nextInt(OFTEN.size())));
    }
    kinds.addAll(List.of(Mishap.values()));
    // The most particular ones draw first: what they can happen to is scarce.
    kinds.sort(Comparator.reverseOrder());
    Survey.Hat hat = survey.hat(random);
    return new Mishaps(kinds, kinds.stream().map(kind -> kind.drawn(hat, random)).toList());
  }

  /**
   * How many there were, by kind.
   *
   * @param met how often each rule met a request
   */
  Map<String, Integer> met(List<Integer> met) {
    Map<String, Integer> counted = new LinkedHashMap<>();
    for (int i = 0; i < kinds.size(); i++) {
      counted.merge(kinds.get(i).word(), met.get(i), Integer::sum);
    }
    return counted;
  }
}
