package dev.fedctl.activity.eks;

import dev.fedctl.activity.Look;
import dev.fedctl.activity.Waits;
import dev.fedctl.contract.failure.Cure;
import dev.fedctl.contract.failure.FailureFacts;
import dev.fedctl.contract.failure.FailureKind;
import io.temporal.failure.ApplicationFailure;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What EKS itself says is wrong with a thing: shown while waiting, and the reason when it is given
 * up.
 */
record Health(List<Issue> issues) {

  /** One health issue with EKS's code, and what is to be done about it. */
  record Issue(String code, String message, Treatment treatment) {}

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

  /** The failure of a thing that is of no use as it stands, and that only a person may touch. */
  ApplicationFailure failure(String what, String state) {
    return failure(what, state, Optional.empty());
  }

  /** The failure of a thing that never became what it was made for: it can be mended. */
  ApplicationFailure failure(String what, String state, Cure.How how, int incarnation) {
    return failure(what, state, Optional.of(cure(how, incarnation)));
  }

  /** The failure of a thing that somebody deletes while it is made: not against their will. */
  static ApplicationFailure going(String what, int incarnation) {
    return Waits.failure(
        FailureFacts.of(
                FailureKind.UNEXPECTED_STATE,
                what + " is DELETING",
                "see who deletes it, then retry: it is made anew once it is gone")
            .curedBy(Optional.of(new Cure(Cure.How.REMAKE, incarnation, 0))));
  }

  /** What mends the thing, and how often that is worth a try. */
  Cure cure(Cure.How how, int incarnation) {
    return new Cure(how, incarnation, treatment().tries());
  }

  /** The same of a thing that may still get well by itself. */
  Look.Ailment ailment(Cure.How how, int incarnation) {
    return new Look.Ailment(worst().map(Issue::code), cure(how, incarnation));
  }

  /** What an operator can do about the worst of it. */
  String advice() {
    return treatment().advice();
  }

  private ApplicationFailure failure(String what, String state, Optional<Cure> cure) {
    return Waits.failure(
        new FailureFacts(
            treatment().kind(),
            "%s is %s%s".formatted(what, state, text()),
            worst().map(Issue::code),
            Optional.empty(),
            advice() + (cure.isPresent() ? "; then retry: it is made anew" : "; then retry"),
            Optional.empty(),
            cure));
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

  /** That of the issue that is least likely to pass; of those, one with a kind of its own first. */
  private Treatment treatment() {
    return worst().map(Issue::treatment).orElse(Treatments.NO_CAUSE);
  }

  private Optional<Issue> worst() {
    return issues.stream()
        .min(
            Comparator.comparingInt((Issue issue) -> issue.treatment().tries())
                .thenComparing(issue -> issue.treatment().kind() == FailureKind.UNEXPECTED_STATE));
  }
}
