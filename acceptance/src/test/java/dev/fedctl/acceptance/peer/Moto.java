package dev.fedctl.acceptance.peer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** moto's server: IAM, EC2, ELB, EKS and STS in one place, as their authors understand AWS. */
public final class Moto implements AutoCloseable {

  private final PeerProcess process;
  private final URI endpoint;

  private Moto(PeerProcess process, URI endpoint) {
    this.process = process;
    this.endpoint = endpoint;
  }

  public static Moto start(Path folder) {
    int port = Ports.free();
    PeerProcess process =
        PeerProcess.start(
            "moto",
            folder,
            List.of(
                Peers.find("moto_server").toString(),
                "-H",
                "127.0.0.1",
                "-p",
                Integer.toString(port)),
            Map.of(
                // Without them, attaching a policy that AWS manages is NoSuchEntity.
                "MOTO_IAM_LOAD_MANAGED_POLICIES", "true",
                "AWS_ACCESS_KEY_ID", "moto",
                "AWS_SECRET_ACCESS_KEY", "moto",
                "AWS_DEFAULT_REGION", "eu-north-1"));
    process.awaitReady(Duration.ofMinutes(2), () -> listens(port));
    return new Moto(process, URI.create("http://127.0.0.1:" + port));
  }

  /** The one address of all services. */
  public URI endpoint() {
    return endpoint;
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    process.close();
  }
}
