package dev.fedctl.app.rehearse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedctl.contract.activity.InventoryActivities.Kind;
import dev.fedctl.contract.message.FederationStatus;
import dev.fedctl.contract.message.FederationStatus.Outcome;
import dev.fedctl.contract.message.FederationStatus.Phase;
import dev.fedctl.contract.spec.FederationDocument;
import dev.fedctl.contract.workflow.FederationInput;
import dev.fedctl.contract.workflow.FederationMemory;
import dev.fedctl.contract.workflow.FederationWorkflow;
import dev.fedctl.contract.workflow.ObservationWorkflow.Observation;
import dev.fedctl.contract.workflow.ObservationWorkflow.Request;
import dev.fedctl.contract.workflow.ObservationWorkflow.Search;
import dev.fedctl.sandbox.world.World;
import dev.fedctl.starter.spec.SpecLoader;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** All state of workflows is gone, and AWS is as it was. */
class LostTemporalTest {

  private static final World WORLD = World.standard("eu-north-1", "KarmadaVPC");

  @Test
  void whatStandsIsAdoptedAndNothingIsMade() {
    try (VirtualLife life = new VirtualLife(WORLD)) {
      FederationDocument document = DestroyTest.document(life);
      DestroyTest.deployed(life);
      life.loseTemporal();
      int reads = life.rows().size();
      Observation seen =
          life.look(
              Request.identity("fed", "eu-north-1")
                  .searching(Search.TRACES, List.of("eu-north-1")));
      assertThat(life.rows().size() - reads).as("reads of a first apply").isLessThan(10);
      int mark = life.rows().size();

      FederationWorkflow adopted =
          life.start(
              FederationInput.next(
                  FederationMemory.adopted(
                      document,
                      seen.inventory().generations().getFirst(),
                      seen.caller(),
                      life.now())));
      FederationStatus status = life.settled(adopted);

      assertThat(status.outcome()).as("%s", status.parked()).contains(Outcome.COMPLETE);
      assertThat(
              life.rows().subList(mark, life.rows().size()).stream()
                  .flatMap(row -> row.effects().stream())
                  .filter(effect -> effect.change().equals("created")))
          .isEmpty();
      assertThat(life.destroyed(adopted, "fed").phase()).isEqualTo(Phase.DESTROYED);
      assertThat(life.left()).isEmpty();
    }
  }

  @Test
  void whatStandsIsDestroyedFromItsTagsAlone() {
    try (VirtualLife life = new VirtualLife(WORLD)) {
      DestroyTest.deployed(life);
      life.loseTemporal();
      Observation seen =
          life.look(Request.identity("fed", "eu-north-1").searching(Search.EVERYTHING, List.of()));
      assertThat(seen.inventory().generations()).hasSize(1);
      assertThat(seen.inventory().of(Kind.CLUSTER)).hasSize(2);

      FederationStatus end =
          life.gone(
              life.start(
                  FederationInput.next(
                      FederationMemory.abandoned(
                          new SpecLoader(InputStream.nullInputStream()).blank("fed", "eu-north-1"),
                          seen.inventory().generations().getFirst(),
                          seen.caller(),
                          life.now(),
                          List.of("eu-north-1")))));

      assertThat(end.parked()).isEmpty();
      assertThat(end.phase()).isEqualTo(Phase.DESTROYED);
      assertThat(life.left()).isEmpty();
    }
  }

  @Test
  void halfOfAFederationIsDestroyedFromItsTagsAlone() {
    try (VirtualLife life = new VirtualLife(WORLD)) {
      life.start(FederationInput.first(DestroyTest.document(life)));
      life.pass(Duration.ofMinutes(5));
      life.loseTemporal();
      Observation seen =
          life.look(Request.identity("fed", "eu-north-1").searching(Search.EVERYTHING, List.of()));

      FederationStatus end =
          life.gone(
              life.start(
                  FederationInput.next(
                      FederationMemory.abandoned(
                          DestroyTest.document(life),
                          seen.inventory().generations().getFirst(),
                          seen.caller(),
                          life.now(),
                          List.of("eu-north-1")))));

      assertThat(end.parked()).isEmpty();
      assertThat(life.left()).isEmpty();
    }
  }
}
