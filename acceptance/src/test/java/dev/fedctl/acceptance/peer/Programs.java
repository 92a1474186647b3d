package dev.fedctl.acceptance.peer;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Programs of this machine, which packages of Debian have. */
final class Programs {

  private Programs() {}

  /**
   * One that is missing aborts the test; in CI, where nothing is skipped, it fails it.
   *
   * @param packages of each program
   */
  static void need(Map<String, String> packages) {
    packages.forEach(
        (program, from) -> {
          if (!isThere(program)) {
            String cure = "program \"%s\" is missing: apt-get install %s".formatted(program, from);
            if ("true".equals(System.getenv("CI"))) {
              fail(cure);
            }
            abort(cure);
          }
        });
  }

  private static boolean isThere(String program) {
    for (String folder : System.getenv("PATH").split(File.pathSeparator, -1)) {
      if (Files.isExecutable(Path.of(folder).resolve(program))) {
        return true;
      }
    }
    return false;
  }
}
