package dev.fedctl.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.fedctl.acceptance.peer.Browser;
import dev.fedctl.acceptance.peer.TemporalServer;
import dev.fedctl.acceptance.peer.WebUi;
import dev.fedctl.acceptance.peer.WebUi.Tab;
import dev.fedctl.contract.identity.WorkflowIds;
import dev.fedctl.sandbox.aws.model.KnownCalls;
import dev.fedctl.sandbox.fault.FaultFile;
import dev.fedctl.sandbox.fault.FaultPlan;
import io.temporal.api.history.v1.HistoryEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What people see of a federation in Temporal's Web UI, and do there: read and clicked in a
 * browser. Each page that is judged is kept as a picture in {@code target/pictures}; {@code make
 * pictures} makes those of the documentation of them.
 */
class WebUiOnARealTemporalServerTest {

  /** So slow that a control plane takes 50 s: time enough to look at the wait for it. */
  private static final int SLOWLY = 12;

  private static final String PARIS = "paris";

  private static final Pattern DATA =
      Pattern.compile("send the signal retry with the data (\\S+ \\S+)");
  private static final Path PICTURES = Path.of("target", "pictures").toAbsolutePath();

  @TempDir private Path folder;
  private TemporalServer temporal;
  private Browser browser;
  private WebUi webUi;

  @BeforeEach
  void start() throws IOException {
    Files.createDirectories(PICTURES);
    browser = Browser.start(folder);
    temporal = TemporalServer.startWithWebUi(folder);
    webUi = new WebUi(browser, temporal.webUi(), temporal.namespace());
  }

  @AfterEach
  void stop() {
    if (browser != null) {
      browser.close();
    }
  }

  /** What docs/quickstart.md tells people to do. */
  @Test
  void memberIsAddedAndItsParkedStepFoundUnderstoodAndRetried() {
    FaultPlan faults =
        new FaultFile(KnownCalls.names()).read(Path.of("../examples/denied.faults.yaml"));
    try (LiveFederation live = LiveFederation.start(temporal, LiveFederation.SPEED, faults)) {
      live.complete(2);
      timelinesTellWhatIsDone(live);

      send(live, "addMembers", "{\"members\": [{\"name\": \"%s\"}]}".formatted(PARIS));
      live.until("a step is parked", status -> status.settled() && !status.parked().isEmpty());
      listShowsWhatIsParked(live);
      String data = pagesSayWhatToDo(live);

      webUi.fillSignal("retry", data);
      picture("retry-form", 1000);
      webUi.submit();
      live.complete(3);
      pageShowsMembersAndDemo(live);

      pageTellsWhyASignalWasNotFollowed(live);
      nothingIsMadeTwice(live, 4);
    }
  }

  @Test
  void waitSaysWhyAndForHowLongAndIsPausedAndReset() {
    try (LiveFederation live = LiveFederation.start(temporal, SLOWLY, FaultPlan.none())) {
      live.untilCalled("eks:CreateCluster", 3);
      String cluster = WorkflowIds.cluster(live.document().name(), member(live, 1));
      webUi.open(cluster, live.run(cluster), Tab.PENDING_ACTIVITIES);

      String wait =
          webUi.read(
              "a countdown",
              page -> Pattern.compile("Next Retry\\s+.*\\s+\\(\\d+s\\)").matcher(page).find());
      picture("wait", 1000);

      assertThat(wait)
          .contains("AwaitCluster")
          .containsPattern("Attempt\\s+\\d+ of Unlimited")
          .contains(
              "\"message\": \"EKS cluster \\\"%s\\\" in eu-north-1 is CREATING\""
                  .formatted(member(live, 1)))
          .doesNotContain("Stack Trace", ".java:");

      webUi.pause("somebody looks at it");
      assertThat(webUi.read("Unpause")).contains("somebody looks at it");
      webUi.reset();
      live.complete(2);
      nothingIsMadeTwice(live, 3);
    }
  }

  private void listShowsWhatIsParked(LiveFederation live) {
    String query = "FedctlParked = true";
    live.until("visibility has caught up", () -> live.client().listExecutions(query).count() == 2);

    webUi.list(query);

    assertThat(webUi.table("Workflow ID"))
        .extracting(row -> row.get("Workflow ID"))
        .containsExactlyInAnyOrder(live.id(), WorkflowIds.cluster(live.document().name(), PARIS));
    picture("parked-list", 700);
  }

  /** Answers what the page of the federation says is to be sent. */
  private String pagesSayWhatToDo(LiveFederation live) {
    String cluster = WorkflowIds.cluster(live.document().name(), PARIS);
    webUi.open(cluster, live.run(cluster), Tab.USER_METADATA);
    String ofCluster = dataToSend();
    assertThat(webUi.table("step"))
        .filteredOn(row -> "parked".equals(row.get("state")))
        .extracting(row -> row.get("step"))
        .containsExactly("node-group");
    picture("parked-cluster", 1000);

    webUi.open(live.id(), live.run(live.id()), Tab.USER_METADATA);
    String ofFederation = dataToSend();
    picture("parked-federation", 1000);

    assertThat(webUi.read("Partial: 2 of 3 members ready, 1 step is parked"))
        .contains("is not authorized to perform: eks:CreateNodegroup")
        .contains("What to do: give the worker’s role the permission, then retry;");
    assertThat(ofFederation)
        .isEqualTo(ofCluster)
        .isEqualTo("{\"target\": \"%s/node-group\"}".formatted(PARIS));
    return ofFederation;
  }

  private String dataToSend() {
    Matcher data = DATA.matcher(webUi.read("what to do", page -> DATA.matcher(page).find()));
    assertThat(data.find()).isTrue();
    return data.group(1);
  }

  private void pageShowsMembersAndDemo(LiveFederation live) {
    webUi.open(live.id(), live.run(live.id()), Tab.USER_METADATA);
    webUi.read("Complete: 3 of 3 members ready");

    assertThat(webUi.table("cluster"))
        .extracting(row -> row.get("cluster"), row -> row.get("state"), row -> row.get("demo"))
        .containsExactlyInAnyOrder(
            tuple(live.document().parentName(), "Ready", ""),
            tuple("karmada", "Ready", ""),
            tuple(member(live, 1), "Ready", pods(live, member(live, 1))),
            tuple(member(live, 2), "Ready", pods(live, member(live, 2))),
            tuple(PARIS, "Ready", pods(live, PARIS)));
    picture("complete", 1000);
  }

  private void timelinesTellWhatIsDone(LiveFederation live) {
    String federation = live.document().name();
    assertThat(timeline(live, live.id()))
        .contains("member " + member(live, 1), "Karmada on " + live.document().parentName())
        .contains("services get to see the IAM role of the nodes")
        .noneMatch(line -> line.startsWith("Timer"));
    timeline(live, WorkflowIds.cluster(federation, member(live, 1)));
    timeline(live, WorkflowIds.karmada(federation));
    picture("timeline", 1800);
  }

  /** The lines of a workflow's timeline; no activity stands there with its type alone. */
  private List<String> timeline(LiveFederation live, String workflow) {
    List<String> activities = activities(live, workflow);
    webUi.open(workflow, live.run(workflow), Tab.TIMELINE);
    List<String> lines =
        webUi
            .read("every activity", page -> activities.stream().allMatch(page::contains))
            .lines()
            .toList();

    assertThat(activities).isNotEmpty();
    for (String activity : activities) {
      assertThat(lines)
          .filteredOn(line -> line.contains(activity))
          .allMatch(line -> line.contains(activity + " • "));
    }
    return lines;
  }

  private static List<String> activities(LiveFederation live, String workflow) {
    return live.client().fetchHistory(workflow).getEvents().stream()
        .filter(HistoryEvent::hasActivityTaskScheduledEventAttributes)
        .map(event -> event.getActivityTaskScheduledEventAttributes().getActivityType().getName())
        .distinct()
        .toList();
  }

  private void pageTellsWhyASignalWasNotFollowed(LiveFederation live) {
    send(live, "removeMembers", "{\"members\": [\"nobody\"]}");
    live.until("it is refused", status -> !status.rejections().isEmpty());

    webUi.open(live.id(), live.run(live.id()), Tab.USER_METADATA);

    assertThat(webUi.read("was not followed"))
        .contains("Signal removeMembers of")
        .contains("nobody");
  }

  private void send(LiveFederation live, String signal, String data) {
    webUi.open(live.id(), live.run(live.id()), Tab.TIMELINE);
    webUi.fillSignal(signal, data);
    webUi.submit();
  }

  private static String pods(LiveFederation live, String member) {
    return String.valueOf(live.federation().status().demo().get(member));
  }

  private static void nothingIsMadeTwice(LiveFederation live, int clusters) {
    assertThat(live.sandbox().duplicates()).isEmpty();
    assertThat(live.sandbox().ledger().calls()).containsEntry("eks:CreateCluster", clusters);
  }

  private void picture(String name, int height) {
    webUi.picture(PICTURES.resolve(name + ".png"), height);
  }

  private static String member(LiveFederation live, int number) {
    return live.document().name() + "-member-" + number;
  }
}
