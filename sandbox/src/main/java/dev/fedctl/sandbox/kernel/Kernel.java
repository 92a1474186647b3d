package dev.fedctl.sandbox.kernel;

import dev.fedctl.sandbox.delay.DelayKind;
import dev.fedctl.sandbox.delay.Delays;
import dev.fedctl.sandbox.fault.Fault;
import dev.fedctl.sandbox.fault.FaultPlan;
import dev.fedctl.sandbox.fault.Refusal;
import dev.fedctl.sandbox.ledger.Ledger;
import dev.fedctl.sandbox.ledger.LedgerRow;
import dev.fedctl.sandbox.wire.WireResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Carries requests out one at a time: applies faults, runs effects that fall due, and writes the
 * ledger. One lock for the whole cloud makes the order of the ledger the order of effects.
 */
public final class Kernel {

  /**
   * A request that takes effect later.
   *
   * @param overtakable whether it does so before its time when another one of its name and subject
   *     comes
   */
  private record Late(Instant due, Interaction interaction, boolean overtakable) {}

  private static final WireResponse FAILED = new WireResponse.Dropped();

  private final ReentrantLock lock = new ReentrantLock();
  private final InstantSource clock;
  private final Delays delays;
  private final FaultPlan faults;
  private final Ledger ledger;
  private final Memory memory;
  private final Runnable callerDies;
  private final Instant start;
  private final List<Late> late = new ArrayList<>();
  private final Map<String, Duration> longer = new HashMap<>();
  private long mutations;

  /** The time of what is being done under the lock. */
  private @Nullable Instant held;

  /** Of a cloud that ends with its process. */
  public Kernel(InstantSource clock, Delays delays, FaultPlan faults, Ledger ledger) {
    this(clock, delays, faults, ledger, Memory.none(), () -> {});
  }

  /**
   * @param callerDies ends the process that calls; called under the lock, must not wait
   */
  public Kernel(
      InstantSource clock,
      Delays delays,
      FaultPlan faults,
      Ledger ledger,
      Memory memory,
      Runnable callerDies) {
    this.clock = clock;
    this.delays = delays;
    this.faults = faults;
    this.ledger = ledger;
    this.memory = memory;
    this.callerDies = callerDies;
    this.start = clock.instant();
  }

  public Delays delays() {
    return delays;
  }

  public Memory memory() {
    return memory;
  }

  void longer(DelayKind kind, String subject, Duration by) {
    longer.put(kind + " " + subject, by);
  }

  /** What a fault has added to a delay, the last time that it was drawn. */
  public Duration longer(DelayKind kind, String subject) {
    return longer.getOrDefault(kind + " " + subject, Duration.ZERO);
  }

  /** When this cloud's clock started to count. */
  public Instant start() {
    return start;
  }

  public WireResponse handle(Interaction interaction) {
    lock.lock();
    try {
      Instant now = clock.instant();
      // A request that fails in here may have done half of its work: it is kept all the same.
      WireResponse answer = FAILED;
      try {
        answer = during(now, () -> handle(interaction, now));
      } finally {
        keep(interaction, now, answer);
      }
      return answer;
    } finally {
      lock.unlock();
    }
  }

  private void keep(Interaction interaction, Instant now, WireResponse answer) {
    boolean mutating = interaction.call().mutating();
    interaction.arrival().ifPresent(arrival -> memory.keep(arrival, now, mutating, answer));
  }

  private WireResponse handle(Interaction interaction, Instant now) {
    runLateEffects(now);
    Call call = interaction.call();
    runOvertaken(call, now);
    ledger.count(call.name());
    Optional<Fault> fault = faults.next(call.name(), call.subject(), Duration.between(start, now));
    return switch (fault.orElse(null)) {
      case Fault.Throttle() -> refuse(interaction, now, interaction.throttle());
      case Fault.Fail(Refusal refusal) -> refuse(interaction, now, refusal);
      case Fault.LostRequest() -> drop(call, now);
      case Fault.LateEffect(Duration after) -> postpone(interaction, now, after, false);
      case Fault.Overtaken() -> postpone(interaction, now, Fault.Overtaken.LATEST, true);
      case Fault.CallerDies(Fault.CallerDies.Moment moment) -> die(moment, interaction, now);
      case Fault.LostReply() -> {
        perform(interaction, now, Optional.empty(), "lost");
        yield new WireResponse.Dropped();
      }
      case null, default -> perform(interaction, now, fault, "sent");
    };
  }

  private WireResponse postpone(
      Interaction interaction, Instant now, Duration after, boolean overtakable) {
    Call call = interaction.call();
    if (call.mutating()) {
      late.add(new Late(now.plus(after), interaction, overtakable));
    }
    return drop(call, now);
  }

  private WireResponse die(Fault.CallerDies.Moment moment, Interaction interaction, Instant now) {
    callerDies.run();
    return switch (moment) {
      case BEFORE -> drop(interaction.call(), now);
      case AFTER -> {
        perform(interaction, now, Optional.empty(), "lost");
        yield new WireResponse.Dropped();
      }
      case ANSWERED -> perform(interaction, now, Optional.empty(), "sent");
    };
  }

  /** Reads or changes the world from outside a request: tests, reports, the state on disk. */
  public <T> T locked(Supplier<T> work) {
    lock.lock();
    try {
      Instant now = clock.instant();
      return during(
          now,
          () -> {
            runLateEffects(now);
            return work.get();
          });
    } finally {
      lock.unlock();
    }
  }

  /** The time; the same for all of a request, and for all that is done under the lock. */
  public Instant now() {
    Instant known = lock.isHeldByCurrentThread() ? held : null;
    return known == null ? clock.instant() : known;
  }

  private <T> T during(Instant now, Supplier<T> work) {
    Instant before = held;
    held = now;
    try {
      return work.get();
    } finally {
      held = before;
    }
  }

  public Ledger ledger() {
    return ledger;
  }

  public double secondsSinceStart(Instant at) {
    return Duration.between(start, at).toMillis() / 1000.0;
  }

  private void runLateEffects(Instant now) {
    List<Late> due =
        late.stream()
            .filter(effect -> !effect.due().isAfter(now))
            .sorted(Comparator.comparing(Late::due))
            .toList();
    due.forEach(effect -> take(effect, effect.due()));
  }

  /** What was sent first and overtaken comes in right before what overtook it. */
  private void runOvertaken(Call call, Instant now) {
    late.stream()
        .filter(Late::overtakable)
        .filter(effect -> isAbout(effect.interaction().call(), call))
        .toList()
        .forEach(effect -> take(effect, now));
  }

  private static boolean isAbout(Call one, Call other) {
    return one.name().equals(other.name()) && one.subject().equals(other.subject());
  }

  private void take(Late effect, Instant at) {
    late.remove(effect);
    during(at, () -> perform(effect.interaction(), at, Optional.empty(), "late"));
  }

  private WireResponse perform(
      Interaction interaction, Instant at, Optional<Fault> fault, String answer) {
    Effects effects = new Effects(this, at, fault);
    WireResponse response = interaction.perform(effects);
    record(interaction.call(), at, effects, said(effects, response, answer));
    return response;
  }

  private static String said(Effects effects, WireResponse response, String answer) {
    if (effects.error().isPresent()) {
      return "refused";
    }
    return response instanceof WireResponse.Dropped ? "dropped" : answer;
  }

  /** Closes the connection; the request leaves a row all the same. */
  private WireResponse drop(Call call, Instant at) {
    record(call, at, new Effects(this, at, Optional.empty()), "dropped");
    return new WireResponse.Dropped();
  }

  private WireResponse refuse(Interaction interaction, Instant at, Refusal refusal) {
    Effects effects = new Effects(this, at, Optional.empty());
    effects.refused(refusal.code());
    record(interaction.call(), at, effects, "refused");
    return interaction.refuse(refusal);
  }

  private void record(Call call, Instant at, Effects effects, String answer) {
    double seconds = secondsSinceStart(at);
    if (!call.mutating()) {
      ledger.add(
          new LedgerRow.Read(
              seconds,
              call.name(),
              call.subject(),
              answer,
              effects.resource(),
              effects.observed(),
              effects.error(),
              effects.changes()));
      return;
    }
    ledger.add(
        new LedgerRow.Mutation(
            ++mutations,
            seconds,
            call.name(),
            call.subject(),
            effects.caller(),
            effects.token(),
            answer,
            effects.error(),
            effects.changes()));
  }
}
