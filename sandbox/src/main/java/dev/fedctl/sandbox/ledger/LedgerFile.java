package dev.fedctl.sandbox.ledger;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** The ledger as a file: one JSON object a line, in the order of effects. */
public final class LedgerFile implements Consumer<LedgerRow>, AutoCloseable {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder().addModule(new Jdk8Module()).build();

  private final BufferedWriter writer;

  private LedgerFile(BufferedWriter writer) {
    this.writer = writer;
  }

  /** Starts the file anew. */
  public static LedgerFile create(Path path) throws IOException {
    return new LedgerFile(Files.newBufferedWriter(path));
  }

  @Override
  public void accept(LedgerRow row) {
    try {
      writer.write(MAPPER.writerFor(LedgerRow.class).writeValueAsString(row));
      writer.newLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}
