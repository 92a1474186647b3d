package dev.fedctl.sandbox.aws.eks;

import dev.fedctl.sandbox.aws.core.Context;
import dev.fedctl.sandbox.aws.core.Input;
import dev.fedctl.sandbox.aws.core.Tags;
import dev.fedctl.sandbox.delay.DelayKind;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Changes of a cluster's configuration, of which a request makes one kind. */
final class ClusterUpdates {

  private static final Map<String, String> TYPES =
      Map.of(
          "resourcesVpcConfig", "EndpointAccessUpdate",
          "deletionProtection", "DeletionProtectionUpdate",
          "logging", "LoggingUpdate",
          "upgradePolicy", "UpgradePolicyUpdate",
          "accessConfig", "AccessConfigUpdate");
  private static final List<String> MODES = List.of("CONFIG_MAP", "API_AND_CONFIG_MAP", "API");

  private final Eks eks;
  private final Updates updates;

  ClusterUpdates(Eks eks, Updates updates) {
    this.eks = eks;
    this.updates = updates;
  }

  Map<String, Object> update(Input input, Context context) {
    Cluster cluster = eks.clusters().visible(input.required("name"), context);
    Updates.Target target = new Updates.Target(cluster, "");
    Optional<Map<String, Object>> again = updates.again(target, input, context);
    if (again.isPresent()) {
      return again.get();
    }
    updates.checkIdle(target, context);
    eks.clusters().active(cluster.name(), context);
    String kind = kind(input);
    Map<String, Object> settings = new LinkedHashMap<>(cluster.settings().members());
    Object before = settings.get(kind);
    settings.put(
        kind, merged(before, Optional.ofNullable(input.members().get(kind)).orElseThrow()));
    if (settings.get(kind).equals(before)) {
      throw EksErrors.parameter("Cluster is already at the desired configuration");
    }
    Input changed = new Input(settings);
    if (kind.equals("resourcesVpcConfig")) {
      checkNetwork(input, changed);
    }
    if (kind.equals("accessConfig")) {
      checkMode(cluster.settings(), changed);
    }
    Duration takes = context.effects().delay(DelayKind.CLUSTER_UPDATE, cluster.name());
    cluster.update(changed, context.now().plus(takes));
    context.effects().updated(ClusterApi.KIND, cluster.birth().arn(), Tags.resource(cluster.tags));
    return updates.start(target, type(kind), parameters(kind, input), takes, input, context);
  }

  private static String kind(Input input) {
    Set<String> kinds = new TreeSet<>(input.members().keySet());
    kinds.removeAll(Set.of("name", "clientRequestToken"));
    if (kinds.size() != 1) {
      throw EksErrors.parameter(
          kinds.isEmpty()
              ? "No changes needed for the provided configuration"
              : "Only one type of update can be allowed: found " + String.join(", ", kinds));
    }
    String kind = kinds.iterator().next();
    if (!TYPES.containsKey(kind)) {
      throw EksErrors.request("The sandbox does not change " + kind);
    }
    return kind;
  }

  private static String type(String kind) {
    return Optional.ofNullable(TYPES.get(kind)).orElseThrow();
  }

  private static Object merged(@Nullable Object before, Object change) {
    if (!(before instanceof Map<?, ?> old) || !(change instanceof Map<?, ?> fresh)) {
      return change;
    }
    Map<Object, Object> both = new LinkedHashMap<>(old);
    both.putAll(fresh);
    return both;
  }

  private static void checkNetwork(Input input, Input changed) {
    Input sent = input.structure("resourcesVpcConfig").orElseThrow();
    if (sent.has("subnetIds") || sent.has("securityGroupIds")) {
      throw EksErrors.request("The sandbox changes no subnets and security groups of a cluster");
    }
    ClusterChecks.settings(changed, changed.structure("resourcesVpcConfig").orElseThrow());
  }

  // Access entries can be switched on, then the config map off; one by one, and no way back.
  private static void checkMode(Input before, Input after) {
    int from = MODES.indexOf(ClusterChecks.authenticationMode(before));
    int to = MODES.indexOf(ClusterChecks.authenticationMode(after));
    if (to != from + 1) {
      throw EksErrors.parameter(
          "Unsupported authentication mode update from "
              + MODES.get(from)
              + " to "
              + MODES.get(to));
    }
  }

  private static List<Updates.Parameter> parameters(String kind, Input input) {
    Optional<Input> network = input.structure("resourcesVpcConfig");
    if (network.isEmpty()) {
      return List.of(
          new Updates.Parameter(
              kind.equals("deletionProtection") ? "DeletionProtection" : "ClusterLogging",
              String.valueOf(input.members().get(kind))));
    }
    Input sent = network.get();
    return sent.members().entrySet().stream()
        .map(
            member ->
                new Updates.Parameter(
                    Character.toUpperCase(member.getKey().charAt(0)) + member.getKey().substring(1),
                    String.valueOf(member.getValue())))
        .toList();
  }
}
