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
import dev.fedctl.sandbox.kube.api.Identities;
import dev.fedctl.sandbox.kube.api.ResourceType;
import dev.fedctl.sandbox.kube.api.Selectors;
import dev.fedctl.sandbox.kube.tree.Trees;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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

  static final String WORKS = "works.work.karmada.io";
  static final String BINDINGS = "resourcebindings.work.karmada.io";
  private static final String POLICIES = "propagationpolicies.policy.karmada.io";

  /** What is remembered of one binding: what was scheduled for which wish, and when. */
  private static final class State {
    private final Instant seenAt;
    private String wish = "";
    private Instant scheduledAt = Instant.EPOCH;
    private Map<String, Integer> shares = Map.of();

    State(Instant seenAt) {
      this.seenAt = seenAt;
    }
  }

  private final ApiServer karmada;
  private final HostComponents components;
  private final Members members;
  private final Delays delays;
  private final Function<String, Optional<Instant>> readyAt;
  private final Map<String, State> states = new HashMap<>();

  /** {@code readyAt}: when a cluster became Ready. */
  Propagation(
      ApiServer karmada,
      HostComponents components,
      Members members,
      Delays delays,
      Function<String, Optional<Instant>> readyAt) {
    this.readyAt = readyAt;
    this.karmada = karmada;
    this.components = components;
    this.members = members;
    this.delays = delays;
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
          alive.add(bindingKey(template));
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
              || Selectors.matches(labels, Trees.at(object, "metadata", "labels"));
      if (named && (chosen || !name.isEmpty())) {
        found.add(object);
      }
    }
    return found;
  }

  private static String bindingKey(ObjectNode template) {
    return Trees.text(template, "metadata", "namespace") + "/" + bindingName(template);
  }

  private static String bindingName(ObjectNode template) {
    String name = Trees.text(template, "metadata", "name") + "-" + Trees.text(template, "kind");
    return name.toLowerCase(Locale.ROOT).replace(':', '.');
  }

  private void propagate(ObjectNode policy, ObjectNode template, Instant now, Effects effects) {
    String key = bindingKey(template);
    State state = states.computeIfAbsent(key, name -> new State(now));
    String namespace = Trees.text(template, "metadata", "namespace");
    ObjectNode binding =
        karmada
            .store()
            .find(BINDINGS, namespace, bindingName(template))
            .orElseGet(() -> binding(policy, template, now, effects));
    int replicas = Trees.at(template, "spec", "replicas").asInt(0);
    JsonNode placement = Trees.at(policy, "spec", "placement");
    String wish = replicas + "|" + placement;
    boolean schedulerUp = components.isReady(HostComponents.SCHEDULER, now);
    if (schedulerUp && (!wish.equals(state.wish) || state.shares.isEmpty())) {
      List<String> fitting = fitting(placement);
      boolean again = !state.wish.isEmpty() && !wish.equals(state.wish);
      state.shares = Division.of(placement, fitting, replicas, this::available, state.shares);
      state.scheduledAt = again ? now : firstChance(state, fitting, now);
      state.wish = wish;
    }
    ObjectNode wanted = binding.deepCopy();
    ObjectNode spec = Trees.ensure(wanted, "spec");
    spec.put("replicas", replicas);
    spec.set("placement", placement);
    ArrayNode clusters = spec.putArray("clusters");
    state.shares.forEach(
        (cluster, share) -> clusters.addObject().put("name", cluster).put("replicas", share));
    if (!Trees.same(binding.path("spec"), spec) || !binding.path("metadata").has("generation")) {
      Trees.ensure(wanted, "metadata")
          .put("generation", binding.path("metadata").path("generation").asLong(0) + 1);
    }
    status(wanted, template, state, schedulerUp, now, effects);
    if (!Trees.same(binding, wanted)) {
      karmada.store().put(BINDINGS, wanted);
    }
  }

  /** When the scheduler could first place a binding; a look at it may come later. */
  private Instant firstChance(State state, List<String> fitting, Instant now) {
    Instant chance = components.readyAt(HostComponents.SCHEDULER).orElse(now);
    for (String cluster : fitting) {
      Instant ready = readyAt.apply(cluster).orElse(now);
      chance = ready.isAfter(chance) ? ready : chance;
    }
    chance = state.seenAt.isAfter(chance) ? state.seenAt : chance;
    return chance.isAfter(now) ? now : chance;
  }

  private ObjectNode binding(ObjectNode policy, ObjectNode template, Instant now, Effects effects) {
    String namespace = Trees.text(template, "metadata", "namespace");
    String name = bindingName(template);
    ObjectNode binding = Trees.object();
    binding.put("apiVersion", "work.karmada.io/v1alpha2").put("kind", "ResourceBinding");
    ObjectNode metadata = binding.putObject("metadata");
    metadata.put("name", name).put("namespace", namespace);
    metadata.put("uid", karmada.identities().uid(BINDINGS, namespace, name));
    metadata.put("creationTimestamp", Identities.time(now));
    String label = "propagationpolicy.karmada.io/permanent-id";
    metadata
        .putObject("labels")
        .put(label, Trees.at(policy, "metadata", "labels").path(label).asText(""))
        .put(
            "resourcebinding.karmada.io/permanent-id",
            karmada.identities().uid("permanent", namespace, name));
    metadata
        .putArray("ownerReferences")
        .addObject()
        .put("apiVersion", Trees.text(template, "apiVersion"))
        .put("kind", Trees.text(template, "kind"))
        .put("name", Trees.text(template, "metadata", "name"))
        .put("uid", Trees.text(template, "metadata", "uid"))
        .put("controller", true)
        .put("blockOwnerDeletion", true);
    binding
        .putObject("spec")
        .putObject("resource")
        .put("apiVersion", Trees.text(template, "apiVersion"))
        .put("kind", Trees.text(template, "kind"))
        .put("namespace", namespace)
        .put("name", Trees.text(template, "metadata", "name"))
        .put("uid", Trees.text(template, "metadata", "uid"));
    return karmada
        .changes()
        .create("resource-detector", BINDINGS, "ResourceBinding", binding, effects);
  }

  private List<String> fitting(JsonNode placement) {
    JsonNode affinity = placement.path("clusterAffinity");
    List<String> fitting = new ArrayList<>();
    for (ObjectNode cluster : karmada.store().list(ClusterApi.CLUSTERS, "")) {
      String name = Trees.text(cluster, "metadata", "name");
      boolean named = affinity.path("clusterNames").isEmpty();
      for (JsonNode wanted : affinity.path("clusterNames")) {
        named |= wanted.asText().equals(name);
      }
      for (JsonNode excluded : affinity.path("exclude")) {
        named &= !excluded.asText().equals(name);
      }
      boolean labelled =
          affinity.path("labelSelector").isMissingNode()
              || Selectors.matches(
                  affinity.path("labelSelector"), Trees.at(cluster, "metadata", "labels"));
      if (named
          && labelled
          && Conditions.holds(cluster, "Ready")
          && Trees.at(cluster, "spec", "taints").isEmpty()
          && !cluster.path("metadata").has("deletionTimestamp")) {
        fitting.add(name);
      }
    }
    return fitting;
  }

  private Optional<EksCluster> member(String cluster, Instant now) {
    return karmada
        .store()
        .find(ClusterApi.CLUSTERS, "", cluster)
        .flatMap(found -> members.at(Trees.text(found, "spec", "apiEndpoint"), now));
  }

  private int available(String cluster) {
    return member(cluster, Instant.MAX).map(MemberSummary::available).orElse(0);
  }

  private void status(
      ObjectNode binding,
      ObjectNode template,
      State state,
      boolean schedulerUp,
      Instant now,
      Effects effects) {
    ObjectNode status = Trees.ensure(binding, "status");
    if (!schedulerUp) {
      return;
    }
    status.set("schedulerObservedGeneration", Trees.at(binding, "metadata", "generation"));
    boolean placed = !state.shares.isEmpty();
    Conditions.set(
        status,
        "Scheduled",
        placed ? "True" : "False",
        placed ? "Success" : "NoClusterFit",
        placed ? "Binding has been scheduled successfully." : "no clusters fit",
        now);
    ArrayNode statuses = Trees.array();
    boolean all = placed;
    Map<String, ObjectNode> objects = new LinkedHashMap<>();
    for (Map.Entry<String, Integer> share : state.shares.entrySet()) {
      Instant at =
          state.scheduledAt.plus(
              delays.of(DelayKind.PROPAGATED, share.getKey() + "/" + bindingKey(template)));
      Optional<EksCluster> member = member(share.getKey(), now);
      if (at.isAfter(now) || member.isEmpty()) {
        all = false;
        continue;
      }
      ObjectNode object = deliver(template, share, member.get(), at, effects);
      objects.put(share.getKey(), object);
      ObjectNode entry = statuses.addObject();
      entry.put("clusterName", share.getKey()).put("applied", true);
      entry.put("health", healthy(object) ? "Healthy" : "Unhealthy");
      entry.set(
          "status", object.path("status").isObject() ? object.path("status") : Trees.object());
    }
    retract(template, state, now, effects);
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
    ObjectNode object = Delivery.put(karmada, template, share, member, at, effects);
    // The copy came to be at that time, whenever somebody looks.
    member.workloads().settle(at, effects);
    members.settle(member, effects.now(), effects);
    return Delivery.find(template, karmada, member).orElse(object);
  }

  /** Takes the object out of members that have no share any more. */
  private void retract(ObjectNode template, State state, Instant now, Effects effects) {
    for (ObjectNode work : worksOf(template)) {
      String cluster = Trees.text(work, "metadata", "namespace").substring("karmada-es-".length());
      if (!state.shares.containsKey(cluster)) {
        member(cluster, now).ifPresent(found -> withdraw(found, work, effects));
        remove(work);
      }
    }
  }

  private List<ObjectNode> worksOf(ObjectNode template) {
    return works(Trees.text(template, "metadata", "uid"));
  }

  private List<ObjectNode> works(String uid) {
    return karmada.store().list(WORKS, "").stream()
        .filter(
            work ->
                Trees.at(work, "metadata", "annotations")
                    .path(Delivery.TEMPLATE_UID)
                    .asText("")
                    .equals(uid))
        .toList();
  }

  private void remove(ObjectNode work) {
    karmada
        .store()
        .remove(
            WORKS, Trees.text(work, "metadata", "namespace"), Trees.text(work, "metadata", "name"));
  }

  /** The template is gone: its binding, its works and what they made go too. */
  private void withdraw(String key, Instant now, Effects effects) {
    int slash = key.indexOf('/');
    Optional<ObjectNode> binding =
        karmada.store().find(BINDINGS, key.substring(0, slash), key.substring(slash + 1));
    String uid = binding.map(found -> Trees.text(found, "spec", "resource", "uid")).orElse("");
    boolean templateLives =
        binding
            .flatMap(
                found ->
                    karmada
                        .registry()
                        .ofKind(
                            Trees.text(found, "spec", "resource", "apiVersion"),
                            Trees.text(found, "spec", "resource", "kind"))
                        .flatMap(
                            type ->
                                karmada
                                    .store()
                                    .find(
                                        type.resource(),
                                        Trees.text(found, "spec", "resource", "namespace"),
                                        Trees.text(found, "spec", "resource", "name"))))
            .filter(template -> Trees.text(template, "metadata", "uid").equals(uid))
            .isPresent();
    if (templateLives) {
      return;
    }
    List<ObjectNode> orphans =
        karmada.store().list(WORKS, "").stream()
            .filter(
                work ->
                    Trees.at(work, "metadata", "annotations")
                        .path(Delivery.BINDING)
                        .asText("")
                        .equals(key))
            .toList();
    for (ObjectNode work : orphans) {
      String cluster = Trees.text(work, "metadata", "namespace").substring("karmada-es-".length());
      member(cluster, now).ifPresent(found -> withdraw(found, work, effects));
      remove(work);
    }
    binding.ifPresent(
        found ->
            karmada
                .changes()
                .delete("binding-controller", BINDINGS, "ResourceBinding", found, effects));
    states.remove(key);
  }

  /** Deletes in a member what a work put there. */
  static void withdraw(EksCluster member, ObjectNode work, Effects effects) {
    for (JsonNode manifest : Trees.at(work, "spec", "workload", "manifests")) {
      member
          .server()
          .registry()
          .ofKind(Trees.text(manifest, "apiVersion"), Trees.text(manifest, "kind"))
          .ifPresent(
              type ->
                  member
                      .server()
                      .store()
                      .find(
                          type.resource(),
                          Trees.text(manifest, "metadata", "namespace"),
                          Trees.text(manifest, "metadata", "name"))
                      .ifPresent(
                          found ->
                              member
                                  .server()
                                  .changes()
                                  .delete(
                                      "karmada", type.resource(), type.kind(), found, effects)));
    }
  }
}
