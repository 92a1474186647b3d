package dev.fedctl.acceptance.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The services as processes, with the commands and environments that compose prints. */
public final class ComposeProcesses implements ComposeStack {

  private static final Duration LIMIT = Duration.ofMinutes(5);

  private final StandIns standIns;
  private final Apart apart;

  private ComposeProcesses(StandIns standIns, Apart apart) {
    this.standIns = standIns;
    this.apart = apart;
  }

  /** Makes the stand-ins; nothing runs yet. */
  static ComposeProcesses of(StandIns standIns, Path folder) {
    Command.run(
            standIns.house(),
            Map.of("JAVA_HOME", System.getProperty("java.home")),
            LIMIT,
            standIns.command())
        .expectingSuccess();
    Path config = folder.resolve("config.json");
    try {
      Files.writeString(
          config,
          Command.run(
                  standIns.house(),
                  Map.of(),
                  LIMIT,
                  List.of(
                      Peers.find("docker-compose").toString(),
                      "--profile",
                      "sandbox",
                      "config",
                      "--format",
                      "json"))
              .expectingSuccess());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ComposeProcesses(
        standIns,
        Apart.start(
            standIns.scripts(),
            folder.resolve("apart"),
            folder.resolve("processes.log"),
            List.of(
                standIns.scripts().resolve("processes.py").toString(),
                config.toString(),
                standIns.images().toString())));
  }

  @Override
  public void up() {
    ask("up");
  }

  @Override
  public void kill() {
    ask("kill");
  }

  @Override
  public void down(String... options) {
    ask("down " + String.join(" ", options));
  }

  private void ask(String line) {
    String answer = apart.ask(line);
    if (!answer.equals("ok")) {
      throw new AssertionError(line + ": " + answer);
    }
  }

  @Override
  public Command.Said beside(Map<String, String> environment, List<String> command) {
    return apart.beside(standIns.house(), environment, LIMIT, command);
  }

  @Override
  public void close() {
    apart.close();
  }
}
