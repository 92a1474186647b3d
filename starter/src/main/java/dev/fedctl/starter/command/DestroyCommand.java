package dev.fedctl.starter.command;

import dev.fedctl.contract.activity.CallerIdentity;
import dev.fedctl.contract.activity.InventoryActivities.Finding;
import dev.fedctl.contract.activity.InventoryActivities.Inventory;
import dev.fedctl.contract.message.Destroy;
import dev.fedctl.contract.message.FederationStatus;
import dev.fedctl.contract.message.FederationStatus.MemberStatus;
import dev.fedctl.contract.message.FederationStatus.Phase;
import dev.fedctl.contract.spec.FederationDocument;
import dev.fedctl.contract.workflow.FederationInput;
import dev.fedctl.contract.workflow.FederationMemory;
import dev.fedctl.contract.workflow.ObservationWorkflow.Observation;
import dev.fedctl.contract.workflow.ObservationWorkflow.Request;
import dev.fedctl.starter.CommandFailure;
import dev.fedctl.starter.ExitCodes;
import dev.fedctl.starter.federation.Federation;
import dev.fedctl.starter.federation.Messages;
import dev.fedctl.starter.federation.Observer;
import dev.fedctl.starter.federation.Situation;
import dev.fedctl.starter.federation.Standing;
import dev.fedctl.starter.federation.Standing.State;
import dev.fedctl.starter.federation.Stock;
import dev.fedctl.starter.federation.UserIdentity;
import dev.fedctl.starter.render.RemovalView;
import dev.fedctl.starter.render.Removed;
import dev.fedctl.starter.render.StatusText;
import dev.fedctl.starter.render.StatusView;
import dev.fedctl.starter.server.Server;
import dev.fedctl.starter.spec.SpecLoader;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Removes a federation. */
@Command(
    name = "destroy",
    mixinStandardHelpOptions = true,
    description = {
      "Removes everything that a federation has made: Karmada, its load balancer and volumes, all",
      "clusters, all roles. Shows what goes and asks for name/account; then follows until it is gone.",
      "Without a terminal: --yes, and name and account once more. Ctrl-C ends the following only.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  fedctl destroy karmada-guidance",
      "  fedctl destroy my.yaml --yes --name karmada-guidance --account 111122223333",
      "  fedctl destroy karmada-guidance --region eu-north-1      Temporal's database is lost",
      "",
      "Exit codes: 0 gone, or accepted with --detach; 1 something of it stands all the same; 19 other",
      "account; 21 not confirmed; 22 --timeout is over; 17 nothing of it is known or found; else the",
      "code of the first parked step's failure kind: then the step says what is left, and why."
    })
final class DestroyCommand extends ServerCommand {

  @Mixin FederationOption federation = new FederationOption();
  @Mixin Following following = new Following();
  @Mixin OutputOptions output = new OutputOptions();

  @Option(
      names = {"-y", "--yes"},
      description = "Does not ask; needs --name and --account.")
  boolean yes;

  @Option(names = "--name", paramLabel = "NAME", description = "The federation's name, once more.")
  @Nullable String repeatedName;

  @Option(names = "--account", paramLabel = "ID", description = "The account it lives in.")
  @Nullable String account;

  @Option(
      names = "--region",
      paramLabel = "REGION",
      description = "Its home region: looks for it by tags when no workflow knows it any more.")
  @Nullable String region;

  @Option(names = "--detach", description = "Ends once the federation has taken it.")
  boolean detach;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why; kept in the history.")
  @Nullable String reason;

  /** As long as a look at all regions may take. */
  private static final Duration SURVEY = Duration.ofMinutes(5);

  private String name = "";

  @Override
  protected void prepare() {
    name = federation.name();
    if (yes && (repeatedName == null || account == null)) {
      throw new ParameterException(
          spec().commandLine(),
          "--yes needs --name NAME and --account ID, so that no other is meant");
    }
    if (repeatedName != null && !repeatedName.equals(name)) {
      throw new ParameterException(
          spec().commandLine(),
          "--name " + repeatedName + " is not the federation that is given: " + name);
    }
  }

  @Override
  protected int run(Server server) {
    checks(server).workersAnswer();
    Federation asked = new Federation(server, name);
    Optional<Standing> standing = asked.standing();
    Optional<String> home = home();
    boolean isForgotten = standing.isEmpty() && home.isPresent();
    boolean isToBeLookedFor =
        region != null && standing.filter(one -> one.state() != State.DESTROYED).isEmpty();
    if (isForgotten || isToBeLookedFor) {
      return byTags(server, asked, home.orElseThrow());
    }
    if (standing.isEmpty()) {
      throw CommandFailure.of(
          ExitCodes.NO_SUCH_THING,
          "there is no federation \"%s\" in namespace \"%s\" at %s"
              .formatted(name, server.namespace(), server.address()),
          "fedctl list shows them; --region REGION looks for one by its tags that is forgotten");
    }
    Situation situation = Situation.of(asked);
    if (situation instanceof Situation.Absent) {
      output.print(
          out(),
          StatusView.of(asked.status(), standing.get().state().word()),
          () -> "federation \"" + name + "\" is destroyed already\n");
      return ExitCodes.OK;
    }
    FederationStatus seen = asked.status();
    CallerIdentity worker = worker(server, situation, seen);
    Stock stock = stock(server, seen.region(), regions(seen));
    Optional<Inventory> found = stock.take();
    err().println("federation          %s in %s".formatted(name, seen.region()));
    err().println("  -   Karmada, its load balancer, certificates and volumes");
    found
        .filter(inventory -> !inventory.findings().isEmpty())
        .ifPresentOrElse(this::show, () -> show(seen));
    confirm(worker);
    act(situation, asked, seen, worker.account());
    return followed(asked, () -> found.flatMap(stock::since));
  }

  private Stock stock(Server server, String home, List<String> regions) {
    return new Stock(new Observer(server, SURVEY), name, home, regions, this::warn);
  }

  /** Where its things may be; none: everywhere, for nobody tells where a kept cluster is. */
  private static List<String> regions(FederationStatus seen) {
    if (!seen.kept().isEmpty()) {
      return List.of();
    }
    return Stream.concat(
            Stream.of(seen.region()), seen.members().stream().map(MemberStatus::region))
        .distinct()
        .toList();
  }

  /** Nobody remembers it: what stands of it says so by its tags. */
  private int byTags(Server server, Federation asked, String home) {
    Stock everywhere = stock(server, home, List.of());
    Observation seen = everywhere.look();
    CallerIdentity worker = checked(server, seen.caller(), home);
    Inventory inventory = seen.inventory();
    inventory.unseen().forEach(unseen -> warn("not looked at, because it is closed: " + unseen));
    Optional<String> generation = inventory.generations().stream().findFirst();
    if (generation.isEmpty()) {
      throw CommandFailure.of(
          ExitCodes.NO_SUCH_THING,
          "nothing of federation \"%s\" of %s is found in account %s, and no workflow knows it"
              .formatted(name, home, worker.account()),
          "see that --region is its home region, and that the worker is of its account");
    }
    err().println("federation          %s in %s, found by its tags".formatted(name, home));
    show(inventory);
    confirm(worker);
    List<String> regions =
        Stream.concat(Stream.of(home), inventory.findings().stream().map(Finding::region))
            .distinct()
            .toList();
    FederationDocument document =
        federation.document().orElseGet(() -> new SpecLoader(around().stdin()).blank(name, home));
    asked.start(
        FederationInput.next(
            FederationMemory.abandoned(
                document, generation.get(), worker, Instant.now(), regions)));
    return followed(asked, () -> everywhere.since(inventory));
  }

  /** Where it lives, as far as the command line tells. */
  private Optional<String> home() {
    Optional<String> specified = federation.document().map(document -> document.spec().region());
    if (region != null && specified.filter(home -> !home.equals(region)).isPresent()) {
      throw new ParameterException(
          spec().commandLine(),
          "--region %s is not the region of the spec: %s"
              .formatted(region, specified.orElseThrow()));
    }
    return Optional.ofNullable(region).or(() -> specified);
  }

  private void confirm(CallerIdentity worker) {
    confirmation()
        .typed(
            "All of this is deleted, and cannot be had back.",
            name + "/" + worker.account(),
            yes,
            "--yes --name %s --account %s".formatted(name, worker.account()));
  }

  private int followed(Federation asked, Supplier<Optional<Removed>> count) {
    if (detach) {
      err().println("accepted; follow it: fedctl watch " + name);
      err().flush();
      return ExitCodes.OK;
    }
    return follow(asked, count);
  }

  private CallerIdentity worker(Server server, Situation situation, FederationStatus seen) {
    CallerIdentity worker =
        new Observer(server).look(Request.identity(name, seen.region())).caller();
    situation.checkAccount(name, worker.account());
    return checked(server, worker, seen.region());
  }

  private CallerIdentity checked(Server server, CallerIdentity worker, String home) {
    if (account != null && !account.equals(worker.account())) {
      throw CommandFailure.of(
          ExitCodes.WRONG_ACCOUNT,
          "--account %s is not where federation \"%s\" lives: %s"
              .formatted(account, name, worker.account()));
    }
    UserIdentity.Answer user = Deliberation.user(around(), home, worker);
    err().print(Deliberation.identities(server, worker, user));
    return worker;
  }

  /** What the workflow remembers. */
  private void show(FederationStatus seen) {
    err().println("  -   cluster " + seen.parent());
    seen.members().stream()
        .collect(Collectors.groupingBy(MemberStatus::region, Collectors.toList()))
        .forEach(
            (region, members) ->
                members.forEach(
                    member ->
                        err().println("  -   cluster %s in %s".formatted(member.name(), region))));
    err().println("  -   IAM roles");
    seen.kept()
        .forEach(kept -> err().println("  -   cluster " + kept + ", kept when its member left"));
    err().flush();
  }

  /** What was found by tags. */
  private void show(Inventory inventory) {
    inventory.findings().forEach(finding -> err().println("  -   " + finding.text()));
    err().flush();
  }

  private void act(
      Situation situation, Federation asked, FederationStatus seen, String homeAccount) {
    Destroy message =
        new Destroy(name, homeAccount, Optional.of(around().actor()), Optional.ofNullable(reason));
    switch (situation) {
      case Situation.Absent none -> {
        // Told before.
      }
      case Situation.Living living -> new Messages(asked, living.standing(), seen).destroy(message);
      case Situation.Ended ended -> {
        asked.start(FederationInput.next(ended.memory()));
        new Messages(asked, asked.known(), asked.status()).destroy(message);
      }
    }
  }

  private int follow(Federation asked, Supplier<Optional<Removed>> count) {
    FederationStatus end =
        following.until(DestroyCommand::isOver, asked, err(), terminal(), output.isTable());
    StatusView view = StatusView.of(end, asked.known().state().word());
    if (end.phase() != Phase.DESTROYED) {
      output.print(out(), view, () -> StatusText.of(view, Instant.now()));
      return Following.finish(end, err());
    }
    Optional<Removed> removed = count.get();
    output.print(out(), RemovalView.of(view, removed), () -> RemovalView.text(name, removed));
    if (removed.filter(counted -> !counted.left().isEmpty()).isPresent()) {
      err()
          .println(
              "error: something of it stands, although all of it was seen to go:"
                  + " fedctl destroy %s --region %s looks again".formatted(name, end.region()));
      err().flush();
      return ExitCodes.INTERNAL;
    }
    return Following.finish(end, err());
  }

  /** Gone; or nothing goes on any more but waiting for an operator. */
  private static boolean isOver(FederationStatus status) {
    return switch (status.phase()) {
      case DESTROYED -> true;
      case DESTROYING -> status.settled() && !status.parked().isEmpty();
      case DEPLOYING, COMPLETE, PARTIAL, ABORTED -> false;
    };
  }
}
