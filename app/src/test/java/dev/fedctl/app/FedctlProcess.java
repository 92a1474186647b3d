package dev.fedctl.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** fedctl as a process of its own, with an environment that holds nothing of this machine's. */
final class FedctlProcess implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final Process process;
  private final Path output;

  private FedctlProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  static FedctlProcess start(Path folder, Map<String, String> environment, String... arguments) {
    try {
      Path output = Files.createTempFile(folder, arguments[0], ".log");
      ProcessBuilder builder =
          new ProcessBuilder(
              ProcessHandle.current().info().command().orElseThrow(),
              "--enable-native-access=ALL-UNNAMED",
              "-Duser.home=" + folder,
              "-cp",
              System.getProperty("java.class.path"),
              "dev.fedctl.app.Main");
      builder.command().addAll(List.of(arguments));
      builder
          .environment()
          .keySet()
          .removeIf(name -> name.startsWith("AWS_") || name.startsWith("TEMPORAL_"));
      builder.environment().put("AWS_EC2_METADATA_DISABLED", "true");
      builder.environment().put("HOME", folder.toString());
      builder.environment().putAll(environment);
      return new FedctlProcess(
          builder.redirectErrorStream(true).redirectOutput(output.toFile()).start(), output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What it said so far. */
  String said() {
    try {
      return Files.readString(output, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until it has said that. */
  FedctlProcess saying(String text) {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!said().contains(text)) {
      assertThat(process.isAlive()).as(said()).isTrue();
      assertThat(System.nanoTime()).as(said()).isLessThan(end);
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
    return this;
  }

  /** The rest of the first line that begins so. */
  String value(String beginning) {
    return said()
        .lines()
        .filter(line -> line.startsWith(beginning))
        .findFirst()
        .orElseThrow()
        .substring(beginning.length());
  }

  int exitCode() throws InterruptedException {
    assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).as(said()).isTrue();
    return process.exitValue();
  }

  /** SIGTERM. */
  FedctlProcess told() {
    process.destroy();
    return this;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
