package dev.fedctl.acceptance.peer;

import dev.fedctl.sandbox.tls.CertificateAuthority;
import dev.fedctl.sandbox.tls.TlsIdentity;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;

/** A listener that speaks TLS, as in front of a Temporal server that does not itself. */
public final class TlsFront implements AutoCloseable {

  private static final char[] PASSWORD = "of a store in memory".toCharArray();

  private final CertificateAuthority authority = CertificateAuthority.create("front");
  private final ServerSocket listener;
  private final int behind;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  private TlsFront(int behind) {
    this.behind = behind;
    this.listener = listening();
    Thread.ofVirtual().start(this::accept);
  }

  /**
   * Listens on a port of its own.
   *
   * @param address host and port that it passes everything on to
   */
  public static TlsFront before(String address) {
    return new TlsFront(Integer.parseInt(address.substring(address.indexOf(':') + 1)));
  }

  /** Host and port. */
  public String address() {
    return "127.0.0.1:" + listener.getLocalPort();
  }

  /** Writes the certificate of the authority that vouches for it. */
  public Path authority(Path file) {
    try {
      return Files.writeString(file, authority.pem());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ServerSocket listening() {
    try {
      InetAddress loopback = InetAddress.getLoopbackAddress();
      TlsIdentity identity = authority.serving(List.of("localhost"), List.of(loopback));
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, PASSWORD);
      store.setKeyEntry(
          "front", identity.key(), PASSWORD, identity.chain().toArray(Certificate[]::new));
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, PASSWORD);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      SSLServerSocket socket =
          (SSLServerSocket) context.getServerSocketFactory().createServerSocket(0, 50, loopback);
      SSLParameters parameters = socket.getSSLParameters();
      // gRPC speaks to nobody who does not agree on HTTP/2.
      parameters.setApplicationProtocols(new String[] {"h2"});
      socket.setSSLParameters(parameters);
      return socket;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("cannot listen with TLS", e);
    }
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket caller = listener.accept();
        open.add(caller);
        Thread.ofVirtual().start(() -> serve(caller));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket caller) {
    try (caller;
        Socket server = new Socket(InetAddress.getLoopbackAddress(), behind)) {
      Thread back = Thread.ofVirtual().start(() -> pass(server, caller));
      pass(caller, server);
      back.join();
    } catch (IOException gone) {
      // A caller without TLS, or one that has left.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void pass(Socket from, Socket to) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      in.transferTo(out);
    } catch (IOException gone) {
      // Either of them: the other one hears of it by its socket.
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
