package dev.fedctl.activity.karmada.plane;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import java.util.List;

/** Karmada 1.18's admission webhooks, one row each. */
final class WebhookTable {

  private static final List<String> WRITES = List.of("CREATE", "UPDATE");
  private static final List<String> CREATES = List.of("CREATE");

  static final List<Row> MUTATING =
      List.of(
          policy("propagationpolicy", "propagationpolicies", "Namespaced"),
          policy("clusterpropagationpolicy", "clusterpropagationpolicies", "Cluster"),
          policy("overridepolicy", "overridepolicies", "Namespaced"),
          work("resourcebinding", "resourcebindings", "Namespaced").on(CREATES),
          work("clusterresourcebinding", "clusterresourcebindings", "Cluster").on(CREATES),
          work("work", "works", "Namespaced"),
          row("autoscaling", "autoscaling", "federatedhpas", "Namespaced").at("federatedhpa"),
          row("multiclusterservice", "networking", "multiclusterservices", "Namespaced"));

  static final List<Row> VALIDATING =
      List.of(
          policy("propagationpolicy", "propagationpolicies", "Namespaced"),
          policy("clusterpropagationpolicy", "clusterpropagationpolicies", "Cluster"),
          policy("overridepolicy", "overridepolicies", "Namespaced"),
          policy("clusteroverridepolicy", "clusteroverridepolicies", "Cluster"),
          row("config", "config", "resourceinterpreterwebhookconfigurations", "Cluster")
              .at("resourceinterpreterwebhookconfiguration"),
          row(
                  "resourceinterpretercustomization",
                  "config",
                  "resourceinterpretercustomizations",
                  "Cluster")
              .within(10),
          policy("federatedresourcequota", "federatedresourcequotas", "Namespaced"),
          row("multiclusteringress", "networking", "multiclusteringresses", "Namespaced"),
          row("federatedhpa", "autoscaling", "federatedhpas", "Namespaced"),
          row("cronfederatedhpa", "autoscaling", "cronfederatedhpas", "Namespaced"),
          row("multiclusterservice", "networking", "multiclusterservices", "Namespaced"),
          Row.DELETION_PROTECTION,
          work("resourcebinding", "resourcebindings", "Namespaced").withEffects("NoneOnDryRun"));

  private WebhookTable() {}

  private static Row policy(String name, String resource, String scope) {
    return row(name, "policy", resource, scope);
  }

  private static Row work(String name, String resource, String scope) {
    return row(name, "work", resource, scope);
  }

  private static Row row(String name, String group, String resource, String scope) {
    return new Row(
        name, name, group + ".karmada.io", resource, scope, WRITES, 3, "None", new LabelSelector());
  }

  /**
   * One webhook.
   *
   * @param name before {@code .karmada.io}
   * @param path after {@code mutate-} or {@code validate-}
   */
  record Row(
      String name,
      String path,
      String group,
      String resource,
      String scope,
      List<String> operations,
      int timeoutSeconds,
      String sideEffects,
      LabelSelector objects) {

    /** Guards whatever is labelled as protected, of any kind. */
    static final Row DELETION_PROTECTION =
        new Row(
            "resourcedeletionprotection",
            "resourcedeletionprotection",
            "*",
            "*",
            "*",
            List.of("DELETE"),
            3,
            "None",
            new LabelSelectorBuilder()
                .addNewMatchExpression()
                .withKey("resourcetemplate.karmada.io/deletion-protected")
                .withOperator("Exists")
                .endMatchExpression()
                .build());

    Row on(List<String> operations) {
      return new Row(
          name, path, group, resource, scope, operations, timeoutSeconds, sideEffects, objects);
    }

    Row at(String path) {
      return new Row(
          name, path, group, resource, scope, operations, timeoutSeconds, sideEffects, objects);
    }

    Row within(int seconds) {
      return new Row(name, path, group, resource, scope, operations, seconds, sideEffects, objects);
    }

    Row withEffects(String sideEffects) {
      return new Row(
          name, path, group, resource, scope, operations, timeoutSeconds, sideEffects, objects);
    }
  }
}
