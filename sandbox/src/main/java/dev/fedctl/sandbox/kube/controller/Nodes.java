package dev.fedctl.sandbox.kube.controller;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedctl.sandbox.cloud.AwsSide.Node;
import dev.fedctl.sandbox.kernel.Effects;
import dev.fedctl.sandbox.kube.api.Controllers;
import dev.fedctl.sandbox.kube.api.Identities;
import dev.fedctl.sandbox.kube.tree.Trees;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The Node objects of the instances that have joined. */
public final class Nodes implements Controllers {

  private static final String NODES = "nodes";

  private final Cluster cluster;

  public Nodes(Cluster cluster) {
    this.cluster = cluster;
  }

  @Override
  public void settle(Instant now, Effects effects) {
    Set<String> joined = new HashSet<>();
    for (Node node : cluster.aws().nodes(cluster.id())) {
      if (!node.readyAt().isAfter(now)) {
        joined.add(node.name());
        if (cluster.store().find(NODES, "", node.name()).isEmpty()) {
          cluster.store().put(NODES, object(node));
        }
      }
    }
    for (ObjectNode known : List.copyOf(cluster.store().list(NODES, ""))) {
      if (!joined.contains(Trees.text(known, "metadata", "name"))) {
        cluster.store().remove(NODES, "", Trees.text(known, "metadata", "name"));
      }
    }
  }

  private ObjectNode object(Node node) {
    ObjectNode object = Trees.object();
    object.put("apiVersion", "v1").put("kind", "Node");
    ObjectNode metadata = object.putObject("metadata");
    metadata.put("name", node.name());
    metadata.put("uid", cluster.server().identities().uid(NODES, "", node.name()));
    metadata.put("creationTimestamp", Identities.time(node.readyAt()));
    ObjectNode labels = metadata.putObject("labels");
    node.labels().forEach(labels::put);
    String zone = node.zone();
    labels.put("kubernetes.io/hostname", node.name());
    labels.put("kubernetes.io/arch", node.architecture().equals("x86_64") ? "amd64" : "arm64");
    labels.put("kubernetes.io/os", "linux");
    labels.put("node.kubernetes.io/instance-type", node.instanceType());
    labels.put("topology.kubernetes.io/zone", zone);
    labels.put("topology.kubernetes.io/region", cluster.id().region());
    object.putObject("spec").put("providerID", "aws:///" + zone + "/" + node.instanceId());
    ObjectNode status = object.putObject("status");
    for (String amounts : List.of("capacity", "allocatable")) {
      status
          .putObject(amounts)
          .put("cpu", Integer.toString(node.vcpus()))
          .put("memory", node.memoryMiB() * 1024L + "Ki")
          .put("pods", "17");
    }
    ArrayNode conditions = status.putArray("conditions");
    String at = Identities.time(node.readyAt());
    condition(conditions, "MemoryPressure", "False", "KubeletHasSufficientMemory", at);
    condition(conditions, "DiskPressure", "False", "KubeletHasNoDiskPressure", at);
    condition(conditions, "PIDPressure", "False", "KubeletHasSufficientPID", at);
    condition(conditions, "Ready", "True", "KubeletReady", at);
    ArrayNode addresses = status.putArray("addresses");
    addresses.addObject().put("type", "InternalIP").put("address", Pods.address(node.name()));
    addresses.addObject().put("type", "Hostname").put("address", node.name());
    status
        .putObject("nodeInfo")
        .put("kubeletVersion", cluster.server().gitVersion())
        .put("architecture", node.architecture().equals("x86_64") ? "amd64" : "arm64")
        .put("operatingSystem", "linux");
    return object;
  }

  private static void condition(
      ArrayNode conditions, String type, String status, String reason, String at) {
    conditions
        .addObject()
        .put("type", type)
        .put("status", status)
        .put("reason", reason)
        .put("lastTransitionTime", at)
        .put("lastHeartbeatTime", at);
  }
}
