package dev.drover.http.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.http.testing.Api;
import dev.drover.http.testing.ApiUnderTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests changes of the queue's settings. */
class SettingsTest {
  private final ApiUnderTest server = ApiUnderTest.start();
  private final Api api = server.client();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void settings_are_checked_and_what_is_left_out_stays() throws Exception {
    assertThat(api.get("/settings").data())
        .hasToString(
            "{\"auto_retry\":false,\"max_retry_count\":3,\"random_order\":false"
                + ",\"daily_budget\":{\"follow\":30,\"unfollow\":30,\"comment\":20,\"like\":60,\"post\":5}}");
    assertThat(api.put("/settings", "{\"auto_retry\": true, \"max_retry_count\": 10}").code())
        .isZero();
    assertThat(api.get("/settings").data())
        .hasToString(
            "{\"auto_retry\":true,\"max_retry_count\":10,\"random_order\":false"
                + ",\"daily_budget\":{\"follow\":30,\"unfollow\":30,\"comment\":20,\"like\":60,\"post\":5}}");
    assertThat(api.put("/settings", "{\"max_retry_count\": 11}").message())
        .contains("/max_retry_count")
        .contains("1 to 10");
    assertThat(api.put("/settings", "{\"auto_retry\": \"yes\"}").code()).isEqualTo(40001);
    assertThat(api.put("/settings", "{\"colour\": 1}").message()).contains("/colour");
    assertThat(api.get("/settings").data().path("max_retry_count").asInt()).isEqualTo(10);
  }

  @Test
  void a_paused_queue_says_since_when() throws Exception {
    assertThat(api.get("/queue").data()).hasToString("{\"paused\":false,\"paused_since\":null}");
    assertThat(api.post("/queue/pause", "").data())
        .hasToString("{\"paused\":true,\"paused_since\":\"2026-11-24T10:00:00Z\"}");
    assertThat(api.post("/queue/resume", "").data().path("paused").asBoolean(true)).isFalse();
  }
}
