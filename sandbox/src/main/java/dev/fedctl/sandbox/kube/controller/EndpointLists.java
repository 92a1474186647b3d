package dev.fedctl.sandbox.kube.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedctl.sandbox.kernel.Effects;
import dev.fedctl.sandbox.kube.api.Controllers;
import dev.fedctl.sandbox.kube.api.Identities;
import dev.fedctl.sandbox.kube.store.ObjectStore;
import dev.fedctl.sandbox.kube.tree.LabelSelector;
import dev.fedctl.sandbox.kube.tree.Trees;
import java.time.Instant;
import java.util.List;

/** The EndpointSlices of Services with a selector, and the status of PodDisruptionBudgets. */
public final class EndpointLists implements Controllers {

  private static final String SLICES = "endpointslices.discovery.k8s.io";
  private static final String BUDGETS = "poddisruptionbudgets.policy";

  private final Cluster cluster;
  private long settled = -1;

  public EndpointLists(Cluster cluster) {
    this.cluster = cluster;
  }

  @Override
  public void settle(Instant now, Effects effects) {
    ObjectStore store = cluster.store();
    long seen =
        Math.max(
            store.changed(BUDGETS), Math.max(store.changed("services"), store.changed("pods")));
    if (seen == settled) {
      return;
    }
    settled = seen;
    for (ObjectNode service : List.copyOf(store.list("services", ""))) {
      if (!Trees.at(service, "spec", "selector").isEmpty()) {
        slice(service, now);
      }
    }
    for (ObjectNode budget : List.copyOf(store.list(BUDGETS, ""))) {
      budget(budget);
    }
    for (ObjectNode slice : List.copyOf(store.list(SLICES, ""))) {
      String namespace = Trees.text(slice, "metadata", "namespace");
      String service =
          Trees.text(Trees.at(slice, "metadata", "labels"), "kubernetes.io/service-name");
      if (store.find("services", namespace, service).isEmpty()) {
        store.remove(SLICES, namespace, Trees.text(slice, "metadata", "name"));
      }
    }
  }

  private void slice(ObjectNode service, Instant now) {
    String namespace = Trees.text(service, "metadata", "namespace");
    String name = Trees.text(service, "metadata", "name");
    ObjectNode wanted = Trees.object();
    wanted.set("matchLabels", Trees.at(service, "spec", "selector"));
    ArrayNode endpoints = Trees.array();
    for (ObjectNode pod : cluster.store().list("pods", namespace)) {
      if (!LabelSelector.matches(wanted, Trees.at(pod, "metadata", "labels"))
          || Trees.text(pod, "status", "podIP").isEmpty()) {
        continue;
      }
      boolean ready =
          isReady(pod) || Trees.at(service, "spec", "publishNotReadyAddresses").asBoolean();
      ObjectNode endpoint = endpoints.addObject();
      endpoint.putArray("addresses").add(Trees.text(pod, "status", "podIP"));
      endpoint
          .putObject("conditions")
          .put("ready", ready)
          .put("serving", isReady(pod))
          .put("terminating", false);
      endpoint.put("nodeName", Trees.text(pod, "spec", "nodeName"));
      endpoint
          .putObject("targetRef")
          .put("kind", "Pod")
          .put("namespace", namespace)
          .put("name", Trees.text(pod, "metadata", "name"));
    }
    String sliceName = name + "-" + cluster.server().identities().word(namespace + "/" + name, 5);
    ObjectNode known = cluster.store().find(SLICES, namespace, sliceName).orElseGet(Trees::object);
    if (!known.isEmpty() && Trees.same(known.path("endpoints"), endpoints)) {
      return;
    }
    ObjectNode slice = known.deepCopy();
    slice.put("apiVersion", "discovery.k8s.io/v1").put("kind", "EndpointSlice");
    slice.put("addressType", "IPv4");
    ObjectNode metadata = Trees.ensure(slice, "metadata");
    if (known.isEmpty()) {
      metadata.put("name", sliceName).put("namespace", namespace);
      metadata.put("uid", cluster.server().identities().uid(SLICES, namespace, sliceName));
      metadata.put("creationTimestamp", Identities.time(now));
      metadata.putObject("labels").put("kubernetes.io/service-name", name);
    }
    slice.set("endpoints", endpoints);
    ArrayNode ports = slice.putArray("ports");
    for (JsonNode port : Trees.at(service, "spec", "ports")) {
      ports
          .addObject()
          .put("name", Trees.text(port, "name"))
          .put("port", port.path("targetPort").asInt())
          .put("protocol", Trees.text(port, "protocol"));
    }
    cluster.store().put(SLICES, slice);
  }

  private void budget(ObjectNode budget) {
    int expected = 0;
    int healthy = 0;
    JsonNode selector = Trees.at(budget, "spec", "selector");
    for (ObjectNode pod :
        cluster.store().list("pods", Trees.text(budget, "metadata", "namespace"))) {
      if (LabelSelector.matches(selector, Trees.at(pod, "metadata", "labels"))) {
        expected++;
        healthy += isReady(pod) ? 1 : 0;
      }
    }
    JsonNode most = Trees.at(budget, "spec", "maxUnavailable");
    int desired =
        most.isMissingNode()
            ? Trees.at(budget, "spec", "minAvailable").asInt()
            : Math.max(0, expected - most.asInt());
    ObjectNode status = Trees.object();
    status.put("currentHealthy", healthy).put("desiredHealthy", desired);
    status.put("disruptionsAllowed", Math.max(0, healthy - desired));
    status.put("expectedPods", expected);
    status.set("observedGeneration", Trees.at(budget, "metadata", "generation"));
    cluster.status(BUDGETS, budget, status);
  }

  private static boolean isReady(ObjectNode pod) {
    for (JsonNode condition : Trees.at(pod, "status", "conditions")) {
      if (Trees.text(condition, "type").equals("Ready")) {
        return Trees.text(condition, "status").equals("True");
      }
    }
    return false;
  }
}
