package dev.fedctl.sandbox.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedctl.sandbox.delay.Delays;
import dev.fedctl.sandbox.fault.FaultPlan;
import dev.fedctl.sandbox.fault.Refusal;
import dev.fedctl.sandbox.ledger.Ledger;
import dev.fedctl.sandbox.ledger.LedgerRow;
import dev.fedctl.sandbox.ledger.Twins;
import dev.fedctl.sandbox.wire.WireResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class KernelTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final Ledger ledger = new Ledger(row -> {});
  private final Kernel kernel = new Kernel(() -> START, Delays.fixed(), FaultPlan.none(), ledger);

  @Test
  void whatControllersDidIsNoticedByTheNextLook() {
    kernel.handle(
        call(false, effects -> effects.byController("ebs", "created", "ec2:volume", "v", id("a"))));

    assertThat(ledger.rows())
        .singleElement()
        .isInstanceOf(LedgerRow.Read.class)
        .extracting(LedgerRow::effects)
        .isEqualTo(
            List.of(
                new LedgerRow.Effect("created", "ec2:volume", "v", id("a"), Optional.of("ebs"))));
    assertThat(ledger.calls()).isEqualTo(Map.of("test:Call", 1));
  }

  @Test
  void lookThatFindsNothingNewHasNoEffects() {
    kernel.handle(call(false, effects -> {}));

    assertThat(ledger.rows()).singleElement().extracting(LedgerRow::effects).isEqualTo(List.of());
  }

  @Test
  void twinsThatControllersMadeAreFound() {
    make("elasticloadbalancing:loadbalancer", true, "v");
    make("elasticloadbalancing:loadbalancer", false, "w");

    assertThat(Twins.in(ledger.rows()).standing())
        .containsExactly(
            new Twins.Twin("elasticloadbalancing:loadbalancer", "a", List.of("v", "w")));
  }

  @Test
  void volumesOfOneStorageClassAreNoTwins() {
    make("ec2:volume", true, "v");
    make("ec2:volume", false, "w");

    assertThat(Twins.in(ledger.rows()).standing()).isEmpty();
  }

  @Test
  void twinThatIsRemovedIsRepairedAndTheLastOneIsNot() {
    make("eks:Cluster", true, "v");
    make("eks:Cluster", true, "w");
    remove("eks:Cluster", "w");
    assertThat(Twins.in(ledger.rows())).isEqualTo(new Twins(List.of(), 1));

    remove("eks:Cluster", "v");
    assertThat(Twins.in(ledger.rows())).isEqualTo(new Twins(List.of(), 1));
  }

  private void remove(String kind, String name) {
    kernel.handle(call(true, effects -> effects.deleted(kind, name, id("a"))));
  }

  private void make(String kind, boolean mutating, String name) {
    kernel.handle(
        call(mutating, effects -> effects.byController("c", "created", kind, name, id("a"))));
  }

  private static Optional<String> id(String resource) {
    return Optional.of(resource);
  }

  private static Interaction call(boolean mutating, Consumer<Effects> work) {
    return new Interaction() {
      @Override
      public Call call() {
        return new Call("test:Call", "", mutating);
      }

      @Override
      public WireResponse perform(Effects effects) {
        work.accept(effects);
        return new WireResponse.Dropped();
      }

      @Override
      public WireResponse refuse(Refusal refusal) {
        return new WireResponse.Dropped();
      }
    };
  }
}
