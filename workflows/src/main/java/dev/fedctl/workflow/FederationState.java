package dev.fedctl.workflow;

import dev.fedctl.contract.activity.CallerIdentity;
import dev.fedctl.contract.activity.KarmadaRef;
import dev.fedctl.contract.identity.Owner;
import dev.fedctl.contract.message.ParkedStep;
import dev.fedctl.contract.plan.Scopes;
import dev.fedctl.contract.spec.FederationDocument;
import dev.fedctl.contract.workflow.FederationInput;
import dev.fedctl.contract.workflow.FederationMemory;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a federation knows. All of it passes to the next run by {@link #memory}; what is not in
 * there is forgotten.
 */
final class FederationState {

  final Roster roster;
  final Fleet fleet;
  final Board board;
  final Inbox inbox;
  final Demonstration demonstration;
  String generation;
  final Instant startedAt;

  /** Absent until the first step has told who we are. */
  @Nullable CallerIdentity caller;

  /** Absent until everything is settled that clusters need, and again when that has changed. */
  @Nullable Preparation prepared;

  /** Absent until Karmada answers for the first time. */
  @Nullable KarmadaRef karmada;

  /** Absent while something goes on. */
  @Nullable Instant settledAt;

  boolean destroying;
  boolean destroyed;

  /** An operator has aborted everything. */
  boolean givenUp;

  FederationState(FederationInput input) {
    Optional<FederationMemory> memory = input.memory();
    FederationDocument document = input.document();
    roster = memory.map(Roster::of).orElseGet(() -> new Roster(document));
    fleet = memory.map(before -> Fleet.of(before.scopes())).orElseGet(Fleet::new);
    board =
        new Board(
            document.name(),
            document.parentName(),
            roster::names,
            memory.map(FederationMemory::reports).orElse(List.of()));
    inbox = new Inbox(memory.map(FederationMemory::rejections).orElse(List.of()));
    demonstration = Demonstration.of(memory);
    generation = memory.map(FederationMemory::generation).orElseGet(Owners::generation);
    startedAt = memory.map(FederationMemory::startedAt).orElseGet(StepRun::now);
    memory.ifPresentOrElse(this::recall, this::begin);
  }

  private void begin() {
    fleet.build(Scopes.KARMADA);
    fleet.build(document().parentName());
    roster.names().forEach(fleet::build);
  }

  private void recall(FederationMemory memory) {
    caller = memory.caller().orElse(null);
    if (memory.context().isPresent() && memory.home().isPresent()) {
      prepared = new Preparation(memory.document(), memory.context().get(), memory.home().get());
    }
    karmada = memory.karmada().orElse(null);
    settledAt = memory.settledAt().orElse(null);
    destroying = memory.destroying();
    givenUp = memory.givenUp();
  }

  FederationMemory memory(List<ParkedStep> ownParked) {
    return new FederationMemory(
        roster.document(),
        generation,
        Optional.ofNullable(caller),
        Optional.ofNullable(prepared).map(Preparation::context),
        Optional.ofNullable(prepared).map(Preparation::home),
        fleet.memory(),
        board.reports(),
        ownParked,
        roster.leaving(),
        roster.kept(),
        roster.departed(),
        roster.requests(),
        roster.unlisted(),
        inbox.rejections(),
        demonstration.readyReplicas(),
        demonstration.members(),
        demonstration.replicas(),
        startedAt,
        Optional.ofNullable(settledAt),
        Optional.ofNullable(karmada),
        destroying,
        givenUp,
        roster.regions());
  }

  FederationDocument document() {
    return roster.document();
  }

  /** Where the federation lives, once that is known. */
  Optional<String> account() {
    return Optional.ofNullable(caller).map(CallerIdentity::account);
  }

  Owner owner() {
    return Owners.of(document(), identity(), generation);
  }

  CallerIdentity identity() {
    if (caller == null) {
      throw new IllegalStateException("nothing is owned before it is known who we are");
    }
    return caller;
  }
}
