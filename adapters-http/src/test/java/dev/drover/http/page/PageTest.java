package dev.drover.http.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.domain.license.LicensePlan;
import dev.drover.http.testing.ApiUnderTest;
import dev.drover.http.testing.CrossSite;
import dev.drover.http.testing.LogLines;
import dev.drover.http.testing.RawHttp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The files and addresses of the dashboard, on a server that demands a key and whose plan gives no
 * access to the API.
 */
class PageTest {
  private static final PageSource PAGE = new PageSource.ClassPath("page-under-test");
  private static final String BROWSER =
      "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
  private static final String TITLE = "A page under test";

  private static ApiUnderTest server;

  @BeforeAll
  static void start() {
    server = ApiUnderTest.with().page(PAGE).keyDemanded().plan(LicensePlan.STARTER).start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static RawHttp.Answer get(ApiUnderTest of, String path, String headers)
      throws IOException {
    return CrossSite.get(of.port(), path, CrossSite.host(of.port()), headers);
  }

  private static RawHttp.Answer get(String path, String headers) throws IOException {
    return get(server, path, headers);
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "/ | text/html; charset=utf-8 | A page under test",
        "/index.html | text/html; charset=utf-8 | A page under test",
        "/app.js | text/javascript; charset=utf-8 | the page under test",
        "/style/page.css | text/css; charset=utf-8 | margin",
        "/icons/mark.svg | image/svg+xml | <svg",
        "/lib/htm/preact/standalone.module.js | text/javascript; charset=utf-8 | useState",
        "/lib/uplot/dist/uPlot.esm.js | text/javascript; charset=utf-8 | uPlot",
        "/lib/uplot/dist/uPlot.min.css | text/css; charset=utf-8 | .uplot",
      })
  void its_files_are_served_to_anybody_with_their_types(String path, String type, String text)
      throws Exception {
    RawHttp.Answer answer = get(path, "Accept: */*");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).contains(text);
    assertThat(answer.headers())
        .containsEntry("Content-Type", type)
        .containsEntry("X-Content-Type-Options", "nosniff")
        .containsEntry("Referrer-Policy", "no-referrer");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/phones/DEMO-1",
        "/phones/192.0.2.7%3A5555",
        "/phones/x.js",
        "/tasks?status=3",
        "/tasks/7",
        "/new",
        "/settings/",
      })
  void an_address_of_the_page_shows_the_page_to_a_browser_and_nothing_to_a_program(String path)
      throws Exception {
    RawHttp.Answer browser = get(path, BROWSER);
    assertThat(browser.status()).isEqualTo(200);
    assertThat(browser.body()).contains(TITLE);

    for (String accept : List.of("Accept: */*", "Accept: application/json", "X-None: x")) {
      RawHttp.Answer program = get(path, accept);
      assertThat(program.code()).as(accept).isEqualTo(40401);
    }
    RawHttp.Answer post =
        RawHttp.send(
            server.port(),
            "POST " + path + " HTTP/1.1\nHost: " + CrossSite.host(server.port()) + "\n" + BROWSER,
            "");
    assertThat(post.code()).isEqualTo(40401);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/nothing",
        "/api/v1",
        "/api",
        "/api/none.js",
        "/observe/nothing",
        "/lib/none/index.js",
        "/lib/htm/none.js",
        "/lib/htm",
        "/lib/swagger-ui/swagger-ui.css",
        "/style/none.css",
        "/style/",
        "/style",
        "/pages/none.js",
        "/favicon.ico",
        "/none.js",
      })
  void what_is_no_file_and_no_address_is_an_error_in_a_browser_too(String path) throws Exception {
    RawHttp.Answer answer = get(path, BROWSER);

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.body()).doesNotContain(TITLE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/../page-under-test/app.js",
        "/style/../app.js",
        "/style/%2e%2e/app.js",
        "/style/..%2fapp.js",
        "/style/..%5capp.js",
        "//app.js",
        "/./app.js",
        "/app.js%00.css",
        "/%61pp.js",
        "/lib/htm/../uplot/dist/uPlot.esm.js",
        "/lib/htm/%2e%2e/%2e%2e/package.json",
        "/lib/../app.js",
        "/.git/app.js",
      })
  void no_path_leads_out_of_a_folder_or_around_the_list_of_libraries(String path) throws Exception {
    RawHttp.Answer answer = get(path, "Accept: */*");

    assertThat(answer.status()).isIn(400, 404);
    assertThat(answer.body()).doesNotContain("the page under test").doesNotContain("function");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/app.js", "/tasks", "/lib/uplot/dist/uPlot.esm.js"})
  void a_browser_asks_each_time_and_gets_only_what_has_changed(String path) throws Exception {
    RawHttp.Answer first = get(path, BROWSER);
    String tag = first.headers().getOrDefault("ETag", "");
    assertThat(first.headers()).containsEntry("Cache-Control", "no-cache");
    assertThat(tag).isNotEmpty();

    RawHttp.Answer again = get(path, BROWSER + "\nIf-None-Match: W/" + tag);
    assertThat(again.status()).isEqualTo(304);
    assertThat(again.body()).isEmpty();

    RawHttp.Answer head =
        RawHttp.head(
            server.port(),
            "HEAD " + path + " HTTP/1.1\nHost: " + CrossSite.host(server.port()) + "\n" + BROWSER);
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(head.headers())
        .containsEntry("ETag", tag)
        .containsEntry("Content-Type", first.headers().getOrDefault("Content-Type", ""))
        .containsEntry("Content-Length", first.headers().getOrDefault("Content-Length", "none"));
  }

  @Test
  void the_page_may_load_what_the_server_has_and_nothing_else() throws Exception {
    assertThat(get("/", BROWSER).headers())
        .containsEntry(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:;"
                + " connect-src 'self'; media-src 'self'; font-src 'self'; base-uri 'none'; form-action"
                + " 'none'; frame-ancestors 'none'");
    assertThat(get("/icons/mark.svg", "").headers())
        .hasEntrySatisfying(
            "Content-Security-Policy", policy -> assertThat(policy).contains("sandbox"));
  }

  @Test
  void a_file_of_another_type_is_not_served() throws Exception {
    assertThat(get("/notes.md", "Accept: */*").code()).isEqualTo(40401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/app.js", "/tasks"})
  void a_name_that_is_bound_to_this_machine_anew_gets_no_page(String path) throws Exception {
    assertThat(CrossSite.get(server.port(), path, "evil.example", BROWSER).code()).isEqualTo(40302);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.drover.http.testing.CrossSite#foreignHeaders")
  void another_sites_page_gets_no_file_of_it(String header) throws Exception {
    assertThat(get("/app.js", header).code()).isEqualTo(40302);
  }

  @Test
  void a_changed_file_of_a_folder_shows_at_once_and_a_link_leads_nowhere(
      @TempDir Path folder, @TempDir Path elsewhere) throws Exception {
    assertThatThrownBy(() -> new PageSource.Folder(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("index.html");
    Files.writeString(folder.resolve("index.html"), "<p>one</p>");
    Files.writeString(elsewhere.resolve("secret.txt"), "a secret");
    Files.createSymbolicLink(folder.resolve("link.txt"), elsewhere.resolve("secret.txt"));
    Files.createSymbolicLink(folder.resolve("out"), elsewhere);
    Files.createDirectory(folder.resolve("folder.js"));
    try (ApiUnderTest own = ApiUnderTest.with().page(new PageSource.Folder(folder)).start()) {
      RawHttp.Answer before = get(own, "/", BROWSER);
      assertThat(before.body()).contains("one");

      Files.writeString(folder.resolve("index.html"), "<p>two</p>");

      String tag = "If-None-Match: " + before.headers().getOrDefault("ETag", "");
      assertThat(get(own, "/", BROWSER + "\n" + tag).body()).contains("two");
      for (String path : List.of("/link.txt", "/out/secret.txt", "/folder.js")) {
        assertThat(get(own, path, "").status()).as(path).isEqualTo(404);
      }
      assertThat(get(own, "/lib/uplot/dist/uPlot.min.css", "").status()).isEqualTo(200);
    }
  }

  @Test
  void without_the_files_the_server_says_so_once_and_answers_what_to_do() throws Exception {
    try (LogLines lines = LogLines.of("dev.drover.http");
        ApiUnderTest none =
            ApiUnderTest.with().page(new PageSource.ClassPath("no-such-folder")).start()) {
      assertThat(
              lines
                  .await(event -> event.getFormattedMessage().startsWith("there is no page"))
                  .getFormattedMessage())
          .contains("dashboard.folder");
      assertThat(none.http().showsPage()).isFalse();

      RawHttp.Answer answer = get(none, "/", BROWSER);
      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.headers()).containsEntry("Content-Type", "text/plain; charset=utf-8");
      assertThat(answer.body()).contains("dashboard.folder").contains("/api/v1");
      assertThat(get(none, "/tasks", BROWSER).code()).isEqualTo(40401);
    }
  }

  @Test
  void where_it_is_switched_off_there_is_none() throws Exception {
    try (ApiUnderTest off = ApiUnderTest.with().page(PageSource.NONE).start()) {
      assertThat(off.http().showsPage()).isFalse();
      for (String path : List.of("/", "/tasks", "/lib/uplot/dist/uPlot.esm.js")) {
        assertThat(get(off, path, BROWSER).code()).as(path).isEqualTo(40401);
      }
    }
  }
}
