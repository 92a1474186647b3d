package dev.fedctl.acceptance.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A running peer. It ends when it is closed, and with this JVM at the latest. */
public final class PeerProcess implements AutoCloseable {

  private static final int TAIL = 15;

  private final String name;
  private final Process process;
  private final Path log;
  private final Thread hook;

  private PeerProcess(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
    this.hook = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Starts it; what it says goes to {@code folder/name.log}, behind what is there already. */
  public static PeerProcess start(
      String name, Path folder, List<String> command, Map<String, String> environment) {
    Path log = folder.resolve(name + ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(environment);
    try {
      return new PeerProcess(name, builder.start(), log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until it answers; fails with the end of its log when it dies or does not. */
  public void awaitReady(Duration limit, BooleanSupplier answers) {
    try {
      Until.so(
          name + " answers",
          limit,
          () -> {
            if (!process.isAlive()) {
              throw new AssertionError(name + " ended with exit code " + process.exitValue());
            }
            return answers.getAsBoolean();
          });
    } catch (AssertionError e) {
      close();
      throw new AssertionError(e.getMessage() + "; its last words:\n" + lastWords(), e);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** The end of its log. */
  String lastWords() {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL), lines.size()));
    } catch (IOException e) {
      return "(its log cannot be read)";
    }
  }

  /** SIGKILL: it cannot do anything about it. */
  public void kill() {
    try {
      process.destroyForcibly().waitFor();
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Asks it to end, and ends it when it does not. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
      }
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    } catch (IllegalStateException e) {
      // The JVM is ending: the hook does it.
      process.destroyForcibly();
    }
  }
}
