package dev.fedctl.sandbox.karmada;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedctl.sandbox.kube.api.Admission;
import dev.fedctl.sandbox.kube.api.ApiRefusal;
import dev.fedctl.sandbox.kube.api.Exchange;
import dev.fedctl.sandbox.kube.schema.Conformance.Violation;
import dev.fedctl.sandbox.kube.schema.ResourceType;
import dev.fedctl.sandbox.kube.schema.StructuralSchema;
import dev.fedctl.sandbox.kube.tree.Trees;
import java.util.List;
import java.util.Optional;

/** The resource that Karmada's aggregated API server serves: clusters.cluster.karmada.io. */
final class ClusterApi implements Admission {

  static final String CLUSTERS = "clusters.cluster.karmada.io";
  static final String API_SERVICE = "v1alpha1.cluster.karmada.io";
  static final String FINALIZER = "karmada.io/cluster-controller";

  private static final String REFERENCE =
      "{type: object, properties: {namespace: {type: string}, name: {type: string}}}";

  static final ResourceType TYPE =
      new ResourceType(
          "cluster.karmada.io",
          "v1alpha1",
          "clusters",
          "Cluster",
          false,
          List.of(),
          List.of("status", "proxy"),
          StructuralSchema.of("Cluster", schema()),
          true);

  private static ObjectNode schema() {
    return YamlText.object(
        """
        type: object
        properties:
          spec:
            type: object
            properties:
              id: {type: string}
              syncMode: {type: string}
              apiEndpoint: {type: string}
              secretRef: %1$s
              impersonatorSecretRef: %1$s
              insecureSkipTLSVerification: {type: boolean}
              proxyURL: {type: string}
              proxyHeader: {type: object, additionalProperties: {type: string}}
              provider: {type: string}
              region: {type: string}
              zone: {type: string}
              zones: {type: array, items: {type: string}}
              taints:
                type: array
                items:
                  type: object
                  required: [key, effect]
                  properties:
                    key: {type: string}
                    value: {type: string}
                    effect: {type: string, enum: [NoSchedule, PreferNoSchedule, NoExecute]}
                    timeAdded: {type: string}
              resourceModels: {type: array, items: {type: object, x-kubernetes-preserve-unknown-fields: true}}
          status: {type: object, x-kubernetes-preserve-unknown-fields: true}
        """
            .formatted(REFERENCE));
  }

  /** Resource grades that a cluster gets when it names none: processors and memory, from and to. */
  private static final String[][] GRADES = {
    {"0", "1", "0", "4Gi"},
    {"1", "2", "4Gi", "16Gi"},
    {"2", "4", "16Gi", "32Gi"},
    {"4", "8", "32Gi", "64Gi"},
    {"8", "16", "64Gi", "128Gi"},
    {"16", "32", "128Gi", "256Gi"},
    {"32", "64", "256Gi", "512Gi"},
    {"64", "128", "512Gi", "1Ti"},
    {"128", "9223372036854775807", "1Ti", "9223372036854775807"}
  };

  @Override
  public void admit(Exchange exchange, Optional<ObjectNode> before, ObjectNode object) {
    if (!exchange.type().resource().equals(CLUSTERS)) {
      return;
    }
    List<Violation> found = ClusterRules.check(object);
    if (!found.isEmpty()) {
      throw ApiRefusal.invalid(exchange.type(), Trees.text(object, "metadata", "name"), found);
    }
    grade(Trees.ensure(object, "spec"));
  }

  private static void grade(ObjectNode spec) {
    if (!spec.path("resourceModels").isEmpty()) {
      return;
    }
    var models = spec.putArray("resourceModels");
    for (int i = 0; i < GRADES.length; i++) {
      var ranges = models.addObject().put("grade", i).putArray("ranges");
      ranges.addObject().put("name", "cpu").put("min", GRADES[i][0]).put("max", GRADES[i][1]);
      ranges.addObject().put("name", "memory").put("min", GRADES[i][2]).put("max", GRADES[i][3]);
    }
  }
}
