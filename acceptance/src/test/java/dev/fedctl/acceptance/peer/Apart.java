package dev.fedctl.acceptance.peer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * A command with a network, mounts and processes of its own. Nothing of it is left when it is
 * closed, or when this JVM ends of whatever, {@code kill -9} too.
 */
final class Apart implements AutoCloseable {

  /** The programs, and the packages of Debian that have them. */
  private static final Map<String, String> PROGRAMS =
      new TreeMap<>(
          Map.of(
              "busybox", "busybox-static",
              "docker", "docker.io",
              "dockerd", "docker.io",
              "iptables", "iptables",
              "ip", "iproute2",
              "nc", "netcat-openbsd",
              "nsenter", "util-linux",
              "python3", "python3",
              "unshare", "util-linux"));

  private final Process process;
  private final BufferedReader answers;

  private Apart(Process process) {
    this.process = process;
    this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
  }

  /** Whether this machine lets us set anything apart. */
  static boolean isAllowed() {
    Programs.need(PROGRAMS);
    return Command.run(
                Path.of("."),
                Map.of(),
                Duration.ofMinutes(1),
                List.of("unshare", "--net", "--mount", "--pid", "--fork", "--mount-proc", "true"))
            .exitCode()
        == 0;
  }

  /**
   * Starts it.
   *
   * @param scripts where the scripts of the stand-ins are
   * @param folder its own, removed with it
   * @param log what it says on stderr
   */
  static Apart start(Path scripts, Path folder, Path log, List<String> command) {
    List<String> all =
        new ArrayList<>(List.of(scripts.resolve("apart.sh").toString(), folder.toString()));
    all.addAll(command);
    try {
      return new Apart(new ProcessBuilder(all).redirectError(log.toFile()).start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Sends it a line, and waits for the line that it answers. */
  String ask(String line) {
    try {
      process.getOutputStream().write((line + "\n").getBytes(UTF_8));
      process.getOutputStream().flush();
      String answer = answers.readLine();
      return answer == null ? "it has ended" : answer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs something else in its network. */
  Command.Said beside(
      Path where, Map<String, String> environment, Duration limit, List<String> command) {
    List<String> entered =
        new ArrayList<>(List.of("nsenter", "--net=/proc/" + inside() + "/ns/net"));
    entered.addAll(command);
    return Command.run(where, environment, limit, entered);
  }

  /** The first process in there: the one child of the one that has made it. */
  private long inside() {
    ProcessHandle maker = process.children().findFirst().orElseThrow();
    return maker.children().findFirst().orElseThrow().pid();
  }

  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        throw new AssertionError("what runs apart does not end with its input");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
