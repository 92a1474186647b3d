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
import dev.fedctl.sandbox.kube.auth.Authorizer;
import dev.fedctl.sandbox.kube.auth.ServiceAccountTokens;
import dev.fedctl.sandbox.kube.auth.User;
import dev.fedctl.sandbox.kube.tree.Trees;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeSet;

/**
 * Karmada's cluster controllers: a Cluster gets its execution namespace, becomes Ready once its
 * credentials prove good at its API server, and gives the impersonator its rights there.
 */
final class ClusterController implements Controllers {

  private static final String NOT_READY = "cluster.karmada.io/not-ready";
  private static final String NAMESPACES = "namespaces";

  /** What is remembered of one Cluster object. */
  private static final class State {
    private final String uid;
    private String stamp = "";
    private Optional<Instant> goodSince = Optional.empty();
    private String trouble = "";
    private boolean trusted;
    private Optional<Instant> leavesAt = Optional.empty();

    State(String uid) {
      this.uid = uid;
    }
  }

  /** When a cluster becomes Ready if nothing comes between. */
  private record Due(Instant at, String cluster) {}

  private final ApiServer karmada;
  private final HostComponents components;
  private final Members members;
  private final Delays delays;
  private final Map<String, State> states = new HashMap<>();
  private final Set<String> stirred = new TreeSet<>();
  private final Set<String> unreachable = new TreeSet<>();
  private final PriorityQueue<Due> due = new PriorityQueue<>(Comparator.comparing(Due::at));
  private final Map<String, String> bySecret = new HashMap<>();
  private final Map<String, Set<String>> byHost = new HashMap<>();

  ClusterController(ApiServer karmada, HostComponents components, Members members, Delays delays) {
    this.karmada = karmada;
    this.components = components;
    this.members = members;
    this.delays = delays;
  }

  /** Something of Karmada's own API changed. */
  void note(String resource, ObjectNode object, boolean removed) {
    String name = Trees.text(object, "metadata", "name");
    if (resource.equals(ClusterApi.CLUSTERS)) {
      stirred.add(name);
    } else if (resource.equals("secrets")) {
      String key = Trees.text(object, "metadata", "namespace") + "/" + name;
      Optional.ofNullable(bySecret.get(key)).ifPresent(stirred::add);
    }
  }

  /** Something in a member, or the member itself, changed. */
  void memberChanged(EksCluster member) {
    Optional.ofNullable(byHost.get(member.host())).ifPresent(stirred::addAll);
  }

  @Override
  public void settle(Instant now, Effects effects) {
    Optional<Instant> up = components.readyAt(HostComponents.CONTROLLERS);
    if (up.isEmpty() || up.get().isAfter(now)) {
      return;
    }
    while (!due.isEmpty() && !due.peek().at().isAfter(now)) {
      stirred.add(due.remove().cluster());
    }
    stirred.addAll(unreachable);
    List<String> names = List.copyOf(stirred);
    stirred.clear();
    unreachable.clear();
    for (String name : names) {
      Optional<ObjectNode> found = karmada.store().find(ClusterApi.CLUSTERS, "", name);
      if (found.isEmpty()) {
        states.remove(name);
        continue;
      }
      ObjectNode cluster = found.get();
      String uid = Trees.text(cluster, "metadata", "uid");
      State state = states.get(name);
      if (state == null || !state.uid.equals(uid)) {
        state = new State(uid);
        states.put(name, state);
      }
      if (cluster.path("metadata").has("deletionTimestamp")) {
        end(cluster, name, state, now, effects);
      } else {
        converge(cluster, name, state, up.get(), now, effects);
      }
    }
  }

  /** Remembers what will give this cluster work again. */
  private void watch(ObjectNode cluster, String name, Optional<EksCluster> member) {
    bySecret.put(
        Trees.text(cluster, "spec", "secretRef", "namespace")
            + "/"
            + Trees.text(cluster, "spec", "secretRef", "name"),
        name);
    if (member.isPresent()) {
      byHost.computeIfAbsent(member.get().host(), host -> new TreeSet<>()).add(name);
    } else {
      unreachable.add(name);
    }
  }

  private void converge(
      ObjectNode cluster, String name, State state, Instant up, Instant now, Effects effects) {
    Optional<EksCluster> member = members.at(Trees.text(cluster, "spec", "apiEndpoint"), now);
    watch(cluster, name, member);
    String stamp = stamp(cluster, member);
    boolean waiting = state.goodSince.isPresent() && !state.trusted;
    if (stamp.equals(state.stamp) && !waiting) {
      return;
    }
    state.trouble =
        member.map(found -> trouble(cluster, found, now)).orElse("cluster is not reachable");
    if (!state.trouble.isEmpty()) {
      state.goodSince = Optional.empty();
      state.trusted = false;
    } else if (state.goodSince.isEmpty()) {
      // What was there before the controllers came up was good from then on.
      boolean first = state.stamp.isEmpty();
      state.goodSince = Optional.of(first ? latest(created(cluster), up) : now);
    }
    Optional<Instant> readyAt =
        state.goodSince.map(at -> at.plus(delays.of(DelayKind.MEMBER_READY, name)));
    boolean ready = readyAt.filter(at -> !at.isAfter(now)).isPresent();
    if (!ready) {
      readyAt.ifPresent(at -> due.add(new Due(at, name)));
    }
    prepare(name, now);
    ObjectNode wanted = cluster.deepCopy();
    ArrayNode finalizers = Trees.ensure(wanted, "metadata").withArrayProperty("finalizers");
    if (finalizers.isEmpty()) {
      finalizers.add(ClusterApi.FINALIZER);
    }
    taint(Trees.ensure(wanted, "spec"), ready, now);
    status(wanted, state, member, ready, readyAt.filter(at -> ready).orElse(now));
    if (!Trees.same(wanted, cluster)) {
      karmada.store().put(ClusterApi.CLUSTERS, wanted);
    }
    if (ready && member.isPresent() && !state.trusted) {
      state.trusted = true;
      Impersonation.grant(karmada, member.get(), name, now, effects);
    }
    state.stamp = stamp(wanted, member);
  }

  private static Instant created(ObjectNode cluster) {
    return Instant.parse(Trees.text(cluster, "metadata", "creationTimestamp"));
  }

  private static Instant latest(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /** Changes with everything that a member's state hangs on. */
  private String stamp(ObjectNode cluster, Optional<EksCluster> member) {
    String secret =
        credentials(cluster)
            .map(found -> Trees.text(found, "metadata", "resourceVersion"))
            .orElse("");
    return Trees.text(cluster, "metadata", "resourceVersion")
        + "|"
        + secret
        + "|"
        + member.map(found -> found.server().store().revision()).orElse(-1L);
  }

  private Optional<ObjectNode> credentials(ObjectNode cluster) {
    return karmada
        .store()
        .find(
            "secrets",
            Trees.text(cluster, "spec", "secretRef", "namespace"),
            Trees.text(cluster, "spec", "secretRef", "name"));
  }

  /** What keeps Karmada from using a member; empty text when nothing does. */
  private String trouble(ObjectNode cluster, EksCluster member, Instant now) {
    Optional<ObjectNode> secret = credentials(cluster);
    if (secret.isEmpty()) {
      return "cluster secret is not found";
    }
    boolean insecure = cluster.path("spec").path("insecureSkipTLSVerification").asBoolean();
    String bundle = ServiceAccountTokens.decoded(secret.get(), "caBundle").strip();
    if (!insecure && !bundle.equals(member.certificateAuthority().strip())) {
      return "x509: certificate signed by unknown authority";
    }
    Optional<User> user =
        member
            .server()
            .tokens()
            .holder(
                ServiceAccountTokens.decoded(secret.get(), "token"),
                InstantSource.system().instant());
    if (user.isEmpty()) {
      return "Unauthorized";
    }
    boolean allowed =
        member
            .server()
            .allows(user.get(), new Authorizer.Wish("list", "", "nodes", "", "", ""), now);
    return allowed
        ? ""
        : "nodes is forbidden: User \"" + user.get().name() + "\" cannot list resource \"nodes\"";
  }

  private void prepare(String cluster, Instant now) {
    String name = Works.namespace(cluster);
    if (karmada.store().find(NAMESPACES, "", name).isEmpty()) {
      ObjectNode namespace = Trees.object();
      namespace.put("apiVersion", "v1").put("kind", "Namespace");
      ObjectNode metadata = namespace.putObject("metadata");
      metadata.put("name", name);
      metadata.put("uid", karmada.identities().uid(NAMESPACES, "", name));
      metadata.put("creationTimestamp", Identities.time(now));
      metadata
          .putObject("labels")
          .put("karmada.io/system", "true")
          .put("kubernetes.io/metadata.name", name);
      namespace.putObject("spec").putArray("finalizers").add("kubernetes");
      namespace.putObject("status").put("phase", "Active");
      karmada.store().put(NAMESPACES, namespace);
    }
  }

  private static void taint(ObjectNode spec, boolean ready, Instant now) {
    ArrayNode kept = Trees.array();
    boolean known = false;
    for (JsonNode taint : spec.path("taints")) {
      boolean ours = Trees.text(taint, "key").equals(NOT_READY);
      known |= ours;
      if (!ours || !ready) {
        kept.add(taint);
      }
    }
    if (!known && !ready) {
      kept.addObject()
          .put("key", NOT_READY)
          .put("effect", "NoSchedule")
          .put("timeAdded", Identities.time(now));
    }
    if (kept.isEmpty()) {
      spec.remove("taints");
    } else {
      spec.set("taints", kept);
    }
  }

  private static void status(
      ObjectNode cluster, State state, Optional<EksCluster> member, boolean ready, Instant at) {
    ObjectNode status = Trees.ensure(cluster, "status");
    if (ready && member.isPresent()) {
      Conditions.set(
          status,
          "Ready",
          "True",
          "ClusterReady",
          "cluster is healthy and ready to accept workloads",
          at);
      Conditions.set(
          status,
          "CompleteAPIEnablements",
          "True",
          "Complete",
          "collected complete APIEnablements from the cluster",
          at);
      MemberSummary.write(status, member.get());
    } else if (!state.trouble.isEmpty()) {
      String reason = member.isEmpty() ? "ClusterNotReachable" : "StatusCollectionFailed";
      Conditions.set(status, "Ready", "False", reason, state.trouble, at);
    }
  }

  /**
   * What Karmada has put into the member goes at once, its execution namespace and the Cluster some
   * seconds later; that waits, too, until the scheduler has taken the cluster out of all bindings.
   */
  private void end(ObjectNode cluster, String name, State state, Instant now, Effects effects) {
    if (state.leavesAt.isEmpty()) {
      state.leavesAt = Optional.of(now.plus(delays.of(DelayKind.MEMBER_LEAVE, name)));
    }
    Works.endAll(
        karmada, name, members.at(Trees.text(cluster, "spec", "apiEndpoint"), now), effects);
    if (state.leavesAt.get().isAfter(now)) {
      due.add(new Due(state.leavesAt.get(), name));
      return;
    }
    karmada.store().remove(NAMESPACES, "", Works.namespace(name));
    if (ResourceBindings.isBound(karmada, name)) {
      unreachable.add(name);
      return;
    }
    karmada
        .changes()
        .delete("cluster-controller", ClusterApi.CLUSTERS, "Cluster", cluster, effects);
    states.remove(name);
  }

  /** When a cluster will be, or became, Ready. */
  Optional<Instant> readyAt(String name) {
    State state = states.get(name);
    return state == null
        ? Optional.empty()
        : state.goodSince.map(at -> at.plus(delays.of(DelayKind.MEMBER_READY, name)));
  }
}
