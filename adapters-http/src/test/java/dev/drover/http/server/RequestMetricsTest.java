package dev.drover.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.http.testing.ApiUnderTest;
import dev.drover.http.testing.Scrapes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a Prometheus sees, scraped as it does. */
class RequestMetricsTest {
  private ApiUnderTest server;
  private Scrapes scrapes;

  @BeforeEach
  void start() throws Exception {
    server = ApiUnderTest.start();
    scrapes = new Scrapes(server.port());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void requests_are_counted_by_route_never_by_path() throws Exception {
    String before = scrapes.scrape();
    for (int id = 1; id <= 3; id++) {
      scrapes.send("GET", "/api/v1/task/" + (1_000 + id));
    }
    scrapes.send("GET", "/api/v1/task/stats");
    scrapes.send("GET", "/secret/path/7");
    scrapes.send("INVENTED", "/api/v1/task");

    String scrape =
        scrapes.await(
            "three requests for a task",
            text -> requests(text, "404", "GET", "/api/v1/task/{id}") == 3);

    assertThat(requests(before, "404", "GET", "/api/v1/task/{id}")).isZero();
    assertThat(requests(scrape, "200", "GET", "/api/v1/task/stats")).isEqualTo(1);
    assertThat(requests(scrape, "404", "GET", "none")).isEqualTo(1);
    assertThat(requests(scrape, "405", "other", "/api/v1/task")).isEqualTo(1);
    assertThat(requests(scrape, "200", "GET", "/observe/metrics")).isPositive();
    // In any label, that is: among a value's digits it may come by chance.
    assertThat(scrape).doesNotContainPattern("1001.*\\}");
    assertThat(scrape).doesNotContain("secret").doesNotContain("INVENTED");
  }

  private static double requests(String scrape, String code, String method, String route) {
    return Scrapes.value(
        scrape,
        "http_server_requests_seconds_count{code=\""
            + code
            + "\",method=\""
            + method
            + "\",route=\""
            + route
            + "\"}");
  }
}
