package dev.fedctl.starter.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeadlinesTest {

  private final Deadlines deadlines =
      new Deadlines(Duration.ofSeconds(3), Duration.ofSeconds(2), Duration.ofSeconds(10));

  @Test
  void firstAnswerMayTakeWhatTheChecksHaveLeft() {
    assertThat(deadlines.answer(Duration.ofSeconds(1))).isEqualTo(Duration.ofSeconds(4));
  }

  @Test
  void workerHasItsOwnTimeHoweverLongSomebodyThoughtBefore() {
    assertThat(deadlines.answer(Duration.ofMinutes(5))).isEqualTo(Duration.ofSeconds(2));
  }
}
