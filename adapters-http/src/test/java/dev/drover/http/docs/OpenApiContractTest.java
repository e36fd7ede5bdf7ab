package dev.drover.http.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drover.http.testing.ApiUnderTest;
import dev.drover.http.testing.OpenApiContract;
import dev.drover.http.testing.OpenApiContract.Exchange;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests that the OpenAPI document matches the server, and that a difference would be noticed. */
class OpenApiContractTest {
  private static final String STATS = "\"pending\": 0, \"running\": 0, \"completed\": 0";

  @Test
  void every_route_is_in_the_document_and_every_operation_is_a_route() {
    try (ApiUnderTest server = ApiUnderTest.start()) {
      assertThat(withoutNames(server.http().operations()))
          .isEqualTo(withoutNames(OpenApiContract.served().operations()));
    }
  }

  private static Set<String> withoutNames(Set<String> operations) {
    return operations.stream()
        .map(operation -> operation.replaceAll("\\{[^}]*}", "{}"))
        .collect(Collectors.toSet());
  }

  @Test
  void every_example_is_as_its_schema_says() {
    assertThat(OpenApiContract.served().checkExamples()).isGreaterThan(50);
  }

  @Test
  void every_operation_has_a_name_of_its_own_and_says_what_it_does() {
    List<JsonNode> operations =
        OpenApiContract.read().path("paths").properties().stream()
            .flatMap(path -> path.getValue().properties().stream())
            .filter(entry -> entry.getValue().has("responses"))
            .map(Map.Entry::getValue)
            .toList();

    assertThat(operations)
        .allSatisfy(
            operation -> {
              assertThat(operation.path("operationId").asText()).isNotBlank();
              assertThat(operation.path("summary").asText()).isNotBlank();
              assertThat(operation.path("description").asText()).isNotBlank();
              assertThat(operation.path("tags").size()).isEqualTo(1);
            });
    assertThat(operations.stream().map(operation -> operation.path("operationId").asText()))
        .doesNotHaveDuplicates();
  }

  private static Exchange answer(
      String method, String path, int status, String contentType, String body) {
    return new Exchange(
        method,
        URI.create("http://localhost:50809/api/v1" + path),
        status,
        HttpHeaders.of(Map.of("Content-Type", List.of(contentType)), (name, value) -> true),
        StandardCharsets.UTF_8.encode(body));
  }

  private static Exchange stats(String data) {
    return answer(
        "GET",
        "/task/stats",
        200,
        "application/json; charset=utf-8",
        "{\"code\": 0, \"message\": \"success\", \"data\": {" + data + "}}");
  }

  @Test
  void an_answer_that_is_as_documented_passes() {
    OpenApiContract.served().check(stats("\"total\": 0, " + STATS + ", \"failed\": 0"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "a missing field | \"total\": 0, @ | failed",
        "an undocumented field | \"total\": 0, @, \"failed\": 0, \"lost\": 0 | lost",
        "a wrong type | \"total\": \"0\", @, \"failed\": 0 | /data/total",
        "a value out of range | \"total\": 0, @, \"failed\": -1 | /data/failed",
      })
  void an_answer_with_a_body_of_another_form_is_told(String what, String data, String told) {
    Exchange exchange = stats(data.replace("@", STATS));

    assertThatThrownBy(() -> OpenApiContract.served().check(exchange))
        .as(what)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("GET /api/v1/task/stats answered 200")
        .hasMessageContaining(told);
  }

  @ParameterizedTest(name = "{0} {1} {2} {3}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "GET | /task/stats | 418 | application/json | {} | does not list",
        "GET | /task/stats | 200 | text/html | <p> | Content-Type \"text/html\"",
        "GET | /task/stats | 403 | application/json | {\"code\": 40101, \"message\": \"x\", \"data\": null} | /code",
        "GET | /task/stats | 503 | application/json | {\"code\": 50301, \"message\": \"x\", \"data\": null} | Retry-After",
        "GET | /no/such/path | 200 | application/json | {} | must be 404",
        "PATCH | /task/stats | 200 | application/json | {} | must be 405",
        "GET | /devices/P1/screenshot | 200 | image/png | <p> | no PNG",
        "GET | /task/1 | 404 | application/json | not JSON | not JSON",
      })
  void an_answer_that_is_not_in_the_document_is_told(
      String method, String path, int status, String contentType, String body, String told) {
    Exchange exchange = answer(method, path, status, contentType, body);

    assertThatThrownBy(() -> OpenApiContract.served().check(exchange))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(told);
  }

  @Test
  void a_method_that_is_refused_names_the_documented_ones() {
    Exchange exchange =
        new Exchange(
            "PATCH",
            URI.create("http://localhost:50809/api/v1/task"),
            405,
            HttpHeaders.of(
                Map.of("Content-Type", List.of("application/json"), "Allow", List.of("GET")),
                (name, value) -> true),
            StandardCharsets.UTF_8.encode("{\"code\": 40501, \"message\": \"x\", \"data\": null}"));

    assertThatThrownBy(() -> OpenApiContract.served().check(exchange))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("[GET]")
        .hasMessageContaining("[GET, POST]");
  }

  @Test
  void a_document_that_says_less_than_the_server_answers_is_told() {
    JsonNode doctored = OpenApiContract.read();
    ((ObjectNode) doctored.at("/paths/~1task~1stats/get/responses")).remove("200");
    Exchange exchange = stats("\"total\": 0, " + STATS + ", \"failed\": 0");

    assertThatThrownBy(() -> new OpenApiContract(doctored).check(exchange))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("does not list");
  }

  @Test
  void a_document_with_an_example_that_no_answer_has_is_told() {
    JsonNode doctored = OpenApiContract.read();
    ((ObjectNode) doctored.at("/components/schemas/License/properties/device_limit"))
        .put("maximum", 1);

    assertThatThrownBy(() -> new OpenApiContract(doctored).checkExamples())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("/data/device_limit");
  }

  @Test
  void a_request_that_is_taken_but_not_described_is_told() {
    Exchange stats = stats("\"total\": 0, " + STATS + ", \"failed\": 0");
    Exchange created = answer("POST", "/task", 200, "application/json", "{}");
    Exchange listed = answer("GET", "/task?colour=red", 200, "application/json", "{}");
    OpenApiContract contract = OpenApiContract.served();

    contract.checkAccepted(stats, Optional.empty());
    assertThatThrownBy(
            () -> contract.checkAccepted(created, Optional.of("{\"script_name\": \"dance\"}")))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("its request");
    assertThatThrownBy(() -> contract.checkAccepted(listed, Optional.empty()))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("colour");
  }
}
