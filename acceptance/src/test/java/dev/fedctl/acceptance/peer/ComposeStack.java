package dev.fedctl.acceptance.peer;

import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The services of docker-compose.yml with the profile {@code sandbox}, from stand-ins for the
 * published images, apart from all else on this machine. Nothing of them is left when it is closed.
 */
public sealed interface ComposeStack extends AutoCloseable
    permits ComposeProject, ComposeProcesses {

  /**
   * Containers; or processes where no docker daemon can run; or nothing, and the test is aborted,
   * where not even that is allowed. What is not containers is said on stderr.
   *
   * @param house the repository
   * @param folder for all that they need, and for their logs
   */
  static ComposeStack start(Path house, Path folder) {
    if (!Apart.isAllowed()) {
      String cure = "nothing can be set apart on this machine: run as root, with CAP_SYS_ADMIN";
      System.err.printf("%n*** THE SERVICES OF DOCKER COMPOSE ARE NOT STARTED: %s ***%n", cure);
      abort(cure);
    }
    Path log = folder.resolve("dockerd.log");
    Path peers =
        Peers.with(
            "docker-compose",
            "temporal",
            "temporal-server",
            "temporal-server-source",
            "temporal-sql-tool",
            "temporal-ui-server",
            "temporal-ui-source");
    StandIns standIns = new StandIns(house, peers, folder.resolve("images"));
    return OwnDocker.start(standIns.scripts(), folder.resolve("docker"), log)
        .<ComposeStack>map(docker -> ComposeProject.of(standIns, docker))
        .orElseGet(
            () -> {
              System.err.printf(
                  "%n*** NO DOCKER DAEMON STARTS ON THIS MACHINE: the services of docker compose run as"
                      + " processes. Claims about containers, volumes and ports are left out. ***%n%s%n",
                  standIns.tail(log));
              return ComposeProcesses.of(standIns, folder);
            });
  }

  /** Up, until each service is healthy or has done its work. */
  void up();

  /** Kills every process of every service at once. */
  void kill();

  /** Down, with or without the volumes. */
  void down(String... options);

  /** Runs something on the machine that the services publish their ports on. */
  Command.Said beside(Map<String, String> environment, List<String> command);

  @Override
  void close();
}
