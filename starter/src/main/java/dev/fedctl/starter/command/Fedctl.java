package dev.fedctl.starter.command;

import dev.fedctl.starter.Version;
import picocli.CommandLine.Command;

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
      "",
      "Exit codes: 0 done; 1 fault of fedctl; 2 wrong command line; 3 wrong spec; 4 permission",
      "missing; 5 quota; 6 something stands there that is not ours; 7 unexpected state; 8 not ready",
      "in time; 9 not visible in time; 10 credentials expired; 11 throttled; 12 unavailable; 20",
      "aborted."
    },
    subcommands = {ValidateCommand.class, PlanCommand.class, VersionCommand.class})
public final class Fedctl {}
