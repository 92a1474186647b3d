package dev.fedctl.sandbox.aws.sigv4;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fedctl.sandbox.aws.protocol.FormText;
import dev.fedctl.sandbox.cloud.AwsSide.AccessKey;
import dev.fedctl.sandbox.world.Partition;
import java.net.URI;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The bearer token of an EKS cluster: a presigned STS GetCallerIdentity URL. The rules are those of
 * aws-iam-authenticator's server, which EKS runs.
 */
public final class BearerToken {

  private static final String PREFIX = "k8s-aws-v1.";
  private static final int MAX_BYTES = 4096;
  private static final Duration LIFE = Duration.ofMinutes(15);
  private static final Duration SKEW = Duration.ofMinutes(5);
  private static final Set<String> PARAMETERS =
      Set.of(
          "action",
          "version",
          "x-amz-algorithm",
          "x-amz-credential",
          "x-amz-date",
          "x-amz-expires",
          "x-amz-security-token",
          "x-amz-signature",
          "x-amz-signedheaders");

  private BearerToken() {}

  /**
   * Who presents the token; empty when the cluster must answer 401.
   *
   * @param region the cluster's region: the token has to be made for its STS endpoint
   * @param now real time
   */
  public static Optional<AccessKey> verify(
      String token, String clusterName, String region, KeyRing keys, Instant now) {
    return url(token).flatMap(url -> verify(url, clusterName, region, keys, now));
  }

  private static Optional<URI> url(String token) {
    if (!token.startsWith(PREFIX) || token.length() > MAX_BYTES) {
      return Optional.empty();
    }
    try {
      byte[] text = Base64.getUrlDecoder().decode(token.substring(PREFIX.length()));
      return Optional.of(URI.create(new String(text, UTF_8)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<AccessKey> verify(
      URI url, String clusterName, String region, KeyRing keys, Instant now) {
    String host = url.getHost();
    if (!"https".equals(url.getScheme())
        || host == null
        || !host.equals("sts." + region + "." + Partition.of(region).domain())
        || !"/".equals(url.getRawPath())
        || url.getRawQuery() == null) {
      return Optional.empty();
    }
    Map<String, List<String>> sent = FormText.parse(url.getRawQuery());
    Map<String, String> query = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (Map.Entry<String, List<String>> parameter : sent.entrySet()) {
      String name = parameter.getKey();
      if (!PARAMETERS.contains(name.toLowerCase(Locale.ROOT))
          || parameter.getValue().size() != 1
          || query.put(name, parameter.getValue().getFirst()) != null) {
        return Optional.empty();
      }
    }
    return isCallerIdentity(query) && isCurrent(query, now)
        ? signer(url, host, query, clusterName, region, keys)
        : Optional.empty();
  }

  private static boolean isCallerIdentity(Map<String, String> query) {
    return "GetCallerIdentity".equals(query.get("Action"))
        && "2011-06-15".equals(query.get("Version"))
        && "AWS4-HMAC-SHA256".equals(query.get("X-Amz-Algorithm"));
  }

  private static boolean isCurrent(Map<String, String> query, Instant now) {
    Optional<Instant> date = HeaderSignature.instant(query.getOrDefault("X-Amz-Date", ""));
    int expires;
    try {
      expires = Integer.parseInt(query.getOrDefault("X-Amz-Expires", ""));
    } catch (NumberFormatException e) {
      return false;
    }
    return expires >= 0
        && expires <= 900
        && date.isPresent()
        && !now.isBefore(date.get().minus(SKEW))
        && now.isBefore(date.get().plus(LIFE));
  }

  private static Optional<AccessKey> signer(
      URI url,
      String host,
      Map<String, String> query,
      String clusterName,
      String region,
      KeyRing keys) {
    Optional<CredentialScope> scope =
        CredentialScope.parse(query.getOrDefault("X-Amz-Credential", ""));
    List<String> signed = Arrays.asList(query.getOrDefault("X-Amz-SignedHeaders", "").split(";"));
    if (scope.isEmpty()
        || !scope.get().service().equals("sts")
        || !scope.get().region().equals(region)
        || !Set.copyOf(signed).equals(Set.of("host", "x-k8s-aws-id"))) {
      return Optional.empty();
    }
    Optional<AccessKey> key = keys.find(scope.get().accessKeyId());
    if (key.isEmpty()
        || !key.get()
            .sessionToken()
            .equals(Optional.ofNullable(query.get("X-Amz-Security-Token")))) {
      return Optional.empty();
    }
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("host", host);
    headers.put("x-k8s-aws-id", clusterName);
    String unsigned =
        Arrays.stream(url.getRawQuery().split("&", -1))
            .filter(pair -> !pair.toLowerCase(Locale.ROOT).startsWith("x-amz-signature="))
            .collect(Collectors.joining("&"));
    String wanted =
        new CanonicalRequest("GET", "/", unsigned, headers, CanonicalRequest.EMPTY_PAYLOAD)
            .signature(
                scope.get(), query.getOrDefault("X-Amz-Date", ""), key.get().secretAccessKey());
    String sent = query.getOrDefault("X-Amz-Signature", "");
    return MessageDigest.isEqual(wanted.getBytes(UTF_8), sent.getBytes(UTF_8))
        ? key
        : Optional.empty();
  }
}
