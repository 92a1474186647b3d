package dev.fedctl.app.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.OutputStreamAppender;
import org.slf4j.LoggerFactory;

/** How the log is written, on stderr. */
public enum LogFormat {
  /** For people. */
  text,
  /** One object a line, for what collects logs. */
  json;

  /** Sets the format of all that is logged from now on, and lets fedctl tell what it does. */
  public void apply() {
    if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
      return;
    }
    if (System.getenv("FEDCTL_LOG_LEVEL") == null) {
      context.getLogger("dev.fedctl").setLevel(Level.INFO);
    }
    if (this == text) {
      return;
    }
    JsonLines encoder = new JsonLines();
    encoder.setContext(context);
    encoder.start();
    Appender<ILoggingEvent> stderr = context.getLogger("ROOT").getAppender("STDERR");
    if (stderr instanceof OutputStreamAppender<ILoggingEvent> stream) {
      stream.stop();
      stream.setEncoder(encoder);
      stream.start();
    }
  }
}
