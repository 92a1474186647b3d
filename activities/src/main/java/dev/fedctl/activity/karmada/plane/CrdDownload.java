package dev.fedctl.activity.karmada.plane;

import dev.fedctl.activity.Waits;
import dev.fedctl.contract.failure.FailureFacts;
import dev.fedctl.contract.failure.FailureKind;
import dev.fedctl.contract.failure.Failures;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/** Fetches the archive of CustomResourceDefinitions and makes sure that it is the right one. */
public final class CrdDownload {

  private static final String URL_PATH = "spec.karmada.crds.url";
  private static final String DIGEST_PATH = "spec.karmada.crds.sha256";
  private static final int LARGEST = 32 << 20;

  private final HttpClient http =
      HttpClient.newBuilder()
          // The release's address redirects to a store.
          .followRedirects(HttpClient.Redirect.NORMAL)
          .connectTimeout(Duration.ofSeconds(10))
          .build();

  /** An archive and its digest, hex. */
  public record Fetched(CrdArchive archive, String sha256) {}

  /**
   * Fails with INVALID_SPEC when the digest is another one than {@code expected}, when there is
   * nothing at the address, or when what is there is no such archive.
   */
  public Fetched fetch(String url, Optional<String> expected) {
    byte[] archive = download(url);
    String sha256 = sha256(archive);
    if (expected.isPresent() && !expected.get().toLowerCase(Locale.ROOT).equals(sha256)) {
      throw invalid(
          DIGEST_PATH,
          "the archive at %s has digest %s, not %s".formatted(url, sha256, expected.get()),
          "see who changed the archive; give its digest if it is the right one");
    }
    try {
      return new Fetched(CrdArchive.read(archive), sha256);
    } catch (IOException e) {
      throw invalid(
          URL_PATH,
          "what is at %s is no archive of Karmada's definitions: %s".formatted(url, e.getMessage()),
          "give the address of a crds.tar.gz of a Karmada release");
    }
  }

  private byte[] download(String url) {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(60)).build();
      HttpResponse<InputStream> response =
          http.send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        int status = response.statusCode();
        if (status == 200) {
          return whole(url, body);
        }
        throw refused(url, status);
      }
    } catch (IllegalArgumentException e) {
      throw invalid(URL_PATH, url + " is not an address", "give an http or https address");
    } catch (IOException e) {
      throw unavailable("no answer from %s (%s)".formatted(url, e.getClass().getSimpleName()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable("interrupted while fetching " + url);
    }
  }

  private static byte[] whole(String url, InputStream body) throws IOException {
    byte[] archive = body.readNBytes(LARGEST + 1);
    if (archive.length > LARGEST) {
      throw invalid(
          URL_PATH,
          "what is at %s is larger than %d MiB".formatted(url, LARGEST >> 20),
          "give the address of a crds.tar.gz of a Karmada release");
    }
    return archive;
  }

  private static RuntimeException refused(String url, int status) {
    String message = "%s answers %d".formatted(url, status);
    return switch (status) {
      case 408, 425, 429 -> unavailable(message);
      default ->
          status >= 500
              ? unavailable(message)
              : invalid(URL_PATH, message, "give an address that the worker can read");
    };
  }

  private static RuntimeException invalid(String path, String message, String advice) {
    return Failures.permanent(FailureFacts.invalidSpec(path, message, advice));
  }

  private static RuntimeException unavailable(String message) {
    return Waits.failure(
        FailureFacts.of(
            FailureKind.UNAVAILABLE,
            message,
            "see that the worker can reach the address, or give another in " + URL_PATH));
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
