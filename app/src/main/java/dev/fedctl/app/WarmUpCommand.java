package dev.fedctl.app;

import dev.fedctl.app.access.AwsUser;
import dev.fedctl.starter.command.Surroundings;
import io.temporal.testserver.TestServer;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * Does once what people do: the JVM keeps the classes as they are then, and other commands start
 * with them. The build runs it, by the launcher.
 */
@Command(name = "warm-up", hidden = true, description = "Loads what commands need.")
final class WarmUpCommand implements Callable<Integer> {

  @Parameters(arity = "1", paramLabel = "FILE", description = "A spec.")
  private String file = "";

  @Override
  public Integer call() throws IOException {
    CommandLine fedctl = Main.commandLine(Surroundings.ofProcess(new AwsUser()));
    int rehearsed = fedctl.execute("rehearse", file, "-o", "json");
    int port = free();
    Closeable server = TestServer.createPortBoundServer(port);
    // It knows no federation: what is loaded on the way to its answer is what counts.
    fedctl.execute("status", "--address", "127.0.0.1:" + port, "none");
    server.close();
    return rehearsed;
  }

  private static int free() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
