package dev.fedctl.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fedctl.sandbox.Sandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where {@code dev} keeps what outlives it. What Temporal knows and what the sandbox has belong
 * together: a federation without its clusters, or clusters without their federation, are of no use.
 *
 * @param database of the Temporal server
 * @param state of the sandbox
 * @param folder for what is made anew at each start
 */
record DevFiles(Optional<Path> database, Optional<Path> state, Path folder) {

  /**
   * @throws IllegalArgumentException with words for the user when these do not fit together
   */
  static DevFiles of(@Nullable Path keep, @Nullable Path database, @Nullable Path state) {
    if (keep != null && (database != null || state != null)) {
      throw new IllegalArgumentException("--keep holds both: leave out --db and --state");
    }
    if ((database == null) != (state == null)) {
      throw new IllegalArgumentException(
          "--db and --state belong together: give both, or --keep DIR");
    }
    try {
      if (keep != null) {
        Files.createDirectories(keep);
        return checked(keep.resolve("temporal.db"), keep.resolve("sandbox"), keep);
      }
      Path folder = Files.createTempDirectory("fedctl-dev-");
      if (database == null || state == null) {
        return new DevFiles(Optional.empty(), Optional.empty(), folder);
      }
      return checked(database, state, folder);
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot write: " + e.getMessage());
    }
  }

  private static DevFiles checked(Path database, Path state, Path folder) {
    boolean known = Files.exists(database);
    boolean kept = Files.exists(state.resolve("sandbox.json"));
    if (known != kept) {
      throw new IllegalArgumentException(
          "%s is there and %s is not: they belong together; name the other one, or remove this one"
              .formatted(known ? database : state, known ? state : database));
    }
    return new DevFiles(
        Optional.of(database.toAbsolutePath()),
        Optional.of(state.toAbsolutePath()),
        folder.toAbsolutePath());
  }

  Path log() {
    return folder.resolve("temporal.log");
  }

  /** The part of a spec that only holds here: where the archive of Karmada's definitions is. */
  Path layer(Sandbox.Archive crds) {
    Path file = folder.resolve("layer.yaml");
    String text =
        """
        # Lies over each spec that is applied here: the sandbox serves Karmada's definitions itself.
        spec:
          karmada:
            crds:
              url: %s
              sha256: %s
        """
            .formatted(crds.url(), crds.sha256());
    try {
      Files.write(file, text.getBytes(UTF_8));
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
