package dev.drover.http.lease;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.domain.control.PhoneCommand;
import dev.drover.domain.license.LicensePlan;
import dev.drover.http.testing.Api;
import dev.drover.http.testing.ApiUnderTest;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Opens, extends, ends and lists sessions, as a program does. */
class SessionApiTest {
  private LeasedPhone phones;
  private Api api;

  @BeforeEach
  void start() throws Exception {
    phones = new LeasedPhone();
    api = phones.api();
  }

  @AfterEach
  void close() {
    phones.close();
  }

  @Test
  void a_lease_lasts_ten_minutes_where_a_client_asks_for_more() throws Exception {
    Api.Answer opened = api.post("/rpc/session", "{\"serial\": \"P1\", \"ttl_secs\": 1800}");

    assertThat(opened.data().path("ttl_secs").asInt()).isEqualTo(600);
  }

  @Test
  void a_session_goes_from_opening_over_commands_to_release() throws Exception {
    Api.Answer opened =
        api.post("/rpc/session", "{\"serial\": \"P1\", \"label\": \"py\", \"ttl_secs\": 90}");
    assertThat(opened.code()).isZero();
    String session = opened.data().path("session_id").asText();
    assertThat(session).hasSize(43);
    assertThat(opened.data().path("serial").asText()).isEqualTo("P1");
    assertThat(opened.data().path("ttl_secs").asInt()).isEqualTo(90);
    assertThat(opened.data().path("expires_at").asText()).isEqualTo("2026-11-24T10:01:30Z");

    assertThat(phones.call(session, "{'method': 'click', 'params': {'text': 'Notes'}}").code())
        .isZero();
    assertThat(phones.server().phones().showsHome("P1")).isFalse();

    Api.Answer released = api.delete("/rpc/session/" + session, "");
    assertThat(released.data().path("released").asBoolean()).isTrue();
    assertThat(phones.server().phones().showsHome("P1")).isTrue();
    assertThat(api.delete("/rpc/session/" + session, "").code()).isEqualTo(40303);
  }

  @Test
  void the_phones_that_are_online_are_listed_with_whether_they_are_busy() throws Exception {
    phones.open("P1");
    phones.server().phones().takeOffline("P2");

    JsonNode devices = api.get("/rpc/devices").data();

    assertThat(devices.isArray()).isTrue();
    assertThat(devices.path(0).path("serial").asText()).isEqualTo("P1");
    assertThat(devices.path(0).path("busy").asBoolean()).isTrue();
    assertThat(devices.path(0).path("lease").path("label").asText()).isEqualTo("test");
  }

  @Test
  void a_phone_is_leased_once() throws Exception {
    String session = phones.open("P1");

    Api.Answer second = api.post("/rpc/session", "{\"serial\": \"P1\"}");

    assertThat(second.code()).isEqualTo(40901);
    assertThat(second.message())
        .contains("P1")
        .contains("test")
        .contains("2026-11-24T10:02:00Z")
        .doesNotContain(session);
    assertThat(phones.open("P2")).isNotEqualTo(session);
  }

  @Test
  void a_phone_that_is_unknown_or_away_is_refused_plainly() throws Exception {
    assertThat(api.post("/rpc/session", "{\"serial\": \"NONE\"}").code()).isEqualTo(40401);
    phones.server().phones().takeOffline("P1");
    Api.Answer away = api.post("/rpc/session", "{\"serial\": \"P1\"}");
    assertThat(away.code()).isEqualTo(40901);
    assertThat(away.message()).contains("phone P1 is");
  }

  @Test
  void an_address_stands_for_its_phone() throws Exception {
    String session = phones.open("P1.example:5555");
    assertThat(phones.call(session, "{'serial': 'P1.example:5555', 'method': 'isScreenOn'}").code())
        .isZero();
    assertThat(phones.call(session, "{'serial': 'P1', 'method': 'isScreenOn'}").code()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"serial\": 5}",
        "{\"serial\": \"P1\", \"ttl_secs\": 0}",
        "{\"serial\": \"P1\", \"ttl_secs\": 86401}",
        "{\"serial\": \"P1\", \"label\": \"a\\nb\"}",
        "{\"serial\": \"P1\", \"queue\": \"maybe\"}"
      })
  void what_can_not_be_used_is_named(String body) throws Exception {
    Api.Answer answer = api.post("/rpc/session", body);
    assertThat(answer.code()).isEqualTo(40001);
    assertThat(answer.data().path("errors")).isNotEmpty();
  }

  @Test
  void a_heartbeat_extends_and_silence_ends_a_session() throws Exception {
    String session = phones.open("P1");
    phones.server().letPass(Duration.ofSeconds(100));
    Api.Answer extended = api.post("/rpc/session/" + session + "/heartbeat", "{\"ttl_secs\": 120}");
    assertThat(extended.code()).isZero();
    assertThat(extended.data().path("expires_at").asText()).isEqualTo("2026-11-24T10:03:40Z");
    phones.server().letPass(Duration.ofSeconds(100));
    assertThat(phones.call(session, "{'method': 'isScreenOn'}").code()).isZero();
    phones.server().letPass(Duration.ofSeconds(21));

    int sent = phones.server().phones().received("P1").size();
    assertThat(phones.call(session, "{'method': 'isScreenOn'}").code()).isEqualTo(40303);
    assertThat(api.post("/rpc/session/" + session + "/heartbeat", "").code()).isEqualTo(40303);
    assertThat(phones.server().phones().received("P1")).hasSize(sent);
  }

  @Test
  void a_heartbeat_needs_no_body() throws Exception {
    String session = phones.open("P1");
    assertThat(
            api.post("/rpc/session/" + session + "/heartbeat", "").data().path("ttl_secs").asInt())
        .isEqualTo(120);
  }

  @Test
  void ids_of_others_are_masked_in_the_list() throws Exception {
    String own = phones.open("P1");
    String other = phones.open("P2");

    JsonNode all = api.get("/rpc/session", LeasedPhone.header(own)).data();

    assertThat(all.size()).isEqualTo(2);
    assertThat(all.findValuesAsText("session_id")).containsExactlyInAnyOrder(own, "********");
    assertThat(api.get("/rpc/session").data().toString())
        .doesNotContain(own.substring(4))
        .doesNotContain(other.substring(4));
  }

  @Test
  void an_effect_is_announced() throws Exception {
    String session = phones.open("P1");
    Api.Answer announced =
        api.post(
            "/rpc/session/" + session + "/intent",
            "{\"step\": \"tap Follow\", \"action\": \"follow\"}");
    assertThat(announced.code()).isZero();
    assertThat(announced.data().path("announced").asBoolean()).isTrue();
    assertThat(announced.data().path("username").isNull()).isTrue();
    assertThat(
            api.post("/rpc/session/" + session + "/intent", "{\"action\": \"fly\"}")
                .data()
                .path("errors"))
        .hasSize(2);
    assertThat(
            api.post(
                    "/rpc/session/" + session + "/intent",
                    "{\"step\": \"tap\", \"username\": \"@nobody\"}")
                .code())
        .isEqualTo(40001);
  }

  @Test
  void a_budget_that_is_used_up_is_no_surprise() throws Exception {
    assertThat(
            api.post(
                    "/accounts",
                    "{\"username\": \"ann\", \"platform\": \"tiktok\", \"device\": \"P1\","
                        + " \"logined\": 1}")
                .code())
        .isZero();
    String session = phones.open("P1");
    String intent = "{\"step\": \"Send\", \"action\": \"post\"}";
    for (int i = 0; i < 5; i++) {
      Api.Answer counted = api.post("/rpc/session/" + session + "/intent", intent);
      assertThat(counted.data().path("username").asText()).isEqualTo("ann");
    }
    Api.Answer used = api.post("/rpc/session/" + session + "/intent", intent);
    assertThat(used.code()).isEqualTo(42901);
    assertThat(used.message()).contains("budget");
  }

  @Test
  void the_screen_is_read_by_the_holder() throws Exception {
    String session = phones.open("P1");

    assertThat(api.text("/rpc/hierarchy?serial=P1", LeasedPhone.header(session)))
        .contains("<node ")
        .contains("Notes");
    assertThat(api.text("/rpc/screenshot?serial=P1", LeasedPhone.header(session))).contains("PNG");
    assertThat(api.get("/rpc/hierarchy?serial=P1").code()).isEqualTo(40303);
    assertThat(api.get("/rpc/screenshot?serial=P1").code()).isEqualTo(40303);
    assertThat(phones.server().phones().received("P1"))
        .containsExactly(new PhoneCommand.DumpHierarchy());
  }

  @Test
  void a_plan_without_the_api_leases_nothing() throws Exception {
    try (LeasedPhone starter = new LeasedPhone(ApiUnderTest.with().plan(LicensePlan.STARTER))) {
      assertThat(starter.api().post("/rpc/session", "{\"serial\": \"P1\"}").code())
          .isEqualTo(40301);
    }
  }

  @Test
  void a_phone_that_is_lost_is_told() throws Exception {
    String session = phones.open("P1");
    phones.server().phones().takeOffline("P1");
    Api.Answer lost = phones.call(session, "{'method': 'isScreenOn'}");
    assertThat(lost.code()).isEqualTo(40901);
    assertThat(lost.message()).contains("P1");
  }

  @Test
  void a_release_ends_a_command_under_way() throws Exception {
    String session = phones.open("P1");
    Thread waiting =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    phones.call(
                        session,
                        "{'method': 'waitForExists', 'params': [{'text': 'never'}, 60000]}");
                  } catch (Exception broken) {
                    throw new IllegalStateException(broken);
                  }
                });
    while (phones.server().phones().received("P1").isEmpty()) {
      Thread.onSpinWait();
    }
    assertThat(api.delete("/rpc/session/" + session, "").code()).isZero();
    assertThat(waiting.join(Duration.ofSeconds(10))).isTrue();
  }
}
