package dev.drover.http.guard;

import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;

/** The headers that tell a browser to believe the content type, run nothing and allow no frame. */
public final class SecurityHeaders {
  public static final HeaderName CONTENT_SECURITY_POLICY =
      HeaderNames.create("Content-Security-Policy");

  /**
   * Names and remarks come from phones. Even if a browser took one for a page, nothing would run.
   */
  private static final String NOTHING =
      "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";

  /**
   * Pages may load what this server has. Swagger UI has {@code data:} images in its style sheet,
   * and pictures of phones are shown as blobs.
   */
  public static final String OWN_FILES_ONLY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self';"
          + " media-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  public static final List<Header> ALL =
      List.of(
          HeaderValues.createCached(CONTENT_SECURITY_POLICY, NOTHING),
          HeaderValues.createCached("X-Content-Type-Options", "nosniff"),
          HeaderValues.createCached("X-Frame-Options", "DENY"),
          HeaderValues.createCached("Referrer-Policy", "no-referrer"),
          HeaderValues.createCached("Cross-Origin-Resource-Policy", "same-origin"),
          HeaderValues.createCached("Cross-Origin-Opener-Policy", "same-origin"));

  private SecurityHeaders() {}

  public static void addTo(ServerResponse response) {
    ALL.forEach(response::header);
  }
}
