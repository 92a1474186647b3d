package dev.fedctl.starter.server;

import io.grpc.ManagedChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioSocketChannel;
import io.grpc.netty.shaded.io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * The one thread that reads and writes a connection. Those that gRPC shares outlive their
 * connections by a second, hanging in a system call, and a JVM that is to end waits for such
 * threads, 0.3 s long: as long as many a command takes. They also begin by unpacking a native
 * library.
 */
final class OwnLoop implements AutoCloseable {

  private static final int THREADS = 1;
  private static final long PATIENCE_MILLIS = 200;

  private final EventLoopGroup loop =
      new NioEventLoopGroup(THREADS, new DefaultThreadFactory("server", true));

  /** Has the connections of this channel served here. */
  void serve(ManagedChannelBuilder<?> channel) {
    if (channel instanceof NettyChannelBuilder netty) {
      netty.eventLoopGroup(loop).channelType(NioSocketChannel.class);
    }
  }

  /** Ends the thread, after what is on its way to it; connections are closed before. */
  @Override
  public void close() {
    loop.shutdownGracefully(0, PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
        .awaitUninterruptibly(PATIENCE_MILLIS);
  }
}
