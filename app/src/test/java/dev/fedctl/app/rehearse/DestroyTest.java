package dev.fedctl.app.rehearse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedctl.app.chaos.Neighbourhood;
import dev.fedctl.contract.message.FederationStatus;
import dev.fedctl.contract.message.FederationStatus.Outcome;
import dev.fedctl.contract.message.FederationStatus.Phase;
import dev.fedctl.contract.message.Received;
import dev.fedctl.contract.message.RemoveMembers;
import dev.fedctl.contract.spec.FederationDocument;
import dev.fedctl.contract.workflow.FederationInput;
import dev.fedctl.contract.workflow.FederationWorkflow;
import dev.fedctl.sandbox.fault.Fault;
import dev.fedctl.sandbox.fault.FaultRule;
import dev.fedctl.sandbox.fault.Refusal;
import dev.fedctl.sandbox.ledger.LedgerRow;
import dev.fedctl.sandbox.ledger.LedgerRow.Effect;
import dev.fedctl.sandbox.ledger.Trespasses;
import dev.fedctl.sandbox.world.LeftBehind;
import dev.fedctl.sandbox.world.LeftBehind.Thing;
import dev.fedctl.sandbox.world.World;
import dev.fedctl.sandbox.world.WorldFile;
import dev.fedctl.starter.spec.SpecLoader;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** After a destroy nothing is left that was made, and nothing is touched that others have made. */
class DestroyTest {

  private static final String NAME = "fed";
  private static final World PLAIN = World.standard("eu-north-1", "KarmadaVPC");

  @Test
  void whatControllersLeaveBehindIsRemovedAndWhatIsCalledNearlyTheSameStays() {
    World world = WorldFile.read(Path.of("src/test/resources/worlds/left-behind.yaml"));
    try (VirtualLife life = new VirtualLife(world)) {
      FederationWorkflow federation = deployed(life);

      FederationStatus end = life.destroyed(federation, NAME);

      assertThat(end.parked()).isEmpty();
      assertThat(end.phase()).isEqualTo(Phase.DESTROYED);
      assertThat(life.left()).isEmpty();
      assertThat(created(life))
          .as("what was to be left behind")
          .contains("logs:log-group", "ec2:network-interface", "ec2:volume", "ec2:security-group");
      assertThat(touched(life))
          .doesNotContain(
              "fed-cluster-of-others",
              "fed-b-cluster",
              "fed-member-10",
              "sg-0000000000000000a",
              "sg-0000000000000000b",
              "sg-0000000000000000c",
              "sg-0000000000000000d",
              "a0000000000000000000000000000001",
              "a0000000000000000000000000000002",
              "lt-0000000000000000a",
              "vol-0000000000000000a",
              "vol-0000000000000000b",
              "vol-0000000000000000c",
              "eni-0000000000000000a",
              "eni-0000000000000000b",
              "eni-0000000000000000c",
              "k8s-earlier-web-0000000001",
              "cluster-of-others");
      assertThat(Trespasses.in(life.rows()).effects()).isEmpty();
    }
  }

  @Test
  void nameIsUsedAgainAfterOthersAndWhatTheyHaveLeftStaysEachTime() {
    World world = WorldFile.read(Path.of("src/test/resources/worlds/left-behind.yaml"));
    try (VirtualLife life = new VirtualLife(world)) {
      for (int lives = 0; lives < 2; lives++) {
        FederationWorkflow federation = deployed(life);
        assertThat(life.destroyed(federation, NAME).phase()).isEqualTo(Phase.DESTROYED);
        assertThat(life.left()).isEmpty();
      }
      assertThat(Trespasses.in(life.rows()).effects()).isEmpty();
    }
  }

  static LongStream seeds() {
    return LongStream.concat(LongStream.of(1), new Random().longs(1, 0, 1_000_000));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void neighboursKeepWhatIsTheirs(long seed) {
    FederationDocument document = document();
    World world =
        new Neighbourhood(document, World.ACCOUNT, new Random(seed))
            .around(PLAIN)
            .leaving(new LeftBehind("*", EnumSet.complementOf(EnumSet.of(Thing.TARGET_GROUP))));
    try (VirtualLife life = new VirtualLife(world)) {
      FederationWorkflow federation = deployed(life);

      FederationStatus end = life.destroyed(federation, NAME);

      assertThat(end.parked()).isEmpty();
      assertThat(life.left()).isEmpty();
      assertThat(Trespasses.in(life.rows()).effects()).isEmpty();
    }
  }

  @Test
  void targetGroupsWithoutALoadBalancerAreRemoved() {
    World world = PLAIN.leaving(new LeftBehind("*", Set.of(Thing.TARGET_GROUP)));
    try (VirtualLife life = new VirtualLife(world)) {
      FederationWorkflow federation = deployed(life);

      assertThat(life.destroyed(federation, NAME).phase()).isEqualTo(Phase.DESTROYED);

      assertThat(life.left()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {15, 300, 640, 720, 830})
  void federationThatIsBeingBuiltIsDestroyed(int seconds) {
    try (VirtualLife life = new VirtualLife(PLAIN)) {
      FederationWorkflow federation = life.start(FederationInput.first(document(life)));
      life.pass(Duration.ofSeconds(seconds));

      FederationStatus end = life.destroyed(federation, NAME);

      assertThat(end.parked()).isEmpty();
      assertThat(end.phase()).isEqualTo(Phase.DESTROYED);
      assertThat(life.left()).isEmpty();
    }
  }

  @Test
  void clustersWhoseApisNeverAnswerGoByTheirTags() {
    Duration later = Duration.ofHours(2);
    FaultRule silence =
        new FaultRule(
            "k8s:*", Optional.empty(), 0, Integer.MAX_VALUE, later, new Fault.LostRequest());
    try (VirtualLife life = new VirtualLife(PLAIN, silence)) {
      FederationWorkflow federation = deployed(life);
      life.pass(later);

      FederationStatus end = life.destroyed(federation, NAME);

      assertThat(end.parked()).isEmpty();
      assertThat(end.phase()).isEqualTo(Phase.DESTROYED);
      assertThat(life.left()).isEmpty();
    }
  }

  @Test
  void memberWhoseApiNeverAnswersLeavesAllTheSame() {
    Duration later = Duration.ofHours(2);
    FaultRule silence =
        new FaultRule(
            "k8s:*",
            Optional.of("fed-member-1/*"),
            0,
            Integer.MAX_VALUE,
            later,
            new Fault.LostRequest());
    try (VirtualLife life = new VirtualLife(PLAIN, silence)) {
      FederationWorkflow federation = deployed(life);
      life.pass(later);

      federation.removeMembers(
          Received.of(
              new RemoveMembers(
                  List.of("fed-member-1"), false, Optional.empty(), Optional.empty())));
      FederationStatus without =
          life.until(
              federation, status -> status.members().isEmpty() || !status.parked().isEmpty());

      assertThat(without.parked()).isEmpty();
      assertThat(life.left()).noneMatch(thing -> thing.contains("fed-member-1"));
    }
  }

  @Test
  void whatCannotBeRemovedIsNamedAndTheFederationStays() {
    FaultRule refusal =
        new FaultRule(
            "ec2:DeleteVolume",
            Optional.empty(),
            0,
            Integer.MAX_VALUE,
            Duration.ZERO,
            new Fault.Fail(new Refusal("VolumeInUse", 400, "somebody holds it")));
    World world = PLAIN.leaving(new LeftBehind("fed-parent", Set.of(Thing.VOLUME)));
    try (VirtualLife life = new VirtualLife(world, refusal)) {
      FederationWorkflow federation = deployed(life);

      FederationStatus end = life.destroyed(federation, NAME);

      assertThat(end.phase()).isEqualTo(Phase.DESTROYING);
      assertThat(end.parked())
          .singleElement()
          .satisfies(
              step -> {
                assertThat(step.step()).isEqualTo("fed-parent/remove-leftovers");
                assertThat(step.facts().message())
                    .contains("left: EBS volume vol-", "somebody holds it");
              });
    }
  }

  @Test
  void nameIsUsedAgainAndAgain() {
    try (VirtualLife life = new VirtualLife(PLAIN)) {
      for (Duration pause : List.of(Duration.ZERO, Duration.ofDays(2))) {
        FederationWorkflow federation = deployed(life);
        assertThat(life.destroyed(federation, NAME).phase()).isEqualTo(Phase.DESTROYED);
        assertThat(life.left()).isEmpty();
        life.pass(pause);
      }
    }
  }

  static FederationWorkflow deployed(VirtualLife life) {
    FederationWorkflow federation = life.start(FederationInput.first(document(life)));
    FederationStatus status = life.settled(federation);
    assertThat(status.outcome()).as("%s", status.parked()).contains(Outcome.COMPLETE);
    return federation;
  }

  static FederationDocument document(VirtualLife life) {
    return life.local(document());
  }

  private static FederationDocument document() {
    return new SpecLoader(InputStream.nullInputStream())
        .load(
            "../examples/guidance.yaml",
            List.of("metadata.name=" + NAME, "spec.members={count: 1}"))
        .document();
  }

  private static Set<String> created(VirtualLife life) {
    return life.rows().stream()
        .flatMap(row -> row.effects().stream())
        .filter(effect -> effect.change().equals("created"))
        .map(Effect::kind)
        .collect(Collectors.toSet());
  }

  /** Every part of the identity of everything that was made, changed or removed. */
  private static Set<String> touched(VirtualLife life) {
    return life.rows().stream()
        .map(LedgerRow::effects)
        .flatMap(List::stream)
        .flatMap(effect -> List.of(effect.id().split("[/:]")).stream())
        .collect(Collectors.toSet());
  }
}
