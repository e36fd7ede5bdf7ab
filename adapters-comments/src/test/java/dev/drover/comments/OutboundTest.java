package dev.drover.comments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.drover.application.port.comments.CommentGenerator.CommentNotGenerated;
import dev.drover.comments.BoundedTransport.NameService;
import dev.drover.domain.network.PublicAddress;
import dev.drover.domain.script.AllowedEndpoints.OwnMachine;
import dev.drover.domain.script.Secret;
import dev.drover.domain.script.comment.CommentGeneration;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Endpoints by which somebody wants to reach what only the server can reach. In place of the public
 * internet stands 127.0.0.2, in place of the inner network 127.0.0.1.
 */
@Timeout(60)
class OutboundTest {
  private static final String PASSWORD = "only-for-this-test";
  private static final String COMPLETION =
      """
      {"id": "c1", "object": "chat.completion", "created": 1, "model": "m",
       "choices": [{"index": 0, "finish_reason": "stop",
                    "message": {"role": "assistant", "content": "Nice"}}]}
      """;

  private final List<HttpServer> servers = new ArrayList<>();

  /** The addresses at which requests arrived. */
  private final List<String> reached = new CopyOnWriteArrayList<>();

  private SSLContext tls;

  @BeforeEach
  void believeWhatThePlatformBelieves() throws Exception {
    tls = SSLContext.getDefault();
  }

  @AfterEach
  void stop() {
    servers.forEach(server -> server.stop(0));
  }

  /** A name server that answers something else each time, and the last answer again and again. */
  private static final class ChangingNames implements NameService {
    private final Deque<List<InetAddress>> answers = new ArrayDeque<>();
    private int asked;

    ChangingNames then(String... addresses) {
      answers.add(java.util.Arrays.stream(addresses).map(InetAddress::ofLiteral).toList());
      return this;
    }

    @Override
    public synchronized List<InetAddress> addresses(String host) throws UnknownHostException {
      asked++;
      return answers.size() > 1 ? answers.remove() : answers.element();
    }
  }

  @Test
  void the_address_that_was_checked_is_the_one_that_is_called(@TempDir Path folder)
      throws Exception {
    makeCertificate(folder);
    int port = listen("127.0.0.2", 0);
    listen("127.0.0.1", port);
    ChangingNames names = new ChangingNames().then("127.0.0.2").then("127.0.0.1");
    OpenAiCommentGenerator generator = generator(names, OutboundTest::standsForPublic);

    assertThat(generator.generate(at("https://generator.test:" + port + "/v1"), ""))
        .isEqualTo("Nice");

    assertThat(reached).containsExactly("127.0.0.2");
    assertThat(names.asked).isEqualTo(1);
    assertThatThrownBy(() -> generator.generate(at("https://generator.test:" + port + "/v1"), ""))
        .as("the next call looks anew, and sees the other address")
        .isInstanceOf(CommentNotGenerated.class)
        .hasMessageContaining("not on the public internet");
    assertThat(reached).containsExactly("127.0.0.2");
  }

  @Test
  void a_host_with_one_inner_address_among_public_ones_is_not_called(@TempDir Path folder)
      throws Exception {
    makeCertificate(folder);
    int port = listen("127.0.0.2", 0);
    OpenAiCommentGenerator generator =
        generator(
            new ChangingNames().then("127.0.0.2", "127.0.0.1"), OutboundTest::standsForPublic);

    assertThatThrownBy(() -> generator.generate(at("https://generator.test:" + port + "/v1"), ""))
        .hasMessageContaining("not on the public internet");
    assertThat(reached).isEmpty();
  }

  @Test
  void tls_verifies_the_name_and_not_the_address(@TempDir Path folder) throws Exception {
    makeCertificate(folder);
    int port = listen("127.0.0.2", 0);
    OpenAiCommentGenerator generator =
        generator(new ChangingNames().then("127.0.0.2"), OutboundTest::standsForPublic);

    assertThatThrownBy(() -> generator.generate(at("https://other.test:" + port + "/v1"), ""))
        .isInstanceOf(CommentNotGenerated.class)
        .hasMessageContaining("other.test");
    assertThat(reached).isEmpty();
  }

  @Test
  void a_certificate_of_nobody_is_not_believed(@TempDir Path folder) throws Exception {
    makeCertificate(folder);
    int port = listen("127.0.0.2", 0);
    OpenAiCommentGenerator generator =
        new OpenAiCommentGenerator(
            Set.of(),
            Optional.empty(),
            Duration.ofSeconds(5),
            Duration.ofSeconds(20),
            new ChangingNames().then("127.0.0.2"),
            OutboundTest::standsForPublic,
            () -> (SSLSocketFactory) SSLSocketFactory.getDefault());

    assertThatThrownBy(() -> generator.generate(at("https://generator.test:" + port + "/v1"), ""))
        .isInstanceOf(CommentNotGenerated.class);
    assertThat(reached).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "10.0.0.7",
        "172.16.3.4",
        "192.168.1.1",
        "100.64.0.1",
        "169.254.169.254",
        "224.0.0.1",
        "0.0.0.0",
        "::1",
        "fe80::1",
        "fd00:ec2::254",
        "ff02::1",
        "::ffff:10.0.0.1",
        "64:ff9b::a00:1"
      })
  void a_name_that_stands_for_an_inner_address_is_not_called(String address) {
    OpenAiCommentGenerator generator =
        generator(new ChangingNames().then(address), PublicAddress::isPublic);

    assertThatThrownBy(() -> generator.generate(at("https://generator.test/v1"), ""))
        .isInstanceOf(CommentNotGenerated.class)
        .hasMessageContaining("generator.test is not on the public internet")
        .hasMessageNotContaining(address + " ");
  }

  @Test
  void without_tls_nothing_is_called_that_the_operator_has_not_allowed() throws Exception {
    int port = listenPlainly("127.0.0.2");
    OpenAiCommentGenerator generator =
        generator(new ChangingNames().then("127.0.0.2"), OutboundTest::standsForPublic);

    assertThatThrownBy(() -> generator.generate(at("http://generator.test:" + port + "/v1"), ""))
        .hasMessageContaining("not https");
    assertThat(reached).isEmpty();
  }

  @Test
  void what_the_operator_has_allowed_is_called_wherever_it_is() throws Exception {
    int port = listenPlainly("127.0.0.1");
    CommentGeneration allowed = at("http://generator.test:" + port + "/v1");
    OpenAiCommentGenerator generator =
        new OpenAiCommentGenerator(
            Set.of(allowed.baseUrl()),
            Optional.empty(),
            Duration.ofSeconds(5),
            Duration.ofSeconds(20),
            new ChangingNames().then("127.0.0.1"),
            PublicAddress::isPublic,
            () -> (SSLSocketFactory) SSLSocketFactory.getDefault());

    assertThat(generator.generate(allowed, "")).isEqualTo("Nice");
    assertThatThrownBy(
            () -> generator.generate(at("http://generator.test:" + port + "/v1/other"), ""))
        .hasMessageContaining("not https");
    assertThat(reached).containsExactly("127.0.0.1");
  }

  private static OpenAiCommentGenerator onThisMachine(NameService names, Integer... closedPorts) {
    return new OpenAiCommentGenerator(
        Set.of(),
        Optional.of(new OwnMachine(Set.of(closedPorts))),
        Duration.ofSeconds(5),
        Duration.ofSeconds(20),
        names,
        PublicAddress::isPublic,
        () -> (SSLSocketFactory) SSLSocketFactory.getDefault());
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "LocalHost", "127.0.0.1"})
  void a_service_of_this_machine_is_called_where_that_is_allowed(String host) throws Exception {
    int port = listenPlainly("127.0.0.1");
    CommentGeneration service = at("http://" + host + ":" + port + "/v1");

    assertThat(onThisMachine(new ChangingNames().then("127.0.0.1")).generate(service, ""))
        .isEqualTo("Nice");
    assertThatThrownBy(
            () ->
                generator(new ChangingNames().then("127.0.0.1"), PublicAddress::isPublic)
                    .generate(service, ""))
        .as("it was allowed when the task was made, and is no more")
        .hasMessageContaining("not https");
    assertThat(reached).hasSize(1);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "http://localhost:PORT",
        "http://127.0.0.1:PORT",
        "http://[::1]:PORT",
        "https://localhost:PORT",
        "http://localhost.:PORT",
        "http://x.localhost:PORT",
        "http://127.0.0.2:PORT",
        "http://2130706433:PORT",
        "http://0x7f000001:PORT",
        "http://0177.0.0.1:PORT",
        "http://[::ffff:127.0.0.1]:PORT",
        "http://[0:0:0:0:0:0:0:1]:PORT",
        "http://[::]:PORT",
        "http://0.0.0.0:PORT",
        "http://generator.test:PORT",
        "https://generator.test:PORT",
        "https://2130706433:PORT",
        "https://0.0.0.0:PORT",
        "https://[::ffff:127.0.0.1]:PORT",
        "https://localhost.:PORT",
      })
  void a_closed_port_of_this_machine_is_called_by_no_name(String url) throws Exception {
    int port = listenPlainly("127.0.0.1");
    OpenAiCommentGenerator generator = onThisMachine(new ChangingNames().then("127.0.0.1"), port);

    assertThatThrownBy(
            () -> generator.generate(at(url.replace("PORT", Integer.toString(port)) + "/v1"), ""))
        .isInstanceOf(CommentNotGenerated.class);
    assertThat(reached).isEmpty();
  }

  @Test
  void a_name_of_this_machine_that_leads_elsewhere_is_not_called() throws Exception {
    int port = listenPlainly("127.0.0.1");

    assertThatThrownBy(
            () ->
                onThisMachine(new ChangingNames().then("10.0.0.1"))
                    .generate(at("http://localhost:" + port + "/v1"), ""))
        .isInstanceOf(CommentNotGenerated.class);
    assertThat(reached).isEmpty();
  }

  @Test
  void a_service_of_this_machine_can_not_send_on_to_a_closed_port() throws Exception {
    int closed = listenPlainly("127.0.0.1");
    HttpServer sendsOn =
        HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    servers.add(sendsOn);
    sendsOn.createContext(
        "/",
        exchange -> {
          exchange
              .getResponseHeaders()
              .add("Location", "http://127.0.0.1:" + closed + "/v1/chat/completions");
          exchange.sendResponseHeaders(307, -1);
          exchange.close();
        });
    sendsOn.start();

    assertThatThrownBy(
            () ->
                onThisMachine(new ChangingNames().then("127.0.0.1"), closed)
                    .generate(at("http://127.0.0.1:" + sendsOn.getAddress().getPort() + "/v1"), ""))
        .isInstanceOf(CommentNotGenerated.class)
        .hasMessageContaining("not followed");
    assertThat(reached).isEmpty();
  }

  @Test
  void a_dead_address_is_passed_over_for_the_next(@TempDir Path folder) throws Exception {
    makeCertificate(folder);
    int port = listen("127.0.0.2", 0);
    OpenAiCommentGenerator generator =
        generator(new ChangingNames().then("127.0.0.3", "127.0.0.2"), _ -> true);

    assertThat(generator.generate(at("https://generator.test:" + port + "/v1"), ""))
        .isEqualTo("Nice");
  }

  private static boolean standsForPublic(InetAddress address) {
    return address.equals(InetAddress.ofLiteral("127.0.0.2"));
  }

  private OpenAiCommentGenerator generator(NameService names, Predicate<InetAddress> callable) {
    return new OpenAiCommentGenerator(
        Set.of(),
        Optional.empty(),
        Duration.ofSeconds(5),
        Duration.ofSeconds(20),
        names,
        callable,
        tls::getSocketFactory);
  }

  private static CommentGeneration at(String baseUrl) {
    return new CommentGeneration(new Secret("sk-key"), "m", "", 10, 1, URI.create(baseUrl), false);
  }

  private int listen(String address, int port) throws IOException {
    HttpsServer server = HttpsServer.create(new InetSocketAddress(address, port), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    return answering(server, address);
  }

  private int listenPlainly(String address) throws IOException {
    return answering(HttpServer.create(new InetSocketAddress(address, 0), 0), address);
  }

  private int answering(HttpServer server, String address) {
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            reached.add(address);
            exchange.getRequestBody().readAllBytes();
            byte[] body = COMPLETION.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
          }
        });
    server.start();
    servers.add(server);
    return server.getAddress().getPort();
  }

  /** A certificate for generator.test, which is believed. */
  private void makeCertificate(Path folder) throws Exception {
    Path file = folder.resolve("generator.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "generator",
                "-keyalg",
                "EC",
                "-dname",
                "CN=generator.test",
                "-ext",
                "san=dns:generator.test",
                "-validity",
                "36500",
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.log").toFile())
            .start();
    assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(keytool.exitValue()).isZero();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (var content = Files.newInputStream(file)) {
      store.load(content, PASSWORD.toCharArray());
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD.toCharArray());
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    tls = SSLContext.getInstance("TLS");
    tls.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
  }
}
