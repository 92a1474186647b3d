package dev.fedctl.acceptance.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What {@code acceptance/peers/stand-ins} makes: of what, and where. */
record StandIns(Path house, Path peers, Path images) {

  private static final int TAIL = 15;

  Path scripts() {
    return house.resolve("acceptance/peers/stand-ins");
  }

  /** Makes them, with the jar that Maven has packaged before; fails when it has not. */
  List<String> command() {
    Path jar = house.resolve("app/target/fedctl.jar");
    if (!Files.exists(jar)) {
      throw new AssertionError(
          jar + " is missing: mvn -DskipTests -Dexec.skip -pl app -am package");
    }
    return List.of(
        scripts().resolve("images.sh").toString(),
        peers.toString(),
        jar.toString(),
        images.toString());
  }

  /** The last lines of a log. */
  String tail(Path log) {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL), lines.size()));
    } catch (IOException e) {
      return "(its log cannot be read)";
    }
  }
}
