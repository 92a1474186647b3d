package dev.fedctl.activity;

import java.util.regex.Pattern;

/** Takes out of others' words whatever might be a secret: a history keeps them for ever. */
public final class Redacted {

  private static final int LONGEST = 500;

  /** Digests in hex (64 digits) and paths stay readable; anything longer without a break goes. */
  private static final Pattern SECRETS =
      Pattern.compile(
          "-----BEGIN [\\s\\S]*?(-----END [A-Z0-9 ]+-----|$)"
              + "|k8s-aws-v1\\.[A-Za-z0-9_=-]+"
              + "|eyJ[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*"
              + "|(?i:bearer) [^\\s\"]+"
              + "|(?i:X-Amz-(Signature|Security-Token|Credential)=)[^&\\s\"]+"
              + "|[A-Za-z0-9+/_]{80,}={0,2}");

  private Redacted() {}

  /**
   * What a log may say of an exception: the classes of it and its causes, their redacted words, and
   * where each was thrown.
   */
  public static String trace(Throwable failure) {
    StringBuilder text = new StringBuilder();
    for (Throwable t = failure; t != null; t = t.getCause()) {
      text.append(text.isEmpty() ? "" : "\ncaused by ").append(t.getClass().getName());
      if (t.getMessage() != null) {
        text.append(": ").append(text(t.getMessage()));
      }
      for (StackTraceElement frame : t.getStackTrace()) {
        text.append("\n\tat ").append(frame);
      }
    }
    return text.toString();
  }

  /** The words without what looks like a PEM block, a token or a key; cut to a readable length. */
  public static String text(String words) {
    String clean = SECRETS.matcher(words).replaceAll("***").strip();
    return clean.length() <= LONGEST ? clean : clean.substring(0, LONGEST) + "…";
  }
}
