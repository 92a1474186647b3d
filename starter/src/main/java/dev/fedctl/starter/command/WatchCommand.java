package dev.fedctl.starter.command;

import dev.fedctl.contract.message.FederationStatus;
import dev.fedctl.starter.federation.Federation;
import dev.fedctl.starter.render.StatusText;
import dev.fedctl.starter.render.StatusView;
import dev.fedctl.starter.server.Server;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Follows a federation. */
@Command(
    name = "watch",
    mixinStandardHelpOptions = true,
    description = {
      "Follows a federation until every step is done or parked: on a terminal a board, what is parked",
      "first, then what is under way; elsewhere plain lines. Ctrl-C ends the following, not the work.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  fedctl watch karmada-guidance",
      "  fedctl watch my.yaml --timeout 45m > watch.log 2>&1",
      "",
      "Exit codes: 0 complete or destroyed; the code of the first parked step's failure kind; 20",
      "aborted; 22 --timeout is over."
    })
final class WatchCommand extends ServerCommand {

  @Mixin FederationOption federation = new FederationOption();
  @Mixin Following following = new Following();
  @Mixin OutputOptions output = new OutputOptions();

  private String name = "";

  @Override
  protected void prepare() {
    name = federation.name();
  }

  @Override
  protected int run(Server server) {
    checks(server).workersAnswer();
    Federation followed = new Federation(server, name);
    followed.known();
    FederationStatus end =
        following.until(FederationStatus::settled, followed, err(), terminal(), output.isTable());
    StatusView view = StatusView.of(end, followed.known().state().word());
    output.print(out(), view, () -> StatusText.of(view, Instant.now()));
    return Following.finish(end, err());
  }
}
