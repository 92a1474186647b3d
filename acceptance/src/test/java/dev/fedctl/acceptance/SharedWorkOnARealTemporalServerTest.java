package dev.fedctl.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedctl.acceptance.peer.Until;
import dev.fedctl.acceptance.site.Deeds;
import dev.fedctl.acceptance.site.FedctlProcess;
import dev.fedctl.acceptance.site.Histories;
import dev.fedctl.acceptance.site.Person;
import dev.fedctl.acceptance.site.Site;
import dev.fedctl.contract.identity.WorkflowIds;
import dev.fedctl.starter.Version;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.PendingActivityState;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers come and go while a federation is deployed: they share the work, and none is missed. */
class SharedWorkOnARealTemporalServerTest {

  private static final String NAME = "karmada-guidance";
  private static final String NEWER = "0.1.99";
  private static final Duration LIMIT = Duration.ofMinutes(6);
  private static final Duration OFTEN = Duration.ofMillis(25);

  @Test
  void goesOnWhenWorkersDieAndWhenNewerOnesTakeTheirPlace(@TempDir Path folder) {
    try (Site site = Site.start(folder)) {
      List<FedctlProcess> workers = new ArrayList<>(site.workers(3));
      try (Person person =
          new Person(site, List.of(List.of("apply", Site.example(), "--yes", "-o", "json")))) {
        Until.so(
            "all three have worked",
            LIMIT,
            () -> !person.isDone() && histories(site).actors().containsAll(signatures(workers)));

        // In the middle of the step that takes longest: the server must not wait for its limit.
        FedctlProcess killed =
            Until.there(
                "Karmada's definitions are sent",
                LIMIT,
                OFTEN,
                () -> person.isDone() ? Optional.empty() : sender(site, workers));
        killed.kill();
        List<FedctlProcess> old = workers.stream().filter(one -> one != killed).toList();
        FedctlProcess newer = site.workerOf(NEWER);
        old.forEach(FedctlProcess::told);
        assertThat(old).allSatisfy(one -> assertThat(one.exitCode()).isZero());
        Until.so("the deployment is complete", LIMIT, person::isDone);

        assertThat(person.answer()).contains("\"phase\" : \"Complete\"");
        Histories histories = histories(site);
        assertThat(histories.failedTasks()).isEmpty();
        assertThat(histories.silenced()).contains("EnsureCrds");
        assertThat(histories.actors()).contains(newer.signature(NEWER));
        assertThat(histories.deciders()).contains(newer.signature(NEWER));
        assertThat(new Deeds(site.cloud().rows()).repeated()).isEmpty();
      }
    }
  }

  private static Histories histories(Site site) {
    return new Histories(site.temporal().client());
  }

  /** Whoever is just sending Karmada's definitions. */
  private static Optional<FedctlProcess> sender(Site site, List<FedctlProcess> workers) {
    if (!site.cloud().hasSeen("k8s:patch customresourcedefinitions")) {
      return Optional.empty();
    }
    return site
        .temporal()
        .operations()
        .describeWorkflowExecution(
            DescribeWorkflowExecutionRequest.newBuilder()
                .setNamespace(site.temporal().namespace())
                .setExecution(
                    WorkflowExecution.newBuilder().setWorkflowId(WorkflowIds.karmada(NAME)))
                .build())
        .getPendingActivitiesList()
        .stream()
        .filter(one -> one.getActivityType().getName().equals("EnsureCrds"))
        .filter(one -> one.getState() == PendingActivityState.PENDING_ACTIVITY_STATE_STARTED)
        .map(PendingActivityInfo::getLastWorkerIdentity)
        .flatMap(identity -> workers.stream().filter(one -> one.isAuthor(identity)))
        .findFirst();
  }

  private static List<String> signatures(List<FedctlProcess> workers) {
    return workers.stream().map(one -> one.signature(Version.number())).toList();
  }
}
