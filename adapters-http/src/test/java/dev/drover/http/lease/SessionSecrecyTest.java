package dev.drover.http.lease;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.drover.application.lease.HeldPhone;
import dev.drover.application.lease.Intents.Announcement;
import dev.drover.domain.access.AccessScope;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.lease.LeaseLabel;
import dev.drover.domain.lease.LeaseToken;
import dev.drover.http.testing.Api;
import dev.drover.http.testing.ApiUnderTest;
import dev.drover.http.testing.LogLines;
import dev.drover.http.testing.RawHttp;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attacks on sessions: ids that are guessed, old or foreign, and ids that leak. */
class SessionSecrecyTest {
  private static final String CALL = "{'method': 'click', 'params': [1, 2]}";

  private static String guessed() {
    return LeaseToken.generate(new SecureRandom()).reveal();
  }

  @Test
  void a_guessed_id_drives_nothing() throws Exception {
    try (LeasedPhone phones = new LeasedPhone()) {
      String session = phones.open("P1");
      String near = session.substring(0, 42) + (session.endsWith("A") ? "E" : "A");
      for (String wrong :
          List.of(
              guessed(),
              near,
              session.substring(0, 42),
              session + "A",
              "null",
              "*",
              "' OR 1=1 --",
              "********")) {
        assertThat(phones.call(wrong, CALL).code()).as(wrong).isEqualTo(40303);
      }
      assertThat(phones.api().post("/rpc/jsonrpc", CALL.replace('\'', '"')).code())
          .isEqualTo(40303);
      assertThat(phones.api().delete("/rpc/session/" + guessed(), "").code()).isEqualTo(40303);
      assertThat(phones.api().post("/rpc/session/" + guessed() + "/heartbeat", "").code())
          .isEqualTo(40303);
      assertThat(phones.server().phones().received("P1")).isEmpty();
    }
  }

  @Test
  void an_id_is_worth_nothing_for_another_phone() throws Exception {
    try (LeasedPhone phones = new LeasedPhone(ApiUnderTest.with().adbOn())) {
      String first = phones.open("P1");
      phones.open("P2");
      Api.Answer answer =
          phones.call(first, "{'serial': 'P2', 'method': 'click', 'params': [1, 2]}");
      assertThat(answer.code()).isEqualTo(40303);
      assertThat(answer.message()).doesNotContain(first).doesNotContain("P1");
      assertThat(phones.adb(first, "{'serial': 'P2', 'args': ['shell', 'id']}").code())
          .isEqualTo(40303);
      assertThat(phones.api().get("/rpc/hierarchy?serial=P2", LeasedPhone.header(first)).code())
          .isEqualTo(40303);
      assertThat(phones.api().get("/rpc/screenshot?serial=NONE", LeasedPhone.header(first)).code())
          .isEqualTo(40303);
      assertThat(phones.server().phones().received("P1")).isEmpty();
      assertThat(phones.server().phones().received("P2")).isEmpty();
    }
  }

  @Test
  void an_old_id_stays_over_when_the_phone_is_leased_again() throws Exception {
    try (LeasedPhone phones = new LeasedPhone()) {
      String old = phones.open("P1");
      phones.api().delete("/rpc/session/" + old, "");
      phones.open("P1");
      assertThat(phones.call(old, CALL).code()).isEqualTo(40303);
      assertThat(phones.api().post("/rpc/session/" + old + "/heartbeat", "").code())
          .isEqualTo(40303);
      assertThat(phones.api().delete("/rpc/session/" + old, "").code()).isEqualTo(40303);
    }
  }

  @Test
  void a_session_does_not_replace_a_key_but_for_the_program_of_a_task() throws Exception {
    try (LeasedPhone phones = new LeasedPhone(ApiUnderTest.with().keyDemanded())) {
      String key = phones.server().key("writer", AccessScope.WRITE);
      Api.Answer opened =
          phones.api().post("/rpc/session", "{\"serial\": \"P1\"}", Map.of("X-API-Key", key));
      String leased = opened.data().path("session_id").asText();
      assertThat(phones.call(leased, CALL).code()).isEqualTo(40101);

      LeaseToken own = LeaseToken.generate(new SecureRandom());
      AtomicBoolean runs = new AtomicBoolean(true);
      HeldPhone held =
          phones
              .server()
              .held()
              .hold(
                  own,
                  new DeviceSerial("P2"),
                  new LeaseLabel("task 1"),
                  runs::get,
                  runs::get,
                  (_, _, _) -> new Announcement.Announced(Optional.empty()));
      assertThat(phones.call(own.reveal(), CALL).code()).isZero();
      assertThat(
              phones
                  .api()
                  .post("/rpc/session/" + own.reveal() + "/heartbeat", "{\"ttl_secs\": 60}")
                  .data()
                  .path("expires_at")
                  .isNull())
          .isTrue();
      assertThat(phones.api().post("/rpc/session", "{\"serial\": \"P1\"}").code()).isEqualTo(40101);
      assertThat(phones.api().get("/rpc/devices").code()).isEqualTo(40101);
      assertThat(
              phones
                  .api()
                  .delete("/rpc/session/" + own.reveal(), "")
                  .data()
                  .path("released")
                  .asBoolean(true))
          .isFalse();
      runs.set(false);
      held.end("the task ended");
      assertThat(phones.call(own.reveal(), CALL).code()).isEqualTo(40101);
    }
  }

  private static void exerciseEverything(LeasedPhone phones, String session) throws Exception {
    phones.call(session, CALL);
    phones.call(session, "{'method': 'click', 'params': {'text': 'no such node'}}");
    phones.call(session, "{'serial': 'P2', 'method': 'isScreenOn'}");
    phones.call(session, "{'method': 'nonesuch'}");
    phones.adb(session, "{'args': ['shell', 'id']}");
    phones.api().post("/rpc/session", "{\"serial\": \"P1\"}");
    phones.api().post("/rpc/session/" + session + "/heartbeat", "");
    phones.api().post("/rpc/session/" + session + "/intent", "{\"step\": \"tap\"}");
    phones.api().get("/rpc/session");
    phones.api().text("/rpc/hierarchy", LeasedPhone.header(session));
  }

  @Test
  void an_id_is_in_no_log_no_metric_and_no_message() throws Exception {
    List<String> answers = new ArrayList<>();
    String session;
    String logged;
    try (LeasedPhone phones = new LeasedPhone();
        LogLines all = LogLines.everyLevelOf("dev.drover")) {
      session = phones.open("P1");
      exerciseEverything(phones, session);
      int port = phones.server().port();
      for (String path :
          List.of(
              "POST /api/v1/rpc/session/" + session + "/nonesuch",
              "PATCH /api/v1/rpc/session/" + session,
              "GET /api/v1/rpc/session/" + session + "/heartbeat",
              "GET /api/v1/rpc//session/" + session,
              "GET /api/v1/rpc/" + session,
              "DELETE /api/v1/%72pc/sess%69on/" + session + "/x",
              "GET /api/v1/rpc/session/%"
                  + Integer.toHexString(session.charAt(0))
                  + session.substring(1)
                  + "/x",
              "DELETE /rpc/session/" + session)) {
        answers.add(RawHttp.send(port, path + " HTTP/1.1\nHost: 127.0.0.1", "").body());
        answers.add(
            RawHttp.send(
                    port, path + " HTTP/1.1\nHost: 127.0.0.1\nOrigin: https://evil.example", "")
                .body());
      }
      answers.add(
          new String(
              RawHttp.send(port, "GET /observe/metrics HTTP/1.1\nHost: 127.0.0.1", "").body()));
      phones.api().delete("/rpc/session/" + session, "");
      phones.api().delete("/rpc/session/" + session, "");
      logged = lines(all);
    }
    assertThat(logged).contains("/rpc/session/").contains("phone P1").contains("adb shell");
    for (int part = 0; part + 20 <= session.length(); part++) {
      assertThat(logged).doesNotContain(session.substring(part, part + 20));
      assertThat(answers.toString()).doesNotContain(session.substring(part, part + 20));
    }
  }

  private static String lines(LogLines log) {
    StringBuilder all = new StringBuilder();
    for (ILoggingEvent event : log.events()) {
      all.append(event.getFormattedMessage())
          .append(' ')
          .append(event.getKeyValuePairs())
          .append(event.getMDCPropertyMap())
          .append(event.getThrowableProxy())
          .append('\n');
    }
    return all.toString();
  }

  @Test
  void opening_release_and_adb_are_in_the_audit_log_and_taps_are_not() throws Exception {
    try (LeasedPhone phones = new LeasedPhone();
        LogLines audit = LogLines.of("dev.drover.audit")) {
      String session = phones.open("P1");
      phones.call(session, CALL);
      phones.api().post("/rpc/session/" + session + "/heartbeat", "");
      phones.adb(session, "{'args': ['shell', 'rm', '-rf', '/sdcard']}");
      phones.call(guessed(), CALL);
      phones.api().delete("/rpc/session/" + session, "");

      audit.await(event -> event.getFormattedMessage().contains("DELETE"));
      assertThat(audit.messages())
          .extracting(line -> line.replaceFirst("local from 127.0.0.1: ", ""))
          .containsExactly(
              "POST /api/v1/rpc/session code 0 about phone P1",
              "POST /api/v1/rpc/adb code 40304 about phone P1 adb shell",
              "POST /api/v1/rpc/jsonrpc code 40303",
              "DELETE /api/v1/rpc/session/******** code 0 about phone P1");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded"})
  void a_page_of_another_site_opens_no_session(String type) throws Exception {
    try (LeasedPhone phones = new LeasedPhone()) {
      RawHttp.Answer answer =
          RawHttp.send(
              phones.server().port(),
              "POST /api/v1/rpc/session HTTP/1.1\nHost: 127.0.0.1\nContent-Type: " + type,
              "{\"serial\": \"P1\"}");
      assertThat(answer.code()).isEqualTo(41501);
      assertThat(
              RawHttp.send(
                      phones.server().port(),
                      "POST /api/v1/rpc/session HTTP/1.1\nHost: 127.0.0.1\nContent-Type:"
                          + " application/json\nOrigin: https://evil.example",
                      "{\"serial\": \"P1\"}")
                  .code())
          .isEqualTo(40302);
    }
  }
}
