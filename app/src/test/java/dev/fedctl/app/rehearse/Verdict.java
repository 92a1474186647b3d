package dev.fedctl.app.rehearse;

import dev.fedctl.sandbox.fault.FaultRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What became of a run that was disturbed.
 *
 * @param problems in which it differs from the undisturbed one; empty when all is well
 * @param lost how much of what was to stand does not
 */
record Verdict(List<String> problems, int duplicates, int repaired, int lost, int deaths) {

  private static final String NEVER = "never happened: ";

  static Verdict of(
      RehearsalReport report,
      Map<Station, Snapshot> seen,
      Map<Station, Snapshot> undisturbed,
      Station last,
      List<FaultRule> unmet) {
    List<String> problems = new ArrayList<>();
    int lost = 0;
    if (!report.outcome().equals("Complete")) {
      problems.add("ended " + report.outcome());
    }
    report.parked().forEach(step -> problems.add("parked: " + step));
    for (Station station : Station.values()) {
      Snapshot before = undisturbed.get(station);
      Snapshot now = seen.get(station);
      if (before == null || station.compareTo(last) > 0) {
        continue;
      }
      if (now == null) {
        problems.add("never came to " + station);
        lost++;
        continue;
      }
      List<String> missing = now.lost(before);
      lost += missing.size();
      missing.forEach(thing -> problems.add(station + ": is lost: " + thing));
      now.differences(before).forEach(difference -> problems.add(station + ": " + difference));
    }
    if (report.duplicates() > 0) {
      problems.add(report.duplicates() + " duplicates");
    }
    unmet.forEach(rule -> problems.add(NEVER + rule));
    return new Verdict(problems, report.duplicates(), report.repaired(), lost, report.deaths());
  }

  static Verdict stuck(RuntimeException reason) {
    return new Verdict(List.of("stuck: " + reason), 0, 0, 1, 0);
  }

  /** The same, where it is no matter whether all disturbances came about. */
  Verdict thoughSomeNeverHappened() {
    return new Verdict(
        problems.stream().filter(problem -> !problem.startsWith(NEVER)).toList(),
        duplicates,
        repaired,
        lost,
        deaths);
  }

  boolean isWell() {
    return problems.isEmpty();
  }
}
