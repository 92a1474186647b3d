package dev.fedctl.app.rehearse;

import dev.fedctl.contract.spec.FederationDocument;
import dev.fedctl.sandbox.fault.FaultPlan;
import dev.fedctl.sandbox.ledger.LedgerFile;
import dev.fedctl.sandbox.world.World;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is rehearsed, and in which world.
 *
 * @param seed varies every delay by ±25 %; absent: every delay is the usual one
 * @param answers given once each, in order, when nothing else can go on
 * @param ledger where the sandbox's ledger is written; closed at the end of the run
 */
public record RehearsalOptions(
    FederationDocument document,
    World world,
    FaultPlan faults,
    OptionalLong seed,
    List<Answer> answers,
    Optional<LedgerFile> ledger) {

  public RehearsalOptions {
    answers = List.copyOf(answers);
  }
}
