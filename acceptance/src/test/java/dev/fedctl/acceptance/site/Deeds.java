package dev.fedctl.acceptance.site;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import dev.fedctl.sandbox.ledger.LedgerRow;
import dev.fedctl.sandbox.ledger.LedgerRow.Effect;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a ledger says was made, whether or not it still stands. */
public final class Deeds {

  private final List<LedgerRow> rows;

  public Deeds(List<LedgerRow> rows) {
    this.rows = rows;
  }

  /** How often things of a kind were made. */
  public long made(String kind) {
    return created().filter(effect -> effect.kind().equals(kind)).count();
  }

  /**
   * What was made more than once, and how often: things of AWS by the step that they belong to,
   * objects of Kubernetes by their names. What controllers make and make again is not ours.
   */
  public Map<String, Long> repeated() {
    Map<String, Long> times =
        created()
            .filter(effect -> effect.by().isEmpty())
            .collect(groupingBy(Deeds::what, TreeMap::new, counting()));
    times.values().removeIf(often -> often == 1);
    return times;
  }

  private Stream<Effect> created() {
    return rows.stream()
        .flatMap(row -> row.effects().stream())
        .filter(effect -> effect.change().equals("created"));
  }

  private static String what(Effect effect) {
    return effect.kind()
        + " "
        + (effect.kind().startsWith("k8s:") ? effect.id() : effect.resource().orElse(effect.id()));
  }
}
