package dev.fedctl.sandbox.aws.eks;

import dev.fedctl.sandbox.aws.core.Context;
import dev.fedctl.sandbox.aws.core.Ids;
import dev.fedctl.sandbox.aws.core.Input;
import dev.fedctl.sandbox.aws.core.Operation;
import dev.fedctl.sandbox.aws.core.Output;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Updates that are under way or done, as DescribeUpdate shows them. */
final class Updates {

  private record Update(
      String id,
      String clusterArn,
      String type,
      List<Map<String, Object>> parameters,
      Instant startedAt,
      Instant endsAt) {}

  private final Clusters clusters;
  private final Ids ids;
  private final Map<String, Update> updates = new HashMap<>();

  Updates(Clusters clusters, Ids ids) {
    this.clusters = clusters;
    this.ids = ids;
  }

  void addTo(Map<String, Operation> operations) {
    operations.put("DescribeUpdate", this::describe);
  }

  Map<String, Object> start(
      Cluster cluster,
      String type,
      List<Map<String, Object>> parameters,
      Instant now,
      Instant endsAt) {
    Update update =
        new Update(ids.uuid(), cluster.birth().arn(), type, List.copyOf(parameters), now, endsAt);
    updates.put(update.id(), update);
    return shown(update, now);
  }

  private Map<String, Object> describe(Input input, Context context) {
    Cluster cluster = clusters.visible(input.required("name"), context);
    Update update = updates.get(input.required("updateId"));
    if (update == null || !update.clusterArn().equals(cluster.birth().arn())) {
      throw EksErrors.notFound(
          "No update found for ID: " + input.required("updateId"),
          Map.of("clusterName", cluster.name()));
    }
    context.effects().observed(status(update, context.now()));
    return Output.of("update", shown(update, context.now()));
  }

  private static String status(Update update, Instant now) {
    return now.isBefore(update.endsAt()) ? "InProgress" : "Successful";
  }

  private static Map<String, Object> shown(Update update, Instant now) {
    return Output.of(
        "id", update.id(),
        "status", status(update, now),
        "type", update.type(),
        "params", update.parameters(),
        "createdAt", update.startedAt(),
        "errors", List.of());
  }
}
