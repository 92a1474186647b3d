package dev.fedctl.app.rehearse;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Finds what must never be written down, plain or in Base64 at any offset. */
final class Secrets {

  /** What a test plants where a secret might come from. */
  static final String PLANTED = "planted-secret";

  private static final List<String> MARKS =
      List.of(
          "-----BEGIN",
          "PRIVATE KEY",
          "k8s-aws-v1.",
          "eyJhbGciOi",
          "sandbox-secret-of-the-worker",
          "sandbox-session",
          "X-Amz-Signature=",
          "X-Amz-Security-Token=",
          "current-context",
          PLANTED,
          "client-key-data",
          "certificate-authority-data");

  private static final Map<String, List<String>> FORMS = new LinkedHashMap<>();

  static {
    MARKS.forEach(mark -> FORMS.put(mark, forms(mark).toList()));
  }

  private Secrets() {}

  static List<String> in(String text) {
    return FORMS.entrySet().stream()
        .filter(forms -> forms.getValue().stream().anyMatch(text::contains))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** A mark as it is, and the part of its Base64 that does not depend on what stands before it. */
  private static Stream<String> forms(String mark) {
    Stream<String> encoded =
        Stream.of(0, 1, 2)
            .map(
                offset -> {
                  String base64 =
                      Base64.getEncoder()
                          .withoutPadding()
                          .encodeToString(("x".repeat(offset) + mark).getBytes(UTF_8));
                  int from = offset == 0 ? 0 : 4;
                  int complete = (offset + mark.length()) / 3 * 4;
                  return base64.substring(from, complete);
                });
    return Stream.concat(Stream.of(mark), encoded);
  }
}
