package dev.fedctl.sandbox.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.fedctl.sandbox.setup.InvalidSetupException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The ledger as a file: one JSON object a line, in the order of effects. */
public final class LedgerFile implements Consumer<LedgerRow>, AutoCloseable {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder().addModule(new Jdk8Module()).build();

  private final Path path;
  private final FileChannel channel;
  private final BufferedWriter writer;
  private final List<String> known;
  private final boolean lasting;
  private int seen;
  private int foreign;

  private LedgerFile(Path path, FileChannel channel, List<String> known, boolean lasting) {
    this.path = path;
    this.channel = channel;
    this.writer = new BufferedWriter(Channels.newWriter(channel, UTF_8));
    this.known = known;
    this.lasting = lasting;
  }

  /** Starts the file anew. */
  public static LedgerFile create(Path path) throws IOException {
    return new LedgerFile(path, emptied(path), List.of(), false);
  }

  /** The same, and each row outlives this process. */
  public static LedgerFile anew(Path path) throws IOException {
    return new LedgerFile(path, emptied(path), List.of(), true);
  }

  private static FileChannel emptied(Path path) throws IOException {
    return FileChannel.open(
        path,
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.WRITE);
  }

  /**
   * Goes on with the ledger of a cloud that was kept: what that cloud has done already is not
   * written again, and what an earlier end had added is taken off. Each row outlives this process.
   */
  public static LedgerFile goOn(Path path) throws IOException {
    List<String> rows = rows(path);
    FileChannel channel =
        FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    LedgerFile file = new LedgerFile(path, channel, rows, true);
    file.cut(rows.size());
    return file;
  }

  /** The whole rows of requests; a torn last line, and rows that only an end writes, are none. */
  private static List<String> rows(Path path) throws IOException {
    String text;
    try {
      text = Files.readString(path);
    } catch (NoSuchFileException e) {
      return List.of();
    }
    List<String> rows = new ArrayList<>();
    int from = 0;
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      String row = text.substring(from, end);
      if (row.startsWith("{\"type\":\"ready\"") || row.startsWith("{\"type\":\"path\"")) {
        break;
      }
      rows.add(row);
      from = end + 1;
    }
    return rows;
  }

  @Override
  public void accept(LedgerRow row) {
    try {
      String text = MAPPER.writerFor(LedgerRow.class).writeValueAsString(row);
      if (seen < known.size()) {
        seen++;
        foreign = foreign == 0 && !known.get(seen - 1).equals(text) ? seen : foreign;
        return;
      }
      writer.write(text);
      writer.write('\n');
      if (lasting) {
        writer.flush();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Says that the kept cloud has done again all that it had done.
   *
   * @throws InvalidSetupException when the file is the ledger of something else; it is unchanged
   */
  public void caughtUp() {
    if (foreign > 0) {
      throw new InvalidSetupException(
          "%s:%d: is not the ledger of this state; name the one that is, or another file"
              .formatted(path, foreign));
    }
    // The ledger was written and the journal was not: nobody was told of these.
    if (seen < known.size()) {
      try {
        cut(seen);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      seen = known.size();
    }
  }

  private void cut(int rows) throws IOException {
    long length = 0;
    for (String row : known.subList(0, rows)) {
      length += row.getBytes(UTF_8).length + 1;
    }
    channel.truncate(length);
    channel.position(length);
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}
