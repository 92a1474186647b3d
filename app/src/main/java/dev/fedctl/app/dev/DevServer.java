package dev.fedctl.app.dev;

import dev.fedctl.contract.identity.SearchAttributes;
import dev.fedctl.worker.NamespaceCheck;
import dev.fedctl.worker.Unfit;
import dev.fedctl.worker.Unfit.Reason;
import io.temporal.common.SearchAttributeKey;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.testing.TemporalDevServer;
import io.temporal.testing.TemporalDevServerOptions;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Temporal's own server for developers, with its Web UI, as a child of this process. */
public final class DevServer implements AutoCloseable {

  public static final String NAMESPACE = "default";

  private static final Duration START = Duration.ofSeconds(60);
  private static final int TAIL = 10;

  /**
   * Ends the server when standard input ends, and that is when this process does, whatever it died
   * of: a child that is only told by a hook outlives a kill -9 and keeps its ports.
   */
  private static final String GUARD =
      """
      trap '' INT
      exec 3<&0
      "$@" </dev/null 3<&- &
      server=$!
      { read -r _ <&3; kill "$server" 2>/dev/null; } &
      guard=$!
      trap 'kill "$server" 2>/dev/null' TERM
      wait "$server"
      code=$?
      kill "$guard" 2>/dev/null
      exit "$code"
      """;

  private final @Nullable Process process;
  private final @Nullable TemporalDevServer downloaded;
  private final Path log;

  private DevServer(@Nullable Process process, @Nullable TemporalDevServer downloaded, Path log) {
    this.process = process;
    this.downloaded = downloaded;
    this.log = log;
  }

  /**
   * How it is started.
   *
   * @param cli the temporal CLI; empty: that of the PATH, else one that is downloaded
   * @param database where it keeps everything; empty: nowhere
   * @param log what it says
   */
  public record Options(
      Optional<Path> cli, int port, int uiPort, Optional<Path> database, Path log) {}

  /**
   * Starts it; it may not answer yet.
   *
   * @throws Unfit when there is none to start
   */
  public static DevServer start(Options options) {
    Optional<Path> cli = options.cli().or(DevServer::onPath);
    try {
      return cli.isPresent() ? child(cli.get(), options) : downloaded(options);
    } catch (IOException e) {
      throw new Unfit(
          Reason.SERVER,
          "the Temporal server cannot be started: " + e.getMessage(),
          "name a temporal CLI of version 1.5 or later: --temporal-cli PATH");
    }
  }

  private static DevServer child(Path cli, Options options) throws IOException {
    if (!Files.isExecutable(cli)) {
      throw new IOException(cli + " is no program");
    }
    List<String> command = new ArrayList<>(List.of("sh", "-c", GUARD, "fedctl-dev"));
    command.addAll(
        List.of(
            cli.toString(),
            "server",
            "start-dev",
            "--ip=127.0.0.1",
            "--port=" + options.port(),
            "--ui-port=" + options.uiPort(),
            "--log-level=warn"));
    options.database().ifPresent(file -> command.add("--db-filename=" + file));
    command.addAll(attributes());
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(options.log().toFile())
            .start();
    return new DevServer(process, null, options.log());
  }

  private static List<String> attributes() {
    List<String> options = new ArrayList<>();
    for (SearchAttributeKey<?> key : SearchAttributes.ALL) {
      options.add("--search-attribute");
      options.add(key.getName() + "=" + NamespaceCheck.word(key.getValueType()));
    }
    return options;
  }

  private static DevServer downloaded(Options options) {
    TemporalDevServerOptions.Builder builder =
        TemporalDevServerOptions.newBuilder()
            .setIp("127.0.0.1")
            .setPort(options.port())
            .setUiEnabled(true)
            .setUiPort(options.uiPort())
            .setLogFile(options.log().toString())
            .setExtraArgs(attributes());
    options.database().ifPresent(file -> builder.setDatabaseFilename(file.toString()));
    try {
      return new DevServer(
          null, TemporalDevServer.start(NAMESPACE, builder.build()), options.log());
    } catch (RuntimeException e) {
      Throwable root = e;
      while (root.getCause() != null) {
        root = root.getCause();
      }
      throw new Unfit(
          Reason.SERVER,
          "there is no temporal CLI on the PATH, and none could be downloaded: " + root,
          "install the temporal CLI, or name it: --temporal-cli PATH");
    }
  }

  private static Optional<Path> onPath() {
    for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      Path program = Path.of(folder, "temporal");
      if (!folder.isEmpty() && Files.isExecutable(program) && !Files.isDirectory(program)) {
        return Optional.of(program);
      }
    }
    return Optional.empty();
  }

  /**
   * Waits until it answers, and makes its namespace fit.
   *
   * @throws Unfit when it died or does not answer
   */
  public void awaitReady(WorkflowServiceStubs service) {
    NamespaceCheck check = new NamespaceCheck(service, NAMESPACE);
    long end = System.nanoTime() + START.toNanos();
    while (true) {
      try {
        check.prepare();
        return;
      } catch (Unfit e) {
        if (!isAlive() || System.nanoTime() > end) {
          throw new Unfit(
              Reason.SERVER,
              "the Temporal server does not start; its last words:\n" + lastWords(),
              "look at " + log);
        }
      }
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }
  }

  /** Runs {@code then} when the server has ended. */
  public void onEnd(Runnable then) {
    Process child = process;
    if (child != null) {
      Thread.ofVirtual()
          .start(
              () -> {
                try {
                  child.waitFor();
                  then.run();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
    }
  }

  private boolean isAlive() {
    return process == null || process.isAlive();
  }

  private String lastWords() {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL), lines.size()));
    } catch (IOException e) {
      return "(its log cannot be read)";
    }
  }

  /** Asks it to end, and ends it when it does not. */
  @Override
  public void close() {
    if (downloaded != null) {
      downloaded.close();
    }
    if (process == null) {
      return;
    }
    try {
      process.getOutputStream().close();
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      Thread.currentThread().interrupt();
    }
  }
}
