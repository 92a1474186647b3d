package dev.fedctl.acceptance.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** A port of a Service: a connection goes to whichever of its pods takes it. */
final class Relay implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 5_000;

  private final ServerSocket listener;
  private final Supplier<List<InetSocketAddress>> pods;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  private Relay(ServerSocket listener, Supplier<List<InetSocketAddress>> pods) {
    this.listener = listener;
    this.pods = pods;
    Thread.ofVirtual().start(this::accept);
  }

  /**
   * Listens there.
   *
   * @param pods asked at each connection
   */
  static Relay at(String address, int port, Supplier<List<InetSocketAddress>> pods) {
    try {
      return new Relay(new ServerSocket(port, 128, InetAddress.getByName(address)), pods);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen at %s:%d".formatted(address, port), e);
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
    List<InetSocketAddress> shuffled = new ArrayList<>(pods.get());
    Collections.shuffle(shuffled);
    try (caller;
        Socket pod = first(shuffled)) {
      Thread back = Thread.ofVirtual().start(() -> pass(pod, caller));
      pass(caller, pod);
      back.join();
    } catch (IOException gone) {
      // The caller sees its connection end.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(caller);
    }
  }

  private static Socket first(List<InetSocketAddress> pods) throws IOException {
    IOException refused = new IOException("no pods");
    for (InetSocketAddress pod : pods) {
      Socket socket = new Socket();
      try {
        socket.connect(pod, PATIENCE_MILLIS);
        return socket;
      } catch (IOException e) {
        socket.close();
        refused = e;
      }
    }
    throw refused;
  }

  private static void pass(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException gone) {
      close(from);
      close(to);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    open.forEach(Relay::close);
  }
}
