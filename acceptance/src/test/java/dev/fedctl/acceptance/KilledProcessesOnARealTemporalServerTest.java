package dev.fedctl.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fedctl.acceptance.peer.Until;
import dev.fedctl.acceptance.site.Deeds;
import dev.fedctl.acceptance.site.FedctlProcess;
import dev.fedctl.acceptance.site.Histories;
import dev.fedctl.acceptance.site.Person;
import dev.fedctl.acceptance.site.Site;
import dev.fedctl.acceptance.site.Strike;
import dev.fedctl.sandbox.ledger.Leftovers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * A federation is deployed, grows and is destroyed from the command line, while starter, worker,
 * Temporal's server and the cloud are killed with SIGKILL at moments that a seed chooses. The same
 * seed chooses the same moments: {@code -Dfedctl.seed=N}.
 */
@Isolated("it needs both cores")
class KilledProcessesOnARealTemporalServerTest {

  private static final String NAME = "karmada-guidance";
  private static final String ADDED = "paris";

  /**
   * A call that dies with its worker is made again twenty seconds later. EKS gives nodes a quarter
   * of an hour to get their network: that has to be longer, in real time.
   */
  private static final int SPEED = 24;

  private static final Duration LIMIT = Duration.ofMinutes(10);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(25);

  /** The same draw for every change; {@code -Dfedctl.seed=0} draws anew. */
  private static final long SEED = 20_261_121;

  private final long seed = seed();
  private final Random random = new Random(seed);

  @Test
  void sameEndStateAndNothingTwiceWhateverIsKilled(@TempDir Path folder, TestReporter report)
      throws IOException {
    report.publishEntry("fedctl.seed", Long.toString(seed));
    try (Site site = Site.start(folder, SPEED)) {
      Killings killings = new Killings(site, report);

      JsonNode deployed =
          killings.during(
              "deploy", 350, 2, List.of(List.of("apply", Site.example(), "--yes", "-o", "json")));
      assertThat(deployed.path("members")).hasSize(2);
      isComplete(deployed);
      nothingTwice(site, 3);

      JsonNode grown =
          killings.during(
              "add",
              60,
              0,
              List.of(
                  List.of("members", "add", NAME, "--member", ADDED),
                  List.of("watch", NAME, "-o", "json")));
      assertThat(grown.path("members")).hasSize(3);
      isComplete(grown);
      nothingTwice(site, 4);

      JsonNode gone =
          killings.during(
              "destroy",
              60,
              0,
              List.of(
                  List.of(
                      "destroy",
                      NAME,
                      "--yes",
                      "--name",
                      NAME,
                      "--account",
                      "111122223333",
                      "-o",
                      "json")));
      assertThat(gone.path("phase").asText()).isEqualTo("Destroyed");
      nothingTwice(site, 4);
      assertThat(Leftovers.in(site.cloud().rows()).left()).isEmpty();
      assertThat(new Histories(site.temporal().client()).failedTasks()).isEmpty();
    } catch (AssertionError e) {
      throw new AssertionError("-Dfedctl.seed=%d: %s".formatted(seed, e.getMessage()), e);
    }
  }

  private static long seed() {
    long wanted = Long.getLong("fedctl.seed", SEED);
    return wanted == 0 ? System.nanoTime() : wanted;
  }

  private static void isComplete(JsonNode status) {
    assertThat(status.path("phase").asText()).isEqualTo("Complete");
    assertThat(status.path("outcome").asText()).isEqualTo("Complete");
    assertThat(status.path("parked")).isEmpty();
    assertThat(status.path("members"))
        .allSatisfy(member -> assertThat(member.path("state").asText()).isEqualTo("Ready"));
    assertThat(status.path("demo").valueStream().mapToInt(JsonNode::asInt).sum()).isEqualTo(4);
  }

  private static void nothingTwice(Site site, int clusters) {
    Deeds deeds = new Deeds(site.cloud().rows());
    assertThat(deeds.repeated()).isEmpty();
    assertThat(deeds.made("eks:Cluster")).isEqualTo(clusters);
  }

  /** Kills things while somebody works, and brings them back. */
  private final class Killings {

    private final Site site;
    private final TestReporter report;
    private FedctlProcess worker;

    Killings(Site site, TestReporter report) {
      this.site = site;
      this.report = report;
      this.worker = site.worker();
    }

    /**
     * What the last of the commands prints in the end.
     *
     * @param requests so many the work makes at least
     * @param more kills than one of each kind
     */
    JsonNode during(String what, int requests, int more, List<List<String>> commands)
        throws IOException {
      Deque<Strike> strikes = new ArrayDeque<>(Strike.drawn(random, requests, more));
      List<String> done = new ArrayList<>();
      int before = site.cloud().requests();
      long begun = System.nanoTime();
      try (Person person = new Person(site, commands)) {
        Until.so(
            what + " is done",
            LIMIT,
            BETWEEN_LOOKS,
            () -> {
              if (!strikes.isEmpty()
                  && site.cloud().requests() - before >= strikes.peek().after()) {
                Strike strike = strikes.pop();
                strike(strike.victim(), person);
                done.add("%s at %d".formatted(strike.victim(), strike.after()));
              }
              return person.isDone();
            });
        report.publishEntry(
            what,
            "%d requests, %d s; killed %s"
                .formatted(
                    site.cloud().requests() - before,
                    Duration.ofNanos(System.nanoTime() - begun).toSeconds(),
                    done));
        assertThat(strikes).as("kills to come").isEmpty();
        return new ObjectMapper().readTree(person.answer());
      }
    }

    private void strike(Strike.Victim victim, Person person) {
      switch (victim) {
        case STARTER -> person.loseTheTerminal();
        case WORKER -> {
          worker.kill();
          worker = site.worker();
        }
        case TEMPORAL -> site.temporal().killAndStart();
        case SANDBOX -> site.cloud().killAndStart();
      }
    }
  }
}
