package dev.fedctl.starter.command;

import dev.fedctl.starter.ExitCodes;
import dev.fedctl.starter.federation.Federation;
import dev.fedctl.starter.federation.Standing;
import dev.fedctl.starter.render.StatusText;
import dev.fedctl.starter.render.StatusView;
import dev.fedctl.starter.server.Server;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Says how a federation is. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = {
      "Says how a federation is: what waits for an operator, what goes on, what is ready.",
      "Answers also for one whose workflow has ended, as long as Temporal keeps it.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  fedctl status karmada-guidance",
      "  fedctl status my.yaml -o json",
      "  fedctl status karmada-guidance -o json | jq -r '.parked[].step'"
    })
final class StatusCommand extends ServerCommand {

  @Mixin FederationOption federation = new FederationOption();
  @Mixin OutputOptions output = new OutputOptions();

  private String name = "";

  @Override
  protected void prepare() {
    name = federation.name();
  }

  @Override
  protected int run(Server server) {
    Federation asked = new Federation(server, name);
    StatusView view =
        checks(server)
            .workersAnswer(
                () -> {
                  Standing standing = asked.known();
                  return StatusView.of(asked.status(), standing.state().word());
                });
    output.print(out(), view, () -> StatusText.of(view, Instant.now()));
    return ExitCodes.OK;
  }
}
