package dev.fedctl.activity.membership;

import dev.fedctl.activity.Look;
import dev.fedctl.activity.kubernetes.KarmadaApis.KarmadaApi;
import dev.fedctl.activity.kubernetes.Kinds;
import dev.fedctl.activity.kubernetes.KubernetesFailures;
import dev.fedctl.activity.kubernetes.Lists;
import dev.fedctl.activity.kubernetes.MemberProxy;
import dev.fedctl.contract.activity.MembershipActivities.MemberObserved;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NodeList;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.VersionInfo;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** When a member is joined, as Karmada sees it, and when it is reached through Karmada. */
final class MemberGates {

  private static final String ADVICE =
      "see that Karmada's pods reach the member's endpoint, then retry";

  private MemberGates() {}

  static Look<MemberObserved> joined(KarmadaApi api, String cluster) {
    GenericKubernetesResource found =
        api.client().genericKubernetesResources(Kinds.CLUSTER.context()).withName(cluster).get();
    if (found == null) {
      return Look.notYet(
          "Karmada has no cluster \"%s\"".formatted(cluster), "retry the step that joins it");
    }
    return missing(found)
        .or(() -> missingNamespace(api, cluster))
        .map(state -> Look.<MemberObserved>notYet(state, ADVICE))
        .orElseGet(() -> Look.ready(observed(found)));
  }

  /**
   * Reads from the member through Karmada's proxy; any refusal is one of a join still under way.
   */
  static Look<MemberObserved> reachable(KarmadaApi api, String cluster) {
    MemberProxy member = new MemberProxy(api.client(), cluster);
    try {
      VersionInfo version = member.read("/version", VersionInfo.class);
      NodeList nodes = member.read("/api/v1/nodes", NodeList.class);
      long ready =
          nodes.getItems().stream()
              .filter(
                  node ->
                      Lists.orEmpty(node.getStatus().getConditions()).stream()
                          .anyMatch(
                              condition ->
                                  "Ready".equals(condition.getType())
                                      && "True".equals(condition.getStatus())))
              .count();
      return Look.ready(new MemberObserved(version.getGitVersion(), Math.toIntExact(ready)));
    } catch (KubernetesClientException e) {
      return Look.notYet(
          "\"%s\" cannot be read through Karmada yet: %s"
              .formatted(cluster, KubernetesFailures.brief(e)),
          ADVICE);
    }
  }

  /** Where Karmada keeps what it puts into a member. */
  static String executionNamespace(String cluster) {
    return "karmada-es-" + cluster;
  }

  private static Optional<String> missing(GenericKubernetesResource cluster) {
    return notTrue(cluster, "Ready")
        .or(
            () ->
                version(cluster).isEmpty()
                    ? Optional.of("its version is not known")
                    : Optional.empty())
        .or(() -> notTrue(cluster, "CompleteAPIEnablements"))
        .map(
            state ->
                "Karmada does not have \"%s\" ready yet: %s"
                    .formatted(cluster.getMetadata().getName(), state));
  }

  private static Optional<String> missingNamespace(KarmadaApi api, String cluster) {
    String namespace = executionNamespace(cluster);
    return api.client().namespaces().withName(namespace).get() == null
        ? Optional.of("Karmada has not made namespace \"%s\" yet".formatted(namespace))
        : Optional.empty();
  }

  private static Optional<String> notTrue(GenericKubernetesResource cluster, String type) {
    List<Map<String, Object>> conditions = cluster.get("status", "conditions");
    return Optional.ofNullable(conditions)
        .flatMap(
            all -> all.stream().filter(condition -> type.equals(condition.get("type"))).findFirst())
        .map(
            condition ->
                "True".equals(condition.get("status"))
                    ? ""
                    : "%s: %s %s"
                        .formatted(type, condition.get("reason"), condition.get("message")))
        .or(() -> Optional.of("no condition " + type))
        .filter(state -> !state.isEmpty());
  }

  private static MemberObserved observed(GenericKubernetesResource cluster) {
    Number nodes = cluster.get("status", "nodeSummary", "readyNum");
    return new MemberObserved(version(cluster).orElseThrow(), nodes == null ? 0 : nodes.intValue());
  }

  private static Optional<String> version(GenericKubernetesResource cluster) {
    String version = cluster.get("status", "kubernetesVersion");
    return Optional.ofNullable(version).filter(known -> !known.isEmpty());
  }
}
