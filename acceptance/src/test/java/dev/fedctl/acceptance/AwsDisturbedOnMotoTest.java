package dev.fedctl.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedctl.acceptance.MotoStep.Done;
import dev.fedctl.acceptance.peer.Disturbance;
import dev.fedctl.contract.activity.StepOutcome;
import dev.fedctl.contract.failure.FailureKind;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every request by which a step changes something in moto, as an undisturbed run makes them, is
 * disturbed once; in the end everything is as after that run, and made once. What moto does not
 * know of AWS is listed in docs/testing.md.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AwsDisturbedOnMotoTest {

  /** One of the requests that a step makes. */
  record Site(MotoStep step, int position, String request) {

    @Override
    public String toString() {
      return step + " at " + request + " (" + position + ")";
    }
  }

  /** What an undisturbed run makes, gives back and leaves. */
  private record Peace(List<String> mutations, Done done, List<String> facts) {}

  private final AtomicInteger scenes = new AtomicInteger();
  private final Map<MotoStep, Peace> peace = new EnumMap<>(MotoStep.class);
  private MotoAccount account;
  private MotoStranger stranger;

  @BeforeAll
  void start(@TempDir Path folder) {
    account = MotoAccount.open(folder);
    stranger = MotoStranger.at(account.endpoint());
  }

  @AfterAll
  void stop() {
    if (stranger != null) {
      stranger.close();
    }
    if (account != null) {
      account.close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void undisturbedStepChangesSomethingOnceAndThenNothing(MotoStep step) {
    MotoScene scene = scene(step);

    Done done = inPeace(step, scene);

    assertThat(peace(step).mutations()).isNotEmpty();
    endsAsInPeace(step, scene, done);
  }

  @ParameterizedTest
  @MethodSource("sites")
  void lostRequestIsMadeByTheNextAttempt(Site site) {
    MotoScene scene = scene(site.step());

    fails(site, scene, new Disturbance.LostRequest(), FailureKind.UNAVAILABLE);

    nextMakesTheRestFrom(site.position(), site, scene);
  }

  @ParameterizedTest
  @MethodSource("sites")
  void effectWhoseReplyIsLostIsNotMadeAgain(Site site) {
    MotoScene scene = scene(site.step());

    fails(site, scene, new Disturbance.LostReply(), FailureKind.UNAVAILABLE);

    nextMakesTheRestFrom(site.position() + 1, site, scene);
  }

  @ParameterizedTest
  @MethodSource("sites")
  void throttledRequestIsMadeByTheNextAttempt(Site site) {
    MotoScene scene = scene(site.step());

    fails(site, scene, new Disturbance.Throttled(), FailureKind.THROTTLED);

    nextMakesTheRestFrom(site.position(), site, scene);
  }

  /** A second attempt does it all while the request of the first is under way. */
  @ParameterizedTest
  @MethodSource("guardedSites")
  void overtakenRequestEndsAsIfNothingHappened(Site site) {
    MotoScene scene = scene(site.step());

    overtaken(site, scene);

    endsAsInPeace(site.step(), scene, inPeace(site.step(), scene));
  }

  /** Two attempts have looked before either has changed what they saw. */
  @ParameterizedTest
  @MethodSource("guardedSites")
  void attemptThatActsOnAnOldLookEndsAsIfNothingHappened(Site site) {
    MotoScene scene = scene(site.step());

    raced(site, scene);

    endsAsInPeace(site.step(), scene, inPeace(site.step(), scene));
  }

  /** AWS would know the token of the second one; where nobody does, the two are the same. */
  @ParameterizedTest
  @MethodSource("tokenSites")
  void overlappingVersionsAreAlikeWhereNobodyHeedsTheirToken(Site site) {
    MotoScene overtaken = scene(site.step());
    MotoScene raced = scene(site.step());

    overtaken(site, overtaken);
    raced(site, raced);

    for (MotoScene scene : List.of(overtaken, raced)) {
      String template = scene.templateId();
      assertThat(stranger.machine(scene.things(), template, "3"))
          .isEqualTo(stranger.machine(scene.things(), template, "2"));
      isOne(site.step(), scene);
      isDoneAlready(site.step(), scene);
    }
  }

  Stream<Site> sites() {
    return Arrays.stream(MotoStep.values())
        .flatMap(
            step -> {
              List<String> mutations = peace(step).mutations();
              return IntStream.range(0, mutations.size())
                  .mapToObj(position -> new Site(step, position, mutations.get(position)));
            });
  }

  Stream<Site> guardedSites() {
    return sites().filter(site -> !isGuardedByTokenAlone(site));
  }

  Stream<Site> tokenSites() {
    return sites().filter(AwsDisturbedOnMotoTest::isGuardedByTokenAlone);
  }

  /** Everything else has a name that is unique, or can be done twice. */
  private static boolean isGuardedByTokenAlone(Site site) {
    return site.request().equals("ec2:CreateLaunchTemplateVersion");
  }

  private Peace peace(MotoStep step) {
    return peace.computeIfAbsent(step, this::observed);
  }

  private Peace observed(MotoStep step) {
    MotoScene scene = scene(step);
    try (MotoAttempt attempt = MotoAttempt.inPeace(account.endpoint())) {
      Done done = attempt.run(step, scene);
      return new Peace(attempt.mutations(scene), done, stranger.all(scene.things()));
    }
  }

  private MotoScene scene(MotoStep step) {
    String name = "disturbed-" + scenes.incrementAndGet();
    MotoThings things =
        new MotoThings(MotoAccount.owner(name, "0123456789abcdef"), account.vpc().privateSubnets());
    MotoScene scene = new MotoScene(things, account.worker(), stranger);
    step.prepare(scene);
    return scene;
  }

  private Done inPeace(MotoStep step, MotoScene scene) {
    try (MotoAttempt attempt = MotoAttempt.inPeace(account.endpoint())) {
      return attempt.run(step, scene);
    }
  }

  private void fails(Site site, MotoScene scene, Disturbance disturbance, FailureKind kind) {
    try (MotoAttempt attempt =
        MotoAttempt.disturbed(account.endpoint(), site.position(), disturbance)) {
      assertThat(ActivitiesUnderTest.failure(() -> attempt.run(site.step(), scene)).getType())
          .as("%s", site)
          .isEqualTo(kind.name());
      // The request that was disturbed is the last one of the attempt.
      assertThat(attempt.mutations(scene)).as("%s", site).hasSize(site.position() + 1);
    }
  }

  /** What has been changed is not changed again; in the end all is as in peace. */
  private void nextMakesTheRestFrom(int position, Site site, MotoScene scene) {
    List<String> all = peace(site.step()).mutations();
    try (MotoAttempt next = MotoAttempt.inPeace(account.endpoint())) {
      Done done = next.run(site.step(), scene);

      assertThat(next.mutations(scene)).as("%s", site).isEqualTo(all.subList(position, all.size()));
      endsAsInPeace(site.step(), scene, done);
    }
  }

  private void overtaken(Site site, MotoScene scene) {
    try (MotoOverlap first = held(site, scene, site.position())) {
      inPeace(site.step(), scene);
      first.goesOn();
    }
  }

  private void raced(Site site, MotoScene scene) {
    try (MotoOverlap first = held(site, scene, site.position());
        // What the first has changed before is nothing that the second would change again.
        MotoOverlap second = held(site, scene, 0)) {
      first.goesOn();
      second.goesOn();
    }
  }

  private MotoOverlap held(Site site, MotoScene scene, int position) {
    return MotoOverlap.held(account.endpoint(), site.step(), scene, position);
  }

  private void endsAsInPeace(MotoStep step, MotoScene scene, Done done) {
    Peace expected = peace(step);
    assertThat(done.product()).as("%s", step).isEqualTo(expected.done().product());
    assertThat(stranger.all(scene.things())).as("%s", step).isEqualTo(expected.facts());
    isOne(step, scene);
    isDoneAlready(step, scene);
  }

  private void isOne(MotoStep step, MotoScene scene) {
    assertThat(stranger.all(scene.things()))
        .filteredOn(line -> line.startsWith(step.kind() + " "))
        .as("%s", step)
        .hasSize(step.isDelete() ? 0 : 1);
  }

  private void isDoneAlready(MotoStep step, MotoScene scene) {
    try (MotoAttempt attempt = MotoAttempt.inPeace(account.endpoint())) {
      assertThat(attempt.run(step, scene).outcome())
          .as("%s", step)
          .isEqualTo(step.isDelete() ? StepOutcome.ABSENT : StepOutcome.UNCHANGED);
      assertThat(attempt.mutations(scene)).as("%s", step).isEmpty();
    }
  }
}
