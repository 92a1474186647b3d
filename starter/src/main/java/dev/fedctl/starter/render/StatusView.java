package dev.fedctl.starter.render;

import dev.fedctl.contract.failure.Cure;
import dev.fedctl.contract.failure.FailureKind;
import dev.fedctl.contract.message.FederationStatus;
import dev.fedctl.contract.message.FederationStatus.MemberStatus;
import dev.fedctl.contract.message.ParkedStep;
import dev.fedctl.contract.message.Rejection;
import dev.fedctl.contract.message.Repair;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A federation's status as commands print it; {@code docs/commands.md} documents every field.
 *
 * @param workflow whether its workflow runs, or how it ended
 * @param karmada the address of Karmada's API
 */
public record StatusView(
    String name,
    String workflow,
    String region,
    Optional<String> account,
    String phase,
    Optional<String> outcome,
    boolean settled,
    Instant startedAt,
    Optional<Instant> settledAt,
    Optional<String> karmada,
    List<Scope> scopes,
    List<Member> members,
    List<Parked> parked,
    List<Repaired> repairs,
    Map<String, Integer> demo,
    List<String> unlisted,
    List<String> kept,
    List<Rejection> rejections) {

  /** The parent, or Karmada. */
  public record Scope(String name, String stage, Optional<Instant> since) {}

  /** A member cluster. */
  public record Member(String name, String region, String state, Optional<Instant> joinedAt) {}

  /** A step that waits for an operator. */
  public record Parked(
      String step,
      String scope,
      FailureKind kind,
      String message,
      String advice,
      Optional<String> code,
      Optional<String> requestId,
      boolean skippable,
      Instant since) {}

  /**
   * Something that failed and was mended on the way.
   *
   * @param how {@code REMAKE} or {@code REAPPLY}
   */
  public record Repaired(
      String step,
      Cure.How how,
      String cause,
      Optional<String> code,
      boolean byOperator,
      Instant at) {}

  public static StatusView of(FederationStatus status, String workflow) {
    return new StatusView(
        status.name(),
        workflow,
        status.region(),
        status.account(),
        status.phase().label(),
        status.outcome().map(FederationStatus.Outcome::label),
        status.settled(),
        status.startedAt(),
        status.settledAt(),
        status.karmada().map(at -> "https://" + at.address() + ":" + at.port()),
        status.scopes().stream()
            .map(one -> new Scope(one.scope(), one.stage().label(), one.since()))
            .toList(),
        status.members().stream().map(StatusView::member).toList(),
        status.parked().stream().map(StatusView::parked).toList(),
        status.repairs().stream().map(StatusView::repaired).toList(),
        status.demo(),
        status.unlisted(),
        status.kept(),
        status.rejections());
  }

  /** A member as commands print it. */
  public static Member member(MemberStatus member) {
    return new Member(member.name(), member.region(), member.state().label(), member.joinedAt());
  }

  private static Repaired repaired(Repair repair) {
    return new Repaired(
        repair.step(),
        repair.how(),
        repair.cause(),
        repair.code(),
        repair.byOperator(),
        repair.at());
  }

  private static Parked parked(ParkedStep parked) {
    return new Parked(
        parked.step(),
        parked.scope(),
        parked.facts().kind(),
        parked.facts().message(),
        parked.facts().advice(),
        parked.facts().code(),
        parked.facts().requestId(),
        parked.skippable(),
        parked.since());
  }
}
