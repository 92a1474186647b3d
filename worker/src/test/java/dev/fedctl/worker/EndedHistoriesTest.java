package dev.fedctl.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.History;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryResponse;
import io.temporal.api.workflowservice.v1.PollWorkflowTaskQueueResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EndedHistoriesTest {

  private static final EventType DONE = EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED;

  @ParameterizedTest
  @EnumSource(
      names = {
        "EVENT_TYPE_WORKFLOW_EXECUTION_TERMINATED",
        "EVENT_TYPE_WORKFLOW_EXECUTION_TIMED_OUT",
        "EVENT_TYPE_WORKFLOW_EXECUTION_FAILED"
      })
  void endOfARunThatWasEndedIsLeftOutWhereverItComes(EventType end) {
    assertThat(
            EndedHistories.withoutEnd(
                PollWorkflowTaskQueueResponse.newBuilder().setHistory(history(DONE, end)).build()))
        .isEqualTo(PollWorkflowTaskQueueResponse.newBuilder().setHistory(history(DONE)).build());
    assertThat(
            EndedHistories.withoutEnd(
                GetWorkflowExecutionHistoryResponse.newBuilder().setHistory(history(end)).build()))
        .isEqualTo(GetWorkflowExecutionHistoryResponse.newBuilder().setHistory(history()).build());
  }

  @Test
  void everythingElseIsAsItCame() {
    PollWorkflowTaskQueueResponse running =
        PollWorkflowTaskQueueResponse.newBuilder().setHistory(history(DONE)).build();

    assertThat(EndedHistories.withoutEnd(running)).isSameAs(running);
    assertThat(EndedHistories.withoutEnd("else")).isEqualTo("else");
  }

  private static History history(EventType... types) {
    History.Builder history = History.newBuilder();
    for (EventType type : types) {
      history.addEvents(HistoryEvent.newBuilder().setEventType(type));
    }
    return history.build();
  }
}
