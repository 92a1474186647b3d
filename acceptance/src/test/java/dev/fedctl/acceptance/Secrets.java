package dev.fedctl.acceptance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds what must never be written down: keys, certificates, tokens, kubeconfigs. */
final class Secrets {

  private static final List<Pattern> TELLTALES =
      List.of(
          Pattern.compile("-----BEGIN [A-Z ]+-----"),
          // The same in Base64, as Secrets and kubeconfigs hold it.
          Pattern.compile(Pattern.quote(base64("-----BEGIN "))),
          Pattern.compile("k8s-aws-v1\\.[A-Za-z0-9_-]{8}"),
          // A signed token: its header begins with {" and so does its payload.
          Pattern.compile("eyJ[A-Za-z0-9_-]{8,}\\.eyJ[A-Za-z0-9_-]{8}"),
          Pattern.compile("X-Amz-(Signature|Security-Token)=", Pattern.CASE_INSENSITIVE),
          Pattern.compile("client-key-data|certificate-authority-data|current-context"),
          Pattern.compile("sandbox-secret|sandbox-session"));

  private Secrets() {}

  /** The first one with a little of what stands around it. */
  static Optional<String> in(byte[] written) {
    String text = new String(written, ISO_8859_1);
    for (Pattern telltale : TELLTALES) {
      Matcher matcher = telltale.matcher(text);
      if (matcher.find()) {
        int from = Math.max(0, matcher.start() - 40);
        return Optional.of(text.substring(from, matcher.end()));
      }
    }
    return Optional.empty();
  }

  private static String base64(String text) {
    String whole = Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    // The last group of four depends on what follows.
    return whole.substring(0, whole.length() - 4);
  }
}
