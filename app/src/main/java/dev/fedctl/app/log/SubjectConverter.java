package dev.fedctl.app.log;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;

/** What a line is about, for people: {@code [my-federation my-cluster] }, or nothing. */
public final class SubjectConverter extends ClassicConverter {

  @Override
  public String convert(ILoggingEvent event) {
    Subject subject = Subject.of(event.getMDCPropertyMap());
    return subject
        .federation()
        .map(name -> "[" + name + subject.cluster().map(one -> " " + one).orElse("") + "] ")
        .orElse("");
  }
}
