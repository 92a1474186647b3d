package dev.fedctl.sandbox.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fedctl.sandbox.tls.CertificateAuthority;
import dev.fedctl.sandbox.tls.TlsIdentity;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpFrontTest {

  private final LoopbackHost host = LoopbackHost.claim(32443);
  private final CertificateAuthority one = CertificateAuthority.create("one");
  private final CertificateAuthority two = CertificateAuthority.create("two");
  private final AtomicReference<WireRequest> seen = new AtomicReference<>();

  @AfterEach
  void close() {
    host.close();
  }

  @Test
  void certificateIsChosenByServerName() throws Exception {
    int port = listen();

    String first = get(clientOf(one, Optional.empty()), "https://one." + host.domain(), port);
    String second = get(clientOf(two, Optional.empty()), "https://two." + host.domain(), port);

    assertThat(first).isEqualTo("/x?a=%2F one." + host.domain());
    assertThat(second).isEqualTo("/x?a=%2F two." + host.domain());
    assertThatThrownBy(
            () -> get(clientOf(two, Optional.empty()), "https://one." + host.domain(), port))
        .isInstanceOf(IOException.class);
  }

  @Test
  void nameThatNobodyServesEndsTheHandshake() {
    int port = listen();

    assertThatThrownBy(
            () -> get(clientOf(one, Optional.empty()), "https://none." + host.domain(), port))
        .isInstanceOf(IOException.class);
  }

  @Test
  void clientCertificateOfAnyAuthorityReachesTheHandler() throws Exception {
    int port = listen();
    TlsIdentity client =
        CertificateAuthority.create("stranger").serving(List.of("someone"), List.of());

    get(clientOf(one, Optional.of(client)), "https://one." + host.domain(), port);

    assertThat(seen.get().clientCertificate()).contains(client.leaf());
  }

  @Test
  void droppedRequestGetsNoAnswer() {
    int port = host.plain(0, request -> new WireResponse.Dropped()).port();

    assertThatThrownBy(() -> get(HttpClient.newHttpClient(), "http://a." + host.domain(), port))
        .isInstanceOf(IOException.class);
  }

  @Test
  void secondHostGetsAnAddressOfItsOwn() {
    try (LoopbackHost second = LoopbackHost.claim(32443)) {
      assertThat(second.address()).isNotEqualTo(host.address());
    }
  }

  private int listen() {
    Map<String, TlsIdentity> identities =
        Map.of(
            "one." + host.domain(), one.serving(List.of("one." + host.domain()), List.of()),
            "two." + host.domain(), two.serving(List.of("two." + host.domain()), List.of()));
    return host.tls(
            32443,
            name -> Optional.ofNullable(identities.get(name)),
            request -> {
              seen.set(request);
              String text = request.path() + "?" + request.query() + " " + request.host();
              return new WireResponse.Answer(200, Map.of(), text.getBytes(UTF_8));
            })
        .port();
  }

  private static String get(HttpClient client, String base, int port) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + ":" + port + "/x?a=%2F")).build();
    return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  private static HttpClient clientOf(CertificateAuthority authority, Optional<TlsIdentity> client)
      throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("ca", authority.certificate());
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(trusted);
    KeyStore own = KeyStore.getInstance("PKCS12");
    own.load(null, null);
    if (client.isPresent()) {
      own.setKeyEntry(
          "client",
          client.get().key(),
          new char[0],
          client.get().chain().toArray(X509Certificate[]::new));
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance("SunX509");
    keys.init(own, new char[0]);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return HttpClient.newBuilder().sslContext(context).build();
  }
}
