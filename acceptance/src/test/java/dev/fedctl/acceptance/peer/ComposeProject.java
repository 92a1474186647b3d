package dev.fedctl.acceptance.peer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The services as containers of a docker daemon. */
public final class ComposeProject implements ComposeStack {

  private static final Duration LIMIT = Duration.ofMinutes(5);

  private final Path house;
  private final OwnDocker docker;

  private ComposeProject(Path house, OwnDocker docker) {
    this.house = house;
    this.docker = docker;
  }

  /** Makes the stand-ins; nothing runs yet. */
  static ComposeProject of(StandIns standIns, OwnDocker docker) {
    docker
        .client(
            standIns.house(),
            Map.of("JAVA_HOME", System.getProperty("java.home")),
            LIMIT,
            standIns.command())
        .expectingSuccess();
    return new ComposeProject(standIns.house(), docker);
  }

  /** As the README says it. */
  @Override
  public void up() {
    compose("up", "-d", "--build");
    Until.so(
        "every service is healthy or done",
        LIMIT,
        () -> services().values().stream().allMatch(Service::isAsItShould));
  }

  @Override
  public void kill() {
    List<String> command = new ArrayList<>(List.of("docker", "kill"));
    services().values().stream()
        .filter(service -> service.state().equals("running"))
        .map(Service::id)
        .forEach(command::add);
    docker.client(house, Map.of(), LIMIT, command).expectingSuccess();
  }

  @Override
  public void down(String... options) {
    List<String> command = new ArrayList<>(List.of("down"));
    command.addAll(List.of(options));
    compose(command.toArray(String[]::new));
  }

  /** The names of all volumes that the daemon keeps. */
  public Set<String> volumes() {
    String names =
        docker
            .client(
                house, Map.of(), LIMIT, List.of("docker", "volume", "ls", "--format", "{{.Name}}"))
            .expectingSuccess();
    return new TreeSet<>(names.lines().toList());
  }

  /** How often docker has started a service again because it had failed. */
  public int restarts(Service service) {
    String count =
        docker
            .client(
                house,
                Map.of(),
                LIMIT,
                List.of("docker", "inspect", "--format", "{{.RestartCount}}", service.id()))
            .expectingSuccess();
    return Integer.parseInt(count.strip());
  }

  /** Every service that there is a container of. */
  public Map<String, Service> services() {
    Map<String, Service> services = new TreeMap<>();
    compose("ps", "--all", "--no-trunc", "--format", "json")
        .lines()
        .map(ComposeProject::json)
        .forEach(
            row ->
                services.put(
                    row.path("Service").asText(),
                    new Service(
                        row.path("ID").asText(),
                        row.path("State").asText(),
                        row.path("Health").asText(),
                        row.path("ExitCode").asInt())));
    return services;
  }

  @Override
  public Command.Said beside(Map<String, String> environment, List<String> command) {
    return docker.beside(house, environment, LIMIT, command);
  }

  @Override
  public void close() {
    docker.close();
  }

  private String compose(String... arguments) {
    List<String> command =
        new ArrayList<>(List.of(Peers.find("docker-compose").toString(), "--profile", "sandbox"));
    command.addAll(List.of(arguments));
    return docker.client(house, Map.of(), LIMIT, command).expectingSuccess();
  }

  private static JsonNode json(String line) {
    try {
      return new ObjectMapper().readTree(line);
    } catch (JsonProcessingException e) {
      throw new AssertionError(line, e);
    }
  }

  /** A container, as compose shows it. */
  public record Service(String id, String state, String health, int exitCode) {

    boolean isAsItShould() {
      return state.equals("exited") ? exitCode == 0 : health.equals("healthy");
    }
  }
}
