package dev.fedctl.sandbox.wire;

import dev.fedctl.sandbox.dns.SandboxNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * The loopback address that one sandbox has for itself, with its listeners. Load balancers of all
 * sandboxes listen on the same port, so two sandboxes on one machine need two addresses. Linux
 * answers on all of 127.0.0.0/8; elsewhere the second sandbox cannot start, and says so.
 */
public final class LoopbackHost implements AutoCloseable {

  private static final int TRIES = 64;

  private final InetAddress address;
  private final int claimedPort;
  private final List<HttpFront> fronts = new ArrayList<>();
  private @Nullable Socket claim;

  private LoopbackHost(InetAddress address, int claimedPort, Socket claim) {
    this.address = address;
    this.claimedPort = claimedPort;
    this.claim = claim;
  }

  /** Takes 127.0.0.1, or another loopback address when {@code port} is in use there. */
  public static LoopbackHost claim(int port) {
    Random random = new SecureRandom();
    IOException last = new IOException("no address tried");
    for (int i = 0; i < TRIES; i++) {
      byte[] octets = {127, 0, 0, 1};
      if (i > 0) {
        octets[1] = (byte) (1 + random.nextInt(254));
        octets[2] = (byte) random.nextInt(256);
        octets[3] = (byte) (1 + random.nextInt(254));
      }
      try {
        InetAddress address = InetAddress.getByAddress(octets);
        return new LoopbackHost(address, port, bound(address, port));
      } catch (IOException e) {
        last = e;
      }
    }
    throw new UncheckedIOException("no loopback address has port " + port + " free", last);
  }

  // A socket that is bound and does not listen: the port is taken and connections are refused.
  private static Socket bound(InetAddress address, int port) throws IOException {
    Socket socket = new Socket();
    try {
      socket.bind(new InetSocketAddress(address, port));
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  public InetAddress address() {
    return address;
  }

  /** The domain whose names resolve to this host: {@code 127-0-0-1.sandbox.invalid}. */
  public String domain() {
    return SandboxNames.domain(address);
  }

  /** Listens in the clear until this host is closed; port 0 means any free one. */
  public synchronized HttpFront plain(int port, WireHandler handler) {
    release(port);
    return kept(HttpFront.plain(new InetSocketAddress(address, port), handler));
  }

  /** Listens with TLS until this host is closed; port 0 means any free one. */
  public synchronized HttpFront tls(int port, CertificateSource source, WireHandler handler) {
    release(port);
    return kept(HttpFront.tls(new InetSocketAddress(address, port), source, handler));
  }

  @Override
  public synchronized void close() {
    fronts.forEach(HttpFront::close);
    fronts.clear();
    release(claimedPort);
  }

  private HttpFront kept(HttpFront front) {
    fronts.add(front);
    return front;
  }

  private void release(int port) {
    Socket held = claim;
    if (port != claimedPort || held == null) {
      return;
    }
    claim = null;
    try {
      held.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot release port " + port, e);
    }
  }
}
