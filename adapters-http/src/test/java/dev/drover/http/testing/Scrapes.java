package dev.drover.http.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Scrapes the metrics of a server as a Prometheus does. */
public final class Scrapes {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final int port;

  public Scrapes(int port) {
    this.port = port;
  }

  /** Sends a request without a body to a path below the server's root. */
  public HttpResponse<String> send(String method, String path)
      throws IOException, InterruptedException {
    return CLIENT.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  public String scrape() throws IOException, InterruptedException {
    HttpResponse<String> response = send("GET", "/observe/metrics");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type").orElse(""))
        .startsWith("text/plain; version=0.0.4");
    return response.body();
  }

  /** Scrapes until the metrics are as wanted, 20 seconds at most. */
  public String await(String what, Predicate<String> wanted)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    String scrape = scrape();
    while (!wanted.test(scrape)) {
      assertThat(System.nanoTime()).as("%s in%n%s", what, scrape).isLessThan(end);
      Passing.untilNextRequest();
      scrape = scrape();
    }
    return scrape;
  }

  /** Returns the value of a series; 0 where it has not begun. */
  public static double value(String scrape, String series) {
    Matcher line =
        Pattern.compile("^" + Pattern.quote(series) + " (\\S+)$", Pattern.MULTILINE)
            .matcher(scrape);
    return line.find() ? Double.parseDouble(line.group(1)) : 0;
  }
}
