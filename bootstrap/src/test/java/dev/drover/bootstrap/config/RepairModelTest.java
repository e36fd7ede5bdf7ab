package dev.drover.bootstrap.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.domain.script.Secret;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tests who is asked for repairs. */
class RepairModelTest {
  private static Optional<RepairModel> model(Map<Setting, String> flags) {
    return ServerConfig.load(flags, Map.of(), Optional.empty()).repairModel();
  }

  @Test
  void nobody_is_asked_unless_the_operator_names_one() {
    assertThat(model(Map.of())).isEmpty();
  }

  @Test
  void an_endpoint_is_named_with_its_model_and_perhaps_a_key() {
    assertThat(
            model(
                Map.of(
                    Setting.REPAIR_BASE_URL,
                    "http://127.0.0.1:8000/v1/",
                    Setting.REPAIR_MODEL,
                    "small",
                    Setting.REPAIR_API_KEY,
                    "sk-1")))
        .contains(
            new RepairModel(
                URI.create("http://127.0.0.1:8000/v1"), "small", Optional.of(new Secret("sk-1"))));
  }

  @Test
  void half_of_it_is_a_mistake() {
    assertThatThrownBy(() -> model(Map.of(Setting.REPAIR_BASE_URL, "https://models.example/v1")))
        .hasMessageContaining("needs repair.model");
    assertThatThrownBy(() -> model(Map.of(Setting.REPAIR_API_KEY, "sk-1")))
        .hasMessageContaining("need repair.base-url")
        .hasMessageNotContaining("sk-1");
    assertThatThrownBy(
            () ->
                model(
                    Map.of(Setting.REPAIR_BASE_URL, "ftp://models", Setting.REPAIR_MODEL, "small")))
        .hasMessageContaining("must be an address such as");
  }
}
