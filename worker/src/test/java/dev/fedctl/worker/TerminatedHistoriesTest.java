package dev.fedctl.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.History;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryResponse;
import io.temporal.api.workflowservice.v1.PollWorkflowTaskQueueResponse;
import org.junit.jupiter.api.Test;

class TerminatedHistoriesTest {

  private static final EventType DONE = EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED;
  private static final EventType TERMINATED = EventType.EVENT_TYPE_WORKFLOW_EXECUTION_TERMINATED;

  @Test
  void endOfATerminatedRunIsLeftOutWhereverItComes() {
    assertThat(
            TerminatedHistories.withoutEnd(
                PollWorkflowTaskQueueResponse.newBuilder()
                    .setHistory(history(DONE, TERMINATED))
                    .build()))
        .isEqualTo(PollWorkflowTaskQueueResponse.newBuilder().setHistory(history(DONE)).build());
    assertThat(
            TerminatedHistories.withoutEnd(
                GetWorkflowExecutionHistoryResponse.newBuilder()
                    .setHistory(history(TERMINATED))
                    .build()))
        .isEqualTo(GetWorkflowExecutionHistoryResponse.newBuilder().setHistory(history()).build());
  }

  @Test
  void everythingElseIsAsItCame() {
    PollWorkflowTaskQueueResponse running =
        PollWorkflowTaskQueueResponse.newBuilder().setHistory(history(DONE)).build();

    assertThat(TerminatedHistories.withoutEnd(running)).isSameAs(running);
    assertThat(TerminatedHistories.withoutEnd("else")).isEqualTo("else");
  }

  private static History history(EventType... types) {
    History.Builder history = History.newBuilder();
    for (EventType type : types) {
      history.addEvents(HistoryEvent.newBuilder().setEventType(type));
    }
    return history.build();
  }
}
