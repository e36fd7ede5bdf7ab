package dev.drover.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.bootstrap.config.ConfigurationError;
import dev.drover.bootstrap.config.Setting;
import dev.drover.bootstrap.server.Server;
import dev.drover.http.testing.RawHttp;
import dev.drover.persistence.postgres.DatabaseAddress;
import dev.drover.persistence.testing.RealPostgres;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Tests the API over TLS, with a certificate in PEM files. */
@ExtendWith(RealPostgres.class)
class TlsTest {
  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir private Path home;

  private KeyStore madeKeyStore() throws Exception {
    Path file = home.resolve("store.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "drover",
                "-keyalg",
                "RSA",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost,ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(PASSWORD))
            .inheritIO()
            .start();
    assertThat(keytool.waitFor()).isZero();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD);
    }
    return store;
  }

  private Path pem(String name, String type, byte[] content) throws Exception {
    return Files.writeString(
        home.resolve(name),
        "-----BEGIN "
            + type
            + "-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content)
            + "\n-----END "
            + type
            + "-----\n");
  }

  @Test
  void with_a_certificate_the_api_speaks_tls_only(DatabaseAddress address) throws Exception {
    KeyStore store = madeKeyStore();
    Path certificate =
        pem("certificate.pem", "CERTIFICATE", store.getCertificate("drover").getEncoded());
    Path key = pem("key.pem", "PRIVATE KEY", store.getKey("drover", PASSWORD).getEncoded());
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);

    try (Server server =
            Server.start(
                TestConfig.of(
                    home,
                    address,
                    Map.of(
                        Setting.TLS_CERTIFICATE,
                        certificate.toString(),
                        Setting.TLS_PRIVATE_KEY,
                        key.toString())));
        HttpClient client = HttpClient.newBuilder().sslContext(context).build()) {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(
                      URI.create("https://localhost:" + server.port() + "/api/v1/license/check"))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(answer.body()).contains("\"code\":0");
      assertThat(answer.sslSession()).isPresent();
      assertThat(server.config().apiUrl(server.port())).startsWith("https://127.0.0.1:");
      assertThatThrownBy(
              () ->
                  RawHttp.send(
                      server.port(), "GET /api/v1/license/check HTTP/1.1\nHost: localhost", ""))
          .isInstanceOf(java.io.IOException.class);

      String own = "localhost:" + server.port();
      assertThat(signIn(client, own, "https://" + own).headers().firstValue("Set-Cookie"))
          .hasValueSatisfying(
              cookie ->
                  assertThat(cookie)
                      .startsWith("__Host-drover_session_" + server.port() + "=")
                      .endsWith("; Path=/; HttpOnly; SameSite=Strict; Secure"));
      assertThat(signIn(client, own, "http://" + own).body()).contains("40302");
      assertThat(problemBySocket(client, own)).contains("\"serial\":\"UNKNOWN\"");
    }
  }

  /** Watches a phone that does not exist, by a WebSocket over TLS. */
  private static String problemBySocket(HttpClient client, String host) throws Exception {
    CompletableFuture<String> told = new CompletableFuture<>();
    WebSocket socket =
        client
            .newWebSocketBuilder()
            .header("Origin", "https://" + host)
            .buildAsync(
                URI.create("wss://" + host + "/api/v1/live"),
                new WebSocket.Listener() {
                  @Override
                  public CompletionStage<?> onText(
                      WebSocket open, CharSequence text, boolean last) {
                    told.complete(text.toString());
                    open.request(1);
                    return CompletableFuture.completedStage(null);
                  }
                })
            .get(20, TimeUnit.SECONDS);
    socket
        .sendText("{\"show\":[{\"serial\":\"UNKNOWN\",\"width\":9,\"per_second\":1}]}", true)
        .get(20, TimeUnit.SECONDS);
    String problem = told.get(20, TimeUnit.SECONDS);
    socket.sendClose(WebSocket.NORMAL_CLOSURE, "").get(20, TimeUnit.SECONDS);
    return problem;
  }

  private static HttpResponse<String> signIn(HttpClient client, String host, String origin)
      throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create("https://" + host + "/api/v1/session"))
            .header("Origin", origin)
            .POST(HttpRequest.BodyPublishers.noBody())
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void a_certificate_that_is_none_stops_the_start_with_its_name(DatabaseAddress address)
      throws Exception {
    Path file = Files.writeString(home.resolve("no.pem"), "nothing");

    assertThatThrownBy(
            () ->
                Server.start(
                        TestConfig.of(
                            home,
                            address,
                            Map.of(
                                Setting.TLS_CERTIFICATE,
                                file.toString(),
                                Setting.TLS_PRIVATE_KEY,
                                file.toString())))
                    .close())
        .isInstanceOf(ConfigurationError.class)
        .hasMessageContaining("no.pem")
        .hasMessageContaining("PEM");
  }
}
