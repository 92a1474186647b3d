package dev.fedctl.contract.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * The identity of a federation: UUIDv5 (RFC 9562 §5.5) of account, home region and name, so that it
 * can be computed again when everything but AWS is lost.
 */
public record FederationId(@JsonValue UUID uuid) {

  private static final UUID NAMESPACE = UUID.fromString("6f1b7d0e-3c52-5b0a-9d0f-5d6f1f0c7a11");

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public FederationId {}

  public static FederationId of(String account, String region, String name) {
    return new FederationId(uuid5(account + "/" + region + "/" + name));
  }

  /** The first 8 hex digits: enough to keep names apart that are global in an account. */
  public String brief() {
    return uuid.toString().substring(0, 8);
  }

  @Override
  public String toString() {
    return uuid.toString();
  }

  private static UUID uuid5(String name) {
    try {
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      sha1.update(
          ByteBuffer.allocate(16)
              .putLong(NAMESPACE.getMostSignificantBits())
              .putLong(NAMESPACE.getLeastSignificantBits())
              .array());
      ByteBuffer hash = ByteBuffer.wrap(sha1.digest(name.getBytes(UTF_8)));
      long high = (hash.getLong() & ~0xF000L) | 0x5000L;
      long low = (hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
      return new UUID(high, low);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
  }
}
