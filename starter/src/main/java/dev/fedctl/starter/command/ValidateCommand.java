package dev.fedctl.starter.command;

import dev.fedctl.contract.spec.FederationDocument;
import dev.fedctl.starter.ExitCodes;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Checks a spec without looking at any cloud. */
@Command(
    name = "validate",
    mixinStandardHelpOptions = true,
    description = "Checks a spec against the schema and its own rules; looks at no cloud.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  fedctl validate my.yaml",
      "  fedctl validate my.yaml --set spec.members.count=5",
      "  cat my.yaml | fedctl validate -"
    })
final class ValidateCommand implements Callable<Integer> {

  @Mixin SpecOptions specOptions = new SpecOptions();

  @Spec @Nullable CommandSpec command;

  @Override
  public Integer call() {
    FederationDocument document = specOptions.load().document();
    Objects.requireNonNull(command)
        .commandLine()
        .getOut()
        .println(
            "valid: federation \"%s\" in %s with %d members"
                .formatted(
                    document.name(), document.spec().region(), document.memberSpecs().size()));
    return ExitCodes.OK;
  }
}
