package dev.drover.domain.script.warmup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.domain.script.warmup.AccountWarmupScript.Chances;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The durations and probabilities of a warm-up. */
class AccountWarmupTypeTest {
  private static AccountWarmupScript script(Map<String, Object> given) {
    return (AccountWarmupScript) new AccountWarmupType().one(given).script();
  }

  @ParameterizedTest(name = "{0} to {1} means {2} to {3} ms")
  @CsvSource({
    ", , 15000, 30000",
    ", 10, 10000, 10000",
    ", 14.5, 14500, 14500",
    ", 15, 15000, 15000",
    "40, , 40000, 40000",
    "12.5, 20, 12500, 20000",
  })
  void the_default_of_one_limit_gives_way_to_the_other(
      String min, String max, long shortest, long longest) {
    AccountWarmupScript script =
        script(
            Map.of("min_duration", min == null ? "" : min, "max_duration", max == null ? "" : max));

    assertThat(script.shortestView()).isEqualTo(Duration.ofMillis(shortest));
    assertThat(script.longestView()).isEqualTo(Duration.ofMillis(longest));
  }

  @Test
  void two_limits_that_are_given_must_agree() {
    assertThatThrownBy(() -> script(Map.of("min_duration", 15, "max_duration", 14.5)))
        .hasMessageContaining("max_duration must not be below min_duration (15)");
  }

  @Test
  void a_probability_may_have_a_fraction() {
    assertThat(script(Map.of("like_probable", "12.5", "comment_probable", 0.0)).chances())
        .isEqualTo(new Chances(12.5, 0, 0, 0));
  }

  @Test
  void an_emoji_is_wanted_for_generated_comments_too() {
    AccountWarmupScript script =
        script(
            Map.of(
                "insert_emoji",
                "true",
                "generate_by_chatgpt",
                true,
                "chatgpt_settings",
                Map.of("api_key", "k")));

    assertThat(script.generation().orElseThrow().insertEmoji()).isTrue();
  }
}
