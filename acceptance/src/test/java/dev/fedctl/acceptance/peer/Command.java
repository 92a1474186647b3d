package dev.fedctl.acceptance.peer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program of others that runs to its end. */
public final class Command {

  private Command() {}

  /** What a command ended with: its exit code, and what it wrote to stdout and to stderr. */
  public record Said(int exitCode, String out, String err) {

    /** Its stdout; fails when it did not succeed. */
    public String expectingSuccess() {
      if (exitCode != 0) {
        throw new AssertionError(this);
      }
      return out;
    }
  }

  /**
   * Runs it in a folder, in this environment and more; fails when it takes longer than the limit.
   */
  public static Said run(
      Path folder, Map<String, String> environment, Duration limit, List<String> command) {
    try {
      Path out = Files.createTempFile("command", ".out");
      Path err = Files.createTempFile("command", ".err");
      try {
        ProcessBuilder builder =
            new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        boolean ended = process.waitFor(limit.toSeconds(), TimeUnit.SECONDS);
        if (!ended) {
          process.destroyForcibly().waitFor();
        }
        Said said =
            new Said(
                process.exitValue(), Files.readString(out, UTF_8), Files.readString(err, UTF_8));
        if (!ended) {
          throw new AssertionError(
              "%s: not within %d s: %s".formatted(command, limit.toSeconds(), said));
        }
        return said;
      } finally {
        Files.delete(out);
        Files.delete(err);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
