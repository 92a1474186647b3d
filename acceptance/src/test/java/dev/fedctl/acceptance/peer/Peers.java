package dev.fedctl.acceptance.peer;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the peers are that {@code acceptance/peers/build.sh} has found or built. */
public final class Peers {

  private static final Path FOLDER = Path.of(System.getProperty("fedctl.peers", "target/peers"));

  private Peers() {}

  /**
   * A program, or a folder of sources. One that is missing aborts the test that needs it; in CI,
   * where nothing is skipped, it fails the test.
   */
  public static Path find(String name) {
    Path peer = FOLDER.resolve(name);
    if (Files.exists(peer)) {
      return real(peer);
    }
    String cure =
        "peer \"%s\" is missing: make acceptance-peers finds or builds it, docs/testing.md says how"
            .formatted(name);
    return "true".equals(System.getenv("CI")) ? fail(cure) : abort(cure);
  }

  /** The folder that has all of these, under their names. */
  public static Path with(String... names) {
    for (String name : names) {
      find(name);
    }
    return FOLDER.toAbsolutePath();
  }

  private static Path real(Path link) {
    try {
      return link.toRealPath();
    } catch (IOException e) {
      throw new AssertionError("peer \"" + link + "\" leads nowhere", e);
    }
  }
}
