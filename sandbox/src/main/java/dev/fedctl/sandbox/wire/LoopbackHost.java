package dev.fedctl.sandbox.wire;

import dev.fedctl.sandbox.dns.SandboxNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * The address that one sandbox has for itself, with its listeners: a loopback address, unless it is
 * alone in a network of its own, as a container is. Load balancers of all sandboxes listen on the
 * same port, so two sandboxes on one machine need two addresses. Linux answers on all of
 * 127.0.0.0/8; elsewhere the second sandbox cannot start, and says so.
 */
public final class LoopbackHost implements AutoCloseable {

  private static final int TRIES = 64;

  private final InetAddress address;
  private final int claimedPort;
  private final Deque<Integer> wanted;
  private final List<Integer> chosen = new ArrayList<>();
  private final List<HttpFront> fronts = new ArrayList<>();
  private @Nullable Socket claim;

  private LoopbackHost(
      InetAddress address, int claimedPort, @Nullable Socket claim, List<Integer> wanted) {
    this.address = address;
    this.wanted = new ArrayDeque<>(wanted);
    this.claimedPort = claimedPort;
    this.claim = claim;
  }

  /** Takes 127.0.0.1, or another loopback address when {@code port} is in use there. */
  public static LoopbackHost claim(int port) {
    return claim(port, 0);
  }

  /**
   * Takes a loopback address that nobody else has by default, so that it is free again whenever
   * this host comes back to it; 127.0.0.1 where the machine answers on no other.
   */
  public static LoopbackHost claimForGood(int port) {
    return claim(port, 1);
  }

  /** Takes that address; fails when {@code port} is in use there. */
  public static LoopbackHost at(InetAddress address, int port) {
    try {
      return new LoopbackHost(address, port, bound(address, port), List.of());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on " + address.getHostAddress(), e);
    }
  }

  private static LoopbackHost claim(int port, int first) {
    Random random = new SecureRandom();
    IOException last = new IOException("no address tried");
    for (int i = first; i <= TRIES; i++) {
      byte[] octets = {127, 0, 0, 1};
      if (i > 0 && i < TRIES) {
        octets[1] = (byte) (1 + random.nextInt(254));
        octets[2] = (byte) random.nextInt(256);
        octets[3] = (byte) (1 + random.nextInt(254));
      }
      try {
        InetAddress address = InetAddress.getByAddress(octets);
        return new LoopbackHost(address, port, bound(address, port), List.of());
      } catch (IOException e) {
        last = e;
      }
    }
    throw new UncheckedIOException("no loopback address has port " + port + " free", last);
  }

  /**
   * Takes that address again, with the ports that it had.
   *
   * @param port as in {@link #claim}
   * @param chosen what {@link #chosenPorts} said before
   * @throws UncheckedIOException when another process listens on one of them
   */
  public static LoopbackHost again(InetAddress address, int port, List<Integer> chosen) {
    try {
      return new LoopbackHost(address, port, bound(address, port), chosen);
    } catch (IOException e) {
      // Connections that the process before has left behind are in the way of a socket that does
      // not listen; who listens passes over them.
      HttpFront.plain(new InetSocketAddress(address, port), request -> new WireResponse.Dropped())
          .close();
      return new LoopbackHost(address, port, null, chosen);
    }
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
    return kept(port, HttpFront.plain(at(port), handler));
  }

  /** Listens with TLS until this host is closed; port 0 means any free one. */
  public synchronized HttpFront tls(int port, CertificateSource source, WireHandler handler) {
    release(port);
    return kept(port, HttpFront.tls(at(port), source, handler));
  }

  @Override
  public synchronized void close() {
    fronts.forEach(HttpFront::close);
    fronts.clear();
    release(claimedPort);
  }

  /** The ports that were given for 0, in order. */
  public synchronized List<Integer> chosenPorts() {
    return List.copyOf(chosen);
  }

  private InetSocketAddress at(int port) {
    Integer before = port == 0 ? wanted.poll() : null;
    return new InetSocketAddress(address, before == null ? port : before);
  }

  private HttpFront kept(int port, HttpFront front) {
    fronts.add(front);
    if (port == 0) {
      chosen.add(front.port());
    }
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
