package dev.fedctl.starter.command;

import dev.fedctl.starter.ExitCodes;
import dev.fedctl.starter.federation.Federations;
import dev.fedctl.starter.render.StatusText;
import dev.fedctl.starter.render.Table;
import dev.fedctl.starter.server.Server;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists the federations of a namespace. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = {
      "Lists the federations of the namespace: phase, and in how many places something is parked.",
      "Needs no worker. A list that is some seconds old may come.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  fedctl list",
      "  fedctl list --all                     those that have ended too",
      "  fedctl list -o json | jq -r '.[] | select(.parked > 0).name'"
    })
final class ListCommand extends ServerCommand {

  @Mixin OutputOptions output = new OutputOptions();

  @Option(
      names = {"-a", "--all"},
      description = "Those too whose workflow has ended, as long as Temporal keeps them.")
  boolean all;

  @Override
  protected int run(Server server) {
    checks(server).reachable();
    List<Federations.Listed> listed = new Federations(server).list(all);
    output.print(out(), listed, () -> text(listed, Instant.now()));
    if (listed.isEmpty() && output.isTable()) {
      err().println("no federations in namespace \"" + server.namespace() + "\"");
      err().flush();
    }
    return ExitCodes.OK;
  }

  private static String text(List<Federations.Listed> listed, Instant now) {
    if (listed.isEmpty()) {
      return "";
    }
    Table table = new Table("NAME", "REGION", "PHASE", "PARKED", "WORKFLOW", "SINCE");
    listed.forEach(
        one ->
            table.row(
                one.name(),
                one.region().orElse(""),
                one.phase().orElse(""),
                one.parked() == 0 ? "" : Long.toString(one.parked()),
                one.workflow(),
                StatusText.ago(Optional.of(one.startedAt()), now)));
    return table.toString();
  }
}
