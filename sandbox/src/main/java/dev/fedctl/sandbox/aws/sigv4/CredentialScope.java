package dev.fedctl.sandbox.aws.sigv4;

import java.util.Optional;

/** What a signature is good for: a key, a day, a region, a service. */
public record CredentialScope(String accessKeyId, String day, String region, String service) {

  /** Reads {@code AKID/20260101/eu-north-1/eks/aws4_request}. */
  public static Optional<CredentialScope> parse(String credential) {
    String[] parts = credential.split("/", -1);
    if (parts.length != 5 || !parts[4].equals("aws4_request")) {
      return Optional.empty();
    }
    return Optional.of(new CredentialScope(parts[0], parts[1], parts[2], parts[3]));
  }

  String text() {
    return day + "/" + region + "/" + service + "/aws4_request";
  }
}
