package dev.fedctl.sandbox.aws.sigv4;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The text that both sides sign, and its signature.
 *
 * @param path as sent, percent-encoded; it is encoded once more, as every service but S3 does
 * @param query as sent, without the signature itself
 * @param headers the signed ones, by lower-case name
 */
record CanonicalRequest(
    String method, String path, String query, Map<String, String> headers, String payloadHash) {

  static final String EMPTY_PAYLOAD = sha256(new byte[0]);

  String text() {
    StringBuilder text = new StringBuilder();
    text.append(method).append('\n');
    text.append(path.isEmpty() ? "/" : encoded(path, true)).append('\n');
    text.append(canonicalQuery()).append('\n');
    TreeMap<String, String> sorted = new TreeMap<>(headers);
    sorted.forEach(
        (name, value) -> text.append(name).append(':').append(collapsed(value)).append('\n'));
    text.append('\n');
    text.append(String.join(";", sorted.keySet())).append('\n');
    return text.append(payloadHash).toString();
  }

  String signature(CredentialScope scope, String date, String secret) {
    String toSign =
        "AWS4-HMAC-SHA256\n" + date + "\n" + scope.text() + "\n" + sha256(text().getBytes(UTF_8));
    byte[] key = hmac(("AWS4" + secret).getBytes(UTF_8), scope.day());
    key = hmac(key, scope.region());
    key = hmac(key, scope.service());
    key = hmac(key, "aws4_request");
    return HexFormat.of().formatHex(hmac(key, toSign));
  }

  private String canonicalQuery() {
    if (query.isEmpty()) {
      return "";
    }
    List<String> pairs = new java.util.ArrayList<>();
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      String value = equals < 0 ? "" : pair.substring(equals + 1);
      pairs.add(
          encoded(URLDecoder.decode(name, UTF_8), false)
              + "="
              + encoded(URLDecoder.decode(value, UTF_8), false));
    }
    pairs.sort(null);
    return String.join("&", pairs);
  }

  private static String collapsed(String value) {
    return value.strip().replaceAll(" +", " ");
  }

  private static String encoded(String text, boolean keepSlash) {
    StringBuilder encoded = new StringBuilder();
    for (byte octet : text.getBytes(UTF_8)) {
      char c = (char) (octet & 0xff);
      boolean plain =
          (c >= 'A' && c <= 'Z')
              || (c >= 'a' && c <= 'z')
              || (c >= '0' && c <= '9')
              || "-_.~".indexOf(c) >= 0
              || (keepSlash && c == '/');
      if (plain) {
        encoded.append(c);
      } else {
        encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(octet));
      }
    }
    return encoded.toString();
  }

  static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HMAC-SHA256", e);
    }
  }
}
