package dev.fedctl.sandbox.ledger;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was made, and what of it stands. Kubernetes objects go with their API server, without a row
 * of their own: those of a cluster with the EKS cluster, those of Karmada with its etcd or its
 * host.
 *
 * @param created how many things were made; one that was made again counts again
 * @param deleted how many of them are gone
 * @param left those that stand, in the order in which they were made
 */
public record Leftovers(int created, int deleted, List<Thing> left) {

  /** A thing that stands. */
  public record Thing(String kind, String id, Optional<String> resource) {}

  private record Key(String kind, String id) {}

  /** What the rows of a ledger tell. */
  public static Leftovers in(List<LedgerRow> rows) {
    Map<Key, Thing> standing = new LinkedHashMap<>();
    int created = 0;
    for (LedgerRow row : rows) {
      for (LedgerRow.Effect effect : row.effects()) {
        Key key = new Key(effect.kind(), effect.id());
        if (effect.change().equals("created")) {
          created++;
          standing.put(key, new Thing(effect.kind(), effect.id(), effect.resource()));
        } else if (effect.change().equals("deleted")) {
          standing.remove(key);
          goneWith(effect).forEach(prefix -> removeObjects(standing, prefix));
        }
      }
    }
    return new Leftovers(created, created - standing.size(), List.copyOf(standing.values()));
  }

  /** How the ids of the objects begin whose API server goes with this. */
  private static List<String> goneWith(LedgerRow.Effect effect) {
    if (effect.kind().equals("eks:Cluster")) {
      String cluster = effect.id().substring(effect.id().lastIndexOf('/') + 1);
      return List.of(cluster + "/", "karmada:" + cluster + "/");
    }
    if (effect.kind().equals("k8s:StatefulSet") && effect.id().endsWith("/etcd")) {
      return List.of("karmada:" + effect.id().substring(0, effect.id().indexOf('/') + 1));
    }
    return List.of();
  }

  private static void removeObjects(Map<Key, Thing> standing, String prefix) {
    standing.keySet().removeIf(key -> key.kind().startsWith("k8s:") && key.id().startsWith(prefix));
  }
}
