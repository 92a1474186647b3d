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
 * @param added members that are added once the deployment is complete
 * @param destroy whether everything is removed in the end, if it was complete
 */
public record RehearsalOptions(
    FederationDocument document,
    World world,
    FaultPlan faults,
    OptionalLong seed,
    List<Answer> answers,
    Optional<LedgerFile> ledger,
    List<String> added,
    boolean destroy) {

  public RehearsalOptions {
    answers = List.copyOf(answers);
    added = List.copyOf(added);
  }

  /** A deployment and no more. */
  public RehearsalOptions(
      FederationDocument document,
      World world,
      FaultPlan faults,
      OptionalLong seed,
      List<Answer> answers,
      Optional<LedgerFile> ledger) {
    this(document, world, faults, seed, answers, ledger, List.of(), false);
  }

  /** A deployment and no more: the usual delays, no faults, no answers. */
  public static RehearsalOptions of(FederationDocument document, World world) {
    return new RehearsalOptions(
        document, world, FaultPlan.none(), OptionalLong.empty(), List.of(), Optional.empty());
  }

  public RehearsalOptions withFaults(FaultPlan other) {
    return new RehearsalOptions(document, world, other, seed, answers, ledger, added, destroy);
  }

  /** The same with delays that a seed varies. */
  public RehearsalOptions withSeed(long number) {
    return new RehearsalOptions(
        document, world, faults, OptionalLong.of(number), answers, ledger, added, destroy);
  }

  /** The same with what comes after the deployment. */
  public RehearsalOptions withLife(List<String> members, boolean toItsEnd) {
    return new RehearsalOptions(document, world, faults, seed, answers, ledger, members, toItsEnd);
  }
}
