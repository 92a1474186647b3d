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

/**
 * The queries that are under way. One that a worker took with it when it died is answered by
 * nobody: a server only tells when its time is over.
 */
final class Questions implements ClientInterceptor {

  private static final String QUERY = "QueryWorkflow";

  private final Set<Question<?, ?>> open = ConcurrentHashMap.newKeySet();

  /** Lets all be asked again, by those who asked. */
  void askAgain() {
    open.forEach(Question::giveUp);
  }

  @Override
  public <Q, A> ClientCall<Q, A> interceptCall(
      MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
    ClientCall<Q, A> call = next.newCall(method, options);
    return QUERY.equals(method.getBareMethodName()) ? new Question<>(call) : call;
  }

  private final class Question<Q, A> extends ForwardingClientCall.SimpleForwardingClientCall<Q, A> {

    private volatile boolean givenUp;

    Question(ClientCall<Q, A> call) {
      super(call);
    }

    void giveUp() {
      givenUp = true;
      HangUp.on(this, "the worker that was asked is dead");
    }

    @Override
    public void start(Listener<A> listener, Metadata headers) {
      super.start(
          new ForwardingClientCallListener.SimpleForwardingClientCallListener<>(listener) {
            @Override
            public void onClose(Status status, Metadata trailers) {
              open.remove(Question.this);
              // Temporal's client asks again when a server is not there, and not when it hung up.
              boolean lost = givenUp && status.getCode() == Status.Code.CANCELLED;
              super.onClose(lost ? Status.UNAVAILABLE : status, trailers);
            }
          },
          headers);
    }

    @Override
    public void halfClose() {
      super.halfClose();
      // Only now the call is complete: hung up before, it would fail of that.
      open.add(this);
    }
  }
}
