package dev.fedctl.starter.server;

import java.time.Duration;

/**
 * How long a person waits before being told what is wrong. All looks at the server before a command
 * does its work share {@link #checks}; together with the first question to a worker that is {@link
 * #patience} at most.
 *
 * @param checks for all looks at the server itself, together
 * @param answer for the first question that only a worker can answer, and what the checks have left
 *     of their time
 * @param call for each later call; a worker that reads a long history anew needs time
 */
public record Deadlines(Duration checks, Duration answer, Duration call) {

  public static final Deadlines STANDARD =
      new Deadlines(Duration.ofMillis(2_200), Duration.ofMillis(1_800), Duration.ofSeconds(10));

  /** What is wrong is said within this time. */
  public Duration patience() {
    return checks.plus(answer);
  }

  /** How long the first answer may take when so much time has passed since the checks began. */
  public Duration answer(Duration passed) {
    Duration left = patience().minus(passed);
    return left.compareTo(answer) > 0 ? left : answer;
  }
}
