package dev.fedctl.sandbox.aws.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Names and values joined by {@code &} and {@code =}, percent-encoded. */
public final class FormText {

  private FormText() {}

  /** All values by name, in the order in which they stand. */
  public static Map<String, List<String>> parse(String text) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    if (text.isEmpty()) {
      return values;
    }
    for (String pair : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      String value = equals < 0 ? "" : pair.substring(equals + 1);
      values
          .computeIfAbsent(URLDecoder.decode(name, UTF_8), key -> new ArrayList<>())
          .add(URLDecoder.decode(value, UTF_8));
    }
    return values;
  }
}
