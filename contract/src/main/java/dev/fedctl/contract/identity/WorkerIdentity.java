package dev.fedctl.contract.identity;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a worker signs at the Temporal server, {@code fedctl/<version>@<process>}: whoever asks the
 * server for the pollers of a task queue learns their version from it.
 *
 * @param version of the build, as {@code 0.1.0}
 * @param process tells workers of one version apart, as {@code <pid>@<host>}
 */
public record WorkerIdentity(String version, String process) {

  private static final Pattern FORM = Pattern.compile("fedctl/([^@ ]+)@(.+)");

  /** What a poller calls itself; empty when it is no worker of fedctl. */
  public static Optional<WorkerIdentity> parse(String identity) {
    Matcher matcher = FORM.matcher(identity);
    return matcher.matches()
        ? Optional.of(new WorkerIdentity(matcher.group(1), matcher.group(2)))
        : Optional.empty();
  }

  /**
   * Whether a starter of another version speaks the same messages: releases that differ in their
   * last number do.
   */
  public boolean understands(String starter) {
    return release(version).equals(release(starter));
  }

  private static String release(String version) {
    String[] parts = version.split("[.-]", -1);
    return parts.length < 2 ? version : parts[0] + "." + parts[1];
  }

  @Override
  public String toString() {
    return "fedctl/" + version + "@" + process;
  }
}
