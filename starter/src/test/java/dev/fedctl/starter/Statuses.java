package dev.fedctl.starter;

import dev.fedctl.contract.failure.FailureFacts;
import dev.fedctl.contract.failure.FailureKind;
import dev.fedctl.contract.message.FederationStatus;
import dev.fedctl.contract.message.FederationStatus.MemberStatus;
import dev.fedctl.contract.message.FederationStatus.Phase;
import dev.fedctl.contract.message.FederationStatus.ScopeStatus;
import dev.fedctl.contract.message.ParkedStep;
import dev.fedctl.contract.message.Repair;
import dev.fedctl.contract.message.ScopeReport.Stage;
import dev.fedctl.contract.message.StepProgress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Federations at some moment of their life. */
public final class Statuses {

  private Statuses() {}

  /** All members are created at once; the last one may not be. */
  public static FederationStatus deploying(int members) {
    String last = "fed-member-" + members;
    return new FederationStatus(
        "fed",
        "eu-north-1",
        Optional.of("111122223333"),
        Phase.DEPLOYING,
        Optional.empty(),
        false,
        Optional.empty(),
        Instant.EPOCH,
        Optional.empty(),
        IntStream.rangeClosed(1, members)
            .mapToObj(
                i ->
                    new MemberStatus(
                        "fed-member-" + i,
                        "eu-north-1",
                        i == members ? MemberStatus.State.PARKED : MemberStatus.State.CREATING,
                        Optional.empty()))
            .toList(),
        List.of(
            new ParkedStep(
                last + "/join",
                last,
                false,
                FailureFacts.of(FailureKind.DENIED, "may not", "allow it, then retry"),
                Instant.EPOCH)),
        List.of(),
        Map.of(),
        Optional.empty(),
        "fed-parent",
        List.of(
            new ScopeStatus("fed-parent", Stage.WORKING, Optional.of(Instant.EPOCH)),
            new ScopeStatus("karmada", Stage.READY, Optional.of(Instant.EPOCH))),
        List.of(),
        List.of(),
        List.of());
  }

  /** One step, begun at the epoch. */
  public static StepProgress step(String id, StepProgress.State state) {
    return new StepProgress(
        id,
        id.substring(id.indexOf('/') + 1),
        state,
        Optional.of(Instant.EPOCH),
        Optional.empty(),
        state == StepProgress.State.DONE ? Optional.of(Instant.EPOCH) : Optional.empty(),
        Optional.empty(),
        0,
        List.of());
  }

  /** The same step after repairs. */
  public static StepProgress mended(StepProgress step, List<Repair> repairs) {
    return new StepProgress(
        step.id(),
        step.title(),
        step.state(),
        step.startedAt(),
        step.waitStartedAt(),
        step.endedAt(),
        step.expectedEnd(),
        step.looks(),
        repairs);
  }
}
