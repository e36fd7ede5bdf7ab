package dev.drover.http.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;

/** Requests that a web page of another site could send, and what their answers must be. */
public final class CrossSite {
  /** A body that would create a task. */
  public static final String FOLLOW =
      "{\"serials\": [\"P1\"], \"script_name\": \"follow\", \"script_config\": {\"target_users\":"
          + " [\"@ann\"]}}";

  /** The origin that a server under test allows. */
  public static final String ALLOWED_ORIGIN = "https://dashboard.example";

  /** A path of every kind that a server answers. */
  public static final List<String> EVERYWHERE =
      List.of(
          "/",
          "/api/v1/docs",
          "/api/v1/docs/initializer.js",
          "/api/v1/openapi",
          "/api/v1/task",
          "/api/v1/no/such/path",
          "/observe/health/live",
          "/observe/health/ready",
          "/observe/metrics");

  private CrossSite() {}

  /** Headers of which each alone tells that another site's page sent the request. */
  public static List<String> foreignHeaders() {
    return List.of(
        "Origin: https://evil.example",
        "Origin: null",
        "Origin: http://localhost:1",
        "Origin: http://127.0.0.1",
        "Origin: https://dashboard.example.evil.example",
        "Origin: http://dashboard.example",
        "Origin: file://",
        "Sec-Fetch-Site: cross-site",
        "Sec-Fetch-Site: same-site",
        "Sec-Fetch-Site: anything");
  }

  public static RawHttp.Answer get(int port, String path, String host, String headers)
      throws IOException {
    return RawHttp.send(port, "GET " + path + " HTTP/1.1\nHost: " + host + "\n" + headers, "");
  }

  /** The server's own name, as a page of its own sends it. */
  public static String host(int port) {
    return "127.0.0.1:" + port;
  }

  /** Checks that the server refuses this header on every path, and does not create a task. */
  public static void checkRefused(int port, String header) throws IOException {
    for (String path : EVERYWHERE) {
      RawHttp.Answer answer = get(port, path, host(port), header);

      assertThat(answer.code()).as(path).isEqualTo(40302);
      assertThat(answer.headers()).doesNotContainKey("Access-Control-Allow-Origin");
    }
    RawHttp.Answer post =
        RawHttp.send(
            port,
            "POST /api/v1/task HTTP/1.1\nHost: "
                + host(port)
                + "\nContent-Type: application/json\n"
                + header,
            FOLLOW);
    assertThat(post.code()).isEqualTo(40302);
  }

  /** Checks the headers by which an answer tells a browser to run and to show nothing of it. */
  public static void checkSecurityHeaders(String what, RawHttp.Answer answer) {
    assertThat(answer.headers())
        .as(what)
        .containsEntry("X-Content-Type-Options", "nosniff")
        .containsEntry("Referrer-Policy", "no-referrer")
        .containsEntry("Cross-Origin-Resource-Policy", "same-origin")
        .containsEntry("Cross-Origin-Opener-Policy", "same-origin")
        .containsEntry("X-Frame-Options", "DENY")
        .hasEntrySatisfying(
            "Content-Security-Policy",
            policy ->
                assertThat(policy)
                    .contains("default-src 'none'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe", "*"));
    boolean page = what.equals("/") || (what.startsWith("/api/v1/docs") && !what.contains(".js"));
    assertThat(answer.headers().getOrDefault("Content-Type", "").startsWith("text/html"))
        .as(what)
        .isEqualTo(page && answer.status() == 200);
  }
}
