package dev.drover.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.bootstrap.Main;
import dev.drover.bootstrap.ServerProcess;
import dev.drover.http.testing.Browser;
import dev.drover.http.testing.Passing;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the command that creates keys, beside a real server with the embedded PostgreSQL. */
class KeyCommandTest {
  @TempDir private Path home;

  private record Result(int code, String out, String err) {}

  private Result drover(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--home", home.toString()));
    int code =
        Main.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(all.toArray(String[]::new));
    return new Result(code, out.toString(), err.toString());
  }

  private static int status(ServerProcess server, String key) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(
                      URI.create("http://127.0.0.1:" + server.port() + "/api/v1/license/check"))
                  .header("X-API-Key", key)
                  .build(),
              HttpResponse.BodyHandlers.discarding())
          .statusCode();
    }
  }

  private static void awaitHealth(ServerProcess server) throws Exception {
    long deadline = System.nanoTime() + 60_000_000_000L;
    while (!server.output().contains("is running")) {
      assertThat(System.nanoTime()).as(server::output).isLessThan(deadline);
      Passing.untilNextLook();
    }
  }

  @Test
  void a_server_for_others_starts_with_a_key_only_and_keys_come_and_go_while_it_runs()
      throws Exception {
    try (ServerProcess refused = ServerProcess.launch(home, "--host", "0.0.0.0")) {
      assertThat(refused.awaitExit()).as(refused::output).isEqualTo(2);
      assertThat(refused.output())
          .contains("there is no API key yet")
          .contains("drover key create NAME --home " + home)
          .doesNotContain("\tat ");
    }

    Result first = drover("key", "create", "ci", "--scope", "read");
    assertThat(first.code()).as(first.err()).isZero();
    assertThat(first.out().strip()).matches("drover_[0-9a-f]{12}_[A-Za-z0-9_-]{43}");
    assertThat(first.err()).contains("not shown again");

    try (ServerProcess server =
        ServerProcess.launch(home, Map.of("DROVER_LOG_FORMAT", "json"), "--host", "0.0.0.0")) {
      awaitHealth(server);
      assertThat(status(server, first.out().strip())).isEqualTo(200);
      assertThat(status(server, "none")).isEqualTo(401);

      Result second = drover("key", "create", "dashboard", "--scope", "admin");
      assertThat(second.code()).as(second.err()).isZero();
      assertThat(status(server, second.out().strip())).isEqualTo(200);
      assertThat(drover("key", "create", "dashboard").code()).isEqualTo(1);

      Browser page = Browser.signedIn(server.port(), first.out().strip());
      assertThat(page.isSignedIn()).isTrue();
      assertThat(drover("key", "revoke", "ci").code()).isZero();
      assertThat(page.isSignedIn()).isFalse();
      assertThat(status(server, first.out().strip())).isEqualTo(401);
      assertThat(status(server, second.out().strip())).isEqualTo(200);
      assertThat(drover("key", "revoke", "ci").err())
          .isEqualTo(
              "drover: there is no key \"ci\" in use; see drover key list --home "
                  + home
                  + System.lineSeparator());

      Result list = drover("key", "list");
      assertThat(list.out())
          .contains("ci", "revoked", "dashboard", "admin")
          .doesNotContain(second.out().strip().substring(20));
      assertThat(server.output())
          .contains("\"level\":\"WARN\"")
          .contains("keys and answers can be read on their way")
          .contains("Drover")
          .doesNotContain(second.out().strip().substring(20));
    }
  }

  @Test
  void what_can_not_be_a_name_or_a_scope_is_a_mistake_of_usage() {
    assertThat(drover("key", "create", "a b").code()).isEqualTo(2);
    Result scope = drover("key", "create", "ci", "--scope", "root");
    assertThat(scope.code()).isEqualTo(2);
    assertThat(scope.err()).contains("read, write or admin");
    assertThat(home.resolve("postgres")).doesNotExist();
  }

  @Test
  void a_mistyped_home_is_told_and_not_made() {
    Path mistyped = home.resolve("mistyped");
    StringWriter err = new StringWriter();

    int code =
        Main.commandLine()
            .setErr(new PrintWriter(err, true))
            .execute("key", "list", "--home", mistyped.toString());

    assertThat(code).isEqualTo(2);
    assertThat(err.toString())
        .contains(
            "no server has used " + mistyped + " as its home", "drover serve --home " + mistyped);
    assertThat(mistyped).doesNotExist();
  }
}
