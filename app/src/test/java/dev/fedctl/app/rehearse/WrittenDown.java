package dev.fedctl.app.rehearse;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import com.google.protobuf.MessageLite;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.LoggerFactory;

/**
 * Searches all that a run writes down, for what must never be: the whole log at DEBUG, as {@code
 * -v} has it, while this is open, and whatever else it is shown.
 */
final class WrittenDown implements AutoCloseable {

  /** Those that {@code -v} makes talk beside all that has no level of its own. */
  private static final List<String> TALKATIVE =
      List.of(Logger.ROOT_LOGGER_NAME, "io.temporal", "io.fabric8.kubernetes.client");

  private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
  private final Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
  private final Map<String, Level> levels = new HashMap<>();
  private final List<Appender<ILoggingEvent>> usual = new ArrayList<>();
  private final Queue<String> found = new ConcurrentLinkedQueue<>();
  private final AtomicInteger lines = new AtomicInteger();
  private final Appender<ILoggingEvent> searching = new Searching();

  WrittenDown() {
    for (String name : TALKATIVE) {
      Logger logger = context.getLogger(name);
      Level level = logger.getLevel();
      if (level != null) {
        levels.put(name, level);
      }
      logger.setLevel(Level.DEBUG);
    }
    Iterator<Appender<ILoggingEvent>> appenders = root.iteratorForAppenders();
    appenders.forEachRemaining(usual::add);
    usual.forEach(root::detachAppender);
    searching.setContext(context);
    searching.start();
    root.addAppender(searching);
  }

  /** Looks through a history, or what Temporal tells of a workflow: its payloads are text. */
  void search(String what, MessageLite written) {
    search(what, written.toByteString().toString(UTF_8));
  }

  void search(String what, String written) {
    Secrets.in(written)
        .forEach(mark -> found.add(what + " has " + mark + ": " + around(written, mark)));
  }

  /** Where something was found that must not be there. */
  List<String> secrets() {
    return List.copyOf(found);
  }

  /** How many lines were logged. */
  int lines() {
    return lines.get();
  }

  private static String around(String text, String mark) {
    int at = Math.max(0, text.indexOf(mark));
    return text.substring(Math.max(0, at - 80), Math.min(text.length(), at + 20));
  }

  @Override
  public void close() {
    root.detachAppender(searching);
    usual.forEach(root::addAppender);
    TALKATIVE.forEach(name -> context.getLogger(name).setLevel(levels.get(name)));
  }

  private final class Searching extends AppenderBase<ILoggingEvent> {
    @Override
    protected void append(ILoggingEvent event) {
      lines.incrementAndGet();
      String where = "log of " + event.getLoggerName();
      search(where, event.getFormattedMessage());
      if (event.getThrowableProxy() != null) {
        search(where, ThrowableProxyUtil.asString(event.getThrowableProxy()));
      }
    }
  }
}
