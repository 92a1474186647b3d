package dev.fedctl.sandbox.kube.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedctl.sandbox.kernel.Effects;
import dev.fedctl.sandbox.kube.store.ObjectStore;
import dev.fedctl.sandbox.kube.tree.Trees;
import java.util.Optional;

/** Keeps and removes objects, and says so in the ledger. */
public final class Changes {

  private static final String RESOURCE = "fedctl.dev/resource";

  private final String cluster;
  private final ObjectStore store;

  public Changes(String cluster, ObjectStore store) {
    this.cluster = cluster;
    this.store = store;
  }

  ObjectNode write(Exchange exchange, Optional<ObjectNode> before, ObjectNode next) {
    ObjectNode kept = store.put(exchange.type().resource(), next);
    String kind = "k8s:" + exchange.type().kind();
    if (before.isEmpty()) {
      exchange.effects().created(kind, id(kept), resource(kept));
    } else {
      exchange.effects().updated(kind, id(kept), resource(kept));
    }
    return kept;
  }

  /**
   * Keeps an object that waits for its finalizers; to the ledger it is updated until it is gone.
   */
  ObjectNode mark(Exchange exchange, ObjectNode marked) {
    ObjectNode kept = store.put(exchange.type().resource(), marked);
    exchange.effects().updated("k8s:" + exchange.type().kind(), id(kept), resource(kept));
    return kept;
  }

  void delete(Exchange exchange, ObjectNode object) {
    remove(exchange.type().resource(), object);
    exchange.effects().deleted("k8s:" + exchange.type().kind(), id(object), resource(object));
  }

  /** A controller removes an object. */
  public void delete(
      String controller, String resource, String kind, ObjectNode object, Effects effects) {
    remove(resource, object);
    effects.byController(controller, "deleted", "k8s:" + kind, id(object), resource(object));
  }

  /** A controller makes an object. */
  public ObjectNode create(
      String controller, String resource, String kind, ObjectNode object, Effects effects) {
    ObjectNode kept = store.put(resource, object);
    effects.byController(controller, "created", "k8s:" + kind, id(kept), resource(kept));
    return kept;
  }

  private void remove(String resource, ObjectNode object) {
    store.remove(
        resource,
        Trees.text(object, "metadata", "namespace"),
        Trees.text(object, "metadata", "name"));
  }

  private String id(ObjectNode object) {
    return cluster
        + "/"
        + Trees.text(object, "metadata", "namespace")
        + "/"
        + Trees.text(object, "metadata", "name");
  }

  /** The logical id that an object carries. */
  public static Optional<String> resource(ObjectNode object) {
    return Optional.ofNullable(
        Trees.at(object, "metadata", "annotations").path(RESOURCE).textValue());
  }
}
