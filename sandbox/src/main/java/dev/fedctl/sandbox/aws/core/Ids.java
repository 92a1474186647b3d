package dev.fedctl.sandbox.aws.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/** Identities that look like AWS's and come out the same for the same order of calls. */
public final class Ids {

  private long last;

  /** {@code prefix} and 17 hex digits: {@code lt-0123456789abcdef0}. */
  public String ec2(String prefix) {
    return prefix + "-0" + hex(16);
  }

  /** Up to 64 lower-case hex digits. */
  public String hex(int length) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(("id " + ++last).getBytes(UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, length);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  public String upperHex(int length) {
    return hex(length).toUpperCase(Locale.ROOT);
  }

  /** In the form of a UUID. */
  public String uuid() {
    String hex = hex(32);
    return String.join(
        "-",
        hex.substring(0, 8),
        hex.substring(8, 12),
        hex.substring(12, 16),
        hex.substring(16, 20),
        hex.substring(20));
  }
}
