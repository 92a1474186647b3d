package dev.fedctl.sandbox.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.fedctl.sandbox.setup.InvalidSetupException;
import dev.fedctl.sandbox.wire.LoopbackHost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The folder in which a sandbox keeps its state: {@code sandbox.json} says how it was set up,
 * {@code journal.jsonl} what happened since. It holds keys and tokens, so only its owner may read
 * it.
 */
public final class StateFolder implements AutoCloseable {

  private static final ObjectMapper JSON = new JsonMapper();
  private static final Set<String> OURS =
      Set.of("sandbox.json", "sandbox.json.new", "journal.jsonl");

  private final Path folder;
  private final JournalFile file;
  private final List<JournalLine> lines;
  private final Optional<Header> header;
  private final Map<String, String> setup;
  private final Instant start;

  private StateFolder(
      Path folder,
      JournalFile file,
      List<JournalLine> lines,
      Optional<Header> header,
      Map<String, String> setup) {
    this.folder = folder;
    this.file = file;
    this.lines = lines;
    this.header = header;
    this.setup = setup;
    this.start = header.map(known -> Instant.parse(known.start())).orElseGet(Instant::now);
  }

  /**
   * Opens a state, or begins a new one.
   *
   * @param given the options that were given, by name
   * @param otherwise what options of a new state are that were not given
   * @throws InvalidSetupException when it was made with other options, is in use, damaged, or no
   *     state at all
   */
  public static StateFolder open(
      Path folder, Map<String, String> given, Map<String, String> otherwise) {
    try {
      create(folder);
      Optional<Header> header = header(folder);
      if (header.isEmpty()) {
        refuseForeign(folder);
      }
      header.ifPresent(known -> compare(folder, known.setup(), given));
      Path journal = folder.resolve("journal.jsonl");
      JournalFile file = JournalFile.open(journal);
      Map<String, String> setup = new TreeMap<>(otherwise);
      setup.putAll(given);
      return new StateFolder(
          folder, file, file.read(journal), header, header.map(Header::setup).orElse(setup));
    } catch (IOException e) {
      throw new InvalidSetupException(folder + ": cannot hold a state: " + e);
    }
  }

  private static void create(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    try {
      Files.createDirectories(folder);
      if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
      }
    } catch (FileAlreadyExistsException e) {
      throw new InvalidSetupException(folder + ": is a file; --state needs a folder");
    }
  }

  private static Optional<Header> header(Path folder) throws IOException {
    Path path = folder.resolve("sandbox.json");
    String text;
    try {
      text = Files.readString(path);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    try {
      Header header = JSON.readValue(text, Header.class);
      if (header.format() == Header.FORMAT) {
        return Optional.of(header);
      }
    } catch (IOException e) {
      // Told like another format.
    }
    throw new InvalidSetupException(
        path + ": was not written by this version of fedctl; choose another --state");
  }

  private static void refuseForeign(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      Optional<String> foreign =
          files
              .map(file -> file.getFileName().toString())
              .filter(n -> !OURS.contains(n))
              .findFirst();
      if (foreign.isPresent()) {
        throw new InvalidSetupException(
            "%s: holds \"%s\" and no sandbox.json, so it is no state of a sandbox; --state needs a folder of its own"
                .formatted(folder, foreign.get()));
      }
    }
  }

  private static void compare(Path folder, Map<String, String> made, Map<String, String> given) {
    given.forEach(
        (option, value) -> {
          String before = made.getOrDefault(option, "");
          if (!value.equals(before)) {
            throw new InvalidSetupException(
                "%s: this state was made %s, not %s; leave the option out, or choose another --state"
                    .formatted(folder, said(option, before), said(option, value)));
          }
        });
  }

  private static String said(String option, String value) {
    if (value.isEmpty()) {
      return "without " + option;
    }
    return value.indexOf('\n') < 0
        ? "with " + option + " " + value
        : "with a "
            + option
            + " of "
            + value.length()
            + " characters that begins \""
            + value.lines().findFirst().orElse("")
            + "\"";
  }

  /** The options of this state, by name: those it was made with. */
  public Map<String, String> setup() {
    return setup;
  }

  /** Whether there was a state before. */
  public boolean isContinued() {
    return header.isPresent();
  }

  /** When the cloud's clock started to count. */
  public Instant start() {
    return start;
  }

  /**
   * The host at which the cloud listened before, or one that it can come back to.
   *
   * @param address of a new one; empty: any
   */
  public LoopbackHost host(Optional<InetAddress> address, int port) {
    if (header.isEmpty()) {
      return address
          .map(known -> LoopbackHost.at(known, port))
          .orElseGet(() -> LoopbackHost.claimForGood(port));
    }
    try {
      return LoopbackHost.again(
          InetAddress.getByName(header.get().address()), port, header.get().ports());
    } catch (UncheckedIOException | java.net.UnknownHostException e) {
      throw new InvalidSetupException(
          "%s: this state listens on %s, and port %d is in use there; stop what uses it, or choose another --state"
              .formatted(folder, header.get().address(), port));
    }
  }

  /** Writes down how the cloud is set up, once it listens and before it answers. */
  public void begun(LoopbackHost host) {
    if (header.isPresent()) {
      return;
    }
    Header made =
        new Header(
            Header.FORMAT,
            start.toString(),
            setup,
            host.address().getHostAddress(),
            host.chosenPorts());
    Path draft = folder.resolve("sandbox.json.new");
    try {
      Files.write(
          draft,
          (JSON.writerWithDefaultPrettyPrinter().writeValueAsString(made) + "\n").getBytes(UTF_8));
      try (FileChannel written = FileChannel.open(draft, StandardOpenOption.WRITE)) {
        written.force(true);
      }
      Files.move(draft, folder.resolve("sandbox.json"), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The journal of this state.
   *
   * @param live the cloud's time once it runs
   */
  public Journal journal(InstantSource live) {
    return new Journal(file, lines, new StateClock(live, start));
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
