package dev.fedctl.app.chaos;

import java.time.Duration;
import java.util.Locale;

/** The report of chaos as a person reads it. */
public final class ChaosText {

  private ChaosText() {}

  /** A few lines, without an end of the last one. */
  public static String of(ChaosReport report) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%nfederation %s: %d of %d runs survived, seeds %d to %d%n",
            report.federation(),
            report.survived(),
            report.runs(),
            report.seed(),
            report.seed() + report.runs() - 1));
    report
        .injected()
        .forEach(
            (word, times) -> text.append(String.format(Locale.ROOT, "  %-12s %5d%n", word, times)));
    text.append(String.format(Locale.ROOT, "  workers died %5d%n", report.workersDied()));
    text.append(
        "  lost by it    %s of the sandbox's clock%n"
            .formatted(
                Duration.ofSeconds(Math.round(report.secondsLost()))
                    .toString()
                    .substring(2)
                    .toLowerCase(Locale.ROOT)));
    for (ChaosReport.Failed failed : report.failed()) {
      text.append(
          "did not survive: seed %d: %s%n  again: fedctl rehearse FILE --chaos --runs 1 --seed %1$d%n"
              .formatted(failed.seed(), String.join("; ", failed.why())));
    }
    return text.toString();
  }
}
