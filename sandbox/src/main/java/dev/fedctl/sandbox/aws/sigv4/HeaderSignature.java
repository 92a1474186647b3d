package dev.fedctl.sandbox.aws.sigv4;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fedctl.sandbox.cloud.AwsSide.AccessKey;
import dev.fedctl.sandbox.wire.WireRequest;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Authorization header of a signed request.
 *
 * @param signedHeaders lower case
 */
public record HeaderSignature(CredentialScope scope, List<String> signedHeaders, String signature) {

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT);
  private static final Pattern HEADER =
      Pattern.compile(
          "AWS4-HMAC-SHA256 Credential=([^,\\s]+),\\s*SignedHeaders=([^,\\s]+),\\s*Signature=([0-9a-f]{64})");

  /** Empty when the request has no header that can be read. */
  public static Optional<HeaderSignature> of(WireRequest request) {
    Matcher matcher = HEADER.matcher(request.header("authorization").orElse(""));
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return CredentialScope.parse(matcher.group(1))
        .map(
            scope ->
                new HeaderSignature(
                    scope, Arrays.asList(matcher.group(2).split(";")), matcher.group(3)));
  }

  /**
   * What is wrong with it; empty when it is good.
   *
   * @param skew how far its date may be off
   */
  public Optional<SignatureRefusal> refusal(
      WireRequest request, AccessKey key, Instant now, Duration skew) {
    Optional<String> date = request.header("x-amz-date");
    Optional<Instant> at = date.flatMap(HeaderSignature::instant);
    if (at.isEmpty()
        || !signedHeaders.contains("host")
        || !date.orElseThrow().startsWith(scope.day())) {
      return Optional.of(SignatureRefusal.INCOMPLETE);
    }
    if (Duration.between(at.get(), now).abs().compareTo(skew) > 0) {
      return Optional.of(SignatureRefusal.time(at.get(), now, skew));
    }
    if (key.sessionToken().isPresent()
        && !key.sessionToken().equals(request.header("x-amz-security-token"))) {
      return Optional.of(SignatureRefusal.UNKNOWN_KEY);
    }
    Map<String, String> headers = new LinkedHashMap<>();
    for (String name : signedHeaders) {
      headers.put(name, String.join(",", request.headers().getOrDefault(name, List.of())));
    }
    String wanted =
        new CanonicalRequest(
                request.method(),
                request.path(),
                request.query(),
                headers,
                CanonicalRequest.sha256(request.body()))
            .signature(scope, date.orElseThrow(), key.secretAccessKey());
    return MessageDigest.isEqual(wanted.getBytes(UTF_8), signature.getBytes(UTF_8))
        ? Optional.empty()
        : Optional.of(SignatureRefusal.MISMATCH);
  }

  static Optional<Instant> instant(String date) {
    try {
      return Optional.of(LocalDateTime.parse(date, DATE).toInstant(ZoneOffset.UTC));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
