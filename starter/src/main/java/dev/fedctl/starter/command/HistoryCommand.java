package dev.fedctl.starter.command;

import dev.fedctl.starter.ExitCodes;
import dev.fedctl.starter.federation.Deed;
import dev.fedctl.starter.federation.Federation;
import dev.fedctl.starter.federation.PastRuns;
import dev.fedctl.starter.render.Table;
import dev.fedctl.starter.server.Server;
import java.time.temporal.ChronoUnit;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Says who did what to a federation. */
@Command(
    name = "history",
    mixinStandardHelpOptions = true,
    description = {
      "Says who did what to a federation, and when: messages from the command line, from the temporal",
      "CLI and from the Web UI, and the phases that it reached. Reads its workflow's history, as far",
      "back as Temporal keeps it; needs no worker. Times are UTC.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  fedctl history karmada-guidance",
      "  fedctl history my.yaml -o json | jq -r '.[] | select(.what == \"removeMembers\")'"
    })
final class HistoryCommand extends ServerCommand {

  @Mixin FederationOption federation = new FederationOption();
  @Mixin OutputOptions output = new OutputOptions();

  private String name = "";

  @Override
  protected void prepare() {
    name = federation.name();
  }

  @Override
  protected int run(Server server) {
    checks(server).reachable();
    List<Deed> deeds = new PastRuns(server, name).deeds(new Federation(server, name).known());
    output.print(out(), deeds, () -> text(deeds));
    return ExitCodes.OK;
  }

  private static String text(List<Deed> deeds) {
    Table table = new Table("WHEN", "WHO", "WHAT", "WHICH", "WHY");
    deeds.forEach(
        deed ->
            table.row(
                deed.at().truncatedTo(ChronoUnit.SECONDS).toString(),
                deed.who().orElse(""),
                deed.what(),
                deed.detail(),
                deed.reason().orElse("")));
    return table.toString();
  }
}
