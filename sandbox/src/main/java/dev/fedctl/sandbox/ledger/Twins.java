package dev.fedctl.sandbox.ledger;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Things made more than once: those of one kind and one {@code fedctl.dev/resource} value. Left out
 * is what one step makes several of: Kubernetes objects, of which their API lets no two of one name
 * be, and the volumes that the EBS driver makes one by one for claims.
 *
 * @param standing those of which more than one still stands
 * @param repaired how many were removed while another one stood
 */
public record Twins(List<Twin> standing, int repaired) {

  /** The things that share a kind and a resource; two at least. */
  public record Twin(String kind, String resource, List<String> ids) {

    /** How many there are too many. */
    public int surplus() {
      return ids.size() - 1;
    }
  }

  private record Key(String kind, String resource) {}

  /** What the rows of a ledger tell. */
  public static Twins in(List<LedgerRow> rows) {
    Map<Key, Set<String>> alive = new LinkedHashMap<>();
    int repaired = 0;
    for (LedgerRow row : rows) {
      for (LedgerRow.Effect effect : row.effects()) {
        if (isCounted(effect) && removesTwin(effect, alive)) {
          repaired++;
        }
      }
    }
    List<Twin> standing = new ArrayList<>();
    alive.forEach(
        (key, ids) -> {
          if (ids.size() > 1) {
            standing.add(new Twin(key.kind(), key.resource(), List.copyOf(ids)));
          }
        });
    return new Twins(standing, repaired);
  }

  private static boolean isCounted(LedgerRow.Effect effect) {
    return effect.resource().isPresent()
        && !effect.kind().startsWith("k8s:")
        && !effect.kind().equals("ec2:volume");
  }

  /** Follows one effect, and tells whether it took one of several away. */
  private static boolean removesTwin(LedgerRow.Effect effect, Map<Key, Set<String>> alive) {
    Set<String> ids =
        alive.computeIfAbsent(
            new Key(effect.kind(), effect.resource().orElseThrow()), key -> new LinkedHashSet<>());
    return switch (effect.change()) {
      case "created" -> {
        ids.add(effect.id());
        yield false;
      }
      case "deleted" -> ids.remove(effect.id()) && !ids.isEmpty();
      default -> false;
    };
  }
}
