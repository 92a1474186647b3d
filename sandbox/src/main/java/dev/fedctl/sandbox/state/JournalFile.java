package dev.fedctl.sandbox.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.fedctl.sandbox.setup.InvalidSetupException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The journal as a file: one JSON object a line, only ever appended to. One process has it at a
 * time; a line that was not finished when that process died is cut off.
 */
final class JournalFile implements AutoCloseable {

  private static final ObjectMapper JSON = JsonMapper.builder().addModule(new Jdk8Module()).build();

  private final FileChannel channel;

  private JournalFile(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * @throws InvalidSetupException when another process has it
   */
  static JournalFile open(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    if (lock(channel) == null) {
      channel.close();
      throw new InvalidSetupException(
          file.getParent()
              + ": another sandbox uses this state; stop it, or choose another --state");
    }
    return new JournalFile(channel);
  }

  // The operating system gives the lock back when the process dies, whatever it dies of.
  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  /** All that was kept; leaves the file ready to be appended to. */
  List<JournalLine> read(Path name) throws IOException {
    byte[] content = new byte[Math.toIntExact(channel.size())];
    ByteBuffer buffer = ByteBuffer.wrap(content);
    while (buffer.hasRemaining() && channel.read(buffer, buffer.position()) >= 0) {
      // Until the end.
    }
    List<JournalLine> lines = new ArrayList<>();
    int from = 0;
    for (int end = 0; end < content.length; end++) {
      if (content[end] == '\n') {
        lines.add(line(name, lines.size() + 1, new String(content, from, end - from, UTF_8)));
        from = end + 1;
      }
    }
    channel.truncate(from);
    channel.position(from);
    return lines;
  }

  private static JournalLine line(Path name, int number, String text) {
    try {
      return JSON.readValue(text, JournalLine.class);
    } catch (IOException e) {
      throw new InvalidSetupException(
          "%s:%d: is no line of a sandbox's journal; the state is damaged, choose another --state"
              .formatted(name, number));
    }
  }

  /**
   * Writes one line, so that it outlives this process.
   *
   * @param force and the machine
   */
  void append(JournalLine line, boolean force) {
    try {
      byte[] text = JSON.writerFor(JournalLine.class).writeValueAsBytes(line);
      ByteBuffer buffer = ByteBuffer.allocate(text.length + 1).put(text).put((byte) '\n').flip();
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      if (force) {
        channel.force(false);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
