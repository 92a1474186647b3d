package dev.fedctl.sandbox.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;

/** What goes back on the wire, or that nothing does. */
public sealed interface WireResponse {

  /** An answer with status, headers and body. */
  record Answer(int status, Map<String, String> headers, byte[] body) implements WireResponse {

    public static Answer json(int status, String body) {
      return new Answer(status, Map.of("Content-Type", "application/json"), body.getBytes(UTF_8));
    }
  }

  /** The connection is closed without an answer. */
  record Dropped() implements WireResponse {}
}
