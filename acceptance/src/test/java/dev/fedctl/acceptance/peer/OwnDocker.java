package dev.fedctl.acceptance.peer;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A docker daemon apart from all else on this machine. */
final class OwnDocker implements AutoCloseable {

  private final Apart apart;
  private final Path folder;

  private OwnDocker(Apart apart, Path folder) {
    this.apart = apart;
    this.folder = folder;
  }

  /**
   * Starts one; it answers when this returns. Nothing when this machine does not let it start; why
   * stands in the log.
   */
  static Optional<OwnDocker> start(Path scripts, Path folder, Path log) {
    Apart apart =
        Apart.start(
            scripts,
            folder,
            log,
            List.of(scripts.resolve("dockerd.sh").toString(), folder.toString()));
    OwnDocker docker = new OwnDocker(apart, folder);
    Until.so(
        "the docker daemon answers or ends",
        Duration.ofMinutes(1),
        () -> !apart.isAlive() || docker.answers());
    return apart.isAlive() ? Optional.of(docker) : Optional.empty();
  }

  /** Runs a client of it. */
  Command.Said client(
      Path where, Map<String, String> environment, Duration limit, List<String> command) {
    Map<String, String> all = new TreeMap<>(environment);
    all.put("DOCKER_HOST", "unix://" + folder.resolve("docker.sock"));
    return Command.run(where, all, limit, command);
  }

  /** Runs something on the machine that the containers publish their ports on. */
  Command.Said beside(
      Path where, Map<String, String> environment, Duration limit, List<String> command) {
    return apart.beside(where, environment, limit, command);
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
    apart.close();
  }
}
