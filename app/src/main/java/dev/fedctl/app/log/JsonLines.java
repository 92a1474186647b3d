package dev.fedctl.app.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.LinkedHashMap;
import java.util.Map;

/** One JSON object a line. */
final class JsonLines extends EncoderBase<ILoggingEvent> {

  private static final ObjectMapper JSON = new JsonMapper();

  /** Temporal's fields of the MDC that a reader asks for, by ours. */
  private static final Map<String, String> FIELDS =
      Map.of(
          "workflowId", "WorkflowId",
          "workflowType", "WorkflowType",
          "runId", "RunId",
          "activity", "ActivityType",
          "activityId", "ActivityId",
          "attempt", "Attempt");

  private final ThrowableProxyConverter traces = new ThrowableProxyConverter();

  @Override
  public void start() {
    traces.start();
    super.start();
  }

  @Override
  public byte[] headerBytes() {
    return new byte[0];
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    Map<String, String> mdc = event.getMDCPropertyMap();
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("time", event.getInstant().toString());
    line.put("level", event.getLevel().toString());
    line.put("logger", event.getLoggerName());
    line.put("message", event.getFormattedMessage());
    Subject subject = Subject.of(mdc);
    subject.federation().ifPresent(name -> line.put("federation", name));
    subject.cluster().ifPresent(name -> line.put("cluster", name));
    FIELDS.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .filter(field -> mdc.containsKey(field.getValue()))
        .forEach(field -> line.put(field.getKey(), mdc.get(field.getValue())));
    if (event.getThrowableProxy() != null) {
      line.put("error", traces.convert(event).strip());
    }
    try {
      return (JSON.writeValueAsString(line) + "\n").getBytes(UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("text is always JSON", e);
    }
  }

  @Override
  public byte[] footerBytes() {
    return new byte[0];
  }
}
