package dev.fedctl.app.rehearse;

import dev.fedctl.sandbox.fault.Fault;
import dev.fedctl.sandbox.fault.FaultRule;
import dev.fedctl.sandbox.ledger.LedgerRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A call that changes the cloud.
 *
 * @param phase the station that a run comes to next
 * @param subject with stars for what is chance
 * @param occurrence counts from 1 those of this name and subject
 */
record Point(Station phase, String call, String subject, int occurrence)
    implements Comparable<Point> {

  private static final Comparator<Point> ORDER =
      Comparator.comparing((Point point) -> point.phase())
          .thenComparing(Point::call)
          .thenComparing(Point::subject)
          .thenComparingInt(Point::occurrence);

  /** How a call is disturbed. */
  enum Moment {
    BEFORE,
    AFTER,
    ANSWERED,
    OVERTAKEN;

    private Fault fault() {
      return switch (this) {
        case BEFORE -> new Fault.CallerDies(Fault.CallerDies.Moment.BEFORE);
        case AFTER -> new Fault.CallerDies(Fault.CallerDies.Moment.AFTER);
        case ANSWERED -> new Fault.CallerDies(Fault.CallerDies.Moment.ANSWERED);
        case OVERTAKEN -> new Fault.Overtaken();
      };
    }
  }

  /** Meets this call alone. */
  FaultRule disturbed(Moment moment) {
    return new FaultRule(
        call, Optional.of(subject), occurrence - 1, 1, Duration.ZERO, moment.fault());
  }

  /**
   * The calls of an undisturbed run that changed something.
   *
   * @param phases how many rows the ledger had at each station, in order
   */
  static List<Point> in(List<LedgerRow> rows, Map<Station, Integer> phases) {
    Map<String, Integer> seen = new HashMap<>();
    List<Point> points = new ArrayList<>();
    for (int row = 0; row < rows.size(); row++) {
      if (rows.get(row) instanceof LedgerRow.Mutation mutation) {
        String subject = Anonymous.pattern(mutation.subject());
        int occurrence = seen.merge(mutation.call() + " " + subject, 1, Integer::sum);
        if (!mutation.effects().isEmpty() && mutation.error().isEmpty()) {
          points.add(new Point(phase(row, phases), mutation.call(), subject, occurrence));
        }
      }
    }
    return points;
  }

  private static Station phase(int row, Map<Station, Integer> phases) {
    return phases.entrySet().stream()
        .filter(phase -> row < phase.getValue())
        .min(Map.Entry.comparingByValue())
        .orElseThrow()
        .getKey();
  }

  @Override
  public int compareTo(Point other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return "%s %s%s".formatted(call, subject, occurrence == 1 ? "" : " #" + occurrence);
  }
}
