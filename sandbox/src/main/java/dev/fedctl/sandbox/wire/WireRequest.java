package dev.fedctl.sandbox.wire;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One HTTP request as it arrived, its body read to the end.
 *
 * @param host the TLS server name when there is one, else the Host header without its port
 * @param path the path as sent, still percent-encoded
 * @param query the query as sent, still percent-encoded; empty when absent
 * @param headers by lower-case name
 * @param clientCertificate the leaf that the client presented; not verified yet
 * @param arrivedAt in real time: what signatures, tokens and certificates are judged by
 */
public record WireRequest(
    String method,
    String host,
    String path,
    String query,
    Map<String, List<String>> headers,
    byte[] body,
    Optional<X509Certificate> clientCertificate,
    Instant arrivedAt) {

  /** The first value of a header, by name in any case. */
  public Optional<String> header(String name) {
    List<String> values = headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    return values.isEmpty() ? Optional.empty() : Optional.of(values.getFirst());
  }
}
