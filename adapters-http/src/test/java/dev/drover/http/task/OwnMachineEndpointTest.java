package dev.drover.http.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.http.testing.Api;
import dev.drover.http.testing.ApiUnderTest;
import dev.drover.http.testing.RawHttp;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A comment generator on the server's own machine, and settings of one that is off. */
class OwnMachineEndpointTest {
  private static ApiUnderTest server;
  private static ApiUnderTest closed;

  @BeforeAll
  static void start() {
    server = ApiUnderTest.with().ownMachine(5432, 5037).start();
    closed = ApiUnderTest.start();
  }

  @AfterAll
  static void stop() {
    server.close();
    closed.close();
  }

  private static Api.Answer warmUp(ApiUnderTest api, String generate, String settings)
      throws Exception {
    return api.client().post("/task", body(generate, settings));
  }

  private static String body(String generate, String settings) {
    return ("{'serials': ['P1'], 'script_name': 'account_warmup', 'script_config':"
            + " {'comment': 'nice', "
            + generate
            + "'chatgpt_settings': "
            + settings
            + "}}")
        .replace('\'', '"');
  }

  private static Api.Answer generated(ApiUnderTest api, String url) throws Exception {
    return warmUp(
        api, "'generate_by_chatgpt': true, ", "{'api_key': 'k', 'base_url': '" + url + "'}");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "http://localhost:11434/v1",
        "http://127.0.0.1:11434/v1/",
        "http://[::1]:11434/v1",
      })
  void it_may_be_named_where_the_server_serves_its_machine_alone(String url) throws Exception {
    assertThat(generated(server, url).code()).isZero();

    Api.Answer refused = generated(closed, url);
    assertThat(refused.code()).isEqualTo(40001);
    assertThat(refused.data().path("errors").path(0).path("field").asText())
        .isEqualTo("/script_config/chatgpt_settings/base_url");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "http://localhost:5432/v1",
        "http://127.0.0.1:5037",
        "http://[::1]:5432",
        "http://0.0.0.0:11434",
        "http://2130706433:5432",
        "http://[::ffff:127.0.0.1]:5432",
        "http://192.168.0.1:11434",
      })
  void a_closed_port_or_another_address_may_not(String url) throws Exception {
    assertThat(generated(server, url).code()).isEqualTo(40001);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "{'base_url': 'http://10.0.0.1', 'api_key': ''}",
        "{'base_url': 'nonsense', 'temperature': 99, 'max_tokens': -1}",
        "{'base_url': ''}",
        "{}",
        "null",
        "[]",
        "'off'",
      })
  void settings_of_a_generator_that_is_off_are_not_judged(String settings) throws Exception {
    for (String generate : List.of("", "'generate_by_chatgpt': false, ")) {
      RawHttp.Answer answer =
          RawHttp.send(
              closed.port(),
              "POST /api/v1/task HTTP/1.1\nHost: localhost\nContent-Type: application/json",
              body(generate, settings));

      assertThat(answer.code()).as(answer.body()).isZero();
      assertThat(answer.body()).doesNotContain("chatgpt_settings");
    }
  }

  @Test
  void its_key_is_masked_all_the_same() throws Exception {
    long id =
        warmUp(closed, "", "{'api_key': 'sk-secret', 'base_url': 'http://10.0.0.1'}")
            .data()
            .path("task_ids")
            .path(0)
            .asLong();

    assertThat(closed.client().task(id).toString()).doesNotContain("sk-secret");
  }

  @Test
  void those_of_one_that_is_on_are_judged() throws Exception {
    assertThat(
            warmUp(closed, "'generate_by_chatgpt': true, ", "{'base_url': 'http://10.0.0.1'}")
                .code())
        .isEqualTo(40001);
    assertThat(warmUp(closed, "'generate_by_chatgpt': 'perhaps', ", "{'api_key': 'k'}").code())
        .as("a flag that can't be read is told")
        .isEqualTo(40001);
  }
}
