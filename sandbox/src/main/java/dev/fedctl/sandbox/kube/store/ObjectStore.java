package dev.fedctl.sandbox.kube.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedctl.sandbox.kube.tree.Trees;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The objects of one API server, by resource ({@code deployments.apps}), namespace and name.
 * Objects in here are never changed, only replaced. Guarded by the kernel's lock.
 */
public final class ObjectStore {

  /** Hears of every object that is kept or removed, after the fact. */
  @FunctionalInterface
  public interface Listener {

    /** {@code object}: as it stands now; as it last stood when {@code removed}. */
    void changed(String resource, ObjectNode object, boolean removed);
  }

  private final Map<String, NavigableMap<String, ObjectNode>> objects = new HashMap<>();
  private final Map<String, Long> changed = new HashMap<>();
  private final Set<String> uids = new HashSet<>();
  private final List<Listener> listeners = new ArrayList<>();
  private long revision;

  /** From now on; a listener must not change the store. */
  public void listen(Listener listener) {
    listeners.add(listener);
  }

  /** Whether an object with that UID is kept. */
  public boolean holds(String uid) {
    return uids.contains(uid);
  }

  public Optional<ObjectNode> find(String resource, String namespace, String name) {
    return Optional.ofNullable(of(resource).get(key(namespace, name)));
  }

  /** All of a resource in the order of etcd's keys; the empty namespace means every namespace. */
  public Collection<ObjectNode> list(String resource, String namespace) {
    NavigableMap<String, ObjectNode> all = of(resource);
    return namespace.isEmpty()
        ? all.values()
        : all.subMap(namespace + "/", true, namespace + "0", false).values();
  }

  /** Keeps an object of which nobody else holds a changeable reference; gives it a revision. */
  public ObjectNode put(String resource, ObjectNode object) {
    revision++;
    changed.put(resource, revision);
    Trees.ensure(object, "metadata").put("resourceVersion", Long.toString(revision));
    of(resource)
        .put(
            key(
                Trees.text(object, "metadata", "namespace"),
                Trees.text(object, "metadata", "name")),
            object);
    uids.add(Trees.text(object, "metadata", "uid"));
    listeners.forEach(listener -> listener.changed(resource, object, false));
    return object;
  }

  public void remove(String resource, String namespace, String name) {
    ObjectNode gone = of(resource).remove(key(namespace, name));
    if (gone != null) {
      revision++;
      changed.put(resource, revision);
      uids.remove(Trees.text(gone, "metadata", "uid"));
      listeners.forEach(listener -> listener.changed(resource, gone, true));
    }
  }

  /** Takes one object after another. */
  @FunctionalInterface
  public interface Visitor {

    /** {@code key}: {@code <namespace>/<name>}. */
    void visit(String resource, String key, ObjectNode object);
  }

  /** Shows everything. */
  public void each(Visitor visitor) {
    objects.forEach(
        (resource, all) -> all.forEach((key, object) -> visitor.visit(resource, key, object)));
  }

  /** Rises with every change of anything. */
  public long revision() {
    return revision;
  }

  /** The revision of the last change of a resource; 0 when there was none. */
  public long changed(String resource) {
    return changed.getOrDefault(resource, 0L);
  }

  /** Whether a namespace holds anything but itself. */
  public Collection<String> resourcesIn(String namespace) {
    return objects.entrySet().stream()
        .filter(
            entry ->
                !entry.getValue().subMap(namespace + "/", true, namespace + "0", false).isEmpty())
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  private NavigableMap<String, ObjectNode> of(String resource) {
    return objects.computeIfAbsent(resource, name -> new TreeMap<>());
  }

  private static String key(String namespace, String name) {
    return namespace + "/" + name;
  }
}
