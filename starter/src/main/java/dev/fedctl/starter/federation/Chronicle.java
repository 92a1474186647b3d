package dev.fedctl.starter.federation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.fedctl.contract.identity.SearchAttributes;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the events of a federation's workflow as a person would tell them: who did what, when. */
final class Chronicle {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Workflows talk by this signal; no person does. */
  private static final String REPORT = "report";

  private Chronicle() {}

  /** What one run has to tell; repetitions of a phase are left out. */
  static List<Deed> of(List<HistoryEvent> events, String runId) {
    List<Deed> deeds = new ArrayList<>();
    String phase = "";
    for (HistoryEvent event : events) {
      Optional<Deed> deed = deed(event, runId);
      if (deed.isEmpty()
          || (deed.get().what().equals("phase") && deed.get().detail().equals(phase))) {
        continue;
      }
      if (deed.get().what().equals("phase")) {
        phase = deed.get().detail();
      }
      deeds.add(deed.get());
    }
    return deeds;
  }

  private static Optional<Deed> deed(HistoryEvent event, String runId) {
    return switch (event.getEventType()) {
      case EVENT_TYPE_WORKFLOW_EXECUTION_STARTED -> {
        var started = event.getWorkflowExecutionStartedEventAttributes();
        yield Optional.of(
            started.getContinuedExecutionRunId().isEmpty()
                ? deed(
                    event, runId, started.getIdentity(), "started", "", MissingNode.getInstance())
                : deed(event, runId, "", "continued", "", MissingNode.getInstance()));
      }
      case EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED -> {
        var signal = event.getWorkflowExecutionSignaledEventAttributes();
        yield signal.getSignalName().equals(REPORT)
            ? Optional.empty()
            : Optional.of(
                message(
                    event, runId, signal.getIdentity(), signal.getSignalName(), signal.getInput()));
      }
      case EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED -> {
        var request =
            event.getWorkflowExecutionUpdateAcceptedEventAttributes().getAcceptedRequest();
        yield Optional.of(
            message(
                event,
                runId,
                request.getMeta().getIdentity(),
                request.getInput().getName(),
                request.getInput().getArgs()));
      }
      case EVENT_TYPE_UPSERT_WORKFLOW_SEARCH_ATTRIBUTES ->
          Optional.ofNullable(
                  event
                      .getUpsertWorkflowSearchAttributesEventAttributes()
                      .getSearchAttributes()
                      .getIndexedFieldsMap()
                      .get(SearchAttributes.PHASE.getName()))
              .map(Chronicle::json)
              .filter(JsonNode::isTextual)
              .map(
                  phase ->
                      deed(event, runId, "", "phase", phase.asText(), MissingNode.getInstance()));
      case EVENT_TYPE_WORKFLOW_EXECUTION_CANCEL_REQUESTED ->
          Optional.of(
              deed(
                  event,
                  runId,
                  event.getWorkflowExecutionCancelRequestedEventAttributes().getIdentity(),
                  "cancel requested",
                  "",
                  MissingNode.getInstance()));
      case EVENT_TYPE_WORKFLOW_EXECUTION_TERMINATED -> {
        var terminated = event.getWorkflowExecutionTerminatedEventAttributes();
        yield Optional.of(
            deed(
                event,
                runId,
                terminated.getIdentity(),
                "terminated",
                terminated.getReason(),
                MissingNode.getInstance()));
      }
      case EVENT_TYPE_WORKFLOW_EXECUTION_CANCELED,
          EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED,
          EVENT_TYPE_WORKFLOW_EXECUTION_FAILED,
          EVENT_TYPE_WORKFLOW_EXECUTION_TIMED_OUT ->
          Optional.of(
              deed(event, runId, "", word(event.getEventType()), "", MissingNode.getInstance()));
      default -> Optional.empty();
    };
  }

  private static Deed message(
      HistoryEvent event, String runId, String identity, String name, Payloads payloads) {
    JsonNode message =
        payloads.getPayloadsCount() == 0
            ? MissingNode.getInstance()
            : json(payloads.getPayloads(0));
    return deed(event, runId, identity, name, detail(message), message);
  }

  private static Deed deed(
      HistoryEvent event,
      String runId,
      String identity,
      String what,
      String detail,
      JsonNode message) {
    return new Deed(
        Instant.ofEpochMilli(com.google.protobuf.util.Timestamps.toMillis(event.getEventTime())),
        Optional.ofNullable(message.path("actor").textValue())
            .or(() -> Optional.of(identity).filter(text -> !text.isEmpty())),
        what,
        detail,
        Optional.ofNullable(message.path("reason").textValue()).filter(text -> !text.isEmpty()),
        runId,
        event.getEventId());
  }

  /** What a message is about, in a few words. */
  private static String detail(JsonNode message) {
    if (message.has("target")) {
      return message.path("target").asText();
    }
    if (message.path("count").isInt()) {
      return message.path("count").asText() + " more";
    }
    if (message.path("members").isArray()) {
      String names =
          String.join(
              ", ",
              message
                  .path("members")
                  .valueStream()
                  .map(one -> one.isTextual() ? one.asText() : one.path("name").asText())
                  .toList());
      return message.path("keepCluster").asBoolean() ? names + ", clusters kept" : names;
    }
    return Stream.of(
            message.path("prune").asBoolean() ? "prune" : "",
            message.has("document")
                ? message.path("document").path("metadata").path("name").asText()
                : "",
            message.path("account").asText(""))
        .filter(text -> !text.isEmpty())
        .reduce((one, other) -> one + " " + other)
        .orElse("");
  }

  private static String word(EventType type) {
    return type.name()
        .substring("EVENT_TYPE_WORKFLOW_EXECUTION_".length())
        .toLowerCase(java.util.Locale.ROOT)
        .replace('_', ' ');
  }

  private static JsonNode json(Payload payload) {
    try {
      return JSON.readTree(payload.getData().toStringUtf8());
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }
}
