package dev.fedctl.starter.command;

import dev.fedctl.contract.activity.ObservationActivities.PlacedWorkload;
import dev.fedctl.contract.message.Accepted;
import dev.fedctl.contract.message.FederationStatus;
import dev.fedctl.contract.message.FederationStatus.MemberStatus;
import dev.fedctl.contract.message.RemoveMembers;
import dev.fedctl.contract.workflow.ObservationWorkflow.Request;
import dev.fedctl.starter.CommandFailure;
import dev.fedctl.starter.ExitCodes;
import dev.fedctl.starter.federation.Federation;
import dev.fedctl.starter.federation.Messages;
import dev.fedctl.starter.federation.Observer;
import dev.fedctl.starter.federation.Standing;
import dev.fedctl.starter.server.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Removes members from a federation. */
@Command(
    name = "remove",
    mixinStandardHelpOptions = true,
    description = {
      "Removes members: each leaves Karmada, then its cluster is deleted, unless it is to be kept.",
      "Names the workloads that move elsewhere or vanish, and asks for the names once more.",
      "Returns once the federation has taken it.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  fedctl members remove karmada-guidance paris",
      "  fedctl members remove karmada-guidance paris oslo --keep-cluster",
      "  fedctl members remove karmada-guidance paris --yes --reason \"too far away\""
    })
final class MembersRemoveCommand extends ServerCommand {

  @Parameters(
      arity = "1..*",
      paramLabel = "NAME|FILE MEMBER",
      description = "The federation's name, or its spec; then the names of members.")
  List<String> words = new ArrayList<>();

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description = "The federation's spec, instead of its name.")
  @Nullable String file;

  @Option(
      names = "--keep-cluster",
      description =
          "They leave Karmada, and their clusters stay; adding them again takes them back.")
  boolean keepCluster;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why; kept in the history.")
  @Nullable String reason;

  @Option(
      names = {"-y", "--yes"},
      description = "Does not ask.")
  boolean yes;

  @Mixin OutputOptions output = new OutputOptions();

  private String name = "";
  private List<String> members = List.of();

  @Override
  protected void prepare() {
    if (words.size() < (file == null ? 2 : 1)) {
      throw new ParameterException(
          spec().commandLine(), "whom? Give a federation and the names of members");
    }
    name =
        file == null
            ? FederationOption.name(words.getFirst(), spec())
            : FederationOption.ofFile(file, spec());
    members = List.copyOf(file == null ? words.subList(1, words.size()) : words);
  }

  @Override
  protected int run(Server server) {
    checks(server).workersAnswer();
    Federation federation = new Federation(server, name);
    Standing standing = federation.living();
    FederationStatus status = federation.status();
    checkMembers(status);
    show(workloads(server, status));
    confirmation()
        .typed(
            "These members leave federation \"%s\"%s: %s"
                .formatted(
                    name,
                    keepCluster ? ", and their clusters stay" : ", and their clusters are deleted",
                    String.join(" ", members)),
            String.join(" ", members),
            yes,
            "--yes");
    Accepted accepted =
        new Messages(federation, standing, status)
            .removeMembers(
                new RemoveMembers(
                    members,
                    keepCluster,
                    Optional.of(around().actor()),
                    Optional.ofNullable(reason)));
    output.print(out(), accepted, () -> text(accepted));
    err().println("follow it: fedctl watch " + name);
    err().flush();
    return ExitCodes.OK;
  }

  private void checkMembers(FederationStatus status) {
    List<String> known = status.members().stream().map(MemberStatus::name).toList();
    List<String> unknown = members.stream().filter(one -> !known.contains(one)).toList();
    if (!unknown.isEmpty()) {
      throw CommandFailure.of(
          ExitCodes.NO_SUCH_THING,
          "federation \"%s\" has no member %s".formatted(name, String.join(", ", unknown)),
          "fedctl members list " + name);
    }
  }

  /** By member; of those that Karmada reaches. */
  private Map<String, List<PlacedWorkload>> workloads(Server server, FederationStatus status) {
    List<String> joined =
        status.members().stream()
            .filter(one -> one.state() == MemberStatus.State.READY)
            .map(MemberStatus::name)
            .filter(members::contains)
            .toList();
    if (joined.isEmpty() || status.karmada().isEmpty()) {
      return Map.of();
    }
    try {
      return new Observer(server)
          .look(new Request(name, status.region(), List.of(), joined, status.karmada()))
          .workloads();
    } catch (CommandFailure e) {
      warn("nobody can say which workloads run there: " + e.getMessage());
      return Map.of();
    }
  }

  private void show(Map<String, List<PlacedWorkload>> workloads) {
    workloads.forEach(
        (member, placed) ->
            placed.forEach(
                one ->
                    err()
                        .println(
                            "%s: %s %s/%s %s"
                                .formatted(
                                    member, one.kind(), one.namespace(), one.name(), fate(one)))));
    err().flush();
  }

  /** What becomes of a workload: Karmada moves it, unless all its places go. */
  private String fate(PlacedWorkload one) {
    List<String> left = one.clusters().stream().filter(at -> !members.contains(at)).toList();
    return left.isEmpty()
        ? "VANISHES, unless its policy lets it run elsewhere"
        : "goes on in " + String.join(", ", left);
  }

  private static String text(Accepted accepted) {
    return accepted.isNothing()
        ? "nothing to do: they are on their way out already\n"
        : accepted.removed().stream()
            .map(member -> "- member " + member + "\n")
            .reduce("", String::concat);
  }
}
