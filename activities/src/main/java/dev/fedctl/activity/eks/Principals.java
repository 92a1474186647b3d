package dev.fedctl.activity.eks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Short names of IAM principals. */
final class Principals {

  private static final int DIGITS = 8;

  private Principals() {}

  /**
   * The principal's own name, to be read by people, and 8 hex digits of its whole ARN: a role and a
   * user may share a name, and so may principals of two accounts, paths or partitions. It fits into
   * a tag: an IAM name has up to 64 characters, of which tags of EKS do not take all.
   */
  static String brief(String arn) {
    int slash = arn.lastIndexOf('/');
    String name = arn.substring((slash < 0 ? arn.lastIndexOf(':') : slash) + 1);
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(arn.getBytes(UTF_8));
      return name.replaceAll("[^A-Za-z0-9+=._@-]", ".")
          + "-"
          + HexFormat.of().formatHex(hash).substring(0, DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
