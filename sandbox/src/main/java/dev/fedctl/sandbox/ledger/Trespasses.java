package dev.fedctl.sandbox.ledger;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What was changed or deleted although it had stood before anybody came: it belongs to others. Of
 * Kubernetes the cluster counts, because each comes with objects of its own.
 *
 * @param effects in the order in which they happened
 */
public record Trespasses(List<LedgerRow.Effect> effects) {

  private static final String CLUSTER = "eks:Cluster";
  private static final String KARMADA = "karmada:";

  public Trespasses {
    effects = List.copyOf(effects);
  }

  /** What the rows of a ledger tell. */
  public static Trespasses in(List<LedgerRow> rows) {
    Set<String> made = new HashSet<>();
    List<LedgerRow.Effect> effects = rows.stream().flatMap(row -> row.effects().stream()).toList();
    return new Trespasses(effects.stream().filter(effect -> isOnOthers(effect, made)).toList());
  }

  /** Follows one effect. */
  private static boolean isOnOthers(LedgerRow.Effect effect, Set<String> made) {
    boolean kubernetes = effect.kind().startsWith("k8s:");
    if (effect.change().equals("created") && !kubernetes) {
      made.add(key(effect.kind(), effect.id()));
      return false;
    }
    return !made.contains(
        kubernetes ? key(CLUSTER, cluster(effect.id())) : key(effect.kind(), effect.id()));
  }

  private static String key(String kind, String id) {
    return kind + " " + (kind.equals(CLUSTER) ? id.substring(id.lastIndexOf('/') + 1) : id);
  }

  /** The cluster that an object of Kubernetes, or of a Karmada, is in. */
  private static String cluster(String id) {
    String place = id.startsWith(KARMADA) ? id.substring(KARMADA.length()) : id;
    return place.substring(0, place.indexOf('/'));
  }
}
