package dev.fedctl.worker;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.History;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryResponse;
import io.temporal.api.workflowservice.v1.PollWorkflowTaskQueueResponse;
import java.util.Set;

/**
 * Lets a worker answer queries to workflows that were ended from outside. The SDK (1.38) replays
 * their history up to the last event, and fails on it: on the end of a terminated or timed-out one,
 * "Unexpected event", and on that of a failed one unless the code fails again. It carries nothing
 * that a workflow could see, so it is left out. Without it nobody could ask such a federation what
 * it knew.
 */
public final class EndedHistories implements ClientInterceptor {

  private static final Set<EventType> ENDS =
      Set.of(
          EventType.EVENT_TYPE_WORKFLOW_EXECUTION_TERMINATED,
          EventType.EVENT_TYPE_WORKFLOW_EXECUTION_TIMED_OUT,
          EventType.EVENT_TYPE_WORKFLOW_EXECUTION_FAILED);

  @Override
  public <Q, R> ClientCall<Q, R> interceptCall(
      MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
    return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
      @Override
      public void start(Listener<R> listener, Metadata headers) {
        super.start(
            new SimpleForwardingClientCallListener<>(listener) {
              @Override
              public void onMessage(R message) {
                super.onMessage(withoutEnd(message));
              }
            },
            headers);
      }
    };
  }

  @SuppressWarnings("unchecked")
  static <R> R withoutEnd(R message) {
    return switch (message) {
      case PollWorkflowTaskQueueResponse task when isEnded(task.getHistory()) ->
          (R) task.toBuilder().setHistory(withoutLast(task.getHistory())).build();
      case GetWorkflowExecutionHistoryResponse page when isEnded(page.getHistory()) ->
          (R) page.toBuilder().setHistory(withoutLast(page.getHistory())).build();
      default -> message;
    };
  }

  private static boolean isEnded(History history) {
    int events = history.getEventsCount();
    return events > 0 && ENDS.contains(history.getEvents(events - 1).getEventType());
  }

  private static History withoutLast(History history) {
    return history.toBuilder().removeEvents(history.getEventsCount() - 1).build();
  }
}
