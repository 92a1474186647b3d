package dev.fedctl.starter.command;

import dev.fedctl.contract.message.Accepted;
import dev.fedctl.contract.message.Directive;
import dev.fedctl.contract.message.FederationStatus;
import dev.fedctl.contract.message.ParkedStep;
import dev.fedctl.starter.CommandFailure;
import dev.fedctl.starter.ExitCodes;
import dev.fedctl.starter.federation.Federation;
import dev.fedctl.starter.federation.Follower;
import dev.fedctl.starter.federation.Messages;
import dev.fedctl.starter.federation.Standing;
import dev.fedctl.starter.render.Watcher;
import dev.fedctl.starter.server.Server;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** What an operator says about parked steps. */
abstract class DirectiveCommand extends ServerCommand {

  private static final Duration GLANCE = Duration.ofMillis(200);
  private static final Duration EFFECT = Duration.ofSeconds(10);

  @Parameters(
      arity = "1..2",
      paramLabel = "NAME|FILE TARGET",
      description =
          "The federation's name, or its spec; then the id of a step, the name of a cluster,"
              + " karmada, or all.")
  List<String> words = new ArrayList<>();

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description = "The federation's spec, instead of its name.")
  @Nullable String file;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "Why; kept in the federation's history.")
  String reason = "";

  private String name = "";
  private String target = "";

  @Override
  protected final void prepare() {
    if (words.size() != (file == null ? 2 : 1)) {
      throw new ParameterException(
          spec().commandLine(),
          "give a federation and a TARGET: the id of a step, the name of a cluster, karmada, or"
              + " all");
    }
    name =
        file == null
            ? FederationOption.name(words.getFirst(), spec())
            : FederationOption.ofFile(file, spec());
    target = words.getLast();
  }

  @Override
  protected final int run(Server server) {
    checks(server).workersAnswer();
    Federation federation = new Federation(server, name);
    Standing standing = federation.living();
    FederationStatus status = federation.status();
    Directive directive = new Directive(target, around().actor(), reason);
    say(new Messages(federation, standing, status), directive);
    List<ParkedStep> meant =
        status.parked().stream().filter(parked -> directive.means(parked.step())).toList();
    meant.forEach(parked -> out().println(verb() + ": " + parked.step()));
    awaitEffect(federation, meant);
    out().flush();
    err().println("follow it: fedctl watch " + name);
    err().flush();
    return ExitCodes.OK;
  }

  /** So that whoever follows next does not take the old state for the new one. */
  private void awaitEffect(Federation federation, List<ParkedStep> meant) {
    if (meant.isEmpty()) {
      return;
    }
    try {
      new Follower(federation, Watcher.silent(), GLANCE, Optional.of(EFFECT))
          .until(status -> status.parked().stream().noneMatch(meant::contains));
    } catch (CommandFailure failure) {
      if (failure.exitCode() != ExitCodes.TIMED_OUT) {
        throw failure;
      }
      warn("accepted, and nothing has come of it yet");
    }
  }

  abstract String verb();

  abstract Accepted say(Messages to, Directive directive);

  /** Tries parked steps again. */
  @Command(
      name = "retry",
      mixinStandardHelpOptions = true,
      description = {
        "Tries parked steps again. What is done already is not done twice.",
        "Returns once the federation has taken it.",
        ""
      },
      footerHeading = "%nExamples:%n",
      footer = {
        "  fedctl retry karmada-guidance karmada-guidance-member-1/node-group",
        "  fedctl retry karmada-guidance karmada-guidance-member-1 --reason \"quota raised\"",
        "  fedctl retry my.yaml all"
      })
  static final class Retry extends DirectiveCommand {

    @Override
    String verb() {
      return "retry";
    }

    @Override
    Accepted say(Messages to, Directive directive) {
      return to.retry(directive);
    }
  }

  /** Leaves parked steps out. */
  @Command(
      name = "skip",
      mixinStandardHelpOptions = true,
      description = {
        "Leaves parked steps out. Possible for those that the plan marks \"can be skipped\".",
        "Returns once the federation has taken it.",
        ""
      },
      footerHeading = "%nExamples:%n",
      footer = {
        "  fedctl skip karmada-guidance demo/deploy --reason \"not needed here\"",
        "  fedctl skip my.yaml karmada-guidance-member-1/addon-metrics-server"
      })
  static final class Skip extends DirectiveCommand {

    @Override
    String verb() {
      return "skip";
    }

    @Override
    Accepted say(Messages to, Directive directive) {
      return to.skip(directive);
    }
  }

  /** Gives parked steps up. */
  @Command(
      name = "abort",
      mixinStandardHelpOptions = true,
      description = {
        "Gives parked steps up. What was built stays, and stays ours: apply takes it up again, destroy",
        "removes it. Returns once the federation has taken it.",
        ""
      },
      footerHeading = "%nExamples:%n",
      footer = {
        "  fedctl abort karmada-guidance karmada-guidance-member-2",
        "  fedctl abort my.yaml all --reason \"wrong account\""
      })
  static final class Abort extends DirectiveCommand {

    @Override
    String verb() {
      return "abort";
    }

    @Override
    Accepted say(Messages to, Directive directive) {
      return to.abort(directive);
    }
  }
}
