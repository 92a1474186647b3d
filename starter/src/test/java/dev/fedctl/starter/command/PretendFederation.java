package dev.fedctl.starter.command;

import dev.fedctl.contract.change.SpecChanges;
import dev.fedctl.contract.failure.FailureFacts;
import dev.fedctl.contract.failure.FailureKind;
import dev.fedctl.contract.message.Accepted;
import dev.fedctl.contract.message.AddMembers;
import dev.fedctl.contract.message.ApplySpec;
import dev.fedctl.contract.message.Destroy;
import dev.fedctl.contract.message.Directive;
import dev.fedctl.contract.message.FederationStatus;
import dev.fedctl.contract.message.FederationStatus.MemberStatus;
import dev.fedctl.contract.message.FederationStatus.Outcome;
import dev.fedctl.contract.message.FederationStatus.Phase;
import dev.fedctl.contract.message.InvalidMessageException;
import dev.fedctl.contract.message.ParkedStep;
import dev.fedctl.contract.message.Received;
import dev.fedctl.contract.message.RemoveMembers;
import dev.fedctl.contract.message.ScopeReport;
import dev.fedctl.contract.message.StepProgress;
import dev.fedctl.contract.plan.Plan;
import dev.fedctl.contract.spec.FederationDocument;
import dev.fedctl.contract.spec.MemberSpec;
import dev.fedctl.contract.workflow.FederationInput;
import dev.fedctl.contract.workflow.FederationMemory;
import dev.fedctl.contract.workflow.FederationWorkflow;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A federation that builds nothing: it keeps a list of members, so that the commands' own half can
 * be tested. One whose name begins with "parked" has a parked step until it is told something.
 */
public final class PretendFederation implements FederationWorkflow {

  private FederationDocument document;
  private boolean parked;
  private boolean aborted;
  private boolean destroyed;
  private List<String> unlisted = List.of();

  @WorkflowInit
  public PretendFederation(FederationInput input) {
    document = input.document();
    parked = document.name().startsWith("parked");
  }

  @Override
  public void run(FederationInput input) {
    Workflow.await(() -> destroyed);
  }

  @Override
  public void report(ScopeReport report) {}

  @Override
  public void addMembersBySignal(Received<AddMembers> message) {
    addMembers(message);
  }

  @Override
  public Accepted addMembers(Received<AddMembers> message) {
    List<MemberSpec> all = new ArrayList<>(document.memberSpecs());
    List<String> known = all.stream().map(MemberSpec::name).toList();
    List<MemberSpec> added =
        message.read().members().stream().filter(one -> !known.contains(one.name())).toList();
    all.addAll(added);
    document = document.withMembers(all);
    return Accepted.adding(added.stream().map(MemberSpec::name).toList());
  }

  @Override
  public void checkAddMembers(Received<AddMembers> message) {
    message.read();
  }

  @Override
  public void removeMembersBySignal(Received<RemoveMembers> message) {
    removeMembers(message);
  }

  @Override
  public Accepted removeMembers(Received<RemoveMembers> message) {
    remove(message.read().members());
    return Accepted.removing(message.read().members());
  }

  private void remove(List<String> names) {
    document =
        document.withMembers(
            document.memberSpecs().stream().filter(one -> !names.contains(one.name())).toList());
  }

  @Override
  public void checkRemoveMembers(Received<RemoveMembers> message) {
    message.read();
  }

  @Override
  public Accepted retryByUpdate(Received<Directive> directive) {
    parked = false;
    return Accepted.NOTHING;
  }

  @Override
  public void checkRetry(Received<Directive> directive) {
    if (!parked) {
      throw new InvalidMessageException(
          "no step of \"" + directive.read().target() + "\" is parked");
    }
  }

  @Override
  public Accepted skipByUpdate(Received<Directive> directive) {
    parked = false;
    return Accepted.NOTHING;
  }

  @Override
  public void checkSkip(Received<Directive> directive) {
    checkRetry(directive);
  }

  @Override
  public Accepted abortByUpdate(Received<Directive> directive) {
    parked = false;
    aborted = true;
    return Accepted.NOTHING;
  }

  @Override
  public void checkAbort(Received<Directive> directive) {
    checkRetry(directive);
  }

  @Override
  public Accepted applySpec(Received<ApplySpec> message) {
    ApplySpec wish = message.read();
    List<String> added =
        SpecChanges.added(document, wish.document()).stream().map(MemberSpec::name).toList();
    List<String> missing = SpecChanges.unlisted(document, wish.document());
    List<MemberSpec> all = new ArrayList<>(wish.document().memberSpecs());
    if (!wish.prune()) {
      document.memberSpecs().stream().filter(one -> missing.contains(one.name())).forEach(all::add);
      unlisted = missing;
    }
    document = wish.document().withMembers(all);
    aborted = false;
    return new Accepted(added, wish.prune() ? missing : List.of(), List.of(), unlisted);
  }

  @Override
  public void checkApplySpec(Received<ApplySpec> message) {
    message.read();
  }

  @Override
  public Accepted destroy(Received<Destroy> message) {
    destroyed = true;
    return Accepted.NOTHING;
  }

  @Override
  public void checkDestroy(Received<Destroy> message) {
    message.read();
  }

  @Override
  public FederationStatus status() {
    Instant start = Instant.EPOCH;
    ParkedStep step =
        new ParkedStep(
            document.parentName() + "/node-group",
            document.parentName(),
            false,
            FailureFacts.of(FailureKind.QUOTA, "there are no more instances", "raise the quota"),
            start);
    return new FederationStatus(
        document.name(),
        document.spec().region(),
        Optional.of(PretendObservation.ACCOUNT),
        destroyed
            ? Phase.DESTROYED
            : parked ? Phase.PARTIAL : aborted ? Phase.ABORTED : Phase.COMPLETE,
        Optional.of(parked ? Outcome.PARTIAL : aborted ? Outcome.ABORTED : Outcome.COMPLETE),
        true,
        Optional.empty(),
        start,
        Optional.of(start),
        document.memberSpecs().stream()
            .map(
                one ->
                    new MemberStatus(
                        one.name(),
                        one.region().orElse(document.spec().region()),
                        MemberStatus.State.READY,
                        Optional.of(start)))
            .toList(),
        parked ? List.of(step) : List.of(),
        List.of(),
        Map.of(),
        Optional.empty(),
        document.parentName(),
        List.of(),
        unlisted,
        List.of(),
        List.of());
  }

  @Override
  public FederationDocument spec() {
    return document;
  }

  @Override
  public Plan plan() {
    return Plan.of(document);
  }

  @Override
  public FederationMemory memory() {
    return new FederationMemory(
        document,
        "generation",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Map.of(),
        unlisted,
        List.of(),
        Map.of(),
        List.of(),
        0,
        Instant.EPOCH,
        Optional.empty(),
        Optional.empty(),
        false,
        false,
        List.of());
  }

  @Override
  public void retry(Received<Directive> directive) {
    parked = false;
  }

  @Override
  public void skip(Received<Directive> directive) {
    parked = false;
  }

  @Override
  public void abort(Received<Directive> directive) {
    aborted = true;
  }

  @Override
  public List<StepProgress> progress() {
    return List.of();
  }
}
