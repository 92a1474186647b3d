package dev.fedctl.starter.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedctl.contract.failure.Cure;
import dev.fedctl.contract.message.Repair;
import dev.fedctl.contract.message.StepProgress;
import dev.fedctl.contract.message.StepProgress.State;
import dev.fedctl.starter.Statuses;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProgressLinesTest {

  private final StringWriter out = new StringWriter();
  private final ProgressLines lines = new ProgressLines(new PrintWriter(out));

  @Test
  void eachStepThatEndsOrParksIsOneLine() {
    StepsOf steps =
        scope ->
            List.of(
                Statuses.step(scope + "/control-plane", State.DONE),
                Statuses.step(
                    scope + "/join", scope.endsWith("-2") ? State.PARKED : State.RUNNING));

    lines.moved(Duration.ofMinutes(1), Statuses.deploying(2), steps);
    lines.moved(Duration.ofMinutes(2), Statuses.deploying(2), steps);

    assertThat(out.toString().lines())
        .filteredOn(line -> line.contains("fed-member-2/"))
        .hasSize(2)
        .anyMatch(line -> line.endsWith("✔ fed-member-2/control-plane"))
        .anyMatch(line -> line.contains("■ fed-member-2/join, parked: DENIED: may not"));
  }

  @Test
  void eachRepairIsOneLineToo() {
    StepProgress step = Statuses.step("fed-member-2/node-group", State.WAITING);
    Repair repair =
        new Repair(
            step.id(),
            Cure.How.REMAKE,
            "it is CREATE_FAILED",
            Optional.empty(),
            1,
            false,
            Instant.EPOCH);
    StepsOf mended = scope -> List.of(Statuses.mended(step, List.of(repair)));

    lines.moved(Duration.ofMinutes(1), Statuses.deploying(2), scope -> List.of(step));
    lines.moved(Duration.ofMinutes(2), Statuses.deploying(2), mended);
    lines.moved(Duration.ofMinutes(3), Statuses.deploying(2), mended);
    // The workflow was started again, and mends once more.
    lines.moved(Duration.ofMinutes(4), Statuses.deploying(2), scope -> List.of(step));
    lines.moved(Duration.ofMinutes(5), Statuses.deploying(2), mended);

    assertThat(out.toString().lines())
        .filteredOn(line -> line.contains("↻"))
        .hasSize(2)
        .allMatch(
            line -> line.endsWith("↻ fed-member-2/node-group, made anew: it is CREATE_FAILED"));
  }

  @Test
  void manyMembersAreOneLineEachAndAreNotAskedForSteps() {
    List<String> asked = new ArrayList<>();
    StepsOf steps =
        scope -> {
          asked.add(scope);
          return List.of();
        };

    lines.moved(Duration.ofMinutes(1), Statuses.deploying(200), steps);
    lines.moved(Duration.ofMinutes(2), Statuses.deploying(200), steps);

    assertThat(asked).hasSizeLessThan(10).noneMatch(scope -> scope.contains("member"));
    assertThat(out.toString().lines())
        .hasSize(200)
        .contains("  1 m 00 s · fed-member-1 Creating", "  1 m 00 s ■ fed-member-200 Parked");
  }
}
