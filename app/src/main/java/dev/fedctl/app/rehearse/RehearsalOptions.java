package dev.fedctl.app.rehearse;

import dev.fedctl.contract.spec.FederationDocument;
import dev.fedctl.sandbox.fault.FaultPlan;
import dev.fedctl.sandbox.world.World;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is rehearsed, and in which world.
 *
 * @param seed varies every delay by ±25 %; absent: every delay is the usual one
 * @param ledger where the sandbox's ledger is written
 * @param answers given once each, in order, when nothing else can go on
 */
public record RehearsalOptions(
    FederationDocument document,
    World world,
    FaultPlan faults,
    OptionalLong seed,
    Optional<Path> ledger,
    List<Answer> answers) {

  public RehearsalOptions {
    answers = List.copyOf(answers);
  }
}
