package dev.fedctl.starter.command;

import dev.fedctl.contract.spec.FederationDocument;
import dev.fedctl.starter.spec.SpecLoader;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Which federation: its name, or the spec that has it. */
public final class FederationOption {

  @Spec(Spec.Target.MIXEE)
  @Nullable CommandSpec command;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "NAME|FILE",
      description = "The federation's name, or its spec.")
  @Nullable String positional;

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description = "Its spec.")
  @Nullable String file;

  /** The federation's name. */
  public String name() {
    CommandSpec mixee = Objects.requireNonNull(command);
    if (file != null && positional != null) {
      throw new ParameterException(
          mixee.commandLine(),
          "two federations: \"" + positional + "\" and that of \"" + file + "\"; give one");
    }
    if (file != null) {
      return ofFile(file, mixee);
    }
    String given =
        Optional.ofNullable(positional)
            .orElseThrow(
                () ->
                    new ParameterException(
                        mixee.commandLine(),
                        "which federation? Give its NAME, or -f FILE; fedctl list shows them"));
    if (given.isBlank()) {
      throw new ParameterException(
          mixee.commandLine(), "an empty name is the name of no federation");
    }
    return name(given, mixee);
  }

  /** The name that is given, or that is in the spec that is given. */
  static String name(String given, CommandSpec command) {
    return isFile(given) ? ofFile(given, command) : given;
  }

  static String ofFile(String file, CommandSpec mixee) {
    return document(file, mixee).name();
  }

  /** The spec that is given; empty when it is only a name. */
  Optional<FederationDocument> document() {
    CommandSpec mixee = Objects.requireNonNull(command);
    return Optional.ofNullable(file)
        .or(() -> Optional.ofNullable(positional).filter(FederationOption::isFile))
        .filter(given -> !given.equals("-"))
        .map(given -> document(given, mixee));
  }

  private static FederationDocument document(String file, CommandSpec mixee) {
    return new SpecLoader(Surroundings.of(mixee).stdin()).load(file, List.of()).document();
  }

  /** A name is a DNS label: what has a dot, a slash, or is {@code -}, is none. */
  private static boolean isFile(String text) {
    try {
      return text.equals("-")
          || text.contains("/")
          || text.endsWith(".yaml")
          || text.endsWith(".yml")
          || (text.contains(".") && Files.exists(Path.of(text)));
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
