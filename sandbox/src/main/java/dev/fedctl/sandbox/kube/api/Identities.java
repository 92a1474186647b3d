package dev.fedctl.sandbox.kube.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** Unique names of one API server: the same run makes the same ones. */
public final class Identities {

  private static final String ALPHABET = "bcdfghjklmnpqrstvwxz2456789";

  private final String seed;
  private long count;

  public Identities(String seed) {
    this.seed = seed;
  }

  public String uid(String resource, String namespace, String name) {
    ByteBuffer hash =
        ByteBuffer.wrap(digest(resource + "|" + namespace + "|" + name + "|" + ++count));
    long high = (hash.getLong() & ~0xf000L) | 0x4000L;
    long low = (hash.getLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
    return new UUID(high, low).toString();
  }

  /** Five characters, as generateName appends. */
  public String suffix(String prefix) {
    return word(prefix + "|" + ++count, 5);
  }

  /** A word of Kubernetes' safe alphabet, the same for the same text. */
  public String word(String text, int length) {
    byte[] hash = digest(text);
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < length; i++) {
      word.append(ALPHABET.charAt((hash[i] & 0xff) % ALPHABET.length()));
    }
    return word.toString();
  }

  public static String time(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest((seed + "|" + text).getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
