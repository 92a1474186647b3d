package dev.fedctl.sandbox.karmada;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What the sandbox models of the schemas of Karmada's kinds. */
final class CrdSchemas {

  private static final String SELECTOR =
      "{type: object, x-kubernetes-preserve-unknown-fields: true}";

  private CrdSchemas() {}

  static ObjectNode of(String kind) {
    return switch (kind) {
      case "PropagationPolicy", "ClusterPropagationPolicy" -> policy();
      default -> open();
    };
  }

  private static ObjectNode open() {
    return YamlText.object(
        """
        type: object
        properties:
          apiVersion: {type: string}
          kind: {type: string}
          metadata: {type: object}
          spec: {type: object, x-kubernetes-preserve-unknown-fields: true}
          status: {type: object, x-kubernetes-preserve-unknown-fields: true}
        x-kubernetes-preserve-unknown-fields: true
        """);
  }

  private static ObjectNode policy() {
    return YamlText.object(
        """
        type: object
        required: [spec]
        properties:
          apiVersion: {type: string}
          kind: {type: string}
          metadata: {type: object}
          spec:
            type: object
            required: [resourceSelectors]
            properties:
              activationPreference: {type: string, enum: [Lazy]}
              association: {type: boolean}
              conflictResolution: {type: string, enum: [Abort, Overwrite]}
              dependentOverrides: {type: array, items: {type: string}}
              failover: {type: object, x-kubernetes-preserve-unknown-fields: true}
              placement: %2$s
              preemption: {type: string, enum: [Always, Never]}
              preserveResourcesOnDeletion: {type: boolean}
              priority: {type: integer}
              propagateDeps: {type: boolean}
              resourceSelectors:
                type: array
                items:
                  type: object
                  required: [apiVersion, kind]
                  properties:
                    apiVersion: {type: string}
                    kind: {type: string}
                    labelSelector: %1$s
                    name: {type: string}
                    namespace: {type: string}
              schedulePriority: {type: object, x-kubernetes-preserve-unknown-fields: true}
              schedulerName: {type: string}
              suspension: {type: object, x-kubernetes-preserve-unknown-fields: true}
        """
            .formatted(SELECTOR, placement()));
  }

  private static String placement() {
    return ("{type: object, properties: {clusterAffinities: {type: array, items: %2$s},"
            + " clusterAffinity: %2$s, clusterTolerations: {type: array, items: %1$s},"
            + " replicaScheduling: %3$s, spreadConstraints: {type: array, items: %1$s},"
            + " workloadAffinity: %1$s}}")
        .formatted(SELECTOR, affinity(), scheduling());
  }

  private static String affinity() {
    return ("{type: object, properties: {affinityName: {type: string}, clusterNames: {type: array,"
            + " items: {type: string}}, exclude: {type: array, items: {type: string}},"
            + " fieldSelector: %1$s, labelSelector: %1$s}}")
        .formatted(SELECTOR);
  }

  private static String scheduling() {
    return ("{type: object, properties: {replicaDivisionPreference: {type: string, enum:"
            + " [Aggregated, Weighted]}, replicaSchedulingType: {type: string, enum: [Duplicated,"
            + " Divided]}, weightPreference: {type: object, properties: {dynamicWeight: {type:"
            + " string, enum: [AvailableReplicas]}, staticWeightList: {type: array, items: {type:"
            + " object, required: [targetCluster, weight], properties: {targetCluster: %s, weight:"
            + " {type: integer, minimum: 1}}}}}}}}")
        .formatted(affinity());
  }
}
