package dev.drover.bootstrap.vendorpages;

import static dev.drover.bootstrap.vendorpages.Claim.claim;
import static dev.drover.bootstrap.vendorpages.Expect.answers;
import static dev.drover.bootstrap.vendorpages.Expect.has;
import static dev.drover.bootstrap.vendorpages.Expect.lists;
import static dev.drover.bootstrap.vendorpages.Request.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.bootstrap.vendorpages.Claim.Expectation;
import java.util.List;
import java.util.Locale;

/** Facts of the page about {@code GET /accounts}. */
final class AccountsPage {
  private AccountsPage() {}

  static List<Claim> filters() {
    return List.of(
        claim(
            "without a filter: all, 20 a page",
            get("/accounts"),
            lists(12),
            has("/page", "1"),
            has("/page_size", "20")),
        claim("platform tiktok", get("/accounts?platform=tiktok"), lists(9)),
        claim("platform instagram", get("/accounts?platform=instagram"), lists(3)),
        claim("device", get("/accounts?device=device_1"), lists(4)),
        claim("device of an emulator", get("/accounts?device=emulator-5554"), lists(0)),
        claim("logined 1", get("/accounts?logined=1"), lists(10)),
        claim("logined 0", get("/accounts?logined=0"), lists(2)),
        claim("status 0: enabled", get("/accounts?status=0"), lists(10)),
        claim("status 1: disabled", get("/accounts?status=1"), lists(2)),
        claim("tag, exactly", get("/accounts?tag=red"), lists(1)),
        claim("tag is not a part of one", get("/accounts?tag=re"), lists(0)),
        claim(
            "several filters and a page",
            get("/accounts?platform=tiktok&logined=1&page=1&page_size=50"),
            lists(7),
            has("/page_size", "50")),
        claim("the second page", get("/accounts?page=2&page_size=10"), lists(2, 12)),
        claim("100 a page", get("/accounts?page_size=100"), lists(12)),
        claim(
            "empty filters are as if absent",
            get("/accounts?platform=&device=&logined=&status=&tag=&page=&page_size="),
            lists(12)),
        claim("a platform that there is not", get("/accounts?platform=myspace"), answers(40001)));
  }

  static List<Claim> objects() {
    return List.of(
        claim(
            "an account whose phone is away",
            get("/accounts?device=device_serial_1"),
            lists(1),
            has("/accounts/0/username", "'user1'"),
            has("/accounts/0/email", "null"),
            has("/accounts/0/platform", "'tiktok'"),
            has("/accounts/0/packagename", "null"),
            has("/accounts/0/device", "'device_serial_1'"),
            has("/accounts/0/device_online", "false"),
            has("/accounts/0/device_name", "''"),
            has("/accounts/0/logined", "1"),
            has("/accounts/0/logined_text", "'logged_in'"),
            has("/accounts/0/status", "0"),
            has("/accounts/0/status_text", "'enabled'"),
            tags("red", "blue"),
            noPassword()),
        claim(
            "an account whose phone is connected",
            get("/accounts?device=FIRST&platform=instagram"),
            lists(1),
            has("/accounts/0/device_online", "true"),
            has("/accounts/0/device_name", "'Virtual Phone'"),
            has("/accounts/0/packagename", "null")),
        claim(
            "an account that is disabled and not logged in",
            get("/accounts?device=device_serial_3"),
            has("/accounts/0/status", "1"),
            has("/accounts/0/status_text", "'disabled'"),
            has("/accounts/0/logined", "0"),
            has("/accounts/0/logined_text", "'not_logged_in'"),
            has("/accounts/0/tags", "[]")));
  }

  /** What a client of Drover reads beside the accounts; the vendor's pages have no such list. */
  static List<Claim> phones() {
    return List.of(
        claim(
            "the phones that are connected",
            get("/devices"),
            answers(0),
            (reply, farm) ->
                assertThat(reply.data().path("devices"))
                    .extracting(phone -> phone.path("serial").asText())
                    .contains("FIRST", "SECOND")),
        claim(
            "one phone",
            get("/devices/FIRST"),
            answers(0),
            has("/serial", "'FIRST'"),
            has("/name", "'Virtual Phone'")),
        claim("a phone that there is not", get("/devices/NOBODYS"), answers(40401)),
        claim(
            "the materials with a tag",
            get("/materials?tag=trending&used="),
            answers(0),
            has("/materials", "[]")));
  }

  private static Expectation tags(String... names) {
    return (reply, farm) ->
        assertThat(reply.data().at("/accounts/0/tags"))
            .extracting(tag -> tag.asText())
            .containsExactlyInAnyOrder(names);
  }

  private static Expectation noPassword() {
    return (reply, farm) ->
        assertThat(reply.envelope().toString().toLowerCase(Locale.ROOT)).doesNotContain("password");
  }
}
