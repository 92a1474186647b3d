package dev.fedctl.sandbox.aws.eks;

import dev.fedctl.sandbox.aws.core.Context;
import dev.fedctl.sandbox.aws.core.Input;
import dev.fedctl.sandbox.aws.core.Operation;
import dev.fedctl.sandbox.aws.core.Output;
import dev.fedctl.sandbox.aws.core.Page;
import dev.fedctl.sandbox.aws.core.Tags;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Access policies of access entries. */
final class AccessPolicyApi {

  private static final Set<String> NAMES =
      Set.of(
          "AmazonEKSClusterAdminPolicy",
          "AmazonEKSAdminPolicy",
          "AmazonEKSAdminViewPolicy",
          "AmazonEKSEditPolicy",
          "AmazonEKSViewPolicy");

  private final Eks eks;

  AccessPolicyApi(Eks eks) {
    this.eks = eks;
  }

  void addTo(Map<String, Operation> operations) {
    operations.put("AssociateAccessPolicy", this::associate);
    operations.put("DisassociateAccessPolicy", this::disassociate);
    operations.put("ListAssociatedAccessPolicies", this::list);
  }

  private Map<String, Object> associate(Input input, Context context) {
    Cluster cluster = AccessEntryApi.managed(eks, input.required("clusterName"), context);
    AccessEntry entry = AccessEntryApi.visible(cluster, input.required("principalArn"), context);
    if (!entry.birth().type().equals("STANDARD")) {
      throw EksErrors.request("Access policies can only be associated with type STANDARD");
    }
    String arn = known(input.required("policyArn"), context);
    Input scope = input.structure("accessScope").orElseThrow();
    List<String> namespaces = scope.texts("namespaces");
    boolean namespaced = scope.text("type").orElse("").equals("namespace");
    if (scope.text("type").isEmpty() || namespaced == namespaces.isEmpty()) {
      throw EksErrors.parameter(
          "accessScope: type cluster takes no namespaces, type namespace needs some");
    }
    Instant first =
        Optional.ofNullable(entry.policies.get(arn))
            .map(AccessEntry.Policy::associatedAt)
            .orElse(context.now());
    AccessEntry.Policy policy =
        new AccessEntry.Policy(
            arn,
            namespaces,
            first,
            context.now(),
            AccessEntries.effectiveFrom(
                cluster, entry.birth().principalArn(), context.now(), context));
    entry.policies.merge(
        arn,
        policy,
        // Associating again what is associated already does not take it away for a while.
        (old, fresh) -> old.namespaces().equals(fresh.namespaces()) ? old : fresh);
    changed(entry, context);
    return Output.of(
        "clusterName", cluster.name(),
        "principalArn", entry.birth().principalArn(),
        "associatedAccessPolicy", shown(policy));
  }

  private static String known(String arn, Context context) {
    String prefix = context.partition().arn("eks", "", "aws", "cluster-access-policy/");
    if (!arn.startsWith(prefix) || !NAMES.contains(arn.substring(prefix.length()))) {
      throw EksErrors.parameter("The specified policyArn " + arn + " is invalid");
    }
    return arn;
  }

  private Map<String, Object> disassociate(Input input, Context context) {
    Cluster cluster = AccessEntryApi.managed(eks, input.required("clusterName"), context);
    AccessEntry entry = AccessEntryApi.visible(cluster, input.required("principalArn"), context);
    String arn = input.required("policyArn");
    if (entry.policies.remove(arn) == null) {
      throw EksErrors.notFound(
          "The specified policyArn " + arn + " is not associated",
          Map.of("clusterName", cluster.name()));
    }
    changed(entry, context);
    return Map.of();
  }

  private Map<String, Object> list(Input input, Context context) {
    Cluster cluster = AccessEntryApi.managed(eks, input.required("clusterName"), context);
    AccessEntry entry = AccessEntryApi.visible(cluster, input.required("principalArn"), context);
    Page<AccessEntry.Policy> page =
        EksErrors.PAGES.page(entry.policies.values(), AccessEntry.Policy::arn, input, context);
    return Output.of(
        "clusterName", cluster.name(),
        "principalArn", entry.birth().principalArn(),
        "associatedAccessPolicies", page.items().stream().map(AccessPolicyApi::shown).toList(),
        "nextToken", page.next());
  }

  private static Map<String, Object> shown(AccessEntry.Policy policy) {
    boolean whole = policy.namespaces().isEmpty();
    return Output.of(
        "policyArn", policy.arn(),
        "accessScope",
            Output.of("type", whole ? "cluster" : "namespace", "namespaces", policy.namespaces()),
        "associatedAt", policy.associatedAt(),
        "modifiedAt", policy.modifiedAt());
  }

  private static void changed(AccessEntry entry, Context context) {
    context.effects().updated(AccessEntries.KIND, entry.birth().arn(), Tags.resource(entry.tags));
  }
}
