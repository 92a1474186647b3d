package dev.fedctl.workflow;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.temporal.common.WorkflowExecutionHistory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * A history that a real Temporal server wrote, and {@code make record-history} kept.
 *
 * @param release of fedctl that ran it
 * @param station of the federation's life
 */
record RecordedHistory(String release, String station, Path file) {

  /** All of them, in the order of their paths. */
  static List<RecordedHistory> all() {
    Path root = root();
    try (Stream<Path> files = Files.walk(root, 3)) {
      return files.filter(Files::isRegularFile).sorted().map(file -> of(root, file)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RecordedHistory of(Path root, Path file) {
    Path place = root.relativize(file);
    return new RecordedHistory(place.getName(0).toString(), place.getName(1).toString(), file);
  }

  WorkflowExecutionHistory history() {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      return WorkflowExecutionHistory.fromJson(new String(in.readAllBytes(), UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The type of the workflow whose history it is. */
  String type() {
    return history()
        .getEvents()
        .getFirst()
        .getWorkflowExecutionStartedEventAttributes()
        .getWorkflowType()
        .getName();
  }

  @Override
  public String toString() {
    return String.join("/", release, station, String.valueOf(file.getFileName()));
  }

  private static Path root() {
    try {
      return Path.of(
          Objects.requireNonNull(RecordedHistory.class.getResource("/histories")).toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }
}
