package dev.fedctl.starter.command;

import dev.fedctl.contract.activity.CallerIdentity;
import dev.fedctl.contract.identity.TaskQueues;
import dev.fedctl.contract.spec.FederationDocument;
import dev.fedctl.contract.workflow.ObservationWorkflow.Request;
import dev.fedctl.starter.CommandFailure;
import dev.fedctl.starter.ExitCodes;
import dev.fedctl.starter.Version;
import dev.fedctl.starter.command.Finding.Grade;
import dev.fedctl.starter.federation.Observer;
import dev.fedctl.starter.federation.UserIdentity;
import dev.fedctl.starter.render.Durations;
import dev.fedctl.starter.server.Poller;
import dev.fedctl.starter.server.Server;
import dev.fedctl.starter.server.ServerChecks;
import dev.fedctl.starter.server.ServerLook;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says whether everything is there that a deployment needs. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = {
      "Says whether everything is there that a deployment needs: the Temporal server, its namespace and",
      "search attributes, workers of this release, their AWS identity, and yours. Changes nothing.",
      "Each line that is not ok says what cures it.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  fedctl doctor",
      "  fedctl doctor my.yaml                 checks that spec too, and asks in its region",
      "  fedctl doctor -o json | jq '.[] | select(.grade == \"fail\")'",
      "",
      "Exit codes: 0 when nothing fails; 23 when something does."
    })
final class DoctorCommand extends ServerCommand {

  /** Closed workflows prove ownership: one that is forgotten soon is no help. */
  private static final Duration SHORT = Duration.ofDays(7);

  @Mixin SpecOptions specOptions = new SpecOptions();
  @Mixin OutputOptions output = new OutputOptions();

  @Option(
      names = "--region",
      paramLabel = "NAME",
      description = "Where to ask AWS. Default: that of the spec, AWS_REGION, eu-north-1.")
  @Nullable String region;

  private final List<Finding> findings = new ArrayList<>();
  private Optional<FederationDocument> document = Optional.empty();

  @Override
  protected void prepare() {
    if (specOptions.isGiven()) {
      document = Optional.of(specOptions.load().document());
    }
  }

  @Override
  protected int run(Server server) {
    document.ifPresent(
        one -> findings.add(Finding.ok("spec", "federation \"" + one.name() + "\" is valid")));
    examine(server);
    output.print(out(), findings, () -> Finding.text(findings));
    return findings.stream().anyMatch(one -> one.grade() == Grade.FAIL)
        ? ExitCodes.UNHEALTHY
        : ExitCodes.OK;
  }

  private void examine(Server server) {
    ServerLook look = new ServerLook(server);
    Optional<String> version =
        found("server", server, look::version, text -> Finding.ok("server", at(server, text)));
    if (version.isEmpty()) {
      findings.add(user("nobody to compare with"));
      return;
    }
    Optional<Optional<Duration>> retention =
        found("namespace", server, look::retention, kept -> retention(server, kept));
    if (retention.isEmpty()) {
      return;
    }
    found(
        "search attributes", server, look::missingAttributes, missing -> missing(server, missing));
    boolean works =
        found("workers", server, look::pollers, DoctorCommand::workers)
            .map(pollers -> pollers.isEmpty() || !pollers.get().isEmpty())
            .orElse(false);
    if (!works) {
      findings.add(user("nobody to compare with"));
      return;
    }
    found("worker's identity", server, () -> worker(server), this::identities);
  }

  private static String at(Server server, String version) {
    return "Temporal "
        + (version.isEmpty() ? "of unknown version" : version)
        + " at "
        + server.address();
  }

  private static Finding retention(Server server, Optional<Duration> kept) {
    String text = "\"" + server.namespace() + "\"";
    return kept.filter(time -> time.isPositive() && time.compareTo(SHORT) < 0)
        .map(
            time ->
                Finding.warn(
                    "namespace",
                    text + " keeps closed workflows for " + Durations.text(time),
                    "temporal operator namespace update --namespace %s --retention 30d"
                        .formatted(server.namespace())))
        .orElseGet(() -> Finding.ok("namespace", text));
  }

  private static Finding missing(Server server, Optional<List<String>> missing) {
    if (missing.isEmpty()) {
      return Finding.warn(
          "search attributes", "the server does not say which there are", "fedctl list shows it");
    }
    return missing.get().isEmpty()
        ? Finding.ok("search attributes", "all there")
        : Finding.fail(
            "search attributes",
            "missing: " + String.join(", ", missing.get()),
            ServerChecks.attributesCure(server.namespace(), missing.get()));
  }

  private static Finding workers(Optional<List<Poller>> pollers) {
    if (pollers.isEmpty()) {
      return Finding.warn("workers", "the server does not say who polls", "fedctl worker");
    }
    if (pollers.get().isEmpty()) {
      return Finding.fail(
          "workers", "none polls task queue \"" + TaskQueues.FEDCTL + "\"", "fedctl worker");
    }
    String all = String.join(", ", pollers.get().stream().map(Poller::identity).toList());
    List<Poller> others =
        pollers.get().stream().filter(one -> !one.understands(Version.number())).toList();
    if (others.isEmpty()) {
      return Finding.ok("workers", all);
    }
    String text = "%s; this is fedctl %s".formatted(all, Version.number());
    String cure = "start workers of this version: fedctl worker; end the others";
    return others.size() == pollers.get().size()
        ? Finding.fail("workers", text, cure)
        : Finding.warn("workers", text, cure);
  }

  private CallerIdentity worker(Server server) {
    return new Observer(server, server.deadlines().call())
        .look(Request.identity(document.map(FederationDocument::name).orElse("doctor"), region()))
        .caller();
  }

  private Finding identities(CallerIdentity worker) {
    try {
      UserIdentity.Answer user = Deliberation.user(around(), region(), worker);
      findings.add(Finding.ok("worker's identity", worker.callerArn()));
      return user(user);
    } catch (CommandFailure other) {
      findings.add(Finding.ok("worker's identity", worker.callerArn()));
      return Finding.of("your identity", other);
    }
  }

  private Finding user(String otherwise) {
    Finding finding = user(around().identity().in(region()));
    return finding.grade() == Grade.OK
        ? Finding.ok("your identity", finding.found() + "; " + otherwise)
        : finding;
  }

  private static Finding user(UserIdentity.Answer user) {
    return switch (user) {
      case UserIdentity.Answer.Known(CallerIdentity caller) ->
          Finding.ok("your identity", caller.callerArn());
      case UserIdentity.Answer.Unknown(String reason) ->
          Finding.warn(
              "your identity",
              "unknown to AWS: " + reason,
              "needed by fedctl kubeconfig only: aws sso login, or AWS_PROFILE");
    };
  }

  private String region() {
    return Optional.ofNullable(region)
        .or(() -> document.map(one -> one.spec().region()))
        .or(() -> Optional.ofNullable(around().environment().get("AWS_REGION")))
        .orElse("eu-north-1");
  }

  /** What a look found, or why it could not; empty when it could not. */
  private <T> Optional<T> found(
      String subject, Server server, Supplier<T> look, Function<T, Finding> grade) {
    try {
      T seen = server.within(server.deadlines().call(), look);
      findings.add(grade.apply(seen));
      return Optional.of(seen);
    } catch (CommandFailure failure) {
      findings.add(Finding.of(subject, failure));
      return Optional.empty();
    }
  }
}
