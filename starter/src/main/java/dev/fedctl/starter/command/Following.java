package dev.fedctl.starter.command;

import dev.fedctl.contract.message.FederationStatus;
import dev.fedctl.contract.message.FederationStatus.Outcome;
import dev.fedctl.contract.message.FederationStatus.Phase;
import dev.fedctl.starter.ExitCodes;
import dev.fedctl.starter.federation.Federation;
import dev.fedctl.starter.federation.Follower;
import dev.fedctl.starter.render.Terminal;
import dev.fedctl.starter.render.Watcher;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Following a federation from the command line; Ctrl-C ends the following and nothing else. */
public final class Following {

  private static final Duration BOARD = Duration.ofSeconds(2);
  private static final Duration LINES = Duration.ofSeconds(5);
  private static final Duration QUICK = Duration.ofMillis(500);

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      converter = DurationText.class,
      description =
          "How long to follow, as 90s, 45m or 1h30m; the work goes on after that, and the exit code"
              + " is 22.")
  @Nullable Duration timeout;

  /** Follows until the federation is as expected. */
  FederationStatus until(
      Predicate<FederationStatus> expected,
      Federation federation,
      PrintWriter err,
      Optional<Terminal> terminal,
      boolean shown) {
    Watcher watcher = shown ? Watcher.on(err, terminal) : Watcher.silent();
    Thread goodbye =
        new Thread(
            () -> {
              err.println();
              err.println(
                  "detached: the work goes on; attach again: fedctl watch " + federation.name());
              err.flush();
            });
    Runtime.getRuntime().addShutdownHook(goodbye);
    try {
      return new Follower(federation, watcher, pause(terminal), Optional.ofNullable(timeout))
          .until(expected);
    } finally {
      stay(goodbye);
    }
  }

  private Duration pause(Optional<Terminal> terminal) {
    Duration usual = terminal.isPresent() ? BOARD : LINES;
    return timeout != null && timeout.compareTo(usual) < 0 ? QUICK : usual;
  }

  private static void stay(Thread goodbye) {
    try {
      Runtime.getRuntime().removeShutdownHook(goodbye);
    } catch (IllegalStateException ending) {
      // The process ends, and says goodbye.
    }
  }

  /** Says what waits for somebody; returns the exit code of how it ended. */
  static int finish(FederationStatus status, PrintWriter err) {
    status
        .parked()
        .forEach(
            parked ->
                err.println(
                    "error: %s: %s: %s"
                        .formatted(
                            parked.step(), parked.facts().message(), parked.facts().advice())));
    if (!status.parked().isEmpty()) {
      err.println(
          "cure: fedctl retry %s STEP, once the cause is gone; or skip, or abort"
              .formatted(status.name()));
      err.flush();
      return status.parked().getFirst().facts().kind().exitCode();
    }
    if (status.phase() == Phase.DESTROYED
        || status.outcome().filter(Outcome.COMPLETE::equals).isPresent()) {
      return ExitCodes.OK;
    }
    return status.outcome().filter(Outcome.ABORTED::equals).isPresent()
        ? ExitCodes.ABORTED
        : ExitCodes.INTERNAL;
  }

  /** {@code 90s}, {@code 45m}, {@code 1h30m}. */
  static final class DurationText implements picocli.CommandLine.ITypeConverter<Duration> {

    @Override
    public Duration convert(String text) {
      if (!text.matches("([0-9]{1,4}h)?([0-9]{1,6}m)?([0-9]{1,8}s)?") || text.isEmpty()) {
        throw new picocli.CommandLine.TypeConversionException(
            "\"" + text + "\" is no duration: must be as 90s, 45m or 1h30m");
      }
      return Duration.parse("PT" + text.toUpperCase(java.util.Locale.ROOT));
    }
  }
}
