package dev.fedctl.starter.command;

import dev.fedctl.contract.spec.FederationDocument;
import dev.fedctl.starter.ExitCodes;
import dev.fedctl.starter.federation.Federation;
import dev.fedctl.starter.render.Json;
import dev.fedctl.starter.render.Yaml;
import dev.fedctl.starter.server.Server;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints the spec in force. */
@Command(
    name = "spec",
    mixinStandardHelpOptions = true,
    description = {
      "Prints the spec that is in force, members that were added later included, as a file that apply",
      "takes back. Every default is written out, so that it means the same in every release.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {"  fedctl spec karmada-guidance > my.yaml", "  fedctl spec karmada-guidance -o json"})
final class SpecCommand extends ServerCommand {

  @Mixin FederationOption federation = new FederationOption();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "yaml",
      description = "yaml or json. Default: ${DEFAULT-VALUE}.")
  OutputFormat output = OutputFormat.yaml;

  private String name = "";

  @Override
  protected void prepare() {
    name = federation.name();
  }

  @Override
  protected int run(Server server) {
    Federation asked = new Federation(server, name);
    FederationDocument document =
        checks(server)
            .workersAnswer(
                () -> {
                  asked.known();
                  return asked.spec();
                });
    out()
        .print(
            output == OutputFormat.json
                ? Json.brief(document).toPrettyString() + "\n"
                : Yaml.of(document));
    out().flush();
    return ExitCodes.OK;
  }
}
