package dev.fedctl.sandbox.ledger;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Things made more than once: those of one kind and one {@code fedctl.dev/resource} value that were
 * created and still exist, when there is more than one. Left out is what one step makes several of:
 * Kubernetes objects, of which their API lets no two of one name be, and the volumes that the EBS
 * driver makes one by one for claims.
 */
public final class Twins {

  /** The things that share a kind and a resource; two at least. */
  public record Twin(String kind, String resource, List<String> ids) {

    /** How many there are too many. */
    public int surplus() {
      return ids.size() - 1;
    }
  }

  private record Key(String kind, String resource) implements Comparable<Key> {

    @Override
    public int compareTo(Key other) {
      int byKind = kind.compareTo(other.kind);
      return byKind != 0 ? byKind : resource.compareTo(other.resource);
    }
  }

  private Twins() {}

  public static List<Twin> in(List<LedgerRow> rows) {
    Map<Key, Set<String>> alive = new TreeMap<>();
    for (LedgerRow row : rows) {
      row.effects().forEach(effect -> apply(effect, alive));
    }
    List<Twin> twins = new ArrayList<>();
    alive.forEach(
        (key, ids) -> {
          if (ids.size() > 1) {
            twins.add(new Twin(key.kind(), key.resource(), List.copyOf(ids)));
          }
        });
    return twins;
  }

  private static void apply(LedgerRow.Effect effect, Map<Key, Set<String>> alive) {
    if (effect.resource().isEmpty()
        || effect.kind().startsWith("k8s:")
        || effect.kind().equals("ec2:volume")) {
      return;
    }
    Set<String> ids =
        alive.computeIfAbsent(
            new Key(effect.kind(), effect.resource().get()), key -> new LinkedHashSet<>());
    switch (effect.change()) {
      case "created" -> ids.add(effect.id());
      case "deleted" -> ids.remove(effect.id());
      default -> {
        // An update makes nothing and takes nothing away.
      }
    }
  }
}
