package dev.fedctl.sandbox.delay;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How long one thing takes. A draw is a pure function of seed, kind and subject, so it does not
 * depend on the order of calls, and asking twice gives the same answer.
 */
public final class Delays {

  private static final double SPREAD = 0.25;

  private record Draw(DelayKind kind, String subject) {}

  private final OptionalLong seed;

  /** Controllers ask for the same draws at every look at the world. */
  private final Map<Draw, Duration> drawn = new ConcurrentHashMap<>();

  private Delays(OptionalLong seed) {
    this.seed = seed;
  }

  /** Every delay is the usual one. */
  public static Delays fixed() {
    return new Delays(OptionalLong.empty());
  }

  /** Every delay lies within ±25 % of the usual one. */
  public static Delays seeded(long seed) {
    return new Delays(OptionalLong.of(seed));
  }

  public Duration of(DelayKind kind, String subject) {
    if (seed.isEmpty()) {
      return kind.usual();
    }
    return drawn.computeIfAbsent(new Draw(kind, subject), draw -> drawn(draw, seed.getAsLong()));
  }

  private static Duration drawn(Draw draw, long seed) {
    double unit = unit(seed + "|" + draw.kind() + "|" + draw.subject());
    return Duration.ofMillis(
        Math.round(draw.kind().usual().toMillis() * (1 + SPREAD * (2 * unit - 1))));
  }

  private static double unit(String text) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return (ByteBuffer.wrap(hash).getLong() >>> 11) * 0x1.0p-53;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
