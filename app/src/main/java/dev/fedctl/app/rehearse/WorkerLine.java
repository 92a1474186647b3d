package dev.fedctl.app.rehearse;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall;
import io.grpc.ForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The line of one worker to the Temporal server. Once it is cut, nothing passes in either
 * direction, as if the worker's process were gone: calls are refused, answers are lost, polls end.
 */
final class WorkerLine implements ClientInterceptor {

  /** Of all codes the one that Temporal's client does not try again. */
  private static final Status DEAD = Status.INVALID_ARGUMENT.withDescription("this worker is dead");

  private final Set<ClientCall<?, ?>> open = ConcurrentHashMap.newKeySet();
  private volatile boolean cut;

  void cut() {
    cut = true;
  }

  boolean isCut() {
    return cut;
  }

  /** Ends what was under way when the line was cut, so that the server gives it nothing more. */
  void hangUp() {
    open.forEach(call -> HangUp.on(call, "this worker is dead"));
  }

  @Override
  public <Q, A> ClientCall<Q, A> interceptCall(
      MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
    return cut ? new Refused<>() : new Watched<>(next.newCall(method, options));
  }

  private final class Watched<Q, A> extends ForwardingClientCall.SimpleForwardingClientCall<Q, A> {

    Watched(ClientCall<Q, A> call) {
      super(call);
    }

    /** What was hung up on takes no more. */
    @Override
    public void sendMessage(Q message) {
      if (!cut) {
        super.sendMessage(message);
      }
    }

    @Override
    public void halfClose() {
      if (!cut) {
        super.halfClose();
      }
    }

    @Override
    public void start(Listener<A> listener, Metadata headers) {
      open.add(this);
      super.start(
          new ForwardingClientCallListener.SimpleForwardingClientCallListener<>(listener) {
            @Override
            public void onMessage(A message) {
              if (!cut) {
                super.onMessage(message);
              }
            }

            @Override
            public void onClose(Status status, Metadata trailers) {
              open.remove(Watched.this);
              super.onClose(cut ? DEAD : status, trailers);
            }
          },
          headers);
    }
  }

  private static final class Refused<Q, A> extends ClientCall<Q, A> {

    @Override
    public void start(Listener<A> listener, Metadata headers) {
      listener.onClose(DEAD, new Metadata());
    }

    @Override
    public void request(int messages) {}

    @Override
    public void cancel(@Nullable String message, @Nullable Throwable cause) {}

    @Override
    public void halfClose() {}

    @Override
    public void sendMessage(Q message) {}
  }
}
