package dev.fedctl.acceptance.site;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fedctl.acceptance.peer.Until;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A command of fedctl that runs, or has run, as a process of its own, with an environment that
 * holds nothing of this machine's. It ends with this JVM at the latest.
 */
public final class FedctlProcess implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofMinutes(6);

  private final List<String> arguments;
  private final Process process;
  private final Path out;
  private final Path err;

  private FedctlProcess(List<String> arguments, Process process, Path out, Path err) {
    this.arguments = arguments;
    this.process = process;
    this.out = out;
    this.err = err;
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
  }

  /**
   * Starts it.
   *
   * @param home the user's home, and where what it says is kept
   * @param before folders of classes that go before the build's own
   */
  static FedctlProcess start(
      Path home, Map<String, String> environment, List<Path> before, List<String> arguments) {
    try {
      Path out = Files.createTempFile(home, arguments.getFirst() + "-", ".out");
      Path err = Path.of(out.toString().replace(".out", ".err"));
      List<String> classes = new ArrayList<>(before.stream().map(Path::toString).toList());
      classes.add(System.getProperty("java.class.path"));
      List<String> command =
          new ArrayList<>(
              List.of(
                  ProcessHandle.current().info().command().orElseThrow(),
                  "--enable-native-access=ALL-UNNAMED",
                  // Most of them live for seconds: what they do is to start.
                  "-XX:TieredStopAtLevel=1",
                  "-XX:+UseSerialGC",
                  "-Duser.home=" + home,
                  "-cp",
                  String.join(System.getProperty("path.separator"), classes),
                  "dev.fedctl.app.Main"));
      command.addAll(arguments);
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
      builder
          .environment()
          .keySet()
          .removeIf(
              name ->
                  name.startsWith("AWS_")
                      || name.startsWith("TEMPORAL_")
                      || name.startsWith("FEDCTL_"));
      builder.environment().put("AWS_EC2_METADATA_DISABLED", "true");
      builder.environment().put("HOME", home.toString());
      builder.environment().putAll(environment);
      return new FedctlProcess(arguments, builder.start(), out, err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its standard output so far. */
  public String out() {
    return text(out);
  }

  /** Its standard error so far. */
  public String err() {
    return text(err);
  }

  /** Waits until it has said that on either of the two. */
  public FedctlProcess saying(String text) {
    Until.so(
        arguments + " says \"" + text + "\"",
        LIMIT,
        () -> {
          if ((out() + err()).contains(text)) {
            return true;
          }
          if (!process.isAlive() && !(out() + err()).contains(text)) {
            throw new AssertionError(this + " ended: " + err() + out());
          }
          return false;
        });
    return this;
  }

  /** The rest of the first line of its output that begins so. */
  public String value(String beginning) {
    return out()
        .lines()
        .filter(line -> line.startsWith(beginning))
        .findFirst()
        .orElseThrow()
        .substring(beginning.length());
  }

  public boolean isRunning() {
    return process.isAlive();
  }

  /** Empty while it runs. */
  public Optional<Integer> ended() {
    return process.isAlive() ? Optional.empty() : Optional.of(process.exitValue());
  }

  /** Waits for its end. */
  public int exitCode() {
    try {
      if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError(this + " does not end: " + err());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(this + " was not waited for", e);
    }
  }

  /** SIGTERM. */
  public FedctlProcess told() {
    process.destroy();
    return this;
  }

  /** SIGKILL; returns when it is gone. */
  public void kill() {
    process.destroyForcibly();
    exitCode();
  }

  /** Sends it a signal that Java knows nothing of. */
  void signal(String name) {
    try {
      int code =
          new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
      if (code != 0) {
        throw new AssertionError(this + " did not get " + name);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** How a worker of this version signs at the Temporal server, but for the machine's name. */
  public String signature(String version) {
    return "fedctl/" + version + "@" + process.pid();
  }

  /** Whether this worker has signed so. */
  public boolean isAuthor(String identity) {
    return identity.contains("@" + process.pid() + "@");
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  @Override
  public String toString() {
    return "fedctl " + String.join(" ", arguments);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
