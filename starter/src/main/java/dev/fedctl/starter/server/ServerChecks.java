package dev.fedctl.starter.server;

import dev.fedctl.contract.identity.SearchAttributes;
import dev.fedctl.starter.CommandFailure;
import dev.fedctl.starter.ExitCodes;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What has to be so before a command does its work; each fault is one message with its cure. */
public final class ServerChecks {

  private final Server server;
  private final String version;
  private final Consumer<String> warnings;

  /**
   * @param version of this starter
   * @param warnings takes what is odd and does not matter yet
   */
  public ServerChecks(Server server, String version, Consumer<String> warnings) {
    this.server = server;
    this.version = version;
    this.warnings = warnings;
  }

  /** The server answers, and has our namespace, with our search attributes. */
  public void reachable() {
    server.within(
        server.deadlines().checks(),
        () -> {
          ServerLook look = new ServerLook(server);
          look.version();
          look.retention();
          look.missingAttributes().ifPresent(this::allAttributes);
          return true;
        });
  }

  /** Beside that, workers of our release poll. */
  public void workersAnswer() {
    server.within(
        server.deadlines().checks(),
        () -> {
          ServerLook look = new ServerLook(server);
          look.version();
          look.retention();
          look.missingAttributes().ifPresent(this::allAttributes);
          look.pollers().ifPresent(this::someUnderstand);
          return true;
        });
  }

  /**
   * The same beside a question to the workers, whose answer comes back: who only looks does not
   * wait for one after the other. What the checks find goes before what came of the question.
   */
  public <T> T workersAnswer(Supplier<T> question) {
    FutureTask<T> asked = new FutureTask<>(question::get);
    Thread.ofPlatform().daemon().name("question").start(asked);
    workersAnswer();
    try {
      return asked.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException known
          ? known
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  void allAttributes(List<String> missing) {
    if (!missing.isEmpty()) {
      throw CommandFailure.of(
          ExitCodes.NAMESPACE_UNFIT,
          "namespace \"%s\" does not have the search attributes %s"
              .formatted(server.namespace(), String.join(", ", missing)),
          attributesCure(server.namespace(), missing));
    }
  }

  void someUnderstand(List<Poller> pollers) {
    if (pollers.isEmpty()) {
      throw new ServerFailures(server).noAnswer();
    }
    List<Poller> others = pollers.stream().filter(one -> !one.understands(version)).toList();
    if (others.isEmpty()) {
      return;
    }
    String versions =
        others.stream()
            .flatMap(one -> one.version().stream())
            .distinct()
            .sorted()
            .collect(Collectors.joining(", "));
    if (others.size() == pollers.size()) {
      throw CommandFailure.of(
          ExitCodes.VERSIONS_DIFFER,
          "this is fedctl %s, and the workers are of version %s".formatted(version, versions),
          "use fedctl %s, or start a worker of this version: fedctl worker".formatted(versions));
    }
    warnings.accept(
        "some workers are of version %s, this is %s: end them when the new ones stand"
            .formatted(versions, version));
  }

  /** The command that makes search attributes known. */
  public static String attributesCure(String namespace, List<String> missing) {
    return SearchAttributes.ALL.stream()
        .filter(key -> missing.contains(key.getName()))
        .map(
            key ->
                "--name %s --type %s"
                    .formatted(
                        key.getName(),
                        key.getValueType().name().endsWith("BOOL") ? "Bool" : "Keyword"))
        .collect(
            Collectors.joining(
                " ",
                "temporal operator search-attribute create --namespace " + namespace + " ",
                ""));
  }
}
