package dev.fedctl.sandbox.karmada;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedctl.sandbox.delay.DelayKind;
import dev.fedctl.sandbox.delay.Delays;
import dev.fedctl.sandbox.kernel.Effects;
import dev.fedctl.sandbox.kube.api.ApiServer;
import dev.fedctl.sandbox.kube.api.Controllers;
import dev.fedctl.sandbox.kube.tree.Trees;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** kube-aggregator: an APIService is Available once the server behind it answers. */
final class ApiServices implements Controllers {

  private static final String SERVICES = "apiservices.apiregistration.k8s.io";

  private final ApiServer karmada;
  private final HostComponents components;
  private final Delays delays;
  private Optional<Instant> wishAt = Optional.empty();

  ApiServices(ApiServer karmada, HostComponents components, Delays delays) {
    this.karmada = karmada;
    this.components = components;
    this.delays = delays;
  }

  /** When clusters.cluster.karmada.io is, or will be, served. */
  Optional<Instant> availableAt() {
    return wishAt
        .flatMap(
            wish ->
                components
                    .readyAt(HostComponents.AGGREGATED)
                    .map(ready -> ready.isAfter(wish) ? ready : wish))
        .map(
            at ->
                at.plus(
                    delays.of(
                        DelayKind.API_SERVICE_AVAILABLE,
                        karmada.name() + "//" + ClusterApi.API_SERVICE)));
  }

  @Override
  public void settle(Instant now, Effects effects) {
    boolean served = false;
    for (ObjectNode service : List.copyOf(karmada.store().list(SERVICES, ""))) {
      if (!service.path("spec").has("service")) {
        continue;
      }
      String trouble = trouble(service);
      if (trouble.isEmpty() && wishAt.isEmpty()) {
        wishAt = Optional.of(now);
      } else if (!trouble.isEmpty()) {
        wishAt = Optional.empty();
      }
      boolean available = availableAt().filter(at -> !at.isAfter(now)).isPresent();
      served |= available;
      ObjectNode wanted = service.deepCopy();
      ObjectNode status = Trees.ensure(wanted, "status");
      if (available) {
        Conditions.set(status, "Available", "True", "Passed", "all checks passed", now);
      } else {
        Conditions.set(
            status,
            "Available",
            "False",
            trouble.isEmpty() ? "FailedDiscoveryCheck" : "ServiceNotFound",
            trouble.isEmpty() ? "failing or missing response from the service" : trouble,
            now);
      }
      if (!Trees.same(wanted, service)) {
        karmada.store().put(SERVICES, wanted);
      }
    }
    boolean known = karmada.registry().ofResource(ClusterApi.CLUSTERS).isPresent();
    if (served && !known) {
      karmada.registry().add(ClusterApi.TYPE);
    } else if (!served && known) {
      karmada.registry().remove(ClusterApi.TYPE);
    }
  }

  private String trouble(ObjectNode service) {
    String namespace = Trees.text(service, "spec", "service", "namespace");
    String name = Trees.text(service, "spec", "service", "name");
    Optional<ObjectNode> target = karmada.store().find("services", namespace, name);
    if (!Trees.text(service, "metadata", "name").equals(ClusterApi.API_SERVICE)) {
      return "no server for " + Trees.text(service, "metadata", "name");
    }
    if (target.isEmpty()) {
      return "service/" + name + " in \"" + namespace + "\" is not present";
    }
    String external = Trees.text(target.get(), "spec", "externalName");
    return external.startsWith("karmada-aggregated-apiserver." + components.namespace() + ".svc")
        ? ""
        : "service/"
            + name
            + " in \""
            + namespace
            + "\" does not lead to the aggregated API server";
  }
}
