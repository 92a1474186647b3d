package dev.fedctl.sandbox.kube.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedctl.sandbox.cloud.AwsSide;
import dev.fedctl.sandbox.cloud.ClusterId;
import dev.fedctl.sandbox.delay.DelayKind;
import dev.fedctl.sandbox.delay.Delays;
import dev.fedctl.sandbox.kube.api.ApiServer;
import dev.fedctl.sandbox.kube.store.ObjectStore;
import dev.fedctl.sandbox.kube.tree.Trees;
import java.time.Duration;

/** What the controllers of one EKS cluster work with. */
public record Cluster(
    ClusterId id, ApiServer server, AwsSide aws, Delays delays, String certificateAuthority) {

  ObjectStore store() {
    return server.store();
  }

  /**
   * How long a thing of this cluster takes; the subject is {@code <cluster>/<namespace>/<name>}.
   */
  Duration delay(DelayKind kind, String namespace, String name) {
    return delays.of(kind, id.name() + "/" + namespace + "/" + name);
  }

  /** Replaces an object's status, unless it says the same already. */
  void status(String resource, ObjectNode object, JsonNode status) {
    if (!Trees.same(object.path("status"), status)) {
      ObjectNode next = object.deepCopy();
      next.set("status", status);
      store().put(resource, next);
    }
  }
}
