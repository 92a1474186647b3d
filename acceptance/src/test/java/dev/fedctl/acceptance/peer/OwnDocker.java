package dev.fedctl.acceptance.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * A docker daemon whose network, mounts and processes are its own. Nothing of it is left when it is
 * closed, or when this JVM ends of whatever, {@code kill -9} too.
 */
public final class OwnDocker implements AutoCloseable {

  /** The programs, and the packages of Debian that have them. */
  private static final Map<String, String> PROGRAMS =
      new TreeMap<>(
          Map.of(
              "docker", "docker.io",
              "dockerd", "docker.io",
              "iptables", "iptables",
              "ip", "iproute2",
              "nsenter", "util-linux",
              "unshare", "util-linux",
              "python3", "python3"));

  private final Process process;
  private final Path folder;

  private OwnDocker(Process process, Path folder) {
    this.process = process;
    this.folder = folder;
  }

  /**
   * Starts one; it answers when this returns. Nothing when this machine does not let it start,
   * which is not fedctl's fault; why stands in the log.
   *
   * @param scripts where the scripts of the stand-ins are
   * @param folder of its own, removed with it
   * @param log what it says
   */
  public static Optional<OwnDocker> start(Path scripts, Path folder, Path log) {
    Programs.need(PROGRAMS);
    try {
      Process process =
          new ProcessBuilder(scripts.resolve("dockerd.sh").toString(), folder.toString())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      OwnDocker docker = new OwnDocker(process, folder);
      Until.so(
          "the docker daemon answers or ends",
          Duration.ofMinutes(1),
          () -> !process.isAlive() || docker.answers());
      if (process.isAlive()) {
        return Optional.of(docker);
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs a client of it, outside of its network. */
  public Command.Said client(
      Path where, Map<String, String> environment, Duration limit, List<String> command) {
    Map<String, String> all = new TreeMap<>(environment);
    all.put("DOCKER_HOST", "unix://" + folder.resolve("docker.sock"));
    return Command.run(where, all, limit, command);
  }

  /** Runs something on the machine that the containers publish their ports on. */
  public Command.Said beside(
      Path where, Map<String, String> environment, Duration limit, List<String> command) {
    List<String> entered =
        new ArrayList<>(List.of("nsenter", "--net=/proc/" + inside() + "/ns/net"));
    entered.addAll(command);
    return Command.run(where, environment, limit, entered);
  }

  /** The first process of its namespaces: the child of the one that has made them. */
  private long inside() {
    return process
        .descendants()
        .filter(child -> child.info().commandLine().orElse("").endsWith(" inside"))
        .mapToLong(ProcessHandle::pid)
        .max()
        .orElseThrow();
  }

  private boolean answers() {
    return Files.exists(folder.resolve("docker.sock"))
        && client(
                    Path.of("."),
                    Map.of(),
                    Duration.ofSeconds(30),
                    List.of("docker", "version", "--format", "{{.Server.Version}}"))
                .exitCode()
            == 0;
  }

  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        throw new AssertionError("the docker daemon does not end");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
