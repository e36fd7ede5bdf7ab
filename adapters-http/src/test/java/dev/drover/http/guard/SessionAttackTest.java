package dev.drover.http.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.domain.access.AccessScope;
import dev.drover.domain.access.ApiKeyName;
import dev.drover.domain.access.WebSessionToken;
import dev.drover.domain.license.LicensePlan;
import dev.drover.http.testing.Api.Answer;
import dev.drover.http.testing.ApiUnderTest;
import dev.drover.http.testing.Browser;
import dev.drover.http.testing.CrossSite;
import dev.drover.http.testing.RawHttp;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Attempts to use somebody else's session of the dashboard, or to get around the rules of it. */
class SessionAttackTest {
  private static final int SIGNED_OUT = 40101;
  private static final int NO_API = 40301;
  private static final int CROSS_SITE = 40302;

  /** An origin that the server allows to call its API, at another port of the same host. */
  private static final String ALLOWED = "http://127.0.0.1:3000";

  private final ApiUnderTest server =
      ApiUnderTest.with().keyDemanded().allowedOrigins(ALLOWED).start();
  private Browser victim = new Browser(server.port());

  @BeforeEach
  void signIn() throws Exception {
    victim = Browser.signedIn(server.port(), server.key("victim", AccessScope.ADMIN));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private long tasks() {
    return server.storage().queries().stats().total();
  }

  /** Sends a change with the victim's cookie and these header lines. */
  private RawHttp.Answer change(String headers) throws Exception {
    return RawHttp.send(
        server.port(),
        "POST /api/v1/task HTTP/1.1\nHost: "
            + CrossSite.host(server.port())
            + "\nContent-Type: application/json\nCookie: "
            + victim.cookie()
            + "\n"
            + headers,
        CrossSite.FOLLOW);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.drover.http.testing.CrossSite#foreignHeaders")
  void another_sites_page_changes_nothing_with_the_cookie(String header) throws Exception {
    assertThat(change(header).code()).isEqualTo(CROSS_SITE);
    assertThat(tasks()).isZero();
  }

  @Test
  void a_page_at_another_port_of_the_host_can_not_use_the_cookie_even_if_it_may_call_the_api()
      throws Exception {
    assertThat(change("Origin: http://127.0.0.1:1\nSec-Fetch-Site: same-site").code())
        .isEqualTo(CROSS_SITE);
    assertThat(change("Origin: " + ALLOWED + "\nSec-Fetch-Site: same-site").code())
        .isEqualTo(CROSS_SITE);
    assertThat(Browser.answer(victim.send("GET", "/task", "", "Origin", ALLOWED)).code())
        .isEqualTo(CROSS_SITE);
    assertThat(Browser.answer(victim.send("DELETE", "/session", "", "Origin", ALLOWED)).code())
        .isEqualTo(CROSS_SITE);
    assertThat(tasks()).isZero();
    assertThat(victim.isSignedIn()).isTrue();

    HttpResponse<byte[]> byKey =
        new Browser(server.port())
            .send(
                "POST",
                "/task",
                CrossSite.FOLLOW,
                "Origin",
                ALLOWED,
                "X-API-Key",
                server.key("site", AccessScope.WRITE));
    assertThat(byKey.statusCode()).as("what it is allowed").isEqualTo(200);
  }

  @Test
  void a_change_with_the_cookie_must_name_the_servers_own_origin_once() throws Exception {
    String own = "Origin: " + victim.origin();
    assertThat(change("X-None: x").code()).isEqualTo(CROSS_SITE);
    assertThat(change(own + "\n" + own).code()).isEqualTo(CROSS_SITE);
    assertThat(tasks()).isZero();

    assertThat(change(own).code()).isZero();
  }

  @Test
  void signing_in_and_out_need_the_servers_own_origin_too() throws Exception {
    String key = server.key("attacker", AccessScope.READ);
    String body = "{\"key\": \"" + key + "\"}";
    Browser nobody = new Browser(server.port());

    for (String[] headers :
        List.of(
            new String[] {},
            new String[] {"Origin", "https://evil.example"},
            new String[] {"Origin", ALLOWED})) {
      HttpResponse<byte[]> in = nobody.send("POST", "/session", body, headers);
      assertThat(Browser.answer(in).code()).isEqualTo(CROSS_SITE);
      assertThat(Browser.setCookie(in)).isEmpty();
      assertThat(Browser.answer(victim.send("DELETE", "/session", "", headers)).code())
          .isEqualTo(CROSS_SITE);
    }
    assertThat(
            nobody
                .send(
                    "POST",
                    "/session",
                    body,
                    "Origin",
                    nobody.origin(),
                    "Content-Type",
                    "text/plain")
                .statusCode())
        .as("what a form can send")
        .isEqualTo(415);
    assertThat(victim.isSignedIn()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "' OR 1=1 --",
        "%00",
        "..",
      })
  void a_guessed_cookie_opens_nothing(String value) throws Exception {
    String name = victim.cookie().replaceFirst("=.*", "=");
    Browser attacker = victim.withCookie(name + value);

    assertThat(attacker.get("/task").code()).isEqualTo(SIGNED_OUT);
    assertThat(attacker.post("/task", CrossSite.FOLLOW).code()).isEqualTo(SIGNED_OUT);
    assertThat(attacker.isSignedIn()).isFalse();
    assertThat(tasks()).isZero();
  }

  @Test
  void nothing_of_the_database_opens_a_session() throws Exception {
    String name = victim.cookie().replaceFirst("=.*", "=");
    String token = victim.cookie().substring(name.length());
    String hash = WebSessionToken.parse(token).orElseThrow().hash().hex();

    assertThat(victim.withCookie(name + hash).get("/task").code()).isEqualTo(SIGNED_OUT);
    assertThat(
            victim
                .withCookie(name + server.storage().keys().all().getFirst().id())
                .get("/task")
                .code())
        .isEqualTo(SIGNED_OUT);
  }

  @Test
  void the_cookie_of_a_revoked_key_opens_nothing() throws Exception {
    server.storage().keys().revoke(new ApiKeyName("victim"), server.clock().instant());

    assertThat(victim.get("/task").code()).isEqualTo(SIGNED_OUT);
    assertThat(victim.post("/task", CrossSite.FOLLOW).code()).isEqualTo(SIGNED_OUT);
    assertThat(victim.get("/events").code()).isEqualTo(SIGNED_OUT);
    assertThat(tasks()).isZero();
  }

  @Test
  void with_a_key_and_a_cookie_the_key_alone_counts() throws Exception {
    String read = server.key("reader", AccessScope.READ);
    String write = server.key("writer", AccessScope.WRITE);

    assertThat(with(victim, "X-API-Key", read).code()).isEqualTo(SIGNED_OUT);
    assertThat(with(victim, "X-API-Key", "wrong").code()).isEqualTo(SIGNED_OUT);
    assertThat(with(victim, "Authorization", "Bearer wrong").code()).isEqualTo(SIGNED_OUT);
    assertThat(tasks()).isZero();
    Answer created = with(victim, "X-API-Key", write);
    assertThat(created.code()).isZero();
    assertThat(
            victim
                .get("/task/" + created.data().path("task_ids").path(0).asLong())
                .data()
                .path("source")
                .asText())
        .isEqualTo("api");
  }

  private static Answer with(Browser browser, String header, String key) throws Exception {
    return Browser.answer(
        browser.send("POST", "/task", CrossSite.FOLLOW, "Origin", browser.origin(), header, key));
  }

  @Test
  void a_program_does_not_get_around_the_plan_by_a_key_beside_a_cookie() throws Exception {
    try (ApiUnderTest starter =
        ApiUnderTest.with().keyDemanded().plan(LicensePlan.STARTER).start()) {
      String key = starter.key("ci", AccessScope.WRITE);
      Browser browser = Browser.signedIn(starter.port(), key);

      assertThat(with(browser, "X-API-Key", key).code()).isEqualTo(NO_API);
      assertThat(browser.post("/task", CrossSite.FOLLOW).code()).isZero();
    }
  }

  @Test
  void a_cookie_that_an_attacker_has_set_is_not_taken_over_by_signing_in() throws Exception {
    String name = victim.cookie().replaceFirst("=.*", "=");
    String planted = name + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    Browser browser = victim.withCookie(planted);

    browser.signIn("{\"key\": \"" + server.key("new", AccessScope.READ) + "\"}");

    assertThat(browser.cookie()).isNotEqualTo(planted);
    assertThat(victim.withCookie(planted).get("/task").code()).isEqualTo(SIGNED_OUT);
    assertThat(browser.get("/task").code()).isZero();
  }

  @Test
  void signing_in_anew_ends_the_session_before() throws Exception {
    Browser before = victim.withCookie(victim.cookie());

    victim.signIn("{\"key\": \"" + server.key("new", AccessScope.READ) + "\"}");

    assertThat(before.get("/task").code()).isEqualTo(SIGNED_OUT);
    assertThat(victim.get("/session").data().path("caller").asText()).isEqualTo("new");
  }

  @Test
  void a_second_cookie_that_a_neighbouring_service_has_set_opens_nothing() throws Exception {
    Browser attacker = Browser.signedIn(server.port(), server.key("attacker", AccessScope.READ));

    for (String both :
        List.of(
            attacker.cookie() + "; " + victim.cookie(),
            victim.cookie() + "; " + attacker.cookie())) {
      assertThat(victim.withCookie(both).isSignedIn()).isFalse();
    }
    String elsewhere = attacker.cookie().replaceFirst("_\\d+=", "_1=");
    assertThat(
            victim
                .withCookie(elsewhere + "; " + victim.cookie())
                .get("/session")
                .data()
                .path("caller")
                .asText())
        .as("the cookie of a server at another port")
        .isEqualTo("victim");
  }

  @Test
  void a_session_without_a_key_opens_nothing_where_one_is_demanded() throws Exception {
    try (ApiUnderTest open = ApiUnderTest.with().storage(server.storage()).start()) {
      Browser local = Browser.signedIn(open.port());

      assertThat(local.get("/task").code()).isZero();
      assertThat(local.at(server.port()).get("/task").code()).isEqualTo(SIGNED_OUT);
      assertThat(local.at(server.port()).isSignedIn()).isFalse();
    }
  }

  @Test
  void a_name_that_is_bound_to_this_machine_anew_can_not_sign_in() throws Exception {
    try (ApiUnderTest open = ApiUnderTest.start()) {
      RawHttp.Answer answer =
          RawHttp.send(
              open.port(),
              "POST /api/v1/session HTTP/1.1\nHost: evil.example:"
                  + open.port()
                  + "\nOrigin: http://evil.example:"
                  + open.port()
                  + "\nContent-Type: application/json",
              "{}");

      assertThat(answer.code()).isEqualTo(CROSS_SITE);
      assertThat(answer.headers()).doesNotContainKey("Set-Cookie");
    }
  }
}
