package dev.fedctl.sandbox.fault;

import java.time.Duration;
import java.util.Optional;

/**
 * One line of a fault file: which calls it meets and what it does to them.
 *
 * @param call the name of the call, {@code *} standing for any run of characters
 * @param subject likewise for what the call is about; absent: any
 * @param skip how many matching calls pass untouched first
 * @param count how many matching calls are met after those; {@link Integer#MAX_VALUE}: all
 * @param from virtual time since the start before which the rule sleeps
 */
public record FaultRule(
    String call, Optional<String> subject, int skip, int count, Duration from, Fault fault) {

  public FaultRule {
    if (call.isBlank()) {
      throw new IllegalArgumentException("call: must name a call, such as eks:CreateCluster");
    }
    if (skip < 0) {
      throw new IllegalArgumentException("skip: must be 0 or more, was " + skip);
    }
    if (count < 1) {
      throw new IllegalArgumentException("count: must be 1 or more, was " + count);
    }
  }

  boolean matches(String actualCall, String actualSubject) {
    return glob(call, actualCall) && (subject.isEmpty() || glob(subject.get(), actualSubject));
  }

  /** Whether a text is what a pattern with stars says. */
  static boolean glob(String pattern, String text) {
    int star = pattern.indexOf('*');
    if (star < 0) {
      return pattern.equals(text);
    }
    if (!text.startsWith(pattern.substring(0, star))) {
      return false;
    }
    String rest = pattern.substring(star + 1);
    for (int from = star; from <= text.length(); from++) {
      if (glob(rest, text.substring(from))) {
        return true;
      }
    }
    return false;
  }
}
