package dev.fedctl.sandbox.karmada;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedctl.sandbox.kube.rules.Names;
import dev.fedctl.sandbox.kube.tree.Trees;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What Karmada's webhook refuses in a propagation policy, as its ValidatePropagationSpec does
 * (1.18.2), each in one text.
 */
final class PolicyRules {

  private static final List<String> FIELDS = List.of("provider", "region", "zone");
  private static final List<String> OPERATORS = List.of("In", "NotIn");

  private PolicyRules() {}

  /** Completes the selectors of a policy in a namespace; {@code namespace}: empty for none. */
  static List<String> check(ObjectNode spec, String namespace) {
    List<String> wrong = new ArrayList<>();
    placement(spec.path("placement"), wrong);
    selectors(spec, namespace, wrong);
    JsonNode suspension = spec.path("suspension");
    if (suspension.path("dispatching").asBoolean()
        && !Trees.at(suspension, "dispatchingOnClusters", "clusterNames").isEmpty()) {
      invalid(
          wrong,
          "spec.suspension.suspension",
          suspension,
          "suspension dispatching cannot co-exist with dispatchingOnClusters.clusterNames");
    }
    return wrong;
  }

  private static void selectors(ObjectNode spec, String namespace, List<String> wrong) {
    JsonNode selectors = spec.path("resourceSelectors");
    for (int i = 0; i < selectors.size(); i++) {
      if (!namespace.isEmpty() && selectors.get(i) instanceof ObjectNode open) {
        Trees.fill(open, "namespace", namespace);
        if (!Trees.text(open, "namespace").equals(namespace)) {
          invalid(
              wrong,
              "spec.resourceSelectors[" + i + "].namespace",
              open.path("namespace"),
              "namespace of resource selector must be the same as the namespace of the policy");
        }
      }
    }
    for (int i = 0; i < selectors.size(); i++) {
      if (Trees.text(spec, "preemption").equals("Always")
          && Trees.text(selectors.get(i), "name").isEmpty()) {
        wrong.add(
            "spec.resourceSelectors["
                + i
                + "].name: Invalid value: \"\": name cannot be empty if preemption is Always, the"
                + " empty name may cause unexpected resources preemption");
      }
    }
  }

  private static void placement(JsonNode placement, List<String> wrong) {
    if (placement.has("clusterAffinity") && placement.has("clusterAffinities")) {
      invalid(
          wrong,
          "spec.placement",
          placement,
          "clusterAffinities cannot co-exist with clusterAffinity");
    }
    fields(
        Trees.at(placement, "clusterAffinity", "fieldSelector"),
        "spec.placement.clusterAffinity.fieldSelector",
        wrong);
    Set<String> names = new HashSet<>();
    JsonNode affinities = placement.path("clusterAffinities");
    for (int i = 0; i < affinities.size(); i++) {
      String path = "spec.placement.clusterAffinities[" + i + "]";
      JsonNode name = affinities.get(i).path("affinityName");
      for (String why : Names.qualified(name.asText())) {
        invalid(wrong, path, name, why);
      }
      if (!names.add(name.asText())) {
        invalid(
            wrong,
            "spec.placement.clusterAffinities",
            affinities,
            "each affinity term in a policy must have a unique name");
      }
      fields(affinities.get(i).path("fieldSelector"), path + ".fieldSelector", wrong);
    }
  }

  private static void fields(JsonNode selector, String path, List<String> wrong) {
    for (JsonNode expression : selector.path("matchExpressions")) {
      JsonNode key = expression.path("key");
      JsonNode operator = expression.path("operator");
      if (!FIELDS.contains(key.asText())) {
        invalid(
            wrong,
            path,
            selector,
            "unsupported key " + key + ", must be provider, region, or zone");
      } else if (!OPERATORS.contains(operator.asText())) {
        invalid(
            wrong, path, selector, "unsupported operator " + operator + ", must be In or NotIn");
      }
    }
  }

  private static void invalid(List<String> wrong, String path, JsonNode value, String why) {
    wrong.add(path + ": Invalid value: " + value + ": " + why);
  }
}
