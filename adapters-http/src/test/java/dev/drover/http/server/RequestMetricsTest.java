package dev.drover.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.http.testing.ApiUnderTest;
import dev.drover.http.testing.Passing;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a Prometheus sees, scraped as it does. */
class RequestMetricsTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private ApiUnderTest server;

  @BeforeEach
  void start() throws Exception {
    server = ApiUnderTest.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private HttpResponse<String> send(String method, String path) throws Exception {
    return CLIENT.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private String scrape() throws Exception {
    HttpResponse<String> response = send("GET", "/observe/metrics");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type").orElse(""))
        .startsWith("text/plain; version=0.0.4");
    return response.body();
  }

  /** The value of a series; 0 where it has not begun. */
  private static double value(String scrape, String series) {
    Matcher line =
        Pattern.compile("^" + Pattern.quote(series) + " (\\S+)$", Pattern.MULTILINE)
            .matcher(scrape);
    return line.find() ? Double.parseDouble(line.group(1)) : 0;
  }

  private String awaitScrape(String what, Predicate<String> wanted) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    String scrape = scrape();
    while (!wanted.test(scrape)) {
      assertThat(System.nanoTime()).as("%s in%n%s", what, scrape).isLessThan(end);
      Passing.untilNextLook();
      scrape = scrape();
    }
    return scrape;
  }

  @Test
  void requests_are_counted_by_route_never_by_path() throws Exception {
    String before = scrape();
    for (int id = 1; id <= 3; id++) {
      send("GET", "/api/v1/task/" + (1_000 + id));
    }
    send("GET", "/api/v1/task/stats");
    send("GET", "/secret/path/7");
    send("INVENTED", "/api/v1/task");

    String scrape =
        awaitScrape(
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
    return value(
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
