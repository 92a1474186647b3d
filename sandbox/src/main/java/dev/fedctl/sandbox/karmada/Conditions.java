package dev.fedctl.sandbox.karmada;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedctl.sandbox.kube.api.Identities;
import dev.fedctl.sandbox.kube.tree.Trees;
import java.time.Instant;

/** Conditions in a status, with the time of their last change. */
final class Conditions {

  private Conditions() {}

  /** Sets a condition in a fresh status; the time stays while the state does. */
  static void set(
      ObjectNode status, String type, String state, String reason, String message, Instant at) {
    for (JsonNode known : status.withArrayProperty("conditions")) {
      if (known instanceof ObjectNode condition && Trees.text(condition, "type").equals(type)) {
        if (!Trees.text(condition, "status").equals(state)) {
          condition.put("lastTransitionTime", Identities.time(at));
        }
        condition.put("status", state).put("reason", reason).put("message", message);
        return;
      }
    }
    status
        .withArrayProperty("conditions")
        .addObject()
        .put("type", type)
        .put("status", state)
        .put("reason", reason)
        .put("message", message)
        .put("lastTransitionTime", Identities.time(at));
  }

  static boolean holds(JsonNode object, String type) {
    for (JsonNode condition : Trees.at(object, "status", "conditions")) {
      if (Trees.text(condition, "type").equals(type)) {
        return Trees.text(condition, "status").equals("True");
      }
    }
    return false;
  }
}
