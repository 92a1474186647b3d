package dev.fedctl.sandbox.karmada;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedctl.sandbox.delay.DelayKind;
import dev.fedctl.sandbox.delay.Delays;
import dev.fedctl.sandbox.kernel.Effects;
import dev.fedctl.sandbox.kube.EksCluster;
import dev.fedctl.sandbox.kube.api.ApiServer;
import dev.fedctl.sandbox.kube.api.Controllers;
import dev.fedctl.sandbox.kube.schema.ResourceType;
import dev.fedctl.sandbox.kube.tree.LabelSelector;
import dev.fedctl.sandbox.kube.tree.Trees;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * From a policy and a template to objects in members: Karmada's detector makes a ResourceBinding,
 * the scheduler chooses clusters, a Work in each execution namespace carries the object to its
 * member, and what becomes of it there flows back.
 */
final class Propagation implements Controllers {

  private static final String POLICIES = "propagationpolicies.policy.karmada.io";

  /** One binding: what is scheduled, where its Works are, and whether all of that is done. */
  private static final class State {
    private final Scheduling scheduling;
    private final String work;
    private final Set<String> carriedTo = new LinkedHashSet<>();
    private String restsAt = "";

    State(Scheduling scheduling, String work) {
      this.scheduling = scheduling;
      this.work = work;
    }
  }

  private final ApiServer karmada;
  private final HostComponents components;
  private final Members members;
  private final Delays delays;
  private final Scheduling.Clusters clusters;
  private final Map<String, State> states = new HashMap<>();

  /** {@code readyAt}: when a cluster became Ready. */
  Propagation(
      ApiServer karmada,
      HostComponents components,
      Members members,
      Delays delays,
      Function<String, Optional<Instant>> readyAt) {
    this.karmada = karmada;
    this.components = components;
    this.members = members;
    this.delays = delays;
    this.clusters =
        new Scheduling.Clusters(karmada, components, name -> member(name, Instant.MAX), readyAt);
  }

  @Override
  public void settle(Instant now, Effects effects) {
    boolean idle = karmada.store().list(POLICIES, "").isEmpty() && states.isEmpty();
    if (idle || !components.isReady(HostComponents.CONTROLLERS, now)) {
      return;
    }
    Set<String> alive = new HashSet<>();
    for (ObjectNode policy : List.copyOf(karmada.store().list(POLICIES, ""))) {
      for (JsonNode selector : Trees.at(policy, "spec", "resourceSelectors")) {
        for (ObjectNode template : templates(policy, selector)) {
          alive.add(ResourceBindings.key(template));
          propagate(policy, template, now, effects);
        }
      }
    }
    for (String key : List.copyOf(states.keySet())) {
      if (!alive.contains(key)) {
        withdraw(key, now, effects);
      }
    }
  }

  private List<ObjectNode> templates(ObjectNode policy, JsonNode selector) {
    String namespace = Trees.text(policy, "metadata", "namespace");
    Optional<ResourceType> type =
        karmada.registry().ofKind(Trees.text(selector, "apiVersion"), Trees.text(selector, "kind"));
    if (type.isEmpty()) {
      return List.of();
    }
    String name = Trees.text(selector, "name");
    JsonNode labels = selector.path("labelSelector");
    List<ObjectNode> found = new ArrayList<>();
    for (ObjectNode object : karmada.store().list(type.get().resource(), namespace)) {
      boolean named = name.isEmpty() || Trees.text(object, "metadata", "name").equals(name);
      boolean chosen =
          labels.isMissingNode()
              || LabelSelector.matches(labels, Trees.at(object, "metadata", "labels"));
      if (named && (chosen || !name.isEmpty())) {
        found.add(object);
      }
    }
    return found;
  }

  private void propagate(ObjectNode policy, ObjectNode template, Instant now, Effects effects) {
    String namespace = Trees.text(template, "metadata", "namespace");
    State state =
        states.computeIfAbsent(
            ResourceBindings.key(template),
            name -> new State(new Scheduling(clusters, now), Delivery.workName(template)));
    boolean schedulerUp = components.isReady(HostComponents.SCHEDULER, now);
    if (stamp(policy, template, state, schedulerUp, now, effects).equals(state.restsAt)) {
      return;
    }
    ObjectNode binding =
        karmada
            .store()
            .find(ResourceBindings.BINDINGS, namespace, ResourceBindings.name(template))
            .orElseGet(() -> ResourceBindings.make(karmada, policy, template, now, effects));
    int replicas = Trees.at(template, "spec", "replicas").asInt(0);
    JsonNode placement = Trees.at(policy, "spec", "placement");
    if (schedulerUp) {
      state.scheduling.place(placement, replicas, now);
    }
    ObjectNode wanted = binding.deepCopy();
    ObjectNode spec = Trees.ensure(wanted, "spec");
    spec.put("replicas", replicas);
    spec.set("placement", placement);
    ArrayNode chosen = spec.putArray("clusters");
    state
        .scheduling
        .shares()
        .forEach(
            (cluster, share) -> chosen.addObject().put("name", cluster).put("replicas", share));
    if (!Trees.same(binding.path("spec"), spec) || !binding.path("metadata").has("generation")) {
      Trees.ensure(wanted, "metadata")
          .put("generation", binding.path("metadata").path("generation").asLong(0) + 1);
    }
    boolean done = schedulerUp && carry(wanted, template, state, now, effects);
    if (!Trees.same(binding, wanted)) {
      karmada.store().put(ResourceBindings.BINDINGS, wanted);
    }
    state.restsAt = done ? stamp(policy, current(template), state, true, now, effects) : "";
  }

  private ObjectNode current(ObjectNode template) {
    return Delivery.find(template, karmada, karmada).orElse(template);
  }

  /** Changes with everything that a binding hangs on. */
  private String stamp(
      ObjectNode policy,
      ObjectNode template,
      State state,
      boolean schedulerUp,
      Instant now,
      Effects effects) {
    StringBuilder stamp = new StringBuilder();
    stamp.append(Trees.text(policy, "metadata", "resourceVersion")).append('|');
    stamp.append(Trees.text(template, "metadata", "resourceVersion")).append('|');
    stamp.append(karmada.store().changed(ClusterApi.CLUSTERS)).append('|');
    stamp.append(karmada.store().changed(ResourceBindings.BINDINGS)).append('|');
    stamp.append(karmada.store().changed(Works.WORKS)).append('|').append(schedulerUp);
    for (String cluster : state.carriedTo) {
      Optional<EksCluster> member = member(cluster, now);
      member.ifPresent(found -> members.settle(found, now, effects));
      stamp.append('|').append(member.map(found -> found.server().store().revision()).orElse(-1L));
    }
    return stamp.toString();
  }

  private Optional<EksCluster> member(String cluster, Instant now) {
    return karmada
        .store()
        .find(ClusterApi.CLUSTERS, "", cluster)
        .flatMap(found -> members.at(Trees.text(found, "spec", "apiEndpoint"), now));
  }

  /** Brings a scheduled template to its members and their word back; whether all is well there. */
  private boolean carry(
      ObjectNode binding, ObjectNode template, State state, Instant now, Effects effects) {
    ObjectNode status = Trees.ensure(binding, "status");
    status.set("schedulerObservedGeneration", Trees.at(binding, "metadata", "generation"));
    Map<String, Integer> shares = state.scheduling.shares();
    boolean placed = !shares.isEmpty();
    Conditions.set(
        status,
        "Scheduled",
        placed ? "True" : "False",
        placed ? "Success" : "NoClusterFit",
        placed ? "Binding has been scheduled successfully." : "no clusters fit",
        now);
    ArrayNode statuses = Trees.array();
    boolean all = placed;
    boolean healthy = true;
    Map<String, ObjectNode> objects = new LinkedHashMap<>();
    for (Map.Entry<String, Integer> share : shares.entrySet()) {
      Instant at =
          state
              .scheduling
              .scheduledAt()
              .plus(
                  delays.of(
                      DelayKind.PROPAGATED, share.getKey() + "/" + ResourceBindings.key(template)));
      Optional<EksCluster> member = member(share.getKey(), now);
      if (at.isAfter(now) || member.isEmpty()) {
        all = false;
        continue;
      }
      ObjectNode object = deliver(template, share, member.get(), at, effects);
      state.carriedTo.add(share.getKey());
      objects.put(share.getKey(), object);
      boolean well = healthy(object);
      healthy &= well;
      ObjectNode entry = statuses.addObject();
      entry.put("clusterName", share.getKey()).put("applied", true);
      entry.put("health", well ? "Healthy" : "Unhealthy");
      entry.set(
          "status", object.path("status").isObject() ? object.path("status") : Trees.object());
    }
    for (String cluster : List.copyOf(state.carriedTo)) {
      if (!shares.containsKey(cluster)) {
        Works.end(karmada, cluster, state.work, member(cluster, now), effects);
        state.carriedTo.remove(cluster);
      }
    }
    status.set("aggregatedStatus", statuses);
    Conditions.set(
        status,
        "FullyApplied",
        all ? "True" : "False",
        all ? "FullyAppliedSuccess" : "FullyAppliedFailed",
        all
            ? "All works have been successfully applied"
            : "Failed to apply all works, see status.aggregatedStatus for details",
        now);
    AggregatedStatus.write(karmada, template, objects);
    return all && healthy;
  }

  private static boolean healthy(ObjectNode object) {
    if (!Trees.text(object, "kind").equals("Deployment")) {
      return true;
    }
    int wanted = Trees.at(object, "spec", "replicas").asInt(1);
    return Trees.at(object, "status", "updatedReplicas").asInt() == wanted
        && Trees.at(object, "status", "availableReplicas").asInt() == wanted;
  }

  private ObjectNode deliver(
      ObjectNode template,
      Map.Entry<String, Integer> share,
      EksCluster member,
      Instant at,
      Effects effects) {
    long before = member.server().store().revision();
    ObjectNode object = Delivery.put(karmada, template, share, member, at, effects);
    if (member.server().store().revision() != before) {
      // The copy came to be at that time, whenever somebody looks.
      member.workloads().settle(at, effects);
    }
    members.settle(member, effects.now(), effects);
    return Delivery.find(template, karmada, member.server()).orElse(object);
  }

  /** The template is gone: its binding, its Works and what they made go too. */
  private void withdraw(String key, Instant now, Effects effects) {
    int slash = key.indexOf('/');
    Optional<ObjectNode> binding =
        karmada
            .store()
            .find(ResourceBindings.BINDINGS, key.substring(0, slash), key.substring(slash + 1));
    // Without its policy a template keeps what it has in the members.
    if (binding.flatMap(this::template).isPresent()) {
      return;
    }
    State state = states.remove(key);
    if (state != null) {
      for (String cluster : state.carriedTo) {
        Works.end(karmada, cluster, state.work, member(cluster, now), effects);
      }
    }
    binding.ifPresent(
        found ->
            karmada
                .changes()
                .delete(
                    "binding-controller",
                    ResourceBindings.BINDINGS,
                    "ResourceBinding",
                    found,
                    effects));
  }

  private Optional<ObjectNode> template(ObjectNode binding) {
    JsonNode resource = Trees.at(binding, "spec", "resource");
    return karmada
        .registry()
        .ofKind(Trees.text(resource, "apiVersion"), Trees.text(resource, "kind"))
        .flatMap(
            type ->
                karmada
                    .store()
                    .find(
                        type.resource(),
                        Trees.text(resource, "namespace"),
                        Trees.text(resource, "name")))
        .filter(found -> Trees.text(found, "metadata", "uid").equals(Trees.text(resource, "uid")));
  }
}
