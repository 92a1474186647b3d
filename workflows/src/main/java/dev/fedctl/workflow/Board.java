package dev.fedctl.workflow;

import dev.fedctl.contract.activity.KarmadaRef;
import dev.fedctl.contract.identity.WorkflowIds;
import dev.fedctl.contract.message.Directive;
import dev.fedctl.contract.message.FederationStatus.MemberStatus;
import dev.fedctl.contract.message.FederationStatus.MemberStatus.State;
import dev.fedctl.contract.message.FederationStatus.ScopeStatus;
import dev.fedctl.contract.message.ParkedStep;
import dev.fedctl.contract.message.Repair;
import dev.fedctl.contract.message.ScopeReport;
import dev.fedctl.contract.message.ScopeReport.Stage;
import dev.fedctl.contract.plan.Scopes;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What the federation knows of its workflows: the last report of each. */
final class Board {

  private final String federation;
  private final String parent;
  private final Supplier<List<String>> members;
  private final Map<String, ScopeReport> reports = new LinkedHashMap<>();

  /** {@code members}: those that are to be, at any time. */
  Board(
      String federation,
      String parent,
      Supplier<List<String>> members,
      List<ScopeReport> reportedBefore) {
    this.federation = federation;
    this.parent = parent;
    this.members = members;
    reportedBefore.forEach(this::post);
  }

  /** Keeps a report unless a younger one of the same workflow is known. */
  void post(ScopeReport report) {
    reports.merge(
        report.workflowId(),
        report,
        (known, posted) -> posted.isYoungerThan(known) ? posted : known);
  }

  List<ScopeReport> reports() {
    return List.copyOf(reports.values());
  }

  /** What was said of a scope counts no more: it gets another workflow. */
  void forget(String scope) {
    reports.values().removeIf(report -> report.scope().equals(scope));
  }

  /** A workflow has ended without a word. */
  void lose(String workflowId, String scope) {
    Instant now = StepRun.now();
    reports.put(
        workflowId,
        new ScopeReport(
            workflowId,
            scope,
            Stage.ABORTED,
            List.of(),
            false,
            List.of(),
            Optional.empty(),
            now,
            now,
            0));
  }

  /** Nothing is under way in any workflow of that scope, nor will be by itself. */
  boolean isOver(String scope) {
    return ofScope(scope).anyMatch(Board::isOver) || isAborted(scope);
  }

  boolean isAborted(String scope) {
    return ofScope(scope).anyMatch(report -> report.stage() == Stage.ABORTED);
  }

  /** Nothing of that scope is left, as the workflow says that was to remove it. */
  boolean isRemoved(String scope) {
    String id =
        scope.equals(Scopes.KARMADA)
            ? WorkflowIds.karmada(federation)
            : scope.equals(parent)
                ? WorkflowIds.cluster(federation, scope)
                : WorkflowIds.member(federation, scope);
    return Optional.ofNullable(reports.get(id))
        .filter(report -> report.stage() == Stage.REMOVED)
        .isPresent();
  }

  /** Whether the removal of that scope has ended, or waits for an operator. */
  boolean isRemovalAtRest(String scope) {
    return isAborted(scope) || ofScope(scope).anyMatch(ScopeReport::stuck);
  }

  boolean isKnown(String target) {
    return target.equals(Directive.ALL)
        || ofScope(target).findAny().isPresent()
        || members.get().contains(target)
        || target.equals(parent)
        || target.equals(Scopes.KARMADA)
        || parked().stream().anyMatch(step -> step.step().equals(target));
  }

  /** How far a scope's own workflow is, and since when. */
  ScopeStatus scopeStatus(String scope) {
    Optional<ScopeReport> last =
        scope.equals(Scopes.KARMADA) ? karmadaReport() : clusterReport(scope);
    return new ScopeStatus(
        scope, last.map(ScopeReport::stage).orElse(Stage.WORKING), last.map(ScopeReport::at));
  }

  private Stream<ScopeReport> ofScope(String scope) {
    return reports.values().stream().filter(report -> report.scope().equals(scope));
  }

  /** Where Karmada answers, once it does. */
  Optional<KarmadaRef> karmada() {
    return karmadaReport().flatMap(ScopeReport::karmada);
  }

  List<ParkedStep> parked() {
    return reports.values().stream().flatMap(report -> report.parked().stream()).toList();
  }

  /** What was mended, as far as the present workflows know. */
  List<Repair> repairs() {
    return reports.values().stream().flatMap(report -> report.repairs().stream()).toList();
  }

  /** The workflows that a directive concerns: those it names, and those with a step it means. */
  Set<String> addressed(Directive directive) {
    Set<String> ids = new LinkedHashSet<>();
    for (ScopeReport report : reports.values()) {
      if (report.parked().stream().anyMatch(step -> directive.means(step.step()))) {
        ids.add(report.workflowId());
      }
    }
    boolean all = directive.target().equals(Directive.ALL);
    if (all || directive.target().equals(Scopes.KARMADA)) {
      ids.add(WorkflowIds.karmada(federation));
    }
    if (all || directive.target().equals(parent)) {
      ids.add(WorkflowIds.cluster(federation, parent));
    }
    for (String member : members.get()) {
      if (all || directive.target().equals(member)) {
        ids.add(WorkflowIds.cluster(federation, member));
        ids.add(WorkflowIds.member(federation, member));
      }
    }
    return ids;
  }

  List<String> readyMembers() {
    return members.get().stream().filter(this::isReady).toList();
  }

  boolean isEverythingReady() {
    return isParentReady() && isKarmadaReady() && readyMembers().size() == members.get().size();
  }

  /** Every workflow has reached what it was for, or was ended by an operator. */
  boolean isEverythingOver() {
    return Stream.concat(
            Stream.of(clusterReport(parent), karmadaReport()),
            members.get().stream().map(this::memberReport))
        .allMatch(report -> report.filter(Board::isOver).isPresent());
  }

  boolean isAnythingAborted() {
    return reports.values().stream().anyMatch(report -> report.stage() == Stage.ABORTED);
  }

  /** Nothing goes on any more in any workflow but waiting for an operator. */
  boolean isAtRest() {
    return isParentAtRest() && isKarmadaAtRest() && areMembersAtRest();
  }

  /** Whether every member is joined, or will not be without an operator. */
  boolean areMembersAtRest() {
    return members.get().stream().allMatch(this::isMemberAtRest);
  }

  MemberStatus memberStatus(String member, String region) {
    Optional<ScopeReport> own = memberReport(member);
    Optional<Instant> joined =
        own.filter(report -> report.stage() == Stage.READY).map(ScopeReport::at);
    return new MemberStatus(member, region, state(member, own), joined);
  }

  MemberStatus leaverStatus(String member, String region) {
    boolean parked = ofScope(member).anyMatch(report -> !report.parked().isEmpty());
    State state = parked ? State.PARKED : isAborted(member) ? State.ABORTED : State.REMOVING;
    return new MemberStatus(member, region, state, Optional.empty());
  }

  private State state(String member, Optional<ScopeReport> own) {
    boolean parked =
        own.stream().anyMatch(report -> !report.parked().isEmpty())
            || clusterReport(member).stream().anyMatch(report -> !report.parked().isEmpty());
    if (parked) {
      return State.PARKED;
    }
    return switch (own.map(ScopeReport::stage).orElse(Stage.WORKING)) {
      case WORKING -> State.CREATING;
      case CLUSTER_READY -> State.WAITING_FOR_KARMADA;
      case READY -> State.READY;
      case ABORTED -> State.ABORTED;
      case REMOVING, REMOVED -> State.REMOVING;
    };
  }

  private boolean isParentReady() {
    return clusterReport(parent).filter(report -> report.stage() == Stage.READY).isPresent();
  }

  private boolean isKarmadaReady() {
    return karmadaReport().filter(report -> report.stage() == Stage.READY).isPresent();
  }

  private boolean isReady(String member) {
    return memberReport(member).filter(report -> report.stage() == Stage.READY).isPresent();
  }

  private boolean isParentAtRest() {
    return clusterReport(parent).filter(Board::isSettled).isPresent();
  }

  private boolean isKarmadaAtRest() {
    return karmadaReport().filter(Board::isSettled).isPresent() || isParentBlocking();
  }

  /** Karmada's own workflow cannot go on: the cluster under it does not come. */
  private boolean isParentBlocking() {
    return clusterReport(parent)
        .filter(
            report ->
                report.stage() == Stage.ABORTED
                    || (report.stuck()
                        && report.parked().stream().anyMatch(step -> !step.skippable())))
        .isPresent();
  }

  private boolean isMemberAtRest(String member) {
    if (clusterReport(member).filter(ScopeReport::stuck).isPresent()) {
      return true;
    }
    return memberReport(member)
        .filter(
            report ->
                isSettled(report)
                    || (report.stage() == Stage.CLUSTER_READY
                        && !isKarmadaReady()
                        && isKarmadaAtRest()))
        .isPresent();
  }

  private static boolean isSettled(ScopeReport report) {
    return isOver(report) || report.stuck();
  }

  private static boolean isOver(ScopeReport report) {
    return switch (report.stage()) {
      case READY, ABORTED, REMOVED -> true;
      case WORKING, CLUSTER_READY, REMOVING -> false;
    };
  }

  private Optional<ScopeReport> clusterReport(String cluster) {
    return Optional.ofNullable(reports.get(WorkflowIds.cluster(federation, cluster)));
  }

  private Optional<ScopeReport> memberReport(String member) {
    return Optional.ofNullable(reports.get(WorkflowIds.member(federation, member)));
  }

  private Optional<ScopeReport> karmadaReport() {
    return Optional.ofNullable(reports.get(WorkflowIds.karmada(federation)));
  }
}
