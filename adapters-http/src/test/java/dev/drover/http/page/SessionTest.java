package dev.drover.http.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.domain.access.AccessScope;
import dev.drover.domain.access.ApiKeyName;
import dev.drover.domain.license.LicensePlan;
import dev.drover.http.testing.Api;
import dev.drover.http.testing.Api.Answer;
import dev.drover.http.testing.ApiUnderTest;
import dev.drover.http.testing.Browser;
import dev.drover.http.testing.CrossSite;
import dev.drover.http.testing.EventStream;
import dev.drover.http.testing.LogLines;
import dev.drover.http.testing.RawHttp;
import dev.drover.testkit.SampleTasks;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Signing in to the dashboard, what a session may do, and when it ends. */
@Timeout(60)
class SessionTest {
  private static final int REFUSED = 40101;
  private static final int MOST_OF_ONE_KEY = 50;

  @Test
  void on_loopback_without_keys_a_session_needs_none_and_may_do_everything() throws Exception {
    try (ApiUnderTest server = ApiUnderTest.start()) {
      Browser browser = new Browser(server.port());
      assertThat(browser.get("/session").data())
          .isEqualTo(
              Api.JSON.readTree(
                  """
                  {"scope": null, "caller": null, "expires_at": null, "key_required": false}"""));

      JsonNode opened = browser.signIn("{}");

      assertThat(opened.path("scope").asText()).isEqualTo("admin");
      assertThat(opened.path("caller").asText()).isEqualTo("local");
      assertThat(opened.path("key_required").asBoolean(true)).isFalse();
      assertThat(opened.path("expires_at").asText()).isEqualTo("2026-11-24T22:00:00Z");
      assertThat(browser.get("/session").data()).isEqualTo(opened);
      assertThat(browser.post("/queue/pause", "").code()).isZero();
      assertThat(new Browser(server.port()).signIn("")).isEqualTo(opened);
    }
  }

  @Test
  void its_cookie_is_for_this_server_alone_and_for_no_script() throws Exception {
    try (ApiUnderTest server = ApiUnderTest.with().allowedHosts("drover.example").start()) {
      Browser browser = new Browser(server.port());
      HttpResponse<byte[]> response =
          browser.send("POST", "/session", "{}", "Origin", browser.origin());
      assertThat(Browser.setCookie(response).orElseThrow())
          .matches(
              "drover_session_"
                  + server.port()
                  + "=[A-Za-z0-9_-]{43}; Max-Age=43200; Path=/; HttpOnly; SameSite=Strict");

      RawHttp.Answer behindProxy =
          RawHttp.send(
              server.port(),
              "POST /api/v1/session HTTP/1.1\nHost: drover.example\nOrigin: https://drover.example",
              "");
      assertThat(behindProxy.headers().get("Set-Cookie"))
          .startsWith("drover_session=")
          .contains("; Secure");
    }
  }

  @Test
  void only_the_cookie_makes_a_task_the_dashboards() throws Exception {
    try (ApiUnderTest server = ApiUnderTest.start()) {
      Api api = server.client();
      Browser browser = Browser.signedIn(server.port());

      long ofPage =
          browser.post("/task", CrossSite.FOLLOW).data().path("task_ids").path(0).asLong();
      long ofProgram =
          api.post("/task", CrossSite.FOLLOW.replaceFirst("\\{", "{\"source\": \"ui\", "))
              .data()
              .path("task_ids")
              .path(0)
              .asLong();

      assertThat(api.task(ofPage).path("source").asText()).isEqualTo("ui");
      assertThat(api.task(ofProgram).path("source").asText()).isEqualTo("api");
      assertThat(api.get("/task?source=ui").data().path("total").asLong()).isEqualTo(1);
    }
  }

  @Test
  void a_plan_without_the_api_has_the_dashboard_all_the_same() throws Exception {
    try (ApiUnderTest server = ApiUnderTest.with().plan(LicensePlan.STARTER).start()) {
      assertThat(server.client().get("/task").code()).isEqualTo(40301);
      assertThat(server.client().get("/license/check").code()).isEqualTo(40301);
      Browser browser = Browser.signedIn(server.port());

      assertThat(browser.get("/task").code()).isZero();
      assertThat(browser.post("/task", CrossSite.FOLLOW).code()).isZero();
      JsonNode plan = browser.get("/license/check").data();
      assertThat(plan.path("plan_name").asText()).isEqualTo("Starter");
      assertThat(plan.path("api_enabled").asBoolean(true)).isFalse();
      assertThat(server.client().get("/task").code()).isEqualTo(40301);
    }
  }

  @Test
  void where_a_key_is_demanded_a_session_may_do_what_its_key_may() throws Exception {
    try (ApiUnderTest server = ApiUnderTest.with().keyDemanded().start()) {
      String key = server.key("ann", AccessScope.READ);
      Browser browser = new Browser(server.port());
      Answer nobody = browser.get("/session");
      assertThat(nobody.code()).isZero();
      assertThat(nobody.data().path("key_required").asBoolean()).isTrue();
      Answer without = browser.post("/session", "{}");
      assertThat(without.code()).isEqualTo(REFUSED);
      assertThat(without.message()).contains("drover key create");
      assertThat(browser.post("/session", "{\"key\": \"" + key + "x\"}").code()).isEqualTo(REFUSED);
      assertThat(browser.post("/session", "{\"kee\": \"" + key + "\"}").code()).isEqualTo(40001);

      JsonNode opened = browser.signIn("{\"key\": \" " + key + " \"}");

      assertThat(opened.path("scope").asText()).isEqualTo("read");
      assertThat(opened.path("caller").asText()).isEqualTo("ann");
      assertThat(opened.path("key_required").asBoolean()).isTrue();
      assertThat(browser.get("/task").code()).isZero();
      Answer change = browser.post("/task", CrossSite.FOLLOW);
      assertThat(change.code()).isEqualTo(REFUSED);
      assertThat(change.message()).contains("\"ann\"", "scope read", "needs write");
    }
  }

  @Test
  void a_revoked_key_ends_its_sessions_and_their_streams_on_every_server() throws Exception {
    try (ApiUnderTest one = ApiUnderTest.with().keyDemanded().start();
        ApiUnderTest two = ApiUnderTest.with().keyDemanded().storage(one.storage()).start()) {
      String key = one.key("ann", AccessScope.READ);
      Browser browser = Browser.signedIn(one.port(), key);
      Browser other = Browser.signedIn(one.port(), one.key("bob", AccessScope.READ));
      assertThat(browser.at(two.port()).get("/task").code()).isZero();
      try (EventStream here = new EventStream(one.port(), "", "Cookie", browser.cookie());
          EventStream there =
              new EventStream(two.port(), "", "Cookie", browser.at(two.port()).cookie());
          EventStream program = new EventStream(two.port(), "", "X-API-Key", key);
          EventStream ofOther = new EventStream(one.port(), "", "Cookie", other.cookie())) {

        one.storage().keys().revoke(new ApiKeyName("ann"), one.clock().instant());

        assertThat(here.linesUntilTheEnd()).isLessThan(100);
        assertThat(there.linesUntilTheEnd()).isLessThan(100);
        assertThat(program.linesUntilTheEnd()).isLessThan(100);
        assertThat(browser.get("/task").code()).isEqualTo(REFUSED);
        assertThat(browser.at(two.port()).isSignedIn()).isFalse();
        assertThat(other.get("/task").code()).isZero();
        one.storage().tasks().insert(List.of(SampleTasks.follow(SampleTasks.phone(1), "ann")));
        assertThat(ofOther.next("task").path("script_name").asText()).isEqualTo("follow");
      }
    }
  }

  @Test
  void signing_out_ends_the_session_and_its_streams_and_deletes_the_cookie() throws Exception {
    try (ApiUnderTest server = ApiUnderTest.start()) {
      Browser browser = Browser.signedIn(server.port());
      Browser other = Browser.signedIn(server.port());
      try (EventStream stream = new EventStream(server.port(), "", "Cookie", browser.cookie())) {
        HttpResponse<byte[]> out =
            browser.send("DELETE", "/session", "", "Origin", browser.origin());

        assertThat(out.statusCode()).isEqualTo(200);
        assertThat(Browser.setCookie(out).orElseThrow()).contains("=; Max-Age=0; Path=/");
        assertThat(stream.linesUntilTheEnd()).isLessThan(100);
      }
      assertThat(browser.isSignedIn()).isFalse();
      assertThat(browser.get("/task").code()).isEqualTo(REFUSED);
      assertThat(browser.delete("/session").code()).isEqualTo(REFUSED);
      assertThat(other.isSignedIn()).isTrue();
    }
  }

  @Test
  void after_twelve_hours_it_is_over_and_the_browser_forgets_its_cookie() throws Exception {
    try (ApiUnderTest server = ApiUnderTest.start()) {
      Browser browser = Browser.signedIn(server.port());
      server.clock().advance(Duration.ofHours(12).minusSeconds(1));
      assertThat(browser.get("/task").code()).isZero();

      server.clock().advance(Duration.ofSeconds(1));

      assertThat(browser.get("/task").code()).isEqualTo(REFUSED);
      HttpResponse<byte[]> over = browser.send("GET", "/session", "");
      assertThat(over.statusCode()).isEqualTo(200);
      assertThat(Browser.setCookie(over).orElseThrow()).contains("Max-Age=0");
    }
  }

  @Test
  void of_one_key_the_newest_fifty_stay() throws Exception {
    try (ApiUnderTest server = ApiUnderTest.start()) {
      Browser first = Browser.signedIn(server.port());
      Browser second = Browser.signedIn(server.port());
      for (int i = 1; i < MOST_OF_ONE_KEY; i++) {
        server.clock().advance(Duration.ofSeconds(1));
        Browser.signedIn(server.port());
      }

      assertThat(first.isSignedIn() ^ second.isSignedIn()).as("one of two has ended").isTrue();
    }
  }

  @Test
  void signing_in_too_often_is_refused_as_any_request_is() throws Exception {
    try (ApiUnderTest server = ApiUnderTest.with().keyDemanded().rate(1, 5).start()) {
      Browser browser = new Browser(server.port());
      Answer last = browser.post("/session", "{\"key\": \"guess\"}");
      assertThat(last.code()).isEqualTo(REFUSED);
      for (int i = 0; i < 20 && last.code() == REFUSED; i++) {
        last = browser.post("/session", "{\"key\": \"guess" + i + "\"}");
      }

      assertThat(last.code()).isEqualTo(42901);
    }
  }

  @Test
  void the_audit_log_names_the_key_of_the_session() throws Exception {
    try (ApiUnderTest server = ApiUnderTest.with().keyDemanded().start();
        LogLines lines = LogLines.of("dev.drover.audit")) {
      Browser browser = Browser.signedIn(server.port(), server.key("ann", AccessScope.WRITE));
      browser.post("/task", CrossSite.FOLLOW);

      String signedIn =
          lines
              .await(event -> event.getFormattedMessage().contains("/api/v1/session"))
              .getFormattedMessage();
      String created =
          lines
              .await(event -> event.getFormattedMessage().contains("/api/v1/task"))
              .getFormattedMessage();
      assertThat(signedIn).startsWith("ann from 127.0.0.1: POST");
      assertThat(created).startsWith("ann from 127.0.0.1: POST").contains("ids");
      assertThat(signedIn + created).doesNotContain(browser.cookie().replaceFirst(".*=", ""));
    }
  }
}
