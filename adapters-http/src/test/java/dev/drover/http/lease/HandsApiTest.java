package dev.drover.http.lease;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.domain.access.AccessScope;
import dev.drover.domain.control.PhoneCommand;
import dev.drover.domain.license.LicensePlan;
import dev.drover.http.testing.Api;
import dev.drover.http.testing.Api.Answer;
import dev.drover.http.testing.ApiUnderTest;
import dev.drover.http.testing.Browser;
import dev.drover.http.testing.EventStream;
import dev.drover.http.testing.LogLines;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A person takes a phone over from the dashboard. */
@Timeout(60)
class HandsApiTest {
  private static final String TAKE = "{\"serial\": \"P1\", \"ttl_secs\": 60}";
  private static final String TAP =
      "{\"serial\": \"P1\", \"method\": \"click\", \"params\": [3, 4]}";
  private static final int REFUSED = 40101;
  private static final int CROSS_SITE = 40302;
  private static final int NO_SESSION = 40303;
  private static final int CONFLICT = 40901;

  private static Answer tap(Browser browser, String session) throws Exception {
    return Browser.answer(
        browser.send(
            "POST", "/rpc/jsonrpc", TAP, "Origin", browser.origin(), "x-session-id", session));
  }

  private static JsonNode leaseOf(Api api) throws Exception {
    return api.get("/devices/P1").data().path("lease");
  }

  @Test
  void only_the_cookie_makes_a_person() throws Exception {
    try (LeasedPhone phones = new LeasedPhone()) {
      Api api = phones.api();
      Browser browser = Browser.signedIn(phones.server().port());

      Answer program =
          api.post(
              "/rpc/session", "{\"serial\": \"P1\", \"holder\": \"person\", \"source\": \"ui\"}");
      assertThat(leaseOf(api).path("holder").asText()).isEqualTo("program");
      api.delete("/rpc/session/" + program.data().path("session_id").asText(), "");

      Answer person =
          browser.post(
              "/rpc/session",
              "{\"serial\": \"P1\", \"label\": \"somebody else\", \"holder\": \"program\"}");
      assertThat(person.code()).as(person.message()).isZero();
      assertThat(leaseOf(api).path("holder").asText()).isEqualTo("person");
      assertThat(leaseOf(api).path("label").asText()).isEqualTo("at the server's own computer");

      String session = person.data().path("session_id").asText();
      assertThat(tap(browser, session).code()).isZero();
      assertThat(phones.server().phones().received("P1")).contains(new PhoneCommand.Tap(3, 4));
    }
  }

  @Test
  void the_second_is_told_by_name_who_has_the_phone() throws Exception {
    try (LeasedPhone phones = new LeasedPhone(ApiUnderTest.with().keyDemanded())) {
      ApiUnderTest server = phones.server();
      Browser ann = Browser.signedIn(server.port(), server.key("ann", AccessScope.WRITE));
      Browser bob = Browser.signedIn(server.port(), server.key("bob", AccessScope.WRITE));

      Answer first = ann.post("/rpc/session", TAKE);
      Answer second = bob.post("/rpc/session", TAKE);

      assertThat(first.data().path("label").asText()).isEqualTo("ann");
      assertThat(second.code()).isEqualTo(CONFLICT);
      assertThat(second.message()).contains("P1", "a person (ann)", "2026-11-24T10:01:00Z");
      assertThat(bob.get("/devices/P1").data().path("lease").path("label").asText())
          .isEqualTo("ann");
      assertThat(tap(bob, "A".repeat(43)).code()).isEqualTo(NO_SESSION);
      assertThat(server.phones().received("P1")).isEmpty();
    }
  }

  @Test
  void a_key_that_may_only_read_takes_nothing_over() throws Exception {
    try (LeasedPhone phones = new LeasedPhone(ApiUnderTest.with().keyDemanded())) {
      ApiUnderTest server = phones.server();
      Browser ann = Browser.signedIn(server.port(), server.key("ann", AccessScope.WRITE));
      Browser guest = Browser.signedIn(server.port(), server.key("guest", AccessScope.READ));
      String session = ann.post("/rpc/session", TAKE).data().path("session_id").asText();

      assertThat(guest.post("/rpc/session", "{\"serial\": \"P2\"}").code()).isEqualTo(REFUSED);
      assertThat(tap(guest, session).code()).isEqualTo(REFUSED);
      assertThat(guest.delete("/rpc/session/" + session).code()).isEqualTo(REFUSED);
      assertThat(server.phones().received("P1")).isEmpty();
    }
  }

  @Test
  void a_page_of_another_site_takes_nothing_over() throws Exception {
    try (LeasedPhone phones = new LeasedPhone()) {
      Browser browser = Browser.signedIn(phones.server().port());
      String session = browser.post("/rpc/session", TAKE).data().path("session_id").asText();

      for (String origin : List.of("http://evil.example", "http://127.0.0.1:1")) {
        assertThat(
                Browser.answer(
                        browser.send(
                            "POST", "/rpc/session", "{\"serial\": \"P2\"}", "Origin", origin))
                    .code())
            .isEqualTo(CROSS_SITE);
        assertThat(
                Browser.answer(
                        browser.send(
                            "POST", "/rpc/jsonrpc", TAP, "Origin", origin, "x-session-id", session))
                    .code())
            .isEqualTo(CROSS_SITE);
      }
      assertThat(
              Browser.answer(browser.send("POST", "/rpc/jsonrpc", TAP, "x-session-id", session))
                  .code())
          .isEqualTo(CROSS_SITE);
      assertThat(phones.server().phones().received("P1")).isEmpty();
    }
  }

  @Test
  void every_plan_has_hands() throws Exception {
    try (LeasedPhone phones = new LeasedPhone(ApiUnderTest.with().plan(LicensePlan.STARTER))) {
      Browser browser = Browser.signedIn(phones.server().port());
      Answer taken = browser.post("/rpc/session", TAKE);
      assertThat(taken.code()).as(taken.message()).isZero();
      assertThat(tap(browser, taken.data().path("session_id").asText()).code()).isZero();
    }
  }

  @Test
  void a_page_that_is_left_has_some_seconds_to_come_back() throws Exception {
    try (LeasedPhone phones = new LeasedPhone()) {
      Browser browser = Browser.signedIn(phones.server().port());
      String session = browser.post("/rpc/session", TAKE).data().path("session_id").asText();

      Answer left = browser.delete("/rpc/session/" + session + "?after_secs=5");
      assertThat(left.data().path("released").asBoolean(true)).isFalse();
      phones.server().letPass(Duration.ofSeconds(3));
      assertThat(browser.post("/rpc/session/" + session + "/heartbeat", "").code()).isZero();
      phones.server().letPass(Duration.ofSeconds(9));
      assertThat(tap(browser, session).code()).isZero();

      assertThat(browser.delete("/rpc/session/" + session + "?after_secs=31").code())
          .isEqualTo(40001);
      assertThat(browser.delete("/rpc/session/" + session).data().path("released").asBoolean())
          .isTrue();
    }
  }

  @Test
  void beginning_and_end_are_told_by_events_and_by_the_audit_log() throws Exception {
    try (LogLines audit = LogLines.of("dev.drover.audit");
        LeasedPhone phones = new LeasedPhone(ApiUnderTest.with().keyDemanded())) {
      ApiUnderTest server = phones.server();
      Browser ann = Browser.signedIn(server.port(), server.key("ann", AccessScope.WRITE));
      try (EventStream events =
          new EventStream(server.port(), "?topics=leases", "Cookie", ann.cookie())) {
        String session = ann.post("/rpc/session", TAKE).data().path("session_id").asText();
        assertThat(events.next("lease").toString()).contains("P1", "person", "ann");
        tap(ann, session);
        ann.delete("/rpc/session/" + session);
        assertThat(events.next("lease").toString()).contains("P1").doesNotContain("person");
        assertThat(audit.messages().toString()).doesNotContain(session);
      }
      assertThat(audit.await(line -> line.getFormattedMessage().contains("given back")))
          .isNotNull();
      assertThat(audit.messages().toString())
          .contains("ann from", "phone P1, taken over by hand", "phone P1, given back")
          .doesNotContain("jsonrpc");
    }
  }
}
