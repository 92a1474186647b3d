package dev.fedctl.starter.command;

import dev.fedctl.starter.spec.InvalidSpecFileException;
import dev.fedctl.starter.spec.LoadedSpec;
import dev.fedctl.starter.spec.SpecLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Which spec, and what is laid over it. */
public final class SpecOptions {

  @Spec(Spec.Target.MIXEE)
  @Nullable CommandSpec command;

  @Parameters(arity = "0..1", paramLabel = "FILE", description = "The spec; - is standard input.")
  @Nullable String positional;

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description = "The same.")
  @Nullable String named;

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description =
          "Overrides a field, as spec.nodes.count=5 or members[0].region=eu-west-1; may be repeated.")
  List<String> sets = new ArrayList<>();

  /** Loads and checks the spec, with more overrides below those of the user. */
  public LoadedSpec load(List<String> overrides) throws InvalidSpecFileException {
    List<String> all = new ArrayList<>(overrides);
    all.addAll(sets);
    return new SpecLoader(System.in).load(file(), all);
  }

  public LoadedSpec load() {
    return load(List.of());
  }

  private String file() {
    if (positional != null && named != null && !positional.equals(named)) {
      throw usage("two specs: \"" + positional + "\" and \"" + named + "\"; give one");
    }
    if (positional != null) {
      return positional;
    }
    if (named != null) {
      return named;
    }
    throw usage("which spec? Give a FILE, or - for standard input");
  }

  private ParameterException usage(String message) {
    CommandLine line = Objects.requireNonNull(command).commandLine();
    return new ParameterException(line, message);
  }
}
