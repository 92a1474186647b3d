package dev.fedctl.app.log;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a line of the log is about. Temporal puts the workflow's id into the MDC of every thread on
 * which a workflow or an activity runs, and ids say which federation and which cluster.
 */
record Subject(Optional<String> federation, Optional<String> cluster) {

  private static final Pattern ID = Pattern.compile("federation/([^/]+)(?:/[^/]+/([^/]+))?.*");

  static Subject of(Map<String, String> mdc) {
    Matcher matcher = ID.matcher(mdc.getOrDefault("WorkflowId", ""));
    return matcher.matches()
        ? new Subject(Optional.of(matcher.group(1)), Optional.ofNullable(matcher.group(2)))
        : new Subject(Optional.empty(), Optional.empty());
  }
}
