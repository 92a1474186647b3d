package dev.fedctl.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedctl.contract.plan.Plan;
import dev.fedctl.contract.plan.PlanStep;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 50})
  void stepsStandAfterAllThatTheyWaitFor(int members) {
    Set<String> before = new HashSet<>();
    for (PlanStep step : Plan.of(Documents.withMembers(members)).steps()) {
      assertThat(before).as(step.id()).containsAll(step.waitsFor()).containsAll(step.readyAfter());
      assertThat(before.add(step.id())).as("%s is unique", step.id()).isTrue();
    }
  }

  @Test
  void expectedTimeDoesNotGrowWithTheMembers() {
    Duration two = Plan.of(Documents.withMembers(2)).expected();

    assertThat(Plan.of(Documents.withMembers(50)).expected()).isEqualTo(two);
  }

  @Test
  void withoutMembersThereIsNoJoinAndNoDemo() {
    assertThat(Plan.of(Documents.withMembers(0)).steps())
        .noneMatch(step -> step.id().endsWith("/join") || step.id().startsWith("demo/"));
  }
}
