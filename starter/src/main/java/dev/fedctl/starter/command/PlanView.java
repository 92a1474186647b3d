package dev.fedctl.starter.command;

import dev.fedctl.contract.activity.CallerIdentity;
import dev.fedctl.contract.change.Change;
import dev.fedctl.contract.plan.PlanStep;
import dev.fedctl.starter.federation.UserIdentity;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What applying a spec would do, as {@code plan -o json} prints it; {@code docs/commands.md}
 * documents every field.
 *
 * @param mode create, resume, change or nothing
 * @param user the caller's ARN; absent when AWS does not know the caller
 */
record PlanView(
    String federation,
    String mode,
    String region,
    String account,
    String worker,
    Optional<String> user,
    List<PlanStep> steps,
    List<Changed> changes,
    List<String> added,
    List<String> removed,
    List<String> unlisted,
    List<Stands> stands,
    List<String> conflicts,
    List<String> warnings,
    Duration expected) {

  /**
   * A field with another value.
   *
   * @param mark ~ in place, -/+ replace, ! never
   * @param refusal absent when it is carried out
   */
  record Changed(String path, String from, String to, String mark, Optional<String> refusal) {

    static Changed of(Change change) {
      return new Changed(
          change.path(),
          change.from(),
          change.to(),
          change.how().mark(),
          Optional.of(change.refusal()).filter(why -> !why.isEmpty()));
    }
  }

  /** A cluster of ours that is there already. */
  record Stands(
      String cluster, String region, Optional<String> status, Optional<String> kubernetesVersion) {}

  static PlanView of(Deliberation about) {
    var proposal = about.proposal();
    return new PlanView(
        proposal.wanted().name(),
        proposal.mode().word(),
        proposal.wanted().spec().region(),
        about.worker().account(),
        about.worker().callerArn(),
        about.user() instanceof UserIdentity.Answer.Known(CallerIdentity caller)
            ? Optional.of(caller.callerArn())
            : Optional.empty(),
        proposal.steps(),
        proposal.changes().stream().map(Changed::of).toList(),
        proposal.added(),
        proposal.removed(),
        proposal.unlisted(),
        proposal.stands().stream()
            .map(
                one ->
                    new Stands(
                        one.cluster().name(),
                        one.cluster().region(),
                        one.status(),
                        one.kubernetesVersion()))
            .toList(),
        proposal.conflicts(),
        proposal.warnings(),
        proposal.expected());
  }
}
