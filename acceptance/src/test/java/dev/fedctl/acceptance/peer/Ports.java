package dev.fedctl.acceptance.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Ports of 127.0.0.1, each handed out once, and below those that the kernel gives to whoever asks
 * for any: what has a port here may be killed, and finds it free when it comes back.
 */
public final class Ports {

  private static final int FIRST = 20_000;
  private static final int END = 30_000;

  private static final AtomicInteger NEXT_OF_NODES = new AtomicInteger(32_100);
  private static final AtomicInteger NEXT = new AtomicInteger(FIRST);

  private Ports() {}

  /** One that is free, and that nobody else is told of. */
  public static int free() {
    for (int port = NEXT.getAndIncrement(); port < END; port = NEXT.getAndIncrement()) {
      if (isFree(port)) {
        return port;
      }
    }
    throw new IllegalStateException(
        "all ports from " + FIRST + " to " + END + " have been handed out");
  }

  /** One that Kubernetes may give to a Service on every node. */
  public static int node() {
    return IntStream.generate(NEXT_OF_NODES::getAndIncrement)
        .filter(Ports::isFree)
        .findFirst()
        .orElseThrow();
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (BindException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
