package dev.fedctl.activity.karmada.plane;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import dev.fedctl.contract.failure.FailureFacts;
import dev.fedctl.contract.failure.Failures;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.temporal.failure.ApplicationFailure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CrdDownloadTest {

  private static final String WORKS =
      """
      ---
      apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition
      metadata:
        name: works.work.karmada.io
      spec:
        group: work.karmada.io
      """;
  private static final String BINDINGS = WORKS.replace("works.work", "resourcebindings.work");
  private static final String PATCH =
      """
      apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition
      metadata:
        name: resourcebindings.work.karmada.io
      spec:
        conversion:
          strategy: Webhook
          webhook:
            clientConfig:
              url: https://karmada-webhook.karmada-system.svc:443/convert
              caBundle: "{{caBundle}}"
            conversionReviewVersions: ["v1"]
      """;

  private final CrdDownload download = new CrdDownload();
  private HttpServer server;
  private byte[] served;
  private int status = 200;

  @BeforeEach
  void serve() throws IOException {
    served =
        archive(
            Map.of(
                "crds/bases/work/works.yaml", WORKS,
                "crds/bases/work/resourcebindings.yaml", BINDINGS,
                "crds/patches/webhook_in_resourcebindings.yaml", PATCH,
                "crds/README.md", "words"));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/crds.tar.gz",
        exchange -> {
          exchange.sendResponseHeaders(status, served.length);
          exchange.getResponseBody().write(served);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void archiveWithTheRightDigestIsRead() throws Exception {
    String digest = sha256(served).toUpperCase(Locale.ROOT);

    CrdDownload.Fetched fetched = download.fetch(url(), Optional.of(digest));

    assertThat(fetched.sha256()).isEqualTo(sha256(served));
    assertThat(fetched.archive().bases()).hasSize(2);
    assertThat(fetched.archive().patches()).hasSize(1);
  }

  @Test
  void wrongDigestIsAFaultOfTheSpec() {
    refused(() -> download.fetch(url(), Optional.of("0".repeat(64))), "spec.karmada.crds.sha256");
  }

  @Test
  void withoutADigestTheOneSeenIsTold() throws Exception {
    assertThat(download.fetch(url(), Optional.empty()).sha256()).isEqualTo(sha256(served));
  }

  @Test
  void nothingAtTheAddressIsAFaultOfTheSpec() {
    status = 404;

    refused(() -> download.fetch(url(), Optional.empty()), "spec.karmada.crds.url");
  }

  @Test
  void somethingElseAtTheAddressIsAFaultOfTheSpec() {
    served = "<html>".getBytes(UTF_8);

    refused(() -> download.fetch(url(), Optional.empty()), "spec.karmada.crds.url");
  }

  @Test
  void archiveWithoutDefinitionsIsAFaultOfTheSpec() throws IOException {
    served = archive(Map.of("crds/README.md", "words"));

    refused(() -> download.fetch(url(), Optional.empty()), "spec.karmada.crds.url");
  }

  @Test
  void patchIsLaidOverItsDefinitionAndNoOther() {
    List<GenericKubernetesResource> definitions =
        download
            .fetch(url(), Optional.empty())
            .archive()
            .definitions(new Registration("karmada-system", "ca"));

    assertThat(definitions)
        .extracting(definition -> definition.getMetadata().getName())
        .containsExactly("resourcebindings.work.karmada.io", "works.work.karmada.io");
    assertThat(
            definitions
                .getFirst()
                .<String>get("spec", "conversion", "webhook", "clientConfig", "caBundle"))
        .isEqualTo("Y2E=");
    assertThat(definitions.getFirst().<String>get("spec", "group")).isEqualTo("work.karmada.io");
    assertThat(definitions.getLast().<Object>get("spec", "conversion")).isNull();
  }

  private static void refused(ThrowingCallable call, String specPath) {
    assertThatExceptionOfType(ApplicationFailure.class)
        .isThrownBy(call)
        .satisfies(
            failure -> {
              FailureFacts facts = Failures.facts(failure);
              assertThat(failure.isNonRetryable()).isTrue();
              assertThat(failure.getType()).isEqualTo("INVALID_SPEC");
              assertThat(facts.specPath()).contains(specPath);
            });
  }

  private String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/crds.tar.gz";
  }

  private static byte[] archive(Map<String, String> files) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar =
        new TarArchiveOutputStream(new GzipCompressorOutputStream(bytes))) {
      for (Map.Entry<String, String> file : files.entrySet()) {
        byte[] content = file.getValue().getBytes(UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry(file.getKey());
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
      }
    }
    return bytes.toByteArray();
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
