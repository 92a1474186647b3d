package dev.fedctl.sandbox.karmada;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedctl.sandbox.kernel.Effects;
import dev.fedctl.sandbox.kube.EksCluster;
import dev.fedctl.sandbox.kube.api.ApiServer;
import dev.fedctl.sandbox.kube.api.Identities;
import dev.fedctl.sandbox.kube.tree.Trees;
import java.time.Instant;
import java.util.List;

/** The rights that Karmada's unified authentication gives its impersonator in a member. */
final class Impersonation {

  private static final String NAME = "karmada-impersonator";
  private static final String RBAC = "rbac.authorization.k8s.io";
  private static final String ROLES = "clusterroles." + RBAC;
  private static final String BINDINGS = "clusterrolebindings." + RBAC;

  private Impersonation() {}

  /**
   * Puts the Work into the execution namespace and what it holds into the member; the execution
   * controller waits for nothing but a Ready cluster.
   */
  static void grant(
      ApiServer karmada, EksCluster member, String cluster, Instant now, Effects effects) {
    ObjectNode role = object(member, cluster, "ClusterRole", now);
    ArrayNode rules = role.putArray("rules");
    rule(rules, "users", List.of("system:admin", "system:karmada:agent:rbac-generator"));
    rule(rules, "groups", List.of("system:masters"));
    ObjectNode binding = object(member, cluster, "ClusterRoleBinding", now);
    binding.putObject("roleRef").put("apiGroup", RBAC).put("kind", "ClusterRole").put("name", NAME);
    binding
        .putArray("subjects")
        .addObject()
        .put("kind", "ServiceAccount")
        .put("namespace", "karmada-cluster")
        .put("name", NAME);
    Delivery.work(karmada, cluster, NAME, List.of(role, binding), now);
    create(member, ROLES, "ClusterRole", role, effects);
    create(member, BINDINGS, "ClusterRoleBinding", binding, effects);
  }

  private static void create(
      EksCluster member, String resource, String kind, ObjectNode object, Effects effects) {
    if (member.server().store().find(resource, "", NAME).isEmpty()) {
      member.server().changes().create("karmada", resource, kind, object, effects);
    }
  }

  private static void rule(ArrayNode rules, String resource, List<String> names) {
    ObjectNode rule = rules.addObject();
    rule.putArray("verbs").add("impersonate");
    rule.putArray("apiGroups").add("");
    rule.putArray("resources").add(resource);
    ArrayNode list = rule.putArray("resourceNames");
    names.forEach(list::add);
  }

  private static ObjectNode object(EksCluster member, String cluster, String kind, Instant now) {
    ObjectNode object = Trees.object();
    object.put("apiVersion", RBAC + "/v1").put("kind", kind);
    ObjectNode metadata = object.putObject("metadata");
    metadata.put("name", NAME);
    metadata.put("uid", member.server().identities().uid(kind, "", NAME));
    metadata.put("creationTimestamp", Identities.time(now));
    metadata.putObject("labels").put("karmada.io/managed", "true").put("karmada.io/system", "true");
    metadata
        .putObject("annotations")
        .put("work.karmada.io/namespace", Works.namespace(cluster))
        .put("work.karmada.io/name", NAME);
    return object;
  }
}
