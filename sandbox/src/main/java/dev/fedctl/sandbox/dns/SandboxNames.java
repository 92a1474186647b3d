package dev.fedctl.sandbox.dns;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names that carry their address: {@code <anything>.127-0-0-1.sandbox.invalid} means 127.0.0.1. RFC
 * 2606 reserves {@code .invalid}, so no real name is shadowed.
 */
public final class SandboxNames {

  private static final Pattern NAME =
      Pattern.compile(
          "(?:.*\\.)?(\\d{1,3})-(\\d{1,3})-(\\d{1,3})-(\\d{1,3})\\.sandbox\\.invalid\\.?");

  private SandboxNames() {}

  /** The domain of an address: {@code 127-0-0-1.sandbox.invalid}. */
  public static String domain(InetAddress address) {
    return address.getHostAddress().replace('.', '-') + ".sandbox.invalid";
  }

  public static boolean isOurs(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    return name.endsWith(".sandbox.invalid") || name.endsWith(".sandbox.invalid.");
  }

  /** The address in a name of ours; empty when it carries none. */
  public static Optional<InetAddress> address(String host) {
    Matcher matcher = NAME.matcher(host.toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      return Optional.empty();
    }
    byte[] octets = new byte[4];
    for (int i = 0; i < 4; i++) {
      int octet = Integer.parseInt(matcher.group(i + 1));
      if (octet > 255) {
        return Optional.empty();
      }
      octets[i] = (byte) octet;
    }
    try {
      return Optional.of(InetAddress.getByAddress(host, octets));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four octets are an address", e);
    }
  }
}
