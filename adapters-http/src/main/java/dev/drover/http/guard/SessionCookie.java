package dev.drover.http.guard;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The cookie that holds the token of a session of the dashboard. No script can read it, and a
 * browser sends it with requests of pages of the same site only.
 */
final class SessionCookie {
  /** A browser takes a cookie of this name from its own server over TLS only. */
  private static final String OVER_TLS = "__Host-";

  private static final String NAME = "drover_session";

  private final boolean tls;

  /**
   * @param tls whether the server itself speaks TLS
   */
  SessionCookie(boolean tls) {
    this.tls = tls;
  }

  /** Whether the request has the cookie, with whatever in it. */
  boolean isIn(ServerRequest request) {
    return !values(request).isEmpty();
  }

  /**
   * Returns what the cookie holds. Two of one name are none: a service at another port of this
   * machine can set one, and which of the two a browser sends first is not for the server to guess.
   */
  Optional<String> read(ServerRequest request) {
    List<String> values = values(request);
    return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
  }

  private List<String> values(ServerRequest request) {
    if (!request.headers().contains(HeaderNames.COOKIE)) {
      return List.of();
    }
    String begin = name(request) + "=";
    return request.headers().get(HeaderNames.COOKIE).allValues().stream()
        .flatMap(header -> Arrays.stream(header.split(";")))
        .map(String::strip)
        .filter(cookie -> cookie.startsWith(begin))
        .map(cookie -> cookie.substring(begin.length()))
        .toList();
  }

  void set(ServerRequest request, ServerResponse response, String token, Duration age) {
    response.header(
        HeaderNames.SET_COOKIE,
        name(request)
            + "="
            + token
            + "; Max-Age="
            + age.toSeconds()
            + "; Path=/; HttpOnly; SameSite=Strict"
            + (tls || isOverTls(request) ? "; Secure" : ""));
  }

  /** Has the browser forget it. */
  void clear(ServerRequest request, ServerResponse response) {
    set(request, response, "", Duration.ZERO);
  }

  /**
   * Browsers send cookies to every port of a host, so the port is in the name: two servers of one
   * machine don't overwrite each other's. It is the port that the browser knows, which all servers
   * behind one proxy share.
   */
  private String name(ServerRequest request) {
    String host = request.headers().get(HeaderNames.HOST).get();
    int colon = host.lastIndexOf(':');
    String port = colon > host.lastIndexOf(']') ? "_" + host.substring(colon + 1) : "";
    return (tls ? OVER_TLS : "") + NAME + port;
  }

  /** Whether the browser speaks TLS, to a proxy in front of the server. */
  private static boolean isOverTls(ServerRequest request) {
    return request.headers().contains(HeaderNames.ORIGIN)
        && request
            .headers()
            .get(HeaderNames.ORIGIN)
            .get()
            .toLowerCase(Locale.ROOT)
            .startsWith("https://");
  }
}
