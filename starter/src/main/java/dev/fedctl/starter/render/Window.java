package dev.fedctl.starter.render;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The terminal as large as it is now: people resize their windows. Java cannot tell, so that {@code
 * stty} of POSIX is asked, as the launcher does, once a second at most; where it does not answer
 * the size stays what it was.
 */
final class Window implements Supplier<Terminal> {

  private static final File STDERR = new File("/dev/stderr");
  private static final Duration BETWEEN = Duration.ofSeconds(1);
  private static final Duration LIMIT = Duration.ofSeconds(1);

  private Terminal known;
  private long askedAt = System.nanoTime();

  Window(Terminal atFirst) {
    this.known = atFirst;
  }

  @Override
  public Terminal get() {
    long now = System.nanoTime();
    if (now - askedAt >= BETWEEN.toNanos()) {
      askedAt = now;
      known = known.resized(size());
    }
    return known;
  }

  /** Rows and columns, or nothing. */
  private static String size() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(STDERR)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      try {
        return stty.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)
            ? new String(stty.getInputStream().readAllBytes(), US_ASCII).strip()
            : "";
      } finally {
        stty.destroyForcibly();
      }
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }
}
