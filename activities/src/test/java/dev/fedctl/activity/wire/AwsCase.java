package dev.fedctl.activity.wire;

import dev.fedctl.contract.activity.StepOutcome;
import dev.fedctl.contract.identity.OwnerTags;
import dev.fedctl.sandbox.fault.Fault;
import dev.fedctl.sandbox.fault.FaultRule;
import dev.fedctl.sandbox.ledger.LedgerRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A step in a situation: what is there before, the one attempt, and what is to be seen in the end.
 *
 * @param subject what a failure of it must name
 * @param again what another attempt must come to in the end, without a change: an ensure finds
 *     nothing to do, a delete nothing to delete; empty when it only looks
 */
record AwsCase(
    String name,
    String subject,
    Consumer<AwsWire> before,
    Function<AwsWire, Object> attempt,
    Function<AwsWire, Object> facts,
    Optional<StepOutcome> again) {

  /**
   * A request that the step makes.
   *
   * @param skip how many like it go before
   */
  record Site(AwsCase of, String call, String subject, int skip, boolean mutating) {

    /** The rule by which this very request meets a fault. */
    FaultRule meets(Fault fault) {
      return new FaultRule(call, Optional.of(subject), skip, 1, AwsWire.DISTURBED_FROM, fault);
    }

    @Override
    public String toString() {
      return of.name() + " at " + call + (skip > 0 ? " after " + skip : "") + " of " + subject;
    }
  }

  /**
   * What happens in peace.
   *
   * @param result what the attempt gives back
   * @param created kind and logical id of all that it makes, in an order of their own
   */
  record Peace(List<Site> sites, Object result, Object facts, List<String> created) {}

  private static final Optional<StepOutcome> CONVERGED = Optional.of(StepOutcome.UNCHANGED);

  private static final Map<String, Peace> PEACE = new ConcurrentHashMap<>();

  /** Of situations in which a step makes the same requests, one. */
  private static Stream<AwsCase> all() {
    Set<String> seen = new HashSet<>();
    return Stream.of(
            Arrays.stream(AwsEnsure.values()).map(AwsCase::absent),
            Arrays.stream(AwsEnsure.values()).map(AwsCase::unnamed),
            Arrays.stream(AwsDrift.values()).filter(AwsDrift::isConverged).map(AwsCase::drifted),
            Arrays.stream(AwsDelete.values()).map(AwsCase::delete),
            Arrays.stream(AwsLook.values()).map(AwsCase::look))
        .flatMap(cases -> cases)
        .filter(
            one -> seen.add(one.subject() + one.peace().sites().stream().map(Site::call).toList()));
  }

  static AwsCase absent(AwsEnsure step) {
    return new AwsCase(
        step.name(), step.subject(), step::prepare, step::run, step::facts, CONVERGED);
  }

  /** Somebody has taken off the tag that names the federation; the others prove that it is ours. */
  private static AwsCase unnamed(AwsEnsure step) {
    return new AwsCase(
        step.name() + "_UNNAMED",
        step.subject(),
        cloud -> {
          step.prepare(cloud);
          step.run(cloud);
          cloud.settle();
          step.untag(cloud, List.of(OwnerTags.FEDERATION));
        },
        step::run,
        step::facts,
        CONVERGED);
  }

  private static AwsCase drifted(AwsDrift drift) {
    AwsEnsure step = drift.step();
    return new AwsCase(
        drift.name(), step.subject(), drift::prepare, step::run, step::facts, CONVERGED);
  }

  private static AwsCase delete(AwsDelete step) {
    return new AwsCase(
        "DELETE_" + step.name(),
        step.making().subject(),
        step::prepare,
        step::run,
        step::facts,
        Optional.of(StepOutcome.ABSENT));
  }

  private static AwsCase look(AwsLook look) {
    return new AwsCase(
        look.name(), look.subject(), look::prepare, look::run, look::run, Optional.empty());
  }

  /** Every request of every step, as the ledger has it. */
  static Stream<Site> sites() {
    return all().flatMap(one -> one.peace().sites().stream());
  }

  static Stream<Site> mutatingSites() {
    return sites().filter(Site::mutating);
  }

  /** One attempt. */
  Object run(AwsWire cloud) {
    return attempt.apply(cloud);
  }

  Peace peace() {
    return PEACE.computeIfAbsent(name, any -> observed());
  }

  private Peace observed() {
    try (AwsWire cloud = new AwsWire()) {
      before.accept(cloud);
      cloud.disturb();
      int mark = cloud.mark();
      Object result = run(cloud);
      List<LedgerRow> rows = cloud.rowsFrom(mark);
      cloud.settle();
      return new Peace(sites(rows), result, facts.apply(cloud), created(rows));
    }
  }

  private List<Site> sites(List<LedgerRow> rows) {
    List<Site> sites = new ArrayList<>();
    for (LedgerRow row : rows) {
      boolean mutating = row instanceof LedgerRow.Mutation;
      String call =
          row instanceof LedgerRow.Mutation made ? made.call() : ((LedgerRow.Read) row).call();
      String about =
          row instanceof LedgerRow.Mutation made
              ? made.subject()
              : ((LedgerRow.Read) row).subject();
      int before =
          (int)
              sites.stream()
                  .filter(site -> site.call().equals(call) && site.subject().equals(about))
                  .count();
      sites.add(new Site(this, call, about, before, mutating));
    }
    return sites;
  }

  /** What was made, and not by a controller; each once for each time. */
  static List<String> created(List<LedgerRow> rows) {
    return rows.stream()
        .flatMap(row -> row.effects().stream())
        .filter(effect -> effect.change().equals("created") && effect.by().isEmpty())
        .map(effect -> effect.kind() + " " + effect.resource().orElse("without an owner"))
        .sorted()
        .toList();
  }

  @Override
  public String toString() {
    return name;
  }
}
