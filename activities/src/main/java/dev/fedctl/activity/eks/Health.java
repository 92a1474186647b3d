package dev.fedctl.activity.eks;

import dev.fedctl.activity.Waits;
import dev.fedctl.contract.failure.FailureFacts;
import dev.fedctl.contract.failure.FailureKind;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What EKS itself says is wrong with a thing: shown while waiting, and the reason when it is given
 * up.
 */
record Health(List<Issue> issues) {

  /** One health issue with EKS's code. */
  record Issue(String code, String message) {}

  static Health none() {
    return new Health(List.of());
  }

  /** " (CODE: message; …)", or nothing. */
  String text() {
    return issues.isEmpty()
        ? ""
        : issues.stream()
            .map(issue -> issue.code() + ": " + issue.message())
            .collect(Collectors.joining("; ", " (", ")"));
  }

  /** The permanent failure of a thing that reached a state from which it does not come back. */
  ApplicationFailure failure(String what, String state) {
    FailureKind kind = kind();
    return Waits.failure(
        new FailureFacts(
            kind,
            "%s is %s%s".formatted(what, state, text()),
            issues.stream().map(Issue::code).findFirst(),
            Optional.empty(),
            advice(kind),
            Optional.empty()));
  }

  /** The permanent failure of a thing that should be going, and is not. */
  ApplicationFailure standing(String what, String state) {
    return Waits.failure(
        new FailureFacts(
            FailureKind.UNEXPECTED_STATE,
            "%s is %s and is not being deleted%s".formatted(what, state, text()),
            issues.stream().map(Issue::code).findFirst(),
            Optional.empty(),
            "remove what keeps it, then retry: it is deleted again",
            Optional.empty()));
  }

  private FailureKind kind() {
    return issues.stream()
        .map(issue -> kind(issue.code()))
        .filter(kind -> kind != FailureKind.UNEXPECTED_STATE)
        .findFirst()
        .orElse(FailureKind.UNEXPECTED_STATE);
  }

  private static FailureKind kind(String code) {
    return switch (code) {
      case "AccessDenied", "Ec2ServiceNotSubscribed", "AutoScalingGroupOptInRequired" ->
          FailureKind.DENIED;
      case "InstanceLimitExceeded",
          "LimitExceeded",
          "IamLimitExceeded",
          "ResourceLimitExceeded",
          "InsufficientFreeAddresses" ->
          FailureKind.QUOTA;
      default -> FailureKind.UNEXPECTED_STATE;
    };
  }

  private static String advice(FailureKind kind) {
    return switch (kind) {
      case DENIED -> "grant what EKS was denied, delete the failed resource, then retry";
      case QUOTA -> "raise the quota, delete the failed resource, then retry";
      default -> "mend the cause, delete the failed resource, then retry";
    };
  }
}
