package dev.fedctl.workflow;

import static dev.fedctl.contract.plan.Step.DEMO;

import dev.fedctl.contract.activity.DemoActivities;
import dev.fedctl.contract.activity.DemoActivities.DemoObserved;
import dev.fedctl.contract.activity.DemoActivities.DemoRequest;
import dev.fedctl.contract.activity.DemoActivities.DemoWait;
import dev.fedctl.contract.activity.KarmadaRef;
import dev.fedctl.contract.identity.Claim;
import dev.fedctl.contract.identity.Owner;
import dev.fedctl.contract.identity.SearchAttributes;
import dev.fedctl.contract.identity.WorkflowIds;
import dev.fedctl.contract.message.Directive;
import dev.fedctl.contract.message.FederationStatus;
import dev.fedctl.contract.message.FederationStatus.Outcome;
import dev.fedctl.contract.message.ParkedStep;
import dev.fedctl.contract.message.ScopeReport;
import dev.fedctl.contract.message.StepProgress;
import dev.fedctl.contract.plan.Plan;
import dev.fedctl.contract.plan.Scopes;
import dev.fedctl.contract.spec.FederationDocument;
import dev.fedctl.contract.spec.MemberSpec;
import dev.fedctl.contract.workflow.FederationInput;
import dev.fedctl.contract.workflow.FederationWorkflow;
import dev.fedctl.contract.workflow.MemberWorkflow;
import dev.fedctl.contract.workflow.Operable;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.workflow.Async;
import io.temporal.workflow.ExternalWorkflowStub;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A federation: deploys what its spec says, then waits for messages. */
public final class FederationWorkflowImpl implements FederationWorkflow {

  private final FederationDocument document;
  private final Plan plan;
  private final Steps steps;
  private final Board board;
  private final Instant startedAt = StepRun.now();
  private @Nullable Preparation prepared;
  private @Nullable Instant settledAt;
  private Map<String, Integer> demo = Map.of();
  private List<String> demoMembers = List.of();
  private boolean isGivenUp;
  private boolean showsParked;
  private String shownPhase = "";

  @WorkflowInit
  public FederationWorkflowImpl(FederationInput input) {
    this.document = input.document();
    this.plan = Plan.of(document);
    this.steps = new Steps(Scopes.FEDERATION, Plan.ofFederation(), this::changed);
    this.board =
        new Board(
            document.name(),
            document.parentName(),
            document.memberSpecs().stream().map(MemberSpec::name).toList());
    if (document.hasDemo()) {
      steps.expect(DEMO, Scopes.DEMO);
    }
  }

  @Override
  public void run(FederationInput ignored) {
    Workflow.upsertTypedSearchAttributes(
        SearchAttributes.FEDERATION.valueSet(document.name()),
        SearchAttributes.REGION.valueSet(document.spec().region()),
        SearchAttributes.PARKED.valueSet(false));
    changed();
    try {
      deploy();
    } catch (StepAbortedException aborted) {
      steps.awaitQuiet();
    }
    changed();
    // The federation lives on; what operators say goes to the workflows that are parked.
    Workflow.await(() -> false);
  }

  private void deploy() {
    Preparation ready = new Preparations(document, steps).prepare();
    prepared = ready;
    startWorkflows(ready);
    Async.procedure(this::tellMembersOfKarmada);
    while (true) {
      steps.awaitOutside(() -> board.isAtRest() && isDemoDue());
      proveByDemo(ready.context().owner());
    }
  }

  private void startWorkflows(Preparation ready) {
    List<Promise<WorkflowExecution>> starts = new ArrayList<>();
    starts.add(Children.startKarmada(ready.karmada()));
    starts.add(Children.startCluster(ready.parent()));
    for (MemberSpec member : document.memberSpecs()) {
      starts.add(Children.startMember(ready.member(member)));
    }
    Promise.allOf(starts).get();
  }

  private void tellMembersOfKarmada() {
    Workflow.await(() -> board.karmada().isPresent());
    KarmadaRef karmada = board.karmada().orElseThrow();
    for (MemberSpec member : document.memberSpecs()) {
      MemberWorkflow workflow =
          Workflow.newExternalWorkflowStub(
              MemberWorkflow.class, WorkflowIds.member(document.name(), member.name()));
      Signals.send(() -> workflow.karmadaReady(karmada));
    }
  }

  /** The demo runs once no member is under way, and again when more have joined since. */
  private boolean isDemoDue() {
    return document.hasDemo()
        && board.karmada().isPresent()
        && !board.readyMembers().isEmpty()
        && !board.readyMembers().equals(demoMembers);
  }

  private void proveByDemo(Owner owner) {
    KarmadaRef karmada = board.karmada().orElseThrow();
    int replicas = document.spec().demo().replicas();
    steps.offer(
        DEMO,
        Scopes.DEMO,
        run -> {
          List<String> members = board.readyMembers();
          Claim claim = owner.claim(run.id());
          run.change(DemoActivities.class, "deploy the demo")
              .ensureDemo(new DemoRequest(claim, karmada, members, replicas));
          DemoObserved observed =
              run.settingGoing()
                  .await(
                      patience ->
                          run.look(DemoActivities.class, "the demo runs everywhere")
                              .awaitDemo(
                                  new DemoWait(claim, karmada, members, replicas, patience)));
          demo = observed.readyReplicas();
          return observed;
        });
    demoMembers = board.readyMembers();
    changed();
  }

  /** Whether nothing goes on any more, anywhere in the federation, but waiting for an operator. */
  private boolean isSettled() {
    if (steps.isRunning()) {
      return false;
    }
    if (prepared == null) {
      return steps.isAborted() || steps.isStuck();
    }
    if (isGivenUp) {
      return board.isEverythingOver();
    }
    return board.isAtRest() && (steps.isAborted() || steps.isStuck() || !isDemoDue());
  }

  private void changed() {
    if (!isSettled()) {
      settledAt = null;
    } else if (settledAt == null) {
      settledAt = StepRun.now();
    }
    String phase = settledAt == null ? "Deploying" : outcome().label();
    if (!phase.equals(shownPhase)) {
      shownPhase = phase;
      Workflow.upsertTypedSearchAttributes(SearchAttributes.PHASE.valueSet(phase));
    }
    boolean parked = !allParked().isEmpty();
    if (parked != showsParked) {
      showsParked = parked;
      Workflow.upsertTypedSearchAttributes(SearchAttributes.PARKED.valueSet(parked));
    }
    Workflow.setCurrentDetails(Details.steps(steps.progress(), allParked()));
  }

  private List<ParkedStep> allParked() {
    return Stream.concat(steps.parked().stream(), board.parked().stream()).toList();
  }

  private Outcome outcome() {
    if (steps.isAborted() || board.isAnythingAborted()) {
      return Outcome.ABORTED;
    }
    return board.isEverythingReady() && steps.parked().isEmpty()
        ? Outcome.COMPLETE
        : Outcome.PARTIAL;
  }

  @Override
  public void report(ScopeReport report) {
    board.post(report);
    changed();
  }

  @Override
  public void retry(Directive directive) {
    steps.retry(directive);
    forward(directive, Operable.RETRY);
  }

  @Override
  public void skip(Directive directive) {
    steps.skip(directive);
    forward(directive, Operable.SKIP);
  }

  @Override
  public void abort(Directive directive) {
    isGivenUp |= directive.target().equals(Directive.ALL);
    steps.abort(directive);
    forward(directive, Operable.ABORT);
  }

  private void forward(Directive directive, String signal) {
    for (String id : board.addressed(directive)) {
      ExternalWorkflowStub workflow = Workflow.newUntypedExternalWorkflowStub(id);
      Signals.send(() -> workflow.signal(signal, directive));
    }
  }

  @Override
  public FederationStatus status() {
    return new FederationStatus(
        document.name(),
        settledAt == null ? Optional.empty() : Optional.of(outcome()),
        settledAt != null,
        Optional.ofNullable(prepared).map(ready -> ready.context().owner()),
        startedAt,
        Optional.ofNullable(settledAt),
        board.memberStatuses(),
        allParked(),
        demo);
  }

  @Override
  public Plan plan() {
    return plan;
  }

  @Override
  public List<StepProgress> progress() {
    return steps.progress();
  }
}
