package dev.fedctl.starter.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fedctl.contract.activity.CallerIdentity;
import dev.fedctl.starter.ExitCodes;
import dev.fedctl.starter.federation.UserIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands' own half of a federation's life; the other half builds nothing here. */
class LifeTest {

  private static final TemporalPeer PEER = TemporalPeer.start().withWorker();

  private static int count;

  @TempDir private Path folder;
  private String name = "";

  @BeforeEach
  void name() {
    name = "fed-" + ++count;
  }

  @AfterAll
  static void end() {
    PEER.close();
  }

  @Test
  void applyCreatesFollowsAndSaysWhatComesNext() {
    CommandLineRun run = place().run("apply", spec(""), "--yes");

    assertThat(run.exitCode()).isZero();
    assertThat(run.err())
        .contains("account             111122223333 (aws)")
        .contains("worker              arn:aws:sts::111122223333:assumed-role/worker/i-1")
        .contains("federation \"" + name + "\" does not exist: it will be created.")
        .contains("warning: KARMADA'S API IS OPEN TO THE WORLD")
        .contains("the longest chain usually takes")
        .contains("next: fedctl kubeconfig " + name);
    assertThat(run.out()).contains("phase               Complete");
  }

  @Test
  void nothingIsAppliedBeforeSomebodySaysYes() {
    CommandLineRun unattended = place().run("apply", spec(""));
    CommandLineRun no = place().typing("\n").run("apply", spec(""));

    assertThat(unattended.exitCode()).isEqualTo(ExitCodes.NOT_CONFIRMED);
    assertThat(unattended.err()).contains("cure: say yes beforehand: --yes");
    assertThat(no.exitCode()).isEqualTo(ExitCodes.NOT_CONFIRMED);
    assertThat(place().run("status", name).exitCode()).isEqualTo(ExitCodes.NO_SUCH_THING);

    assertThat(place().typing("y\n").run("apply", spec("")).exitCode()).isZero();
  }

  @Test
  void secondApplyAttachesAndAsksNobody() {
    place().run("apply", spec(""), "--yes");

    CommandLineRun second = place().run("apply", spec(""));

    assertThat(second.exitCode()).isZero();
    assertThat(second.err()).contains("is as the spec says already");
    assertThat(PEER.events(name, "WORKFLOW_EXECUTION_UPDATE_ACCEPTED")).isZero();
  }

  @Test
  void oldFileAppliedAgainRemovesNobody() {
    place().run("apply", spec(""), "--yes");
    place().run("members", "add", name, "--member", "paris");

    CommandLineRun again = place().run("apply", spec(""));

    assertThat(again.exitCode()).isZero();
    assertThat(again.err())
        .contains("is as the spec says already")
        .contains("warning: these members stay although the spec does not name them: paris");
    assertThat(members()).containsExactly(name + "-member-1", name + "-member-2", "paris");
    assertThat(place().run("status", name, "-o", "json").json().at("/unlisted/0").asText())
        .isEqualTo("paris");
  }

  @Test
  void pruningAsksForTheNamesAndRemovesThem() {
    place().run("apply", spec(""), "--yes");
    place().run("members", "add", name, "--member", "paris");

    CommandLineRun wrong = place().typing("yes\n").run("apply", spec(""), "--prune");
    CommandLineRun right = place().typing("paris\n").run("apply", spec(""), "--prune");

    assertThat(wrong.exitCode()).isEqualTo(ExitCodes.NOT_CONFIRMED);
    assertThat(right.exitCode()).isZero();
    assertThat(members()).containsExactly(name + "-member-1", name + "-member-2");
  }

  @Test
  void changeThatIsNotCarriedOutIsRefusedBeforeItIsSent() {
    place().run("apply", spec(""), "--yes");

    CommandLineRun plan = place().run("plan", spec("karmada: {etcd: {storage: 9Gi}}"));
    CommandLineRun run = place().run("apply", spec("karmada: {etcd: {storage: 9Gi}}"), "--yes");

    assertThat(plan.exitCode()).isEqualTo(ExitCodes.INVALID_SPEC);
    assertThat(plan.out()).contains("  !   spec.karmada.etcd.storage: \"5Gi\" → \"9Gi\"");
    assertThat(run.exitCode()).isEqualTo(ExitCodes.INVALID_SPEC);
    assertThat(run.err()).contains("error: spec.karmada.etcd.storage: \"5Gi\" → \"9Gi\" cannot");
    assertThat(PEER.events(name, "WORKFLOW_EXECUTION_UPDATE_ACCEPTED")).isZero();
  }

  @Test
  void terminatedFederationIsTakenUpWithWhatItKnew() {
    place().run("apply", spec(""), "--yes");
    place().run("members", "add", name, "--member", "paris");
    PEER.terminate(name);
    assertThat(place().run("members", "add", name, "--member", "rome").err())
        .contains("has ended: terminated", "cure: fedctl apply FILE takes it up");

    CommandLineRun run = place().run("apply", spec(""), "--yes");

    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).contains("it will be taken up again");
    assertThat(members()).contains("paris");
  }

  @Test
  void sameNameInAnotherRegionIsRefused() {
    place().run("apply", spec(""), "--yes");

    CommandLineRun run = place().run("apply", spec("region: eu-west-1"), "--yes");

    assertThat(run.exitCode()).isEqualTo(ExitCodes.WRONG_ACCOUNT);
    assertThat(run.err()).contains("lives in eu-north-1, and the spec says eu-west-1");
  }

  @Test
  void userOfAnotherAccountIsRefused() {
    UserIdentity stranger =
        region ->
            new UserIdentity.Answer.Known(
                new CallerIdentity(
                    "999988887777", "aws", "arn:aws:iam::999988887777:user/eve", "arn"));

    CommandLineRun run = place().with(stranger).run("apply", spec(""), "--yes");

    assertThat(run.exitCode()).isEqualTo(ExitCodes.WRONG_ACCOUNT);
    assertThat(run.err()).contains("999988887777", "111122223333", "cure: use credentials of");
  }

  @Test
  void clusterOfSomebodyElseIsNamedBeforeAnythingIsMade() {
    name = "foreign-" + count;

    CommandLineRun run = place().run("apply", spec(""), "--yes");

    assertThat(run.exitCode()).isEqualTo(ExitCodes.CONFLICT);
    assertThat(run.err())
        .contains("error: cluster \"" + name + "-parent\" in eu-north-1 is not ours");
    assertThat(place().run("status", name).exitCode()).isEqualTo(ExitCodes.NO_SUCH_THING);
  }

  @Test
  void parkedStepEndsApplyWithItsKindAndSaysWhatToDo() {
    name = "parked-" + count;

    CommandLineRun run = place().run("apply", spec(""), "--yes");

    assertThat(run.exitCode()).isEqualTo(5);
    assertThat(run.err())
        .contains(
            "error: " + name + "-parent/node-group: there are no more instances: raise the quota")
        .contains("cure: fedctl retry " + name);
    assertThat(place().run("retry", name, "nobody").exitCode()).isZero();
    assertThat(place().run("retry", name, "all").exitCode()).isEqualTo(ExitCodes.REFUSED);
  }

  @Test
  void retryAbortAndHistoryNameWhoDidWhat() {
    name = "parked-" + count;
    place().run("apply", spec(""), "--yes");

    CommandLineRun run = place().run("abort", name, name + "-parent", "--reason", "too expensive");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).isEqualTo("abort: " + name + "-parent/node-group\n");
    assertThat(place().run("watch", name).exitCode()).isEqualTo(ExitCodes.ABORTED);
    JsonNode last = place().run("history", name, "-o", "json").json().path(1);
    assertThat(last.path("who").asText()).isEqualTo("ada@desk");
    assertThat(last.path("what").asText()).isEqualTo("abort");
    assertThat(last.path("detail").asText()).isEqualTo(name + "-parent");
    assertThat(last.path("reason").asText()).isEqualTo("too expensive");
  }

  @Test
  void sameMessageSaidTwiceIsOneUpdate() {
    place().run("apply", spec(""), "--yes");

    place().run("members", "add", name, "--count", "2", "--request-id", "ticket");
    place().run("members", "add", name, "--count", "2", "--request-id", "ticket");

    assertThat(PEER.events(name, "WORKFLOW_EXECUTION_UPDATE_ACCEPTED")).isEqualTo(1);
  }

  @Test
  void specIsAFileThatApplyTakesBack() throws IOException {
    place().run("apply", spec("access: {admins: ['arn:aws:iam::111122223333:role/ops']}"), "--yes");
    place().run("members", "add", name, "--member", "paris", "--label", "tier=gold");

    Path file = Files.writeString(folder.resolve("again.yaml"), place().run("spec", name).out());

    assertThat(place().run("apply", file.toString()).err()).contains("is as the spec says already");
    assertThat(place().run("validate", file.toString()).out()).contains("with 3 members");
  }

  @Test
  void membersOfAFileAreCheckedWhereTheyStand() throws IOException {
    place().run("apply", spec(""), "--yes");
    Path good = Files.writeString(folder.resolve("good.yaml"), "- name: rome\n- name: oslo\n");
    Path bad = Files.writeString(folder.resolve("bad.yaml"), "- nmae: rome\n");

    CommandLineRun wrong = place().run("members", "add", name, "--from", bad.toString());
    CommandLineRun right =
        place().run("members", "add", name, "--from", good.toString(), "-o", "json");

    assertThat(wrong.exitCode()).isEqualTo(ExitCodes.INVALID_SPEC);
    assertThat(wrong.err()).contains("bad.yaml:1:3: spec.members[0].nmae: unknown key");
    assertThat(right.json().path("added")).hasSize(2);
  }

  @Test
  void memberIsRemovedOnlyWhenItsNameIsTyped() {
    place().run("apply", spec(""), "--yes");
    String member = name + "-member-2";

    assertThat(place().run("members", "remove", name, member).exitCode())
        .isEqualTo(ExitCodes.NOT_CONFIRMED);
    assertThat(place().run("members", "remove", name, "atlantis", "--yes").exitCode())
        .isEqualTo(ExitCodes.NO_SUCH_THING);
    assertThat(members()).hasSize(2);

    CommandLineRun run = place().typing(member + "\n").run("members", "remove", name, member);

    assertThat(run.out()).isEqualTo("- member " + member + "\n");
    assertThat(members()).containsExactly(name + "-member-1");
  }

  @Test
  void federationThatNoWorkflowKnowsIsAdoptedOnlyWhenThatIsSaid() {
    name = "lost-" + count;

    CommandLineRun first = place().run("apply", spec(""), "--yes");
    assertThat(first.exitCode()).isEqualTo(ExitCodes.CONFLICT);
    assertThat(first.err())
        .contains("stands in account 111122223333, and no workflow knows it: launch template lt-1")
        .contains("--adopt takes it over; fedctl destroy " + name + " --region eu-north-1");
    assertThat(place().run("status", name).exitCode()).isEqualTo(ExitCodes.NO_SUCH_THING);

    CommandLineRun adopted = place().run("apply", spec(""), "--yes", "--adopt");
    assertThat(adopted.exitCode()).as(adopted.err()).isZero();
    assertThat(adopted.err())
        .contains("it will be adopted as it is")
        .contains("+   cluster " + name + "-parent in eu-north-1 does not stand")
        .contains("!   cluster " + name + "-elsewhere is not in the spec");
  }

  @Test
  void severalLivesAreNotAdopted() {
    name = "lost-twice-" + count;

    CommandLineRun run = place().run("apply", spec(""), "--yes", "--adopt");

    assertThat(run.exitCode()).isEqualTo(ExitCodes.CONFLICT);
    assertThat(run.err()).contains("several lives of it: aaaaaaaaaaaa, bbbbbbbbbbbb");
  }

  @Test
  void whatDoesNotStandCannotBeAdopted() {
    CommandLineRun run = place().run("apply", spec(""), "--yes", "--adopt");

    assertThat(run.exitCode()).isEqualTo(ExitCodes.NO_SUCH_THING);
    assertThat(run.err()).contains("there is nothing to adopt");
  }

  @Test
  void federationThatNoWorkflowKnowsIsLookedForByItsTagsAndConfirmed() {
    assertThat(place().run("destroy", "lost-never").err())
        .contains("--region REGION looks for one by its tags");
    CommandLineRun none = place().run("destroy", name, "--region", "eu-north-1");
    assertThat(none.exitCode()).isEqualTo(ExitCodes.NO_SUCH_THING);
    assertThat(none.err()).contains("nothing of federation \"" + name + "\"");

    String lost = "lost-gone-" + count;
    CommandLineRun wrong =
        place().typing(lost + "\n").run("destroy", lost, "--region", "eu-north-1", "--detach");
    CommandLineRun other =
        place()
            .run(
                "destroy",
                lost,
                "--region",
                "eu-north-1",
                "--yes",
                "--name",
                lost,
                "--account",
                "999988887777");
    CommandLineRun right =
        place()
            .typing(lost + "/111122223333\n")
            .run("destroy", lost, "--region", "eu-north-1", "--detach");

    assertThat(wrong.exitCode()).isEqualTo(ExitCodes.NOT_CONFIRMED);
    assertThat(wrong.err()).contains("  -   launch template lt-1");
    assertThat(other.exitCode()).isEqualTo(ExitCodes.WRONG_ACCOUNT);
    assertThat(right.exitCode()).as(right.err()).isZero();
    assertThat(place().run("status", lost).exitCode()).isZero();
  }

  @Test
  void emptyNameIsNoFederation() {
    assertThat(place().run("destroy", "").exitCode()).isEqualTo(ExitCodes.USAGE);
  }

  @Test
  void destroyAsksForNameAndAccount() {
    place().run("apply", spec(""), "--yes");

    assertThat(place().run("destroy", name, "--yes").exitCode()).isEqualTo(ExitCodes.USAGE);
    assertThat(
            place()
                .run("destroy", name, "--yes", "--name", name, "--account", "999988887777")
                .exitCode())
        .isEqualTo(ExitCodes.WRONG_ACCOUNT);
    assertThat(place().typing(name + "\n").run("destroy", name).exitCode())
        .isEqualTo(ExitCodes.NOT_CONFIRMED);

    CommandLineRun run = place().typing(name + "/111122223333\n").run("destroy", name);

    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).contains("  -   cluster " + name + "-parent");
    assertThat(run.out())
        .isEqualTo("federation \"" + name + "\" is destroyed: found 0, deleted 0, left 0\n");
    assertThat(place().run("destroy", name).out()).contains("is destroyed already");
    assertThat(place().run("destroy", name, "-o", "json").out())
        .contains("\"phase\" : \"Destroyed\"");
    assertThat(place().run("apply", spec(""), "--yes").err()).contains("it will be created");
  }

  @Test
  void whatStandsAfterADestructionIsToldAndIsNoSuccess() {
    name = "lost-again-" + count;
    assertThat(place().run("apply", spec(""), "--yes", "--adopt").exitCode()).isZero();

    CommandLineRun run = place().typing(name + "/111122223333\n").run("destroy", name);

    assertThat(run.exitCode()).isEqualTo(ExitCodes.INTERNAL);
    assertThat(run.err())
        .contains("  -   launch template lt-1")
        .contains("fedctl destroy " + name + " --region eu-north-1 looks again");
    assertThat(run.out())
        .contains("found 1, deleted 0, left 1")
        .contains("left: launch template lt-1");
  }

  @Test
  void documentsOnStdoutAreNothingButDocuments() {
    JsonNode applied = place().run("apply", spec(""), "--yes", "-o", "json").json();
    JsonNode plan = place().run("plan", spec("members: {count: 3}"), "-o", "json").json();

    assertThat(applied.path("phase").asText()).isEqualTo("Complete");
    assertThat(applied.path("members").path(0).path("state").asText()).isEqualTo("Ready");
    assertThat(plan.path("mode").asText()).isEqualTo("change");
    assertThat(plan.path("added").path(0).asText()).isEqualTo(name + "-member-3");
    assertThat(plan.path("expected").asText()).startsWith("PT");
    assertThat(plan.path("steps")).isNotEmpty();
  }

  private CommandLineRun.Place place() {
    return new CommandLineRun.Place().at(PEER.address());
  }

  private java.util.List<String> members() {
    return place()
        .run("members", "list", name, "-o", "json")
        .json()
        .valueStream()
        .map(member -> member.path("name").asText())
        .toList();
  }

  /** A spec with one more line. */
  private String spec(String more) {
    try {
      return Files.writeString(
              folder.resolve("spec.yaml"),
              """
              apiVersion: fedctl.dev/v1alpha1
              kind: Federation
              metadata: {name: %s}
              spec:
                nodes: {count: 3}
                %s
              """
                  .formatted(name, more))
          .toString();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
