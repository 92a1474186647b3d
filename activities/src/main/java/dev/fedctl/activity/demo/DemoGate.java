package dev.fedctl.activity.demo;

import dev.fedctl.activity.Look;
import dev.fedctl.activity.kubernetes.KarmadaApis.KarmadaApi;
import dev.fedctl.activity.kubernetes.Kinds;
import dev.fedctl.activity.kubernetes.KubernetesFailures;
import dev.fedctl.activity.kubernetes.MemberProxy;
import dev.fedctl.contract.activity.DemoActivities.DemoObserved;
import dev.fedctl.contract.activity.DemoActivities.DemoWait;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** When the demo runs: as Karmada says, and as every member that has a share says itself. */
final class DemoGate {

  private static final String ADVICE =
      "look at Deployment \"%s\" of the members, then retry".formatted(DemoObjects.DEPLOYMENT);

  private DemoGate() {}

  static Look<DemoObserved> look(KarmadaApi api, DemoWait wait) {
    GenericKubernetesResource found =
        api.client()
            .genericKubernetesResources(Kinds.RESOURCE_BINDING.context())
            .inNamespace(DemoObjects.NAMESPACE)
            .withName(DemoObjects.BINDING)
            .get();
    if (found == null) {
      return Look.notYet("Karmada has not bound the demo to clusters yet", ADVICE);
    }
    Binding binding = new Binding(found);
    Map<String, Integer> shares = new TreeMap<>();
    wait.members().forEach(member -> shares.put(member, 0));
    shares.putAll(binding.shares());
    return binding
        .obstacle(wait.replicas())
        .or(() -> uneven(shares))
        .or(() -> missing(api, shares))
        .map(state -> Look.<DemoObserved>notYet("the demo is not complete: " + state, ADVICE))
        .orElseGet(() -> Look.ready(new DemoObserved(shares)));
  }

  static Optional<String> uneven(Map<String, Integer> shares) {
    return shares.isEmpty()
            || Collections.max(shares.values()) - Collections.min(shares.values()) <= 1
        ? Optional.empty()
        : Optional.of("replicas are not divided evenly: " + shares);
  }

  /** Members without a share have no Deployment, so there is nothing to read. */
  private static Optional<String> missing(KarmadaApi api, Map<String, Integer> shares) {
    return shares.entrySet().stream()
        .filter(share -> share.getValue() > 0)
        .flatMap(share -> missing(api, share.getKey(), share.getValue()).stream())
        .findFirst();
  }

  private static Optional<String> missing(KarmadaApi api, String member, int replicas) {
    try {
      Deployment deployment =
          new MemberProxy(api.client(), member)
              .read(
                  "/apis/apps/v1/namespaces/%s/deployments/%s"
                      .formatted(DemoObjects.NAMESPACE, DemoObjects.DEPLOYMENT),
                  Deployment.class);
      Integer ready =
          deployment.getStatus() == null ? null : deployment.getStatus().getReadyReplicas();
      return ready != null && ready == replicas
          ? Optional.empty()
          : Optional.of(
              "\"%s\" itself has %s of %d replicas ready"
                  .formatted(member, ready == null ? 0 : ready, replicas));
    } catch (KubernetesClientException e) {
      return Optional.of(
          "\"%s\" cannot be read: %s".formatted(member, KubernetesFailures.brief(e)));
    }
  }
}
