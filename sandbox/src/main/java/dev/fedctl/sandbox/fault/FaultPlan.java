package dev.fedctl.sandbox.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The rules of a fault file with the count of what each has met. Guarded by the kernel's lock. */
public final class FaultPlan {

  private final List<FaultRule> rules;
  private final int[] seen;

  public FaultPlan(List<FaultRule> rules) {
    this.rules = List.copyOf(rules);
    this.seen = new int[rules.size()];
  }

  public static FaultPlan none() {
    return new FaultPlan(List.of());
  }

  public List<FaultRule> rules() {
    return rules;
  }

  /** How often each rule has met a request, in the order of the rules. */
  public List<Integer> met() {
    List<Integer> met = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      met.add(Math.max(0, seen[i] - rules.get(i).skip()));
    }
    return met;
  }

  /** Whether those who call may die of it. */
  public boolean endsCallers() {
    return rules.stream().anyMatch(rule -> rule.fault() instanceof Fault.CallerDies);
  }

  /** The rules that have met fewer calls than they could. */
  public List<FaultRule> unmet() {
    return IntStream.range(0, rules.size())
        .filter(i -> seen[i] < (long) rules.get(i).skip() + rules.get(i).count())
        .mapToObj(rules::get)
        .toList();
  }

  /**
   * The fault that meets a call now; the first rule that matches and is not used up decides.
   *
   * @param call its name, such as {@code eks:CreateCluster}
   * @param subject what it is about; may be empty
   */
  public Optional<Fault> next(String call, String subject, Duration sinceStart) {
    for (int i = 0; i < rules.size(); i++) {
      FaultRule rule = rules.get(i);
      if (sinceStart.compareTo(rule.from()) < 0 || !rule.matches(call, subject)) {
        continue;
      }
      if (seen[i] >= (long) rule.skip() + rule.count()) {
        continue;
      }
      seen[i]++;
      if (seen[i] > rule.skip()) {
        return Optional.of(rule.fault());
      }
    }
    return Optional.empty();
  }
}
