package dev.drover.http.task;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.domain.script.Parameter;
import dev.drover.http.json.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfigMaskTest {
  private static final Parameter<String> HOST = Parameter.text("host");
  private static final List<Parameter<?>> DECLARED =
      List.of(
          HOST,
          Parameter.secret("pin", HOST),
          Parameter.group("login", Parameter.secret("word", HOST)));

  @Test
  void what_a_script_declares_as_a_secret_is_masked_whatever_it_is_called() throws Exception {
    JsonNode given =
        Json.MAPPER.readTree(
            "{\"host\":\"a\",\"pin\":\"1234\",\"login\":{\"word\":\"open\",\"name\":\"ann\"}}");

    assertThat(ConfigMask.masked(given, DECLARED))
        .hasToString(
            "{\"host\":\"a\",\"pin\":\"********\",\"login\":{\"word\":\"********\",\"name\":\"ann\"}}");
    assertThat(ConfigMask.masked(given, List.of()).toString()).contains("1234", "open");
  }
}
