package dev.fedctl.sandbox.aws.eks;

import dev.fedctl.sandbox.aws.core.Context;
import dev.fedctl.sandbox.aws.core.Ids;
import dev.fedctl.sandbox.aws.core.Input;
import dev.fedctl.sandbox.aws.core.Operation;
import dev.fedctl.sandbox.aws.core.Output;
import dev.fedctl.sandbox.aws.core.Page;
import dev.fedctl.sandbox.aws.core.TokenMemory;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Updates that are under way or done, as DescribeUpdate shows them; one at a time per thing. */
final class Updates {

  /**
   * What is updated: a cluster, or a node group or add-on of it.
   *
   * @param part empty, {@code nodegroup/<name>} or {@code addon/<name>}
   */
  record Target(Cluster cluster, String part) {

    private String key() {
      return cluster.birth().arn() + " " + cluster.id().serial() + " " + part;
    }
  }

  /** One parameter of an update, as the answer shows it. */
  record Parameter(String type, String value) {}

  private record Update(
      String id,
      String target,
      String type,
      List<Parameter> parameters,
      Instant startedAt,
      Instant endsAt) {}

  private final Clusters clusters;
  private final Ids ids;
  private final Map<String, Update> updates = new LinkedHashMap<>();
  private final TokenMemory<String> tokens = new TokenMemory<>();

  Updates(Eks eks) {
    this.clusters = eks.clusters();
    this.ids = eks.ids();
  }

  void addTo(Map<String, Operation> operations) {
    operations.put("DescribeUpdate", this::describe);
    operations.put("ListUpdates", this::list);
  }

  /** The answer to a request that came before with the same token; empty for a new one. */
  Optional<Map<String, Object>> again(Target target, Input input, Context context) {
    return tokens
        .find(target.key(), input.text("clientRequestToken"), input.members(), context.now())
        .filter(TokenMemory.Remembered::sameRequest)
        .map(known -> updates.get(known.made()))
        .map(update -> Output.of("update", shown(update, context.now())));
  }

  /** Refuses while an update of the same thing is under way. */
  void checkIdle(Target target, Context context) {
    updates.values().stream()
        .filter(update -> update.target().equals(target.key()))
        .filter(update -> context.now().isBefore(update.endsAt()))
        .findFirst()
        .ifPresent(
            running -> {
              throw EksErrors.inUse(
                  "Cannot update: update " + running.id() + " is in progress",
                  Map.of("clusterName", target.cluster().name()));
            });
  }

  Map<String, Object> start(
      Target target,
      String type,
      List<Parameter> parameters,
      Duration takes,
      Input input,
      Context context) {
    Update update =
        new Update(
            ids.uuid(),
            target.key(),
            type,
            List.copyOf(parameters),
            context.now(),
            context.now().plus(takes));
    updates.put(update.id(), update);
    tokens.remember(
        target.key(),
        input.text("clientRequestToken"),
        input.members(),
        update.id(),
        context.now());
    return Output.of("update", shown(update, context.now()));
  }

  private Target target(Input input, Context context) {
    Cluster cluster = clusters.visible(input.required("name"), context);
    String part =
        input
            .text("nodegroupName")
            .map(name -> "nodegroup/" + name)
            .or(() -> input.text("addonName").map(name -> "addon/" + name))
            .orElse("");
    return new Target(cluster, part);
  }

  private Map<String, Object> describe(Input input, Context context) {
    Target target = target(input, context);
    Update update = updates.get(input.required("updateId"));
    if (update == null || !update.target().equals(target.key())) {
      throw EksErrors.notFound(
          "No update found for ID: " + input.required("updateId"),
          Map.of("clusterName", target.cluster().name()));
    }
    context.effects().observed(status(update, context.now()));
    return Output.of("update", shown(update, context.now()));
  }

  private Map<String, Object> list(Input input, Context context) {
    Target target = target(input, context);
    Page<String> page =
        EksErrors.PAGES.page(
            updates.values().stream()
                .filter(update -> update.target().equals(target.key()))
                .map(Update::id)
                .toList(),
            id -> id,
            input,
            context);
    return Output.of("updateIds", page.items(), "nextToken", page.next());
  }

  private static String status(Update update, Instant now) {
    return now.isBefore(update.endsAt()) ? "InProgress" : "Successful";
  }

  private static Map<String, Object> shown(Update update, Instant now) {
    return Output.of(
        "id", update.id(),
        "status", status(update, now),
        "type", update.type(),
        "params",
            update.parameters().stream()
                .map(one -> Output.of("type", one.type(), "value", one.value()))
                .toList(),
        "createdAt", update.startedAt(),
        "errors", List.of());
  }
}
