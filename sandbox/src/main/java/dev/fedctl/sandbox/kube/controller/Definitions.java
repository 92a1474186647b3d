package dev.fedctl.sandbox.kube.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedctl.sandbox.delay.DelayKind;
import dev.fedctl.sandbox.delay.Delays;
import dev.fedctl.sandbox.kernel.Effects;
import dev.fedctl.sandbox.kube.api.ApiServer;
import dev.fedctl.sandbox.kube.api.Controllers;
import dev.fedctl.sandbox.kube.api.Identities;
import dev.fedctl.sandbox.kube.schema.ResourceType;
import dev.fedctl.sandbox.kube.schema.StructuralSchema;
import dev.fedctl.sandbox.kube.tree.Trees;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Custom resources: their names are accepted, and a moment later they are served. */
public final class Definitions implements Controllers {

  private static final String DEFINITIONS = "customresourcedefinitions.apiextensions.k8s.io";

  /** What is served of one definition, as of one state of it. */
  private record Served(String resourceVersion, Instant establishedAt, List<ResourceType> types) {}

  private final ApiServer server;
  private final Delays delays;
  private final Map<String, Served> served = new HashMap<>();
  private final Map<String, Instant> acceptedAt = new HashMap<>();
  private final Map<String, Instant> establishedAt = new HashMap<>();
  private long settled = -1;
  private int waiting;

  public Definitions(ApiServer server, Delays delays) {
    this.server = server;
    this.delays = delays;
  }

  @Override
  public void settle(Instant now, Effects effects) {
    if (settled == server.store().changed(DEFINITIONS) && waiting == 0) {
      return;
    }
    waiting = 0;
    Set<String> alive = new HashSet<>();
    for (ObjectNode definition : List.copyOf(server.store().list(DEFINITIONS, ""))) {
      String name = Trees.text(definition, "metadata", "name");
      alive.add(name);
      Duration delay = delays.of(DelayKind.CRD_ESTABLISHED, server.name() + "//" + name);
      // First one controller accepts the names, then another establishes.
      acceptedAt.putIfAbsent(name, now.plus(delay.dividedBy(2)));
      Instant at = establishedAt.computeIfAbsent(name, key -> now.plus(delay));
      settle(definition, name, at, now);
      waiting += at.isAfter(now) ? 1 : 0;
    }
    served
        .keySet()
        .removeIf(
            name -> {
              if (alive.contains(name)) {
                return false;
              }
              withdraw(name);
              return true;
            });
    acceptedAt.keySet().retainAll(alive);
    establishedAt.keySet().retainAll(alive);
    settled = server.store().changed(DEFINITIONS);
  }

  private void settle(ObjectNode definition, String name, Instant at, Instant now) {
    boolean established = !at.isAfter(now);
    if (acceptedAt.getOrDefault(name, at).isAfter(now)) {
      return;
    }
    ObjectNode status = status(definition, at, established);
    if (!Trees.same(definition.path("status"), status)) {
      ObjectNode next = definition.deepCopy();
      next.set("status", status);
      server.store().put(DEFINITIONS, next);
    }
    String version = definition.path("metadata").path("generation").asText();
    Served known = served.get(name);
    if (!established || (known != null && known.resourceVersion().equals(version))) {
      return;
    }
    withdraw(name);
    List<ResourceType> types = types(definition);
    types.forEach(server.registry()::add);
    served.put(name, new Served(version, at, types));
  }

  private void withdraw(String name) {
    Served known = served.get(name);
    if (known != null) {
      known.types().forEach(server.registry()::remove);
    }
  }

  private static List<ResourceType> types(ObjectNode definition) {
    JsonNode spec = definition.path("spec");
    JsonNode names = spec.path("names");
    List<String> shortNames = new ArrayList<>();
    names.path("shortNames").forEach(name -> shortNames.add(name.asText()));
    List<ResourceType> types = new ArrayList<>();
    for (JsonNode version : spec.path("versions")) {
      if (!version.path("served").asBoolean()) {
        continue;
      }
      List<String> subresources = new ArrayList<>();
      version.path("subresources").fieldNames().forEachRemaining(subresources::add);
      types.add(
          new ResourceType(
              Trees.text(spec, "group"),
              Trees.text(version, "name"),
              Trees.text(names, "plural"),
              Trees.text(names, "kind"),
              Trees.text(spec, "scope").equals("Namespaced"),
              shortNames,
              subresources,
              StructuralSchema.of(
                  Trees.text(names, "kind"), Trees.at(version, "schema", "openAPIV3Schema")),
              true));
    }
    return types;
  }

  private static ObjectNode status(ObjectNode definition, Instant at, boolean established) {
    ObjectNode status = Trees.object();
    ArrayNode conditions = status.putArray("conditions");
    String time = Identities.time(at);
    conditions
        .addObject()
        .put("type", "NamesAccepted")
        .put("status", "True")
        .put("reason", "NoConflicts")
        .put("message", "no conflicts found")
        .put("lastTransitionTime", time);
    conditions
        .addObject()
        .put("type", "Established")
        .put("status", established ? "True" : "False")
        .put("reason", established ? "InitialNamesAccepted" : "Installing")
        .put("message", established ? "the initial names have been accepted" : "")
        .put("lastTransitionTime", time);
    status.set("acceptedNames", Trees.at(definition, "spec", "names"));
    ArrayNode stored = status.putArray("storedVersions");
    for (JsonNode version : Trees.at(definition, "spec", "versions")) {
      if (version.path("storage").asBoolean()) {
        stored.add(Trees.text(version, "name"));
      }
    }
    return status;
  }
}
