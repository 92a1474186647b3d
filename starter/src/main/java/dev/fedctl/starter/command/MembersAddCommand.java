package dev.fedctl.starter.command;

import dev.fedctl.contract.message.Accepted;
import dev.fedctl.contract.message.AddMembers;
import dev.fedctl.contract.message.InvalidMessageException;
import dev.fedctl.contract.spec.InvalidSpecException;
import dev.fedctl.contract.spec.MemberSpec;
import dev.fedctl.contract.spec.NetworkSpec;
import dev.fedctl.contract.spec.NodesSpec;
import dev.fedctl.contract.spec.VpcSpec;
import dev.fedctl.starter.CommandFailure;
import dev.fedctl.starter.ExitCodes;
import dev.fedctl.starter.federation.Federation;
import dev.fedctl.starter.federation.Messages;
import dev.fedctl.starter.federation.Standing;
import dev.fedctl.starter.server.Server;
import dev.fedctl.starter.spec.SpecLoader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Adds members to a federation. */
@Command(
    name = "add",
    mixinStandardHelpOptions = true,
    description = {
      "Adds members to a federation: their clusters are created and joined, all at once.",
      "Said twice it is one change. Returns once the federation has taken it.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  fedctl members add karmada-guidance --member paris",
      "  fedctl members add karmada-guidance --member oslo --label tier=gold --member bergen",
      "  fedctl members add karmada-guidance --member paris --region eu-west-3 --vpc-name main",
      "  fedctl members add karmada-guidance --count 5 --request-id ticket-4711",
      "  fedctl members add karmada-guidance --from members.yaml",
      "",
      "What stands behind --member is that member's; without, it is as the federation has it.",
      "The file of --from is a list as in spec.members of a spec."
    })
final class MembersAddCommand extends ServerCommand {

  @Mixin FederationOption federation = new FederationOption();
  @Mixin OutputOptions output = new OutputOptions();

  @ArgGroup(exclusive = false, multiplicity = "0..*")
  List<Wish> wishes = new ArrayList<>();

  @Option(
      names = "--count",
      paramLabel = "N",
      description = "So many more, named <federation>-member-<i>; needs --request-id.")
  @Nullable Integer count;

  @Option(
      names = "--request-id",
      paramLabel = "TEXT",
      description = "Any text: tells a repetition of --count from another wish.")
  @Nullable String requestId;

  @Option(names = "--from", paramLabel = "FILE", description = "A list of members.")
  @Nullable String from;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why; kept in the history.")
  @Nullable String reason;

  private String name = "";

  /** One member on the command line. */
  static final class Wish {

    @Option(names = "--member", required = true, paramLabel = "NAME", description = "A member.")
    String name = "";

    @Option(
        names = "--region",
        paramLabel = "NAME",
        description = "Its region, when it is not the federation's; needs a VPC.")
    @Nullable String region;

    @Option(names = "--vpc-name", paramLabel = "NAME", description = "Its VPC, by its Name tag.")
    @Nullable String vpcName;

    @Option(names = "--vpc-id", paramLabel = "ID", description = "Its VPC, by its id.")
    @Nullable String vpcId;

    @Option(names = "--nodes", paramLabel = "N", description = "How many nodes it has.")
    @Nullable Integer nodes;

    @Option(
        names = "--label",
        paramLabel = "KEY=VALUE",
        description = "A label of its Cluster in Karmada; may be repeated.")
    Map<String, String> labels = new LinkedHashMap<>();

    MemberSpec spec(NodesSpec usual) {
      if (vpcName != null && vpcId != null) {
        throw new InvalidSpecException("network", "needs one of --vpc-name and --vpc-id");
      }
      Optional<VpcSpec> vpc =
          vpcName != null
              ? Optional.of(new VpcSpec.ByName(vpcName))
              : Optional.ofNullable(vpcId).map(VpcSpec.ById::new);
      return new MemberSpec(
          name,
          Optional.ofNullable(region),
          vpc.map(NetworkSpec::new),
          Optional.ofNullable(nodes)
              .map(
                  number ->
                      new NodesSpec(
                          number, usual.vcpus(), usual.memoryGiB(), usual.architecture())),
          labels);
    }
  }

  @Override
  protected void prepare() {
    name = federation.name();
    int ways = (wishes.isEmpty() ? 0 : 1) + (count == null ? 0 : 1) + (from == null ? 0 : 1);
    if (ways != 1) {
      throw new ParameterException(
          spec().commandLine(), "whom? Give one of --member NAME, --count N, --from FILE");
    }
    if (count != null && requestId == null) {
      throw new ParameterException(
          spec().commandLine(),
          "--count needs --request-id, any text: it tells a repetition from another wish");
    }
  }

  @Override
  protected int run(Server server) {
    checks(server).workersAnswer();
    Federation asked = new Federation(server, name);
    Standing standing = asked.living();
    Messages messages = new Messages(asked, standing, asked.status());
    Accepted accepted = messages.addMembers(message(asked));
    output.print(out(), accepted, () -> text(accepted));
    err().println("follow it: fedctl watch " + name);
    err().flush();
    return ExitCodes.OK;
  }

  private AddMembers message(Federation asked) {
    try {
      return new AddMembers(
          count != null ? List.of() : members(asked),
          Optional.ofNullable(count),
          Optional.ofNullable(requestId),
          Optional.of(around().actor()),
          Optional.ofNullable(reason));
    } catch (InvalidSpecException e) {
      throw CommandFailure.of(ExitCodes.INVALID_SPEC, e.path() + ": " + e.getMessage());
    } catch (InvalidMessageException e) {
      throw CommandFailure.of(ExitCodes.USAGE, String.valueOf(e.getMessage()));
    }
  }

  private List<MemberSpec> members(Federation asked) {
    if (from != null) {
      return new SpecLoader(around().stdin()).members(from, name);
    }
    NodesSpec usual = asked.spec().spec().nodes();
    return wishes.stream().map(wish -> wish.spec(usual)).toList();
  }

  private static String text(Accepted accepted) {
    return accepted.isNothing()
        ? "nothing to do: they are there already\n"
        : accepted.added().stream()
            .map(member -> "+ member " + member + "\n")
            .reduce("", String::concat);
  }
}
