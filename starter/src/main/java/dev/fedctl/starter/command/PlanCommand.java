package dev.fedctl.starter.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.fedctl.contract.plan.Plan;
import dev.fedctl.contract.spec.FederationDocument;
import dev.fedctl.starter.ExitCodes;
import dev.fedctl.starter.render.Json;
import dev.fedctl.starter.render.PlanText;
import dev.fedctl.starter.render.Warnings;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints the steps that a spec becomes. */
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    description = "Prints the steps of a deployment, what each waits for and how long it takes.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  fedctl plan --offline examples/guidance.yaml",
      "  fedctl plan --offline my.yaml -o json"
    })
final class PlanCommand implements Callable<Integer> {

  @Mixin SpecOptions specOptions = new SpecOptions();

  @Option(
      names = "--offline",
      required = true,
      description = "From the spec alone, without looking at a cloud; so far the only way.")
  boolean offline;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "One of: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  OutputFormat output = OutputFormat.table;

  @Spec @Nullable CommandSpec command;

  @Override
  public Integer call() throws JsonProcessingException {
    FederationDocument document = specOptions.load().document();
    Plan plan = Plan.of(document);
    PrintWriter out = Objects.requireNonNull(command).commandLine().getOut();
    PrintWriter err = command.commandLine().getErr();
    switch (output) {
      case table -> out.print(PlanText.of(document, plan));
      case json -> out.println(Json.pretty(plan));
    }
    out.flush();
    Warnings.of(document).forEach(warning -> err.println("warning: " + warning));
    return ExitCodes.OK;
  }
}
