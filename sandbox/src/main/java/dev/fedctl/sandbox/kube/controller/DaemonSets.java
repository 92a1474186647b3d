package dev.fedctl.sandbox.kube.controller;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedctl.sandbox.delay.DelayKind;
import dev.fedctl.sandbox.kernel.Effects;
import dev.fedctl.sandbox.kube.api.Controllers;
import dev.fedctl.sandbox.kube.tree.Trees;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What DaemonSets say: one pod for each node, ready a while after both are there. No Pod shows. */
public final class DaemonSets implements Controllers {

  private static final String DAEMON_SETS = "daemonsets.apps";

  private final Cluster cluster;
  private final Map<String, Instant> seenAt = new HashMap<>();

  public DaemonSets(Cluster cluster) {
    this.cluster = cluster;
  }

  @Override
  public void settle(Instant now, Effects effects) {
    for (ObjectNode set : List.copyOf(cluster.store().list(DAEMON_SETS, ""))) {
      String uid = Trees.text(set, "metadata", "uid");
      Instant seen = seenAt.computeIfAbsent(uid, key -> now);
      cluster.status(DAEMON_SETS, set, status(set, seen, now));
    }
  }

  private ObjectNode status(ObjectNode set, Instant seen, Instant now) {
    Duration delay =
        cluster.delay(
            DelayKind.DEPLOYMENT_READY,
            Trees.text(set, "metadata", "namespace"),
            Trees.text(set, "metadata", "name"));
    int scheduled = 0;
    int ready = 0;
    for (var node : cluster.aws().nodes(cluster.id())) {
      if (!node.readyAt().isAfter(now)) {
        scheduled++;
        ready += Workload.latest(seen, node.readyAt()).plus(delay).isAfter(now) ? 0 : 1;
      }
    }
    ObjectNode status = Trees.object();
    status.put("currentNumberScheduled", scheduled).put("numberMisscheduled", 0);
    status.put("desiredNumberScheduled", scheduled).put("numberReady", ready);
    status.set("observedGeneration", Trees.at(set, "metadata", "generation"));
    status.put("updatedNumberScheduled", scheduled);
    if (ready > 0) {
      status.put("numberAvailable", ready);
    }
    if (scheduled > ready) {
      status.put("numberUnavailable", scheduled - ready);
    }
    return status;
  }
}
