package dev.drover.http.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.domain.license.LicensePlan;
import dev.drover.http.testing.Api;
import dev.drover.http.testing.ApiUnderTest;
import dev.drover.http.testing.CheckedClient;
import dev.drover.http.testing.OpenApiContract;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests the OpenAPI document and its page, on a server whose licence gives no access to the API.
 */
class DocumentationTest {
  private static ApiUnderTest server;

  @BeforeAll
  static void start() {
    server = ApiUnderTest.with().plan(LicensePlan.STARTER).start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static HttpResponse<byte[]> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/api/v1" + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return CheckedClient.send(request.build());
  }

  private static String header(HttpResponse<byte[]> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  @ParameterizedTest(name = "{0} with Accept {1} is {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "/openapi | */* | application/yaml",
        "/openapi | application/yaml | application/yaml",
        "/openapi | application/json | application/json",
        "/openapi | application/json, */* | application/json",
        "/openapi | application/json;q=0.5, application/yaml | application/yaml",
        "/openapi | text/html | application/yaml",
        "/openapi?format=json | application/yaml | application/json",
        "/openapi?format=yaml | application/json | application/yaml",
      })
  void the_document_comes_in_the_form_that_is_asked_for(String path, String accept, String type)
      throws Exception {
    HttpResponse<byte[]> response = get(path, "Accept", accept);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(header(response, "Content-Type")).isEqualTo(type);
    assertThat(CheckedClient.text(response)).contains("3.1.1").contains("/task/{task_id}");
  }

  @Test
  void both_forms_are_the_same_document() throws Exception {
    JsonNode served = Api.JSON.readTree(get("/openapi?format=json").body());

    assertThat(served).isEqualTo(OpenApiContract.read());
  }

  @Test
  void a_form_that_there_is_not_is_refused() throws Exception {
    HttpResponse<byte[]> response = get("/openapi?format=xml");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(CheckedClient.text(response)).contains("40001").contains("yaml, json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/openapi", "/openapi?format=json", "/docs", "/docs/swagger-ui-bundle.js"})
  void what_a_client_has_already_is_not_sent_again(String path) throws Exception {
    String tag = header(get(path), "ETag");

    HttpResponse<byte[]> again = get(path, "If-None-Match", "\"other\", W/" + tag);

    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(header(again, "ETag")).isEqualTo(tag);
    assertThat(again.body()).isEmpty();
    assertThat(get(path, "If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
  }

  @Test
  void the_page_loads_only_what_the_server_has() throws Exception {
    HttpResponse<byte[]> page = get("/docs");
    String html = CheckedClient.text(page);

    assertThat(header(page, "Content-Type")).startsWith("text/html");
    assertThat(header(page, "Content-Security-Policy"))
        .contains("default-src 'none'", "script-src 'self';")
        .doesNotContain("unsafe", "http", "*");
    assertThat(html).doesNotContain("http:", "https:", "//").doesNotContain("<style");
    List<String> files =
        Pattern.compile("(?:src|href)=\"(docs/[^\"]+)\"")
            .matcher(html)
            .results()
            .map(match -> match.group(1))
            .toList();
    assertThat(files).hasSize(5);
    for (String file : files) {
      HttpResponse<byte[]> response = get("/" + file);
      assertThat(response.statusCode()).as(file).isEqualTo(200);
      assertThat(response.body()).as(file).isNotEmpty();
      assertThat(header(response, "X-Content-Type-Options")).as(file).isEqualTo("nosniff");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/docs/none.js",
        "/docs/index.html",
        "/docs/..%2fopenapi.yaml",
        "/docs/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
        "/docs/..%5c..%5copenapi.yaml",
        "/docs/swagger-ui.css%00.js",
        "/docs/dev/drover/http/openapi.yaml",
      })
  void no_other_file_can_be_had(String path) throws Exception {
    HttpResponse<byte[]> response = get(path);

    assertThat(response.statusCode()).isIn(400, 404);
    assertThat(CheckedClient.text(response)).contains("\"data\":null").doesNotContain("root:");
  }
}
