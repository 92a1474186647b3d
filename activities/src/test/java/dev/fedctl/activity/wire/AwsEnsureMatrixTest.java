package dev.fedctl.activity.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedctl.contract.activity.StepOutcome;
import dev.fedctl.contract.failure.FailureFacts;
import dev.fedctl.contract.failure.FailureKind;
import dev.fedctl.contract.identity.OwnerTags;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(CaseNames.class)
class AwsEnsureMatrixTest {

  @ParameterizedTest
  @EnumSource
  void absentIsMadeAndThenLeftAlone(AwsEnsure step) {
    try (AwsWire cloud = new AwsWire()) {
      step.prepare(cloud);
      assertThat(step.run(cloud)).isEqualTo(StepOutcome.CREATED);
      var made = step.facts(cloud);
      int mark = cloud.mark();

      // At once, while it is being made, and again when it stands.
      assertThat(step.run(cloud)).isEqualTo(StepOutcome.UNCHANGED);
      cloud.settle();
      assertThat(step.run(cloud)).isEqualTo(StepOutcome.UNCHANGED);

      assertThat(cloud.mutationsFrom(mark)).isEmpty();
      assertThat(step.facts(cloud)).isEqualTo(made);
    }
  }

  @ParameterizedTest
  @EnumSource
  void differentIsConvergedLeftOrRefused(AwsDrift drift) {
    AwsEnsure step = drift.step();
    try (AwsWire cloud = new AwsWire()) {
      drift.prepare(cloud);
      var found = step.facts(cloud);
      int mark = cloud.mark();

      switch (drift.fate()) {
        case CREATED -> assertThat(step.run(cloud)).isEqualTo(StepOutcome.CREATED);
        case UPDATED -> assertThat(step.run(cloud)).isEqualTo(StepOutcome.UPDATED);
        case LEFT -> assertThat(step.run(cloud)).isEqualTo(StepOutcome.UNCHANGED);
        case REFUSED -> {
          FailureFacts facts = AwsWire.failure(() -> step.run(cloud));
          assertThat(facts.kind()).isEqualTo(FailureKind.CONFLICT);
          assertThat(facts.message()).contains("is ours but was made with");
        }
      }

      if (!drift.isConverged()) {
        assertThat(cloud.mutationsFrom(mark)).isEmpty();
        assertThat(step.facts(cloud)).isEqualTo(found);
        return;
      }
      Object wanted = AwsCase.absent(step).peace().facts();
      assertThat(found).isNotEqualTo(wanted);
      assertThat(step.facts(cloud)).isEqualTo(wanted);
      mark = cloud.mark();
      assertThat(step.run(cloud)).isEqualTo(StepOutcome.UNCHANGED);
      assertThat(cloud.mutationsFrom(mark)).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void ownerTagThatIsMissingIsPutBack(AwsEnsure step) {
    try (AwsWire cloud = new AwsWire()) {
      step.prepare(cloud);
      step.run(cloud);
      cloud.settle();
      step.untag(cloud, List.of(OwnerTags.FEDERATION));
      assertThat(step.facts(cloud)).isNotEqualTo(AwsCase.absent(step).peace().facts());

      assertThat(step.run(cloud)).isEqualTo(StepOutcome.UPDATED);

      assertThat(step.facts(cloud)).isEqualTo(AwsCase.absent(step).peace().facts());
    }
  }

  /** A token that AWS remembers must not keep a second change to the same from being made. */
  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.MATCH_ANY,
      names = {"ROLE_(TRUST|POLICY)", "CLUSTER_CLOSED_.*", "ACCESS_.*", "NODES_OF_OTHER_NUMBER"})
  void differentAgainIsConvergedAgain(AwsDrift drift) {
    AwsEnsure step = drift.step();
    try (AwsWire cloud = new AwsWire()) {
      drift.prepare(cloud);
      step.run(cloud);
      cloud.settle();
      drift.meddle(cloud);
      assertThat(step.facts(cloud)).isNotEqualTo(AwsCase.absent(step).peace().facts());

      step.run(cloud);

      assertThat(step.facts(cloud)).isEqualTo(AwsCase.absent(step).peace().facts());
    }
  }
}
