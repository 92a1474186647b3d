package dev.fedctl.sandbox.karmada;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedctl.sandbox.kube.EksCluster;
import dev.fedctl.sandbox.kube.schema.ResourceType;
import dev.fedctl.sandbox.kube.tree.Trees;
import java.util.LinkedHashMap;
import java.util.Map;

/** What Karmada's status collector reports of a member. */
final class MemberSummary {

  private MemberSummary() {}

  static void write(ObjectNode status, EksCluster member) {
    status.put("kubernetesVersion", member.server().gitVersion());
    int nodes = 0;
    long processors = 0;
    long memory = 0;
    for (ObjectNode node : member.server().store().list("nodes", "")) {
      nodes++;
      processors += Trees.at(node, "status", "allocatable", "cpu").asLong();
      memory +=
          Long.parseLong(Trees.text(node, "status", "allocatable", "memory").replace("Ki", ""));
    }
    status.putObject("nodeSummary").put("totalNum", nodes).put("readyNum", nodes);
    int pods = member.server().store().list("pods", "").size();
    ObjectNode resources = status.putObject("resourceSummary");
    resources
        .putObject("allocatable")
        .put("cpu", Long.toString(processors))
        .put("memory", memory + "Ki")
        .put("pods", Integer.toString(17 * nodes));
    resources.putObject("allocated").put("pods", Integer.toString(pods));
    status.set("apiEnablements", enablements(member));
  }

  private static ArrayNode enablements(EksCluster member) {
    Map<String, ArrayNode> byVersion = new LinkedHashMap<>();
    for (ResourceType type : member.server().registry().all()) {
      byVersion
          .computeIfAbsent(type.apiVersion(), key -> Trees.array())
          .addObject()
          .put("name", type.plural())
          .put("kind", type.kind());
    }
    ArrayNode list = Trees.array();
    byVersion.forEach(
        (version, resources) ->
            list.addObject().put("groupVersion", version).set("resources", resources));
    return list;
  }

  /** How many more pods a member takes. */
  static int available(EksCluster member) {
    return 17 * member.server().store().list("nodes", "").size()
        - member.server().store().list("pods", "").size();
  }
}
