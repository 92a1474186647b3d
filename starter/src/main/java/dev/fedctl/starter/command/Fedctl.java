package dev.fedctl.starter.command;

import dev.fedctl.starter.Version;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The root of the command line; the composition root adds the commands that run several parts. */
@Command(
    name = "fedctl",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "",
      "Builds and runs federations of Amazon EKS clusters under Karmada.",
      "A failed run recovers without duplicating a resource.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  fedctl rehearse examples/guidance.yaml      try a spec in the sandbox; costs nothing",
      "  fedctl validate my.yaml                     check a spec",
      "  fedctl plan --offline my.yaml               see its steps and how long they take",
      "  fedctl doctor my.yaml                       see whether everything is there to deploy it",
      "  fedctl apply my.yaml                        deploy it, or make it what the file says now",
      "  fedctl status karmada-guidance              see how it is, and what waits for you",
      "",
      "Exit codes: 0 done; 1 fault of fedctl; 2 wrong command line; 3 wrong spec, or a change that is",
      "refused; 4 permission missing; 5 quota; 6 something stands there that is not ours; 7",
      "unexpected state; 8 not ready in time; 9 not visible in time; 10 credentials expired; 11",
      "throttled; 12 unavailable; 13 no Temporal server; 14 namespace unknown or not prepared; 15 no",
      "worker; 16 worker of another release; 17 no such federation, member or step; 18 refused by the",
      "federation; 19 other account or region; 20 aborted; 21 not confirmed; 22 --timeout is over and",
      "the work goes on; 23 doctor found faults; 130 interrupted, and the work goes on."
    })
public final class Fedctl {

  private final Surroundings around;

  @Option(
      names = {"-v", "--verbose"},
      scope = ScopeType.INHERIT,
      description = "Writes to stderr what goes on inside.")
  boolean verbose;

  @Option(
      names = "--log-file",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description = "Writes what goes on inside to this file.")
  String logFile = "";

  @Option(
      names = "--no-color",
      scope = ScopeType.INHERIT,
      description = "Plain lines, no board; so does the variable NO_COLOR.")
  boolean plain;

  Fedctl(Surroundings around) {
    this.around = around;
  }

  public Surroundings surroundings() {
    return around;
  }

  /** Whether the user wants nothing but lines of text. */
  public boolean isPlain() {
    return plain || !around.environment().getOrDefault("NO_COLOR", "").isEmpty();
  }

  /**
   * Keeps the libraries' own talk from people, unless they ask for it. Before the first logger is
   * made: logback reads these properties then.
   */
  void settleLogging() {
    System.setProperty("fedctl.log.stderr", verbose ? "DEBUG" : "OFF");
    System.setProperty("fedctl.log.level", verbose || !logFile.isEmpty() ? "DEBUG" : "OFF");
    if (!logFile.isEmpty()) {
      System.setProperty("fedctl.log.file", logFile);
    }
  }
}
