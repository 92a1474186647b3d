package dev.fedctl.sandbox.aws.eks;

import dev.fedctl.sandbox.aws.core.Context;
import dev.fedctl.sandbox.aws.core.Input;
import dev.fedctl.sandbox.aws.core.Operation;
import dev.fedctl.sandbox.aws.core.Output;
import dev.fedctl.sandbox.aws.core.Page;
import dev.fedctl.sandbox.aws.core.Tags;
import dev.fedctl.sandbox.aws.core.TokenMemory;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Access entries: which IAM principals a cluster lets in. */
final class AccessEntryApi {

  private final Eks eks;
  private final TokenMemory<String> tokens = new TokenMemory<>();

  AccessEntryApi(Eks eks) {
    this.eks = eks;
  }

  void addTo(Map<String, Operation> operations) {
    operations.put("CreateAccessEntry", this::create);
    operations.put("DescribeAccessEntry", this::describe);
    operations.put("ListAccessEntries", this::list);
    operations.put("UpdateAccessEntry", this::update);
    operations.put("DeleteAccessEntry", this::delete);
  }

  /** A cluster whose access is managed by entries. */
  static Cluster managed(Eks eks, String name, Context context) {
    Cluster cluster = eks.clusters().visible(name, context);
    if (ClusterChecks.authenticationMode(cluster.settings()).equals("CONFIG_MAP")) {
      throw EksErrors.request(
          "The cluster's authentication mode must be set to one of [API, API_AND_CONFIG_MAP] to"
              + " perform this operation.");
    }
    return cluster;
  }

  static AccessEntry visible(Cluster cluster, String principal, Context context) {
    return Optional.ofNullable(cluster.accessEntries.get(principal))
        .filter(entry -> entry.isVisible(context.now()))
        .orElseThrow(
            () ->
                EksErrors.notFound(
                    "The specified principalArn could not be found. You can view your available"
                        + " access entries with 'list-access-entries'.",
                    Map.of("clusterName", cluster.name())));
  }

  private Map<String, Object> create(Input input, Context context) {
    Cluster cluster = managed(eks, input.required("clusterName"), context);
    eks.clusters().active(cluster.name(), context);
    String principal = input.required("principalArn");
    String scope = cluster.birth().arn() + " CreateAccessEntry";
    AccessEntry present = cluster.accessEntries.get(principal);
    if (present != null) {
      boolean same =
          tokens
              .find(scope, input.text("clientRequestToken"), input.members(), context.now())
              .filter(TokenMemory.Remembered::sameRequest)
              .filter(known -> known.made().equals(present.birth().arn()))
              .isPresent();
      if (!same) {
        throw EksErrors.inUse(
            "The specified access entry resource is already in use on this cluster.",
            Map.of("clusterName", cluster.name()));
      }
      return Output.of("accessEntry", shown(present, cluster));
    }
    RoleChecks.principal(principal, eks.roles(), context);
    String type = input.text("type").orElse("STANDARD");
    checkNames(input, type);
    AccessEntry entry =
        AccessEntries.make(
            cluster,
            principal,
            type,
            input.text("username"),
            type.equals("STANDARD") ? input.texts("kubernetesGroups") : List.of("system:nodes"),
            context,
            eks.ids());
    entry.tags.putAll(input.textMap("tags"));
    context.effects().created(AccessEntries.KIND, entry.birth().arn(), Tags.resource(entry.tags));
    tokens.remember(
        scope,
        input.text("clientRequestToken"),
        input.members(),
        entry.birth().arn(),
        context.now());
    return Output.of("accessEntry", shown(entry, cluster));
  }

  private static void checkNames(Input input, String type) {
    if (!type.equals("STANDARD") && (input.has("username") || input.has("kubernetesGroups"))) {
      throw EksErrors.request(
          "Username and Kubernetes groups can only be set for access entries of type STANDARD");
    }
    for (String group : input.texts("kubernetesGroups")) {
      if (group.startsWith("system:") || group.startsWith("eks:")) {
        throw EksErrors.parameter(
            "The kubernetes group name " + group + " is invalid, it cannot start with system:");
      }
    }
    String username = input.text("username").orElse("");
    if (username.startsWith("system:") || username.startsWith("eks:")) {
      throw EksErrors.parameter("The username " + username + " is invalid: reserved prefix");
    }
  }

  private Map<String, Object> describe(Input input, Context context) {
    Cluster cluster = managed(eks, input.required("clusterName"), context);
    AccessEntry entry = visible(cluster, input.required("principalArn"), context);
    context
        .effects()
        .observed(
            context.now().isBefore(entry.birth().effectiveFrom()) ? "PROPAGATING" : "EFFECTIVE",
            Tags.resource(entry.tags));
    return Output.of("accessEntry", shown(entry, cluster));
  }

  private Map<String, Object> list(Input input, Context context) {
    Cluster cluster = managed(eks, input.required("clusterName"), context);
    Page<String> page =
        EksErrors.PAGES.page(
            cluster.accessEntries.values().stream()
                .filter(entry -> entry.isVisible(context.now()))
                .filter(
                    entry ->
                        input.text("associatedPolicyArn").isEmpty()
                            || entry.policies.containsKey(input.required("associatedPolicyArn")))
                .map(entry -> entry.birth().principalArn())
                .toList(),
            arn -> arn,
            input,
            context);
    return Output.of("accessEntries", page.items(), "nextToken", page.next());
  }

  private Map<String, Object> update(Input input, Context context) {
    Cluster cluster = managed(eks, input.required("clusterName"), context);
    AccessEntry entry = visible(cluster, input.required("principalArn"), context);
    checkNames(input, entry.birth().type());
    entry.update(
        input.text("username"),
        input.has("kubernetesGroups")
            ? Optional.of(input.texts("kubernetesGroups"))
            : Optional.empty(),
        context.now());
    context.effects().updated(AccessEntries.KIND, entry.birth().arn(), Tags.resource(entry.tags));
    return Output.of("accessEntry", shown(entry, cluster));
  }

  private Map<String, Object> delete(Input input, Context context) {
    Cluster cluster = managed(eks, input.required("clusterName"), context);
    AccessEntry entry = visible(cluster, input.required("principalArn"), context);
    cluster.accessEntries.remove(entry.birth().principalArn());
    context.effects().deleted(AccessEntries.KIND, entry.birth().arn(), Tags.resource(entry.tags));
    return Map.of();
  }

  private static Map<String, Object> shown(AccessEntry entry, Cluster cluster) {
    return Output.of(
        "clusterName", cluster.name(),
        "principalArn", entry.birth().principalArn(),
        "kubernetesGroups", entry.groups(),
        "accessEntryArn", entry.birth().arn(),
        "createdAt", entry.birth().createdAt(),
        "modifiedAt", entry.modifiedAt(),
        "tags", entry.tags,
        "username", entry.username(),
        "type", entry.birth().type());
  }
}
