package dev.drover.http.guard;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/** Allows the pages of configured sites to read answers (CORS). */
public final class CrossOrigin {
  private static final HeaderName ALLOW_ORIGIN = HeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN;
  private static final HeaderName REQUESTED_METHOD = HeaderNames.ACCESS_CONTROL_REQUEST_METHOD;
  private static final HeaderName REQUESTED_PRIVATE_NETWORK =
      HeaderNames.create("Access-Control-Request-Private-Network");
  private static final HeaderName ALLOW_PRIVATE_NETWORK =
      HeaderNames.create("Access-Control-Allow-Private-Network");

  private static final String SENT_HEADERS =
      "Authorization, Content-Type, Idempotency-Key, X-API-Key, X-Request-Id";
  private static final String SHOWN_HEADERS =
      "Allow, ETag, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, Retry-After, X-Request-Id";
  private static final String SECONDS_VALID = "600";

  private CrossOrigin() {}

  /** Whether this is a preflight: a browser asks what its page may do. */
  public static boolean isPreflight(ServerRequest request) {
    return request.prologue().method().equals(Method.OPTIONS)
        && request.headers().contains(REQUESTED_METHOD);
  }

  public static void allow(ServerResponse response, String origin) {
    response
        .header(ALLOW_ORIGIN, origin)
        .header(HeaderNames.VARY, "Origin")
        .header(HeaderNames.ACCESS_CONTROL_EXPOSE_HEADERS, SHOWN_HEADERS);
  }

  public static void answerPreflight(ServerRequest request, ServerResponse response) {
    if (request.headers().contains(REQUESTED_PRIVATE_NETWORK)) {
      response.header(ALLOW_PRIVATE_NETWORK, "true");
    }
    response
        .header(HeaderNames.ACCESS_CONTROL_ALLOW_METHODS, "GET, POST, PUT, PATCH, DELETE")
        .header(HeaderNames.ACCESS_CONTROL_ALLOW_HEADERS, SENT_HEADERS)
        .header(HeaderNames.ACCESS_CONTROL_MAX_AGE, SECONDS_VALID)
        .status(Status.NO_CONTENT_204)
        .send();
  }
}
