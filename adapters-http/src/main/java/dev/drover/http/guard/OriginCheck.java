package dev.drover.http.guard;

import dev.drover.http.json.ApiError;
import dev.drover.http.json.ErrorCode;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Refuses requests of web pages of other sites. A browser names the page's site in {@code Origin}
 * or {@code Sec-Fetch-Site}. A page whose own name points to this machine (DNS rebinding) has that
 * name in {@code Host}. Other clients send neither.
 */
public final class OriginCheck {
  private static final HeaderName FETCH_SITE = HeaderNames.create("Sec-Fetch-Site");

  /** Names that only this machine has. */
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

  /** The page is the server's own, or there is none: a person typed the address. */
  private static final Set<String> OWN_SITE = Set.of("same-origin", "none");

  private final HttpSettings settings;

  public OriginCheck(HttpSettings settings) {
    this.settings = settings;
  }

  /**
   * @throws ApiError 40302 if the request comes from a page of another site, or by a name that is
   *     not the server's
   */
  public void check(ServerRequest request) {
    String host = request.headers().get(HeaderNames.HOST).get().toLowerCase(Locale.ROOT);
    if (!isOurs(host, request.localPeer().port())) {
      throw new ApiError(
          ErrorCode.CROSS_SITE,
          "this server is not called \""
              + LogText.of(host)
              + "\"; if it is, add that name to its setting allowed-hosts");
    }
    for (String origin : values(request, HeaderNames.ORIGIN)) {
      if (!isOwn(origin, host) && !isAllowed(origin)) {
        throw new ApiError(
            ErrorCode.CROSS_SITE,
            "pages of \""
                + LogText.of(origin)
                + "\" may not call this server; if they are to, add that origin to its setting"
                + " allowed-origins");
      }
    }
    boolean fromAllowedPage = allowedOrigin(request).isPresent();
    for (String site : values(request, FETCH_SITE)) {
      if (!OWN_SITE.contains(site) && !fromAllowedPage) {
        throw new ApiError(
            ErrorCode.CROSS_SITE,
            "pages of another site may not call this server (Sec-Fetch-Site: "
                + LogText.of(site)
                + "); if they are to, add their origin to its setting allowed-origins");
      }
    }
  }

  /**
   * Checks that a request with a session's cookie comes from a page of this very server. Browsers
   * send the cookie with requests of pages at other ports of the host, too, and pages of allowed
   * origins have no session here.
   *
   * @param originNeeded whether the request must name its origin; browsers leave it out where a
   *     page only reads from its own server
   * @throws ApiError 40302 if it does not
   */
  void checkOwnPage(ServerRequest request, boolean originNeeded) {
    List<String> origins = values(request, HeaderNames.ORIGIN);
    if (!areOwn(origins, request) || (origins.isEmpty() && originNeeded)) {
      throw new ApiError(
          ErrorCode.CROSS_SITE,
          "a session of the dashboard serves the server's own page only, and this request "
              + (origins.isEmpty()
                  ? "has no Origin; programs use an API key instead"
                  : "comes from \"" + LogText.of(String.join(", ", origins)) + "\""));
    }
  }

  /**
   * Checks that a request for a WebSocket names this very server as its origin. Browsers let any
   * page open one anywhere, without asking first, and always send the origin. Pages of allowed
   * origins get none: what goes through it is for the server's own page.
   *
   * @throws ApiError 40302 if it does not
   */
  public void requireOwnOrigin(ServerRequest request) {
    List<String> origins = values(request, HeaderNames.ORIGIN);
    if (origins.isEmpty() || !areOwn(origins, request)) {
      throw new ApiError(
          ErrorCode.CROSS_SITE,
          "a WebSocket needs the Origin of this very server, and this request "
              + (origins.isEmpty()
                  ? "has none; programs send one, too: the server's URL, without a path"
                  : "comes from \"" + LogText.of(String.join(", ", origins)) + "\""));
    }
  }

  /** Whether there is at most one origin, and it is this server. */
  private boolean areOwn(List<String> origins, ServerRequest request) {
    String host = request.headers().get(HeaderNames.HOST).get().toLowerCase(Locale.ROOT);
    return origins.size() <= 1
        && origins.stream()
            .map(origin -> origin.toLowerCase(Locale.ROOT))
            .allMatch(
                origin ->
                    settings.tls().isPresent()
                        ? origin.equals("https://" + host)
                        : isOwn(origin, host));
  }

  /** The origin of the request where the settings allow it; empty otherwise. */
  public Optional<String> allowedOrigin(ServerRequest request) {
    List<String> origins = values(request, HeaderNames.ORIGIN);
    return origins.size() == 1
        ? origins.stream().filter(this::isAllowed).findFirst()
        : Optional.empty();
  }

  private boolean isOurs(String host, int port) {
    return named(LOOPBACK, host, port) || named(settings.allowedHosts(), host, port);
  }

  private static boolean named(Set<String> names, String host, int port) {
    String suffix = ":" + port;
    return names.contains(host)
        || (host.endsWith(suffix)
            && names.contains(host.substring(0, host.length() - suffix.length())));
  }

  /** Allows either scheme: a proxy that speaks TLS may be in front of the server. */
  private static boolean isOwn(String origin, String host) {
    String lower = origin.toLowerCase(Locale.ROOT);
    return lower.equals("http://" + host) || lower.equals("https://" + host);
  }

  private boolean isAllowed(String origin) {
    return settings.allowedOrigins().contains(origin.toLowerCase(Locale.ROOT));
  }

  private static List<String> values(ServerRequest request, HeaderName name) {
    return request.headers().contains(name) ? request.headers().get(name).allValues() : List.of();
  }
}
