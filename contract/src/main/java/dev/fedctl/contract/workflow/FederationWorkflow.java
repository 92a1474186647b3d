package dev.fedctl.contract.workflow;

import dev.fedctl.contract.message.Accepted;
import dev.fedctl.contract.message.AddMembers;
import dev.fedctl.contract.message.ApplySpec;
import dev.fedctl.contract.message.Destroy;
import dev.fedctl.contract.message.Directive;
import dev.fedctl.contract.message.FederationStatus;
import dev.fedctl.contract.message.Received;
import dev.fedctl.contract.message.RemoveMembers;
import dev.fedctl.contract.message.ScopeReport;
import dev.fedctl.contract.plan.Plan;
import dev.fedctl.contract.spec.FederationDocument;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * A federation: lives as long as it does. Deploys what the spec says, then waits for messages, and
 * ends when everything is destroyed.
 *
 * <p>Messages come as signals or as updates of the same name. An update that cannot be followed is
 * refused and leaves no event; of such a signal the reason shows in {@link #status()}. Updates
 * return when the work is accepted, not when it is done.
 */
@WorkflowInterface
public interface FederationWorkflow extends Operable {

  String ADD_MEMBERS = "addMembers";
  String REMOVE_MEMBERS = "removeMembers";
  String APPLY_SPEC = "applySpec";
  String DESTROY = "destroy";

  @WorkflowMethod(name = "Federation")
  void run(FederationInput input);

  @SignalMethod(
      description = "Sent by fedctl itself: how far one of this federation's workflows has come.")
  void report(ScopeReport report);

  @SignalMethod(
      name = ADD_MEMBERS,
      description =
          "Add members: {\"members\": [{\"name\": \"paris\"}]}, or {\"count\": 2, \"requestId\": any text}.")
  void addMembersBySignal(Received<AddMembers> message);

  @UpdateMethod(
      name = ADD_MEMBERS,
      description =
          "Add members: {\"members\": [{\"name\": \"paris\"}]}, or {\"count\": 2, \"requestId\": any text}.")
  Accepted addMembers(Received<AddMembers> message);

  @UpdateValidatorMethod(updateName = ADD_MEMBERS)
  void checkAddMembers(Received<AddMembers> message);

  @SignalMethod(
      name = REMOVE_MEMBERS,
      description = "Remove members: {\"members\": [\"paris\"], \"keepCluster\": false}.")
  void removeMembersBySignal(Received<RemoveMembers> message);

  @UpdateMethod(
      name = REMOVE_MEMBERS,
      description = "Remove members: {\"members\": [\"paris\"], \"keepCluster\": false}.")
  Accepted removeMembers(Received<RemoveMembers> message);

  @UpdateValidatorMethod(updateName = REMOVE_MEMBERS)
  void checkRemoveMembers(Received<RemoveMembers> message);

  @UpdateMethod(
      name = RETRY,
      description = "Try parked steps again: {\"target\": step id, cluster or \"all\"}.")
  Accepted retryByUpdate(Received<Directive> directive);

  @UpdateValidatorMethod(updateName = RETRY)
  void checkRetry(Received<Directive> directive);

  @UpdateMethod(
      name = SKIP,
      description = "Leave parked steps out, where that is possible: {\"target\": …}.")
  Accepted skipByUpdate(Received<Directive> directive);

  @UpdateValidatorMethod(updateName = SKIP)
  void checkSkip(Received<Directive> directive);

  @UpdateMethod(
      name = ABORT,
      description = "Give parked steps up; what was built stays and stays owned: {\"target\": …}.")
  Accepted abortByUpdate(Received<Directive> directive);

  @UpdateValidatorMethod(updateName = ABORT)
  void checkAbort(Received<Directive> directive);

  @UpdateMethod(
      name = APPLY_SPEC,
      description = "Make the federation what this document says; sent by fedctl apply.")
  Accepted applySpec(Received<ApplySpec> message);

  @UpdateValidatorMethod(updateName = APPLY_SPEC)
  void checkApplySpec(Received<ApplySpec> message);

  @UpdateMethod(
      name = DESTROY,
      description =
          "Remove everything: {\"name\": the federation's, \"account\": its AWS account}.")
  Accepted destroy(Received<Destroy> message);

  @UpdateValidatorMethod(updateName = DESTROY)
  void checkDestroy(Received<Destroy> message);

  @QueryMethod(description = "Phase, members and parked steps.")
  FederationStatus status();

  @QueryMethod(description = "The spec as it is in force, members that were added later included.")
  FederationDocument spec();

  @QueryMethod(
      description = "The steps of the deployment, what each waits for and how long it takes.")
  Plan plan();

  /**
   * What a run that follows has to know: the next one of this execution, or a new one after this
   * was cancelled or terminated.
   */
  @QueryMethod(description = "What the next run of this federation has to know.")
  FederationMemory memory();
}
