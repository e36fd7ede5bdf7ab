package dev.drover.http.task;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.domain.script.AllowedEndpoints;
import dev.drover.domain.script.Kind.Check;
import dev.drover.domain.script.Parameter;
import dev.drover.domain.script.Problems;
import dev.drover.domain.script.Values;
import dev.drover.http.json.Json;
import dev.drover.http.json.PlainValues;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a plug-in's numbers look like where a {@code script_config} is shown. */
class CanonicalScalarsTest {
  private static final List<Parameter<?>> PARAMETERS =
      List.of(
          Parameter.whole("pin_token", 0, 10_000),
          Parameter.seconds("stay", 0, 60),
          Parameter.text("text"),
          Parameter.group("inner", Parameter.flag("deep")));

  private static String shown(String config) {
    JsonNode given = Json.read(config.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    Values values =
        Values.read(
            PARAMETERS,
            PlainValues.of(given),
            "",
            Check.ofRequest(new Problems(), AllowedEndpoints.PUBLIC));
    return CanonicalScalars.in(ConfigMask.masked(given, PARAMETERS), PARAMETERS, values)
        .toString()
        .replace('"', '\'');
  }

  @Test
  void numbers_and_booleans_are_shown_as_documented_and_the_rest_as_given() {
    assertThat(shown("{'stay': '5.0', 'text': ' 5.0 ', 'inner': {'deep': 'true'}, 'other': '1'}"))
        .isEqualTo("{'stay':5,'text':' 5.0 ','inner':{'deep':true},'other':'1'}");
  }

  @Test
  void a_number_that_is_masked_stays_so() {
    assertThat(shown("{'pin_token': '1234'}")).doesNotContain("1234");
  }

  @Test
  void what_is_invalid_stays_as_given() {
    assertThat(shown("{'stay': 'long', 'inner': 'x'}")).isEqualTo("{'stay':'long','inner':'x'}");
  }
}
