package dev.fedctl.starter.command;

import dev.fedctl.contract.message.FederationStatus;
import dev.fedctl.starter.ExitCodes;
import dev.fedctl.starter.federation.Federation;
import dev.fedctl.starter.render.StatusText;
import dev.fedctl.starter.render.StatusView;
import dev.fedctl.starter.server.Server;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The members of a federation. */
@Command(
    name = "members",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Lists, adds and removes the members of a federation.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  fedctl members list karmada-guidance",
      "  fedctl members add karmada-guidance --member paris",
      "  fedctl members remove karmada-guidance paris"
    },
    subcommands = {
      MembersCommand.ListThem.class,
      MembersAddCommand.class,
      MembersRemoveCommand.class
    })
final class MembersCommand implements Runnable {

  @Spec @Nullable CommandSpec command;

  @Override
  public void run() {
    throw new ParameterException(
        Objects.requireNonNull(command).commandLine(), "what with them: list, add or remove?");
  }

  /** Lists the members. */
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists the members of a federation, those that are not ready first.",
      footerHeading = "%nExamples:%n",
      footer = {
        "  fedctl members list karmada-guidance",
        "  fedctl members list my.yaml -o json | jq -r '.[] | select(.state != \"Ready\").name'"
      })
  static final class ListThem extends ServerCommand {

    @Mixin FederationOption federation = new FederationOption();
    @Mixin OutputOptions output = new OutputOptions();

    private String name = "";

    @Override
    protected void prepare() {
      name = federation.name();
    }

    @Override
    protected int run(Server server) {
      FederationStatus status =
          checks(server).workersAnswer(() -> new Federation(server, name).status());
      List<StatusView.Member> members = status.members().stream().map(StatusView::member).toList();
      output.print(
          out(), members, () -> StatusText.members(members, Integer.MAX_VALUE, Instant.now()));
      return ExitCodes.OK;
    }
  }
}
