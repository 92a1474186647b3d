package dev.fedctl.starter.federation;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fedctl.contract.identity.WorkflowIds;
import dev.fedctl.contract.message.Accepted;
import dev.fedctl.contract.message.AddMembers;
import dev.fedctl.contract.message.ApplySpec;
import dev.fedctl.contract.message.Destroy;
import dev.fedctl.contract.message.Directive;
import dev.fedctl.contract.message.FederationStatus;
import dev.fedctl.contract.message.Received;
import dev.fedctl.contract.message.RemoveMembers;
import dev.fedctl.contract.workflow.FederationWorkflow;
import dev.fedctl.contract.workflow.Operable;
import dev.fedctl.starter.CommandFailure;
import dev.fedctl.starter.ExitCodes;
import dev.fedctl.starter.render.Json;
import dev.fedctl.starter.server.Server;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.client.WorkflowUpdateStage;
import io.temporal.failure.ApplicationFailure;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * What can be said to a federation. Each message is an update whose id follows from its content,
 * from the run it goes to, and from what was seen of the federation before: said again after a lost
 * connection it is the same change, said again later it is a new one.
 */
public final class Messages {

  private final Federation federation;
  private final Standing standing;
  private final FederationStatus seen;

  /**
   * @param seen the status on which the person decided
   */
  public Messages(Federation federation, Standing standing, FederationStatus seen) {
    this.federation = federation;
    this.standing = standing;
    this.seen = seen;
  }

  public Accepted addMembers(AddMembers message) {
    return send(FederationWorkflow.ADD_MEMBERS, message);
  }

  public Accepted removeMembers(RemoveMembers message) {
    return send(FederationWorkflow.REMOVE_MEMBERS, message);
  }

  public Accepted applySpec(ApplySpec message) {
    return send(FederationWorkflow.APPLY_SPEC, message);
  }

  public Accepted destroy(Destroy message) {
    return send(FederationWorkflow.DESTROY, message);
  }

  public Accepted retry(Directive message) {
    return send(Operable.RETRY, message);
  }

  public Accepted skip(Directive message) {
    return send(Operable.SKIP, message);
  }

  public Accepted abort(Directive message) {
    return send(Operable.ABORT, message);
  }

  private Accepted send(String name, Object message) {
    Server server = federation.server();
    try {
      return server.within(
          server.deadlines().call(),
          () ->
              server
                  .client()
                  .newUntypedWorkflowStub(WorkflowIds.federation(federation.name()))
                  .startUpdate(
                      UpdateOptions.newBuilder(Accepted.class)
                          .setUpdateName(name)
                          .setUpdateId(id(name, message))
                          .setWaitForStage(WorkflowUpdateStage.COMPLETED)
                          .build(),
                      Received.of(message))
                  .getResult());
    } catch (WorkflowUpdateException e) {
      throw refused(e);
    } catch (WorkflowNotFoundException e) {
      throw CommandFailure.of(
          ExitCodes.NO_SUCH_THING,
          "federation \"%s\" has ended meanwhile".formatted(federation.name()));
    }
  }

  private static CommandFailure refused(WorkflowUpdateException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof ApplicationFailure failure) {
        return CommandFailure.of(ExitCodes.REFUSED, "refused: " + failure.getOriginalMessage());
      }
    }
    return CommandFailure.of(ExitCodes.REFUSED, "refused: " + e.getMessage());
  }

  String id(String name, Object message) {
    record Content(
        String name, Object message, String run, FederationStatus.Phase phase, List<Object> seen) {}
    String text =
        Json.pretty(
            new Content(
                name,
                message,
                standing.runId(),
                seen.phase(),
                List.of(
                    seen.parked(),
                    seen.members().stream().map(FederationStatus.MemberStatus::name).toList(),
                    seen.unlisted(),
                    seen.kept())));
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return name + "-" + HexFormat.of().formatHex(hash, 0, 12);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
