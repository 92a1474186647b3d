package dev.fedctl.app.rehearse;

import dev.fedctl.sandbox.ledger.LedgerRow;
import dev.fedctl.sandbox.ledger.LedgerRow.Effect;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Counts twins that were removed again: deletions while another of the same resource stood. */
final class Repairs {

  private Repairs() {}

  static int in(List<LedgerRow> rows) {
    Map<String, Set<String>> alive = new HashMap<>();
    int repaired = 0;
    for (LedgerRow row : rows) {
      for (Effect effect : row.effects()) {
        if (effect.resource().isEmpty() || effect.kind().startsWith("k8s:")) {
          continue;
        }
        Set<String> ids =
            alive.computeIfAbsent(
                effect.kind() + " " + effect.resource().get(), key -> new HashSet<>());
        switch (effect.change()) {
          case "created" -> ids.add(effect.id());
          case "deleted" -> {
            if (ids.remove(effect.id()) && !ids.isEmpty()) {
              repaired++;
            }
          }
          default -> {
            // An update makes nothing and takes nothing away.
          }
        }
      }
    }
    return repaired;
  }
}
