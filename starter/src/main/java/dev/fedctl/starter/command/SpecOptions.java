package dev.fedctl.starter.command;

import dev.fedctl.starter.spec.InvalidSpecFileException;
import dev.fedctl.starter.spec.LoadedSpec;
import dev.fedctl.starter.spec.SpecLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Which spec, and what is laid over it: the file that the variable {@value #LAYER} names, then what
 * the command line says.
 */
public final class SpecOptions {

  /** Names a file with a part of a spec, for what a place needs whatever the spec. */
  static final String LAYER = "FEDCTL_SPEC_LAYER";

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
    Surroundings around = Surroundings.of(Objects.requireNonNull(command));
    String layer = around.environment().getOrDefault(LAYER, "");
    LoadedSpec spec =
        new SpecLoader(around.stdin())
            .load(file(), layer.isEmpty() ? Optional.empty() : Optional.of(layer), all);
    if (!layer.isEmpty()) {
      command
          .commandLine()
          .getErr()
          .println("note: " + LAYER + " lays " + layer + " over the spec");
    }
    return spec;
  }

  public LoadedSpec load() {
    return load(List.of());
  }

  /** Whether a spec is given at all. */
  boolean isGiven() {
    return positional != null || named != null;
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
