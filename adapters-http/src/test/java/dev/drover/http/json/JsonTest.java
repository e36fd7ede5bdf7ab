package dev.drover.http.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON that is small as a text and large as a tree. */
class JsonTest {
  private static byte[] list(String item, int count) {
    return ("[" + (item + ",").repeat(count - 1) + item + "]").getBytes(StandardCharsets.US_ASCII);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"0", "[]", "{}", "\"\"", "{\"a\":1}"})
  void a_body_of_very_many_small_pieces_is_refused(String item) {
    assertThatThrownBy(() -> Json.read(list(item, 250_000)))
        .isInstanceOfSatisfying(
            ApiError.class,
            error -> assertThat(error.code()).isEqualTo(ErrorCode.INVALID_PARAMETER))
        .hasMessageContaining("250000");
  }

  @Test
  void as_many_targets_as_a_request_may_have_are_read_many_times_over() {
    assertThat(Json.read(list("\"@somebody\"", 100_000))).hasSize(100_000);
  }
}
