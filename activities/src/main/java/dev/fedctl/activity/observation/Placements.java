package dev.fedctl.activity.observation;

import dev.fedctl.activity.kubernetes.KarmadaApis;
import dev.fedctl.activity.kubernetes.Kinds;
import dev.fedctl.contract.activity.KarmadaRef;
import dev.fedctl.contract.activity.ObservationActivities.PlacedWorkload;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Where Karmada has put workloads, as its bindings say. */
public final class Placements {

  private static final long PAGE = 500;

  private final KarmadaApis karmadas;

  public Placements(KarmadaApis karmadas) {
    this.karmadas = karmadas;
  }

  List<PlacedWorkload> on(KarmadaRef karmada, String member) {
    return karmadas.use(
        karmada,
        api ->
            Stream.of(Kinds.RESOURCE_BINDING, Kinds.CLUSTER_RESOURCE_BINDING)
                .flatMap(kind -> all(api.client(), kind).stream())
                .map(Placements::placed)
                .filter(workload -> workload.clusters().contains(member))
                .sorted(
                    Comparator.comparing(PlacedWorkload::namespace)
                        .thenComparing(PlacedWorkload::kind)
                        .thenComparing(PlacedWorkload::name))
                .toList());
  }

  /** Page by page: a whole list is refused while the API server still fills its cache. */
  private static List<GenericKubernetesResource> all(KubernetesClient client, Kinds kind) {
    List<GenericKubernetesResource> all = new ArrayList<>();
    Optional<String> next = Optional.of("");
    while (next.isPresent()) {
      ListOptions page =
          new ListOptionsBuilder()
              .withLimit(PAGE)
              .withContinue(next.filter(token -> !token.isEmpty()).orElse(null))
              .build();
      GenericKubernetesResourceList found =
          client.genericKubernetesResources(kind.context()).inAnyNamespace().list(page);
      all.addAll(found.getItems());
      next =
          Optional.ofNullable(found.getMetadata().getContinue()).filter(token -> !token.isEmpty());
    }
    return all;
  }

  private static PlacedWorkload placed(GenericKubernetesResource binding) {
    List<Map<String, Object>> clusters = binding.get("spec", "clusters");
    return new PlacedWorkload(
        text(binding, "kind"),
        text(binding, "namespace"),
        text(binding, "name"),
        Objects.requireNonNullElse(clusters, List.<Map<String, Object>>of()).stream()
            .map(cluster -> String.valueOf(cluster.get("name")))
            .sorted()
            .toList());
  }

  /** A field of the resource that is bound; one without a namespace has none. */
  private static String text(GenericKubernetesResource binding, String field) {
    String text = binding.get("spec", "resource", field);
    return Objects.requireNonNullElse(text, "");
  }
}
