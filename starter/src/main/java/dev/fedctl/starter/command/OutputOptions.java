package dev.fedctl.starter.command;

import dev.fedctl.starter.render.Json;
import dev.fedctl.starter.render.Yaml;
import java.io.PrintWriter;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** How a command prints what it found. */
public final class OutputOptions {

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "One of: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  OutputFormat output = OutputFormat.table;

  /** Whether a person reads stdout. */
  public boolean isTable() {
    return output == OutputFormat.table;
  }

  /**
   * Prints to stdout.
   *
   * @param document what JSON and YAML have
   * @param table what people read
   */
  public void print(PrintWriter out, Object document, Supplier<String> table) {
    switch (output) {
      case table -> out.print(table.get());
      case json -> out.println(Json.pretty(document));
      case yaml -> out.print(Yaml.of(document));
    }
    out.flush();
  }
}
