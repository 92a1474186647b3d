package dev.fedctl.activity.karmada.host;

import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.AffinityBuilder;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodAffinityTerm;
import io.fabric8.kubernetes.api.model.PodAffinityTermBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraintBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import java.util.List;
import java.util.Map;

/**
 * What the workloads have in common.
 *
 * @param labels of its pods; {@code app} is its name
 * @param spread how its pods keep away from each other
 * @param volumes the Secrets it mounts
 */
record Workload(
    Host host, String name, Map<String, String> labels, Spread spread, List<Volume> volumes) {

  /** How pods of one workload keep away from each other. */
  enum Spread {
    /** Never two on one node, and evenly over the zones, whatever it takes: volumes stay put. */
    ZONES,
    /** Never two on one node; over the zones as far as it goes. */
    NODES,
    /** Rather not two on one node; a host with fewer nodes still gets all of them. */
    RATHER_NODES
  }

  /** The replicas of components that elect a leader or share the work: one may be lost. */
  static final int PAIR = 2;

  static Workload of(Host host, String name, Spread spread, List<Volume> volumes) {
    return new Workload(host, name, Map.of("app", name), spread, volumes);
  }

  /** The Deployment with its budget. */
  List<HasMetadata> deployment(int replicas, Container container) {
    return List.of(deploymentOf(replicas, container), budget());
  }

  /** At most one pod is taken away on purpose at a time. */
  PodDisruptionBudget budget() {
    return new PodDisruptionBudgetBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(host.namespace())
        .addToLabels("karmada.io/bootstrapping", "app-defaults")
        .endMetadata()
        .withNewSpec()
        .withNewMaxUnavailable(1)
        .withNewSelector()
        .withMatchLabels(labels)
        .endSelector()
        .endSpec()
        .build();
  }

  PodTemplateSpec template(Container container) {
    return new PodTemplateSpecBuilder()
        .withNewMetadata()
        .withLabels(labels)
        .endMetadata()
        .withNewSpec()
        .withAffinity(affinity())
        .withTopologySpreadConstraints(zones())
        .withAutomountServiceAccountToken(false)
        .withPriorityClassName("system-node-critical")
        .withContainers(container)
        .withVolumes(volumes)
        .endSpec()
        .build();
  }

  private Deployment deploymentOf(int replicas, Container container) {
    return new DeploymentBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(host.namespace())
        .addToLabels("karmada.io/bootstrapping", "app-defaults")
        .endMetadata()
        .withNewSpec()
        .withReplicas(replicas)
        .withNewStrategy()
        .withType("RollingUpdate")
        .withNewRollingUpdate()
        // Where every node has its pod already, a surplus one would wait for ever.
        .withNewMaxSurge(spread == Spread.RATHER_NODES ? 1 : 0)
        .withNewMaxUnavailable(spread == Spread.RATHER_NODES ? 0 : 1)
        .endRollingUpdate()
        .endStrategy()
        .withNewSelector()
        .withMatchLabels(labels)
        .endSelector()
        .withTemplate(template(container))
        .endSpec()
        .build();
  }

  private Affinity affinity() {
    PodAffinityTerm others =
        new PodAffinityTermBuilder()
            .withTopologyKey("kubernetes.io/hostname")
            .withNewLabelSelector()
            .addNewMatchExpression()
            .withKey("app")
            .withOperator("In")
            .withValues(name)
            .endMatchExpression()
            .endLabelSelector()
            .build();
    return switch (spread) {
      case ZONES, NODES ->
          new AffinityBuilder()
              .withNewPodAntiAffinity()
              .withRequiredDuringSchedulingIgnoredDuringExecution(others)
              .endPodAntiAffinity()
              .build();
      case RATHER_NODES ->
          new AffinityBuilder()
              .withNewPodAntiAffinity()
              .addNewPreferredDuringSchedulingIgnoredDuringExecution()
              .withWeight(100)
              .withPodAffinityTerm(others)
              .endPreferredDuringSchedulingIgnoredDuringExecution()
              .endPodAntiAffinity()
              .build();
    };
  }

  private TopologySpreadConstraint zones() {
    return new TopologySpreadConstraintBuilder()
        .withMaxSkew(1)
        .withTopologyKey("topology.kubernetes.io/zone")
        .withWhenUnsatisfiable(spread == Spread.ZONES ? "DoNotSchedule" : "ScheduleAnyway")
        .withNewLabelSelector()
        .withMatchLabels(labels)
        .endLabelSelector()
        .build();
  }
}
