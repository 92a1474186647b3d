package dev.fedctl.app.rehearse;

import dev.fedctl.contract.message.FederationStatus.Outcome;
import dev.fedctl.starter.render.Durations;
import java.time.Duration;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The report of a rehearsal as a person reads it. */
final class ReportText {

  private static final int APIS_SHOWN = 12;
  private static final int LEFT_SHOWN = 20;

  private ReportText() {}

  static String of(RehearsalReport report) {
    StringBuilder text = new StringBuilder();
    text.append("\nfederation %s: %s%n".formatted(report.federation(), report.outcome()));
    for (RehearsalReport.Member member : report.members()) {
      text.append(
          "  %-40s %-18s %s%n"
              .formatted(
                  member.name(),
                  member.state(),
                  member.joinedAtSeconds().map(at -> "joined after " + time(at)).orElse("")));
    }
    report
        .parked()
        .forEach(
            step ->
                text.append(
                    "  parked: %s (%s): %s%n".formatted(step.step(), step.kind(), step.message())));
    if (!report.demo().isEmpty()) {
      text.append("  demo: ready replicas ");
      text.append(
          String.join(
              ", ",
              report.demo().entrySet().stream()
                  .map(entry -> entry.getKey() + " " + entry.getValue())
                  .toList()));
      text.append('\n');
    }
    text.append("%ntook %s in the sandbox's clock".formatted(time(report.virtualSeconds())));
    path(report, text);
    calls(report, text);
    text.append(
        String.format(
            Locale.ROOT,
            "%d calls that could change the cloud, %d duplicates, %d repaired; %.1f s of your time%n",
            report.mutatingCalls(),
            report.duplicates(),
            report.repaired(),
            report.wallSeconds()));
    report
        .repairs()
        .forEach(
            repair ->
                text.append(
                    "mended after %s: %s: %s%n"
                        .formatted(time(repair.atSeconds()), repair.step(), repair.cause())));
    if (report.deaths() > 0) {
      text.append("%d workers died on the way%n".formatted(report.deaths()));
    }
    removal(report.removal(), text);
    return text.toString();
  }

  private static void removal(RehearsalReport.@Nullable Removal removal, StringBuilder text) {
    if (removal == null) {
      return;
    }
    text.append(
        "created %d, deleted %d, left %d%n"
            .formatted(removal.created(), removal.deleted(), removal.left().size()));
    removal.left().stream()
        .limit(LEFT_SHOWN)
        .forEach(
            thing ->
                text.append(
                    "  left: %s %s%s%n"
                        .formatted(
                            thing.kind(),
                            thing.id(),
                            thing.resource().map(step -> " of " + step).orElse(""))));
    if (removal.left().size() > LEFT_SHOWN) {
      text.append("        and %d more%n".formatted(removal.left().size() - LEFT_SHOWN));
    }
  }

  /** What stands when a run ends early has a path too, but nothing to compare it with. */
  private static void path(RehearsalReport report, StringBuilder text) {
    if (!report.outcome().equals(Outcome.COMPLETE.label())) {
      text.append('\n');
      return;
    }
    text.append(
        "; no orchestrator could take less than %s (%.3f ×); one after another %s%n"
            .formatted(
                time(report.criticalPathSeconds()),
                report.virtualSeconds() / report.criticalPathSeconds(),
                time(report.sequentialSeconds())));
    text.append("what bounded it:\n");
    report
        .bound()
        .forEach(leg -> text.append("  %9s  %s%n".formatted(time(leg.seconds()), leg.what())));
  }

  private static void calls(RehearsalReport report, StringBuilder text) {
    text.append(
        "%n%d requests:%n"
            .formatted(report.calls().values().stream().mapToInt(Integer::intValue).sum()));
    report.calls().entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder()))
        .limit(APIS_SHOWN)
        .forEach(entry -> text.append("  %6d  %s%n".formatted(entry.getValue(), entry.getKey())));
    if (report.calls().size() > APIS_SHOWN) {
      text.append("          and %d more APIs%n".formatted(report.calls().size() - APIS_SHOWN));
    }
  }

  private static String time(double seconds) {
    return Durations.text(Duration.ofMillis(Math.round(seconds * 1000)));
  }
}
