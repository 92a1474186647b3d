package dev.fedctl.sandbox.aws.eks;

import dev.fedctl.sandbox.aws.core.Context;
import dev.fedctl.sandbox.aws.core.Input;
import dev.fedctl.sandbox.aws.core.Operation;
import dev.fedctl.sandbox.aws.core.Output;
import dev.fedctl.sandbox.aws.core.Tags;
import dev.fedctl.sandbox.aws.protocol.ServiceError;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Tags of clusters and of what belongs to them. */
final class EksTagApi {

  private static final int MAX_TAGS = 50;

  private record Tagged(String kind, String arn, Map<String, String> tags) {}

  private final Clusters clusters;

  EksTagApi(Clusters clusters) {
    this.clusters = clusters;
  }

  void addTo(Map<String, Operation> operations) {
    operations.put("TagResource", this::tag);
    operations.put("UntagResource", this::untag);
    operations.put("ListTagsForResource", this::list);
  }

  private Map<String, Object> tag(Input input, Context context) {
    Tagged tagged = tagged(input, context);
    Map<String, String> tags = input.textMap("tags");
    Set<String> keys = new HashSet<>(tagged.tags().keySet());
    keys.addAll(tags.keySet());
    if (keys.size() > MAX_TAGS || tags.keySet().stream().anyMatch(Forms::isReserved)) {
      throw new ServiceError(
          "BadRequestException", 400, "Too many tags, or a tag key in the reserved prefix aws:");
    }
    tagged.tags().putAll(tags);
    context.effects().updated(tagged.kind(), tagged.arn(), Tags.resource(tagged.tags()));
    return Map.of();
  }

  private Map<String, Object> untag(Input input, Context context) {
    Tagged tagged = tagged(input, context);
    tagged.tags().keySet().removeAll(Set.copyOf(input.texts("tagKeys")));
    context.effects().updated(tagged.kind(), tagged.arn(), Tags.resource(tagged.tags()));
    return Map.of();
  }

  private Map<String, Object> list(Input input, Context context) {
    return Output.of("tags", tagged(input, context).tags());
  }

  private Tagged tagged(Input input, Context context) {
    String arn = input.required("resourceArn");
    return clusterIn(arn)
        .flatMap(name -> clusters.named(context.region(), name))
        .filter(cluster -> cluster.isVisible(context.now()))
        .flatMap(cluster -> things(cluster).filter(thing -> thing.arn().equals(arn)).findFirst())
        .orElseThrow(
            () ->
                new ServiceError(
                    "NotFoundException", 404, "The specified resource " + arn + " was not found"));
  }

  // arn:aws:eks:<region>:<account>:cluster/<name>, and the name stands second in all other kinds.
  private static Optional<String> clusterIn(String arn) {
    String[] parts = arn.split("[:/]", -1);
    return parts.length > 6 ? Optional.of(parts[6]) : Optional.empty();
  }

  private static Stream<Tagged> things(Cluster cluster) {
    return Stream.of(
            Stream.of(new Tagged(ClusterApi.KIND, cluster.birth().arn(), cluster.tags)),
            cluster.nodegroups.values().stream()
                .map(group -> new Tagged(NodegroupApi.KIND, group.birth().arn(), group.tags)),
            cluster.addons.values().stream()
                .map(addon -> new Tagged(AddonApi.KIND, addon.birth().arn(), addon.tags)),
            cluster.accessEntries.values().stream()
                .map(entry -> new Tagged(AccessEntries.KIND, entry.birth().arn(), entry.tags)),
            cluster.podIdentities.values().stream()
                .map(one -> new Tagged(PodIdentityApi.KIND, one.arn(), one.tags())))
        .flatMap(things -> things);
  }
}
