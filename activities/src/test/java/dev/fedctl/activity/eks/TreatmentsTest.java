package dev.fedctl.activity.eks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedctl.contract.failure.Cure;
import dev.fedctl.contract.failure.FailureKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.eks.model.AddonIssueCode;
import software.amazon.awssdk.services.eks.model.ClusterIssueCode;
import software.amazon.awssdk.services.eks.model.NodegroupIssueCode;

/** Every health issue that EKS's API knows has its treatment. */
class TreatmentsTest {

  private static final String UNLISTED = Treatments.ofNodeGroup("NotYetInvented").advice();

  /** Whose issues they are, with those that are cured without a person, and how often. */
  // What the constants hold are constants themselves.
  @SuppressWarnings("ImmutableEnumChecker")
  enum Table {
    NODE_GROUP(
        NodegroupIssueCode.knownValues(),
        36,
        Treatments::ofNodeGroup,
        Map.of(
            "IamThrottling", 2,
            "AutoScalingGroupRateLimitExceeded", 2,
            "InternalFailure", 2,
            "Unknown", 2,
            "ClusterUnreachable", 2,
            "NodeCreationFailure", 1)),
    ADDON(
        AddonIssueCode.knownValues(),
        10,
        Treatments::ofAddon,
        Map.of(
            "InternalFailure", 2,
            "ClusterUnreachable", 2,
            "InsufficientNumberOfReplicas", 1,
            "K8sResourceNotFound", 1,
            "ConfigurationConflict", 1,
            "UnsupportedAddonModification", 1)),
    CLUSTER(
        ClusterIssueCode.knownValues(),
        19,
        Treatments::ofCluster,
        Map.of("InternalFailure", 2, "Other", 2, "ClusterUnreachable", 2));

    private final Set<?> codes;
    private final int many;
    private final Function<String, Treatment> of;
    private final Map<String, Integer> cured;

    Table(Set<?> codes, int many, Function<String, Treatment> of, Map<String, Integer> cured) {
      this.codes = codes;
      this.many = many;
      this.of = of;
      this.cured = cured;
    }

    Stream<String> names() {
      return codes.stream().map(Object::toString);
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyCodeOfTheApiHasATreatmentOfItsOwn(Table table) {
    assertThat(table.names()).hasSizeGreaterThanOrEqualTo(table.many - 1);
    assertThat(table.names())
        .allSatisfy(code -> assertThat(table.of.apply(code).advice()).isNotEqualTo(UNLISTED));
  }

  @ParameterizedTest
  @EnumSource
  void onlyWhatPassesIsCuredWithoutAPersonAndWithinItsBudget(Table table) {
    Map<String, Integer> cured = new HashMap<>();
    table
        .names()
        .forEach(
            code -> {
              int tries = table.of.apply(code).tries();
              if (tries > 0) {
                cured.put(code, tries);
              }
            });

    assertThat(cured).isEqualTo(table.cured);
  }

  @ParameterizedTest
  @EnumSource
  void codeThatEksHasLearntSinceIsLeftToAPerson(Table table) {
    Treatment treatment = table.of.apply("NotYetInvented");

    assertThat(treatment.tries()).isZero();
    assertThat(treatment.kind()).isEqualTo(FailureKind.UNEXPECTED_STATE);
  }

  @Test
  void permissionsAndQuotasAreToldApart() {
    assertThat(
            Stream.of("AccessDenied", "AutoScalingGroupOptInRequired")
                .map(code -> Treatments.ofNodeGroup(code).kind()))
        .containsOnly(FailureKind.DENIED);
    assertThat(
            Stream.of(
                    "InstanceLimitExceeded",
                    "LimitExceeded",
                    "IamLimitExceeded",
                    "InsufficientFreeAddresses")
                .map(code -> Treatments.ofNodeGroup(code).kind()))
        .containsOnly(FailureKind.QUOTA);
  }

  @Test
  void worstOfSeveralIssuesDecides() {
    Health health =
        new Health(
            List.of(
                issue("IamThrottling"), issue("AmiIdNotFound"), issue("InstanceLimitExceeded")));

    assertThat(health.cure(Cure.How.REMAKE, 1).times()).isZero();
    assertThat(health.advice()).isEqualTo(Treatments.ofNodeGroup("InstanceLimitExceeded").advice());
  }

  private static Health.Issue issue(String code) {
    return new Health.Issue(code, "as the test has it", Treatments.ofNodeGroup(code));
  }
}
