package dev.fedctl.activity.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedctl.activity.golden.Specs;
import dev.fedctl.contract.activity.EksActivities;
import dev.fedctl.contract.activity.IamActivities;
import dev.fedctl.contract.activity.IamActivities.Purpose;
import dev.fedctl.contract.activity.StepOutcome;
import dev.fedctl.contract.failure.FailureFacts;
import dev.fedctl.contract.failure.FailureKind;
import dev.fedctl.contract.identity.Owner;
import dev.fedctl.sandbox.fault.Fault;
import dev.fedctl.sandbox.fault.FaultRule;
import dev.fedctl.sandbox.fault.Refusal;
import dev.fedctl.sandbox.ledger.LedgerRow;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(CaseNames.class)
class AwsForeignTest {

  private static final Owner EARLIER =
      new Owner(
          Specs.OWNER.federation(),
          Specs.OWNER.account(),
          Specs.OWNER.region(),
          "fedcba9876543210");

  /** Whose the thing is that stands where ours is to be. */
  enum Whose {
    /** Nobody's: it has no tags. */
    NOBODY("was not made by fedctl") {
      @Override
      void make(AwsEnsure step, AwsWire cloud) {
        step.run(cloud);
        step.untag(cloud, List.copyOf(cloud.ours().cluster().claim().tags().keySet()));
      }
    },
    OTHER_FEDERATION("belongs to federation \"others\"") {
      @Override
      void make(AwsEnsure step, AwsWire cloud) {
        step.run(cloud, AwsRequests.of("others"));
      }
    },
    /** A leftover of a federation of our name that was destroyed. */
    EARLIER_LIFE("generation fedcba9876543210") {
      @Override
      void make(AwsEnsure step, AwsWire cloud) {
        step.run(cloud, new AwsRequests(EARLIER));
      }
    };

    private final String words;

    Whose(String words) {
      this.words = words;
    }

    abstract void make(AwsEnsure step, AwsWire cloud);
  }

  /** A step, and whose thing is in its way. */
  record Encounter(AwsEnsure step, Whose whose) {}

  static Stream<Encounter> encounters() {
    return Arrays.stream(AwsEnsure.values())
        .flatMap(step -> Arrays.stream(Whose.values()).map(whose -> new Encounter(step, whose)));
  }

  @ParameterizedTest
  @MethodSource("encounters")
  void foreignIsConflictAndUntouched(Encounter encounter) {
    AwsEnsure step = encounter.step();
    try (AwsWire cloud = new AwsWire()) {
      step.prepare(cloud);
      encounter.whose().make(step, cloud);
      cloud.settle();
      var theirs = step.facts(cloud);
      int mark = cloud.mark();

      FailureFacts facts = AwsWire.failure(() -> step.run(cloud));

      assertThat(facts.kind()).isEqualTo(FailureKind.CONFLICT);
      assertThat(facts.message()).contains("stands already", encounter.whose().words);
      assertThat(cloud.mutationsFrom(mark)).isEmpty();
      assertThat(step.facts(cloud)).isEqualTo(theirs);
    }
  }

  /** The first look still saw nothing. */
  @ParameterizedTest
  @MethodSource("encounters")
  void foreignThatCameInBetweenIsConflictAndUntouched(Encounter encounter) {
    AwsEnsure step = encounter.step();
    try (AwsWire cloud = new AwsWire(unseen(step))) {
      step.prepare(cloud);
      encounter.whose().make(step, cloud);
      cloud.settle();
      var theirs = step.facts(cloud);
      cloud.disturb();
      int mark = cloud.mark();

      assertThat(AwsWire.failure(() -> step.run(cloud)).kind()).isEqualTo(FailureKind.CONFLICT);

      assertThat(cloud.rowsFrom(mark)).allSatisfy(row -> assertThat(row.effects()).isEmpty());
      assertThat(step.facts(cloud)).isEqualTo(theirs);
    }
  }

  @ParameterizedTest
  @EnumSource
  void ourOwnThatCameInBetweenIsFound(AwsEnsure step) {
    try (AwsWire cloud = new AwsWire(unseen(step))) {
      step.prepare(cloud);
      step.run(cloud);
      cloud.settle();
      var ours = step.facts(cloud);
      cloud.disturb();
      int mark = cloud.mark();

      assertThat(step.run(cloud)).isEqualTo(StepOutcome.UNCHANGED);

      assertThat(cloud.rowsFrom(mark)).allSatisfy(row -> assertThat(row.effects()).isEmpty());
      assertThat(step.facts(cloud)).isEqualTo(ours);
    }
  }

  @ParameterizedTest
  @EnumSource(
      names = {"ROLE_.*", "CLUSTER", "LAUNCH_TEMPLATE", "NODE_GROUP"},
      mode = EnumSource.Mode.MATCH_ANY)
  void thingsOfNearNamesAreNeitherTakenNorTouched(AwsEnsure step) {
    try (AwsWire cloud = new AwsWire()) {
      step.prepare(cloud);
      int before = cloud.mark();
      near(step).forEach(name -> make(cloud, step, name));
      Set<String> theirs = ids(cloud.rowsFrom(before));
      assertThat(theirs).hasSizeGreaterThanOrEqualTo(near(step).size());
      int mark = cloud.mark();

      assertThat(step.run(cloud)).isEqualTo(StepOutcome.CREATED);

      assertThat(ids(cloud.rowsFrom(mark))).isNotEmpty().doesNotContainAnyElementsOf(theirs);
      assertThat(step.facts(cloud)).isEqualTo(AwsCase.absent(step).peace().facts());
    }
  }

  /** For IAM names that differ only in case are the same name. */
  @ParameterizedTest
  @EnumSource
  void roleOfTheSameNameInOtherCaseIsConflictAndUntouched(Purpose purpose) {
    try (AwsWire cloud = new AwsWire()) {
      String name = AwsRequests.roleName(purpose).toUpperCase(Locale.ROOT);
      IamActivities activities = cloud.activity(IamActivities.class);
      activities.ensureRole(AwsRequests.of("others").role(purpose, name));
      int mark = cloud.mark();

      assertThat(AwsWire.failure(() -> activities.ensureRole(cloud.ours().role(purpose))).kind())
          .isEqualTo(FailureKind.CONFLICT);

      assertThat(ids(cloud.rowsFrom(mark))).isEmpty();
    }
  }

  /** The step's first look is told that nothing is there. */
  private static FaultRule unseen(AwsEnsure step) {
    AwsCase.Site look = AwsCase.absent(step).peace().sites().getFirst();
    assertThat(look.mutating()).isFalse();
    String code =
        switch (look.call().substring(0, 3)) {
          case "iam" -> "NoSuchEntity";
          case "ec2" -> "InvalidLaunchTemplateName.NotFoundException";
          default -> "ResourceNotFoundException";
        };
    return look.meets(new Fault.Fail(new Refusal(code, 404, "not there")));
  }

  private static List<String> near(AwsEnsure step) {
    String name =
        switch (step) {
          case NODE_GROUP -> AwsRequests.NODES;
          default -> step.subject();
        };
    Stream<String> names =
        Stream.of("x" + name, name + "x", name + "-2", name.substring(0, name.length() - 1));
    return step.name().startsWith("ROLE")
        ? names.toList()
        : Stream.concat(names, Stream.of(name.toUpperCase(Locale.ROOT))).toList();
  }

  private static void make(AwsWire cloud, AwsEnsure step, String name) {
    // A federation for each name: a client token stands for one request.
    AwsRequests others = AwsRequests.of("others-" + Integer.toHexString(name.hashCode()));
    EksActivities eks = cloud.activity(EksActivities.class);
    switch (step) {
      case ROLE_CLUSTER, ROLE_NODE, ROLE_EBS_CSI ->
          cloud
              .activity(IamActivities.class)
              .ensureRole(
                  others.role(Purpose.valueOf(step.name().substring("ROLE_".length())), name));
      case CLUSTER ->
          eks.ensureCluster(
              others.cluster(name, AwsRequests.roleArn(Purpose.CLUSTER), AwsRequests.SUBNETS));
      case LAUNCH_TEMPLATE -> eks.ensureLaunchTemplate(others.launchTemplate(name));
      case NODE_GROUP -> eks.ensureNodeGroup(others.nodeGroup(name, cloud.template()));
      case ACCESS, ADDON, ADDON_WITH_ROLE ->
          throw new IllegalArgumentException(step + " chooses no name");
    }
  }

  private static Set<String> ids(List<LedgerRow> rows) {
    return rows.stream()
        .flatMap(row -> row.effects().stream())
        .map(LedgerRow.Effect::id)
        .collect(Collectors.toSet());
  }
}
