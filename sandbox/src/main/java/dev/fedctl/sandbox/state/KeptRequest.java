package dev.fedctl.sandbox.state;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.fedctl.sandbox.kernel.Arrival;
import dev.fedctl.sandbox.wire.WireRequest;
import dev.fedctl.sandbox.wire.WireResponse;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * A request that was carried out, as the journal holds it.
 *
 * @param at the cloud's time at which it was
 * @param real the real time at which it had arrived
 * @param certificate of the client, in DER
 * @param answer its status, and for JSON a checksum of it; {@code none}: the connection was closed
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record KeptRequest(
    String at,
    String real,
    Arrival.Entrance entrance,
    String method,
    String host,
    String path,
    String query,
    Map<String, List<String>> headers,
    byte[] body,
    Optional<byte[]> certificate,
    String answer)
    implements JournalLine {

  static KeptRequest of(Arrival arrival, Instant at, WireResponse answer) {
    WireRequest request = arrival.request();
    return new KeptRequest(
        at.toString(),
        request.arrivedAt().toString(),
        arrival.entrance(),
        request.method(),
        request.host(),
        request.path(),
        request.query(),
        request.headers(),
        request.body(),
        request.clientCertificate().map(KeptRequest::encoded),
        summary(answer));
  }

  /** What tells whether a request is answered as before; AWS's XML holds a chance request id. */
  static String summary(WireResponse answer) {
    return switch (answer) {
      case WireResponse.Dropped() -> "none";
      case WireResponse.Answer sent -> {
        if (!sent.headers().getOrDefault("Content-Type", "").contains("json")) {
          yield Integer.toString(sent.status());
        }
        CRC32 sum = new CRC32();
        sum.update(sent.body());
        yield sent.status() + " " + Long.toHexString(sum.getValue());
      }
    };
  }

  Arrival arrival() {
    return new Arrival(
        entrance,
        new WireRequest(
            method,
            host,
            path,
            query,
            headers,
            body,
            certificate.map(KeptRequest::decoded),
            Instant.parse(real)));
  }

  private static byte[] encoded(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (CertificateEncodingException e) {
      throw new IllegalArgumentException("certificate cannot be encoded", e);
    }
  }

  private static X509Certificate decoded(byte[] der) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der));
    } catch (CertificateException e) {
      throw new IllegalArgumentException("not a certificate in DER", e);
    }
  }
}
