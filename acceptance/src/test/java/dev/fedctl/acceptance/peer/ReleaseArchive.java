package dev.fedctl.acceptance.peer;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;

/**
 * Karmada's own definitions, packed as its releases pack them ({@code crds/bases}, {@code
 * crds/patches}) from the chart in its published module, at an address on loopback.
 */
public final class ReleaseArchive implements AutoCloseable {

  private final HttpServer server;
  private final byte[] content;
  private final int definitions;

  private ReleaseArchive(HttpServer server, byte[] content, int definitions) {
    this.server = server;
    this.content = content;
    this.definitions = definitions;
  }

  public static ReleaseArchive serve() {
    Path chart = Peers.find("karmada").resolve("charts/karmada/_crds");
    try {
      List<Path> bases = yaml(chart.resolve("bases"));
      byte[] content = pack(chart, bases, yaml(chart.resolve("patches")));
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/crds.tar.gz",
          exchange -> {
            try (exchange) {
              exchange.sendResponseHeaders(200, content.length);
              exchange.getResponseBody().write(content);
            }
          });
      server.start();
      return new ReleaseArchive(server, content, bases.size());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String url() {
    return "http://127.0.0.1:%d/crds.tar.gz".formatted(server.getAddress().getPort());
  }

  /** How many definitions it holds: one in a file. */
  public int definitions() {
    return definitions;
  }

  public String sha256() {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static byte[] pack(Path chart, List<Path> bases, List<Path> patches) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar =
        new TarArchiveOutputStream(new GzipCompressorOutputStream(bytes))) {
      for (Path file : Stream.concat(bases.stream(), patches.stream()).toList()) {
        TarArchiveEntry entry = new TarArchiveEntry("crds/" + chart.relativize(file));
        entry.setSize(Files.size(file));
        tar.putArchiveEntry(entry);
        Files.copy(file, tar);
        tar.closeArchiveEntry();
      }
    }
    return bytes.toByteArray();
  }

  private static List<Path> yaml(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
