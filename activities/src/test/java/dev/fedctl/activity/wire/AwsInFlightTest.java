package dev.fedctl.activity.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedctl.activity.golden.Specs;
import dev.fedctl.contract.activity.EksActivities;
import dev.fedctl.contract.activity.EksActivities.AccessRequest;
import dev.fedctl.contract.activity.StepOutcome;
import dev.fedctl.contract.failure.FailureFacts;
import dev.fedctl.contract.failure.FailureKind;
import dev.fedctl.sandbox.fault.Fault;
import dev.fedctl.sandbox.fault.FaultRule;
import dev.fedctl.sandbox.fault.Refusal;
import dev.fedctl.sandbox.ledger.LedgerRow;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.eks.EksClient;

/** What is on its way when a step comes: made, changed, deleted, or not yet told to others. */
@ExtendWith(CaseNames.class)
class AwsInFlightTest {

  private static final String NAME = AwsRequests.CLUSTER.name();

  @ParameterizedTest
  @EnumSource(names = {"CLUSTER", "NODE_GROUP", "ADDON", "ADDON_WITH_ROLE"})
  void goingIsWaitedForAndThenMadeAgain(AwsEnsure step) {
    try (AwsWire cloud = new AwsWire()) {
      step.prepare(cloud);
      step.run(cloud);
      cloud.settle();
      AwsDrifts.delete(cloud, step);
      int mark = cloud.mark();

      FailureFacts facts = AwsWire.failure(() -> step.run(cloud));
      assertThat(facts.kind()).isEqualTo(FailureKind.EVENTUAL);
      assertThat(facts.message()).contains("is being deleted");
      assertThat(cloud.mutationsFrom(mark)).isEmpty();

      cloud.settle();
      assertThat(step.run(cloud)).isEqualTo(StepOutcome.CREATED);
      assertThat(step.facts(cloud)).isEqualTo(AwsCase.absent(step).peace().facts());
      assertThat(cloud.sandbox.duplicates()).isEmpty();
    }
  }

  /** Whatever tokens AWS remembers. */
  @ParameterizedTest
  @EnumSource(names = {"ROLE_CLUSTER", "LAUNCH_TEMPLATE", "ACCESS"})
  void goneIsMadeAgain(AwsEnsure step) {
    try (AwsWire cloud = new AwsWire()) {
      step.prepare(cloud);
      step.run(cloud);
      AwsDrifts.delete(cloud, step);

      assertThat(step.run(cloud)).isEqualTo(StepOutcome.CREATED);

      assertThat(step.facts(cloud)).isEqualTo(AwsCase.absent(step).peace().facts());
      assertThat(step.run(cloud)).isEqualTo(StepOutcome.UNCHANGED);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"CLUSTER_CLOSED_INSIDE", "NODES_OF_OTHER_NUMBER", "ADDON_WITH_OTHER_ROLE"})
  void somebodyElsesChangeIsWaitedForBeforeOurs(AwsDrift drift) {
    AwsEnsure step = drift.step();
    try (AwsWire cloud = new AwsWire()) {
      drift.prepare(cloud);
      change(cloud, step);
      int mark = cloud.mark();

      FailureFacts facts = AwsWire.failure(() -> step.run(cloud));
      assertThat(facts.kind()).isEqualTo(FailureKind.EVENTUAL);
      assertThat(facts.code()).contains("ResourceInUseException");
      assertThat(cloud.rowsFrom(mark)).allSatisfy(row -> assertThat(row.effects()).isEmpty());

      cloud.settle();
      assertThat(step.run(cloud)).isEqualTo(StepOutcome.UPDATED);
      cloud.settle();
      assertThat(step.facts(cloud)).isEqualTo(AwsCase.absent(step).peace().facts());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"CLUSTER_CLOSED_OUTSIDE", "NODES_OF_OTHER_NUMBER", "ADDON_WITHOUT_ROLE"})
  void ourOwnChangeUnderWayIsNotMadeAgain(AwsDrift drift) {
    try (AwsWire cloud = new AwsWire()) {
      drift.prepare(cloud);
      drift.step().run(cloud);
      int mark = cloud.mark();

      assertThat(drift.step().run(cloud)).isEqualTo(StepOutcome.UNCHANGED);

      assertThat(cloud.mutationsFrom(mark)).isEmpty();
    }
  }

  /** An overlapping attempt was faster. */
  @ParameterizedTest
  @CsvSource({
    "CLUSTER_CLOSED_INSIDE, eks:UpdateClusterConfig, InvalidParameterException,"
        + " Cluster is already at the desired configuration with endpointPrivateAccess: true",
    "NODES_OF_OTHER_NUMBER, eks:UpdateNodegroupConfig, InvalidRequestException,"
        + " No changes needed for the provided config",
  })
  void changeThatIsNeededNoMoreIsNone(AwsDrift drift, String call, String code, String message) {
    FaultRule needless =
        new FaultRule(
            call,
            Optional.empty(),
            0,
            1,
            AwsWire.DISTURBED_FROM,
            new Fault.Fail(new Refusal(code, 400, message)));
    try (AwsWire cloud = new AwsWire(needless)) {
      drift.prepare(cloud);
      cloud.disturb();

      assertThat(drift.step().run(cloud)).isEqualTo(StepOutcome.UNCHANGED);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"ACCESS", "NODE_GROUP", "ADDON", "ADDON_WITH_ROLE"})
  void clusterThatIsBeingChangedIsWaitedFor(AwsEnsure step) {
    try (AwsWire cloud = new AwsWire()) {
      step.prepare(cloud);
      AwsDrifts.startLogging(cloud);

      assertThat(AwsWire.failure(() -> step.run(cloud)).kind()).isEqualTo(FailureKind.EVENTUAL);

      cloud.settle();
      assertThat(step.run(cloud)).isEqualTo(StepOutcome.CREATED);
    }
  }

  /** Versions have no names: only their token keeps a late one from being a second one. */
  @Test
  void versionOfALaunchTemplateThatComesLateIsOne() {
    Duration late = Duration.ofSeconds(40);
    FaultRule rule =
        new FaultRule(
            "ec2:CreateLaunchTemplateVersion",
            Optional.empty(),
            0,
            1,
            AwsWire.DISTURBED_FROM,
            new Fault.LateEffect(late));
    try (AwsWire cloud = new AwsWire(rule)) {
      AwsDrift.TEMPLATE_UNENCRYPTED.prepare(cloud);
      cloud.disturb();
      assertThat(AwsWire.failure(() -> AwsEnsure.LAUNCH_TEMPLATE.run(cloud)).kind())
          .isEqualTo(FailureKind.UNAVAILABLE);
      AwsEnsure.LAUNCH_TEMPLATE.run(cloud);

      cloud.advance(late);

      assertThat(new AwsStranger(cloud).template(AwsRequests.TEMPLATE).latestVersionNumber())
          .isEqualTo(2);
    }
  }

  @Test
  void freshRoleIsWaitedFor() {
    try (AwsWire cloud = new AwsWire()) {
      AwsEnsure.ROLE_CLUSTER.run(cloud);

      assertThat(AwsWire.failure(() -> AwsEnsure.CLUSTER.run(cloud)).kind())
          .isEqualTo(FailureKind.EVENTUAL);

      cloud.advance(Duration.ofSeconds(20));
      assertThat(AwsEnsure.CLUSTER.run(cloud)).isEqualTo(StepOutcome.CREATED);
    }
  }

  @Test
  void principalThatDoesNotShowIsWaitedFor() {
    try (AwsWire cloud = new AwsWire()) {
      AwsEnsure.ACCESS.prepare(cloud);
      AccessRequest request = cloud.ours().access("arn:aws:iam::111122223333:role/nobody");

      FailureFacts facts =
          AwsWire.failure(() -> cloud.activity(EksActivities.class).ensureAccess(request));

      assertThat(facts.kind()).isEqualTo(FailureKind.EVENTUAL);
      assertThat(facts.message()).contains("role/nobody");
      assertThat(facts.advice()).contains("spec.access.admins");
    }
  }

  @Test
  void principalsOfOneNameHaveAnEntryEach() {
    List<String> arns =
        List.of(
            AwsRequests.WORKER,
            "arn:aws:iam::444455556666:role/fedctl-worker",
            "arn:aws:iam::444455556666:role/ops/fedctl-worker",
            "arn:aws:iam::444455556666:user/fedctl-worker");
    try (AwsWire cloud = new AwsWire()) {
      AwsEnsure.ACCESS.prepare(cloud);
      AccessRequest request = cloud.ours().access(arns.toArray(String[]::new));
      EksActivities activities = cloud.activity(EksActivities.class);
      int mark = cloud.mark();

      activities.ensureAccess(request);

      List<LedgerRow.Mutation> made =
          cloud.mutationsFrom(mark).stream()
              .map(LedgerRow.Mutation.class::cast)
              .filter(row -> row.call().equals("eks:CreateAccessEntry"))
              .toList();
      assertThat(made).extracting(LedgerRow.Mutation::token).doesNotHaveDuplicates().hasSize(4);
      assertThat(made)
          .flatExtracting(LedgerRow.Mutation::effects)
          .extracting(LedgerRow.Effect::resource)
          .doesNotHaveDuplicates()
          .hasSize(4)
          .allSatisfy(
              resource ->
                  assertThat(resource.orElseThrow())
                      .startsWith(Specs.PARENT.name() + "/access:fedctl-worker-"));
      assertThat(cloud.sandbox.duplicates()).isEmpty();
      assertThat(activities.ensureAccess(request)).isEqualTo(StepOutcome.UNCHANGED);
    }
  }

  /** Somebody starts a change of something that we do not care for. */
  private static void change(AwsWire cloud, AwsEnsure step) {
    EksClient eks = new AwsStranger(cloud).eks();
    switch (step) {
      case CLUSTER -> AwsDrifts.startLogging(cloud);
      case NODE_GROUP ->
          eks.updateNodegroupConfig(
              r ->
                  r.clusterName(NAME)
                      .nodegroupName(AwsRequests.NODES)
                      .labels(l -> l.addOrUpdateLabels(Map.of("team", "platform"))));
      case ADDON_WITH_ROLE ->
          eks.updateAddon(
              r ->
                  r.clusterName(NAME)
                      .addonName(AwsRequests.EBS)
                      .configurationValues("{\"controller\":{}}"));
      default -> throw new IllegalArgumentException(step + " has no updates");
    }
  }
}
