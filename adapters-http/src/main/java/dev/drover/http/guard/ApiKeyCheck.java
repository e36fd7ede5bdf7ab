package dev.drover.http.guard;

import dev.drover.application.access.CheckApiKey;
import dev.drover.domain.access.AccessScope;
import dev.drover.domain.access.ApiKey;
import dev.drover.http.json.ApiError;
import dev.drover.http.json.ErrorCode;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Optional;

/** Requires an API key where the settings demand one; ignores keys otherwise. */
public final class ApiKeyCheck {
  private static final HeaderName KEY = HeaderNames.create("X-API-Key");
  private static final String BEARER = "bearer ";
  private static final String CHALLENGE = "Bearer realm=\"drover\"";

  private final boolean demanded;
  private final CheckApiKey keys;
  private final RequestRate rate;

  public ApiKeyCheck(boolean demanded, CheckApiKey keys, RequestRate rate) {
    this.demanded = demanded;
    this.keys = keys;
    this.rate = rate;
  }

  /**
   * @throws ApiError 40101 if there is no key, it opens nothing, or not this; 42901 if it has been
   *     used too often
   */
  public void check(ServerRequest request, ServerResponse response, AccessScope needed) {
    RequestContext context = RequestContext.of(request);
    if (!demanded) {
      context.calledBy("local");
      return;
    }
    ApiKey key =
        given(request)
            .flatMap(keys::check)
            .orElseThrow(
                () ->
                    refused(
                        response,
                        given(request).isPresent()
                            ? "the API key is not one of this server's, or was revoked"
                            : "an API key is needed, in the header X-API-Key or as Authorization: Bearer; the"
                                + " command ./drover key create makes one"));
    context.calledBy(key.name().value());
    rate.countKey(key, response);
    if (!key.scope().covers(needed)) {
      throw refused(
          response,
          "the API key \""
              + key.name()
              + "\" has the scope "
              + key.scope().wireName()
              + ", and this needs "
              + needed.wireName());
    }
  }

  private static ApiError refused(ServerResponse response, String why) {
    response.header(HeaderNames.WWW_AUTHENTICATE, CHALLENGE);
    return new ApiError(ErrorCode.KEY_REFUSED, why);
  }

  private static Optional<String> given(ServerRequest request) {
    if (request.headers().contains(KEY)) {
      return Optional.of(request.headers().get(KEY).get().strip());
    }
    return request.headers().contains(HeaderNames.AUTHORIZATION)
        ? Optional.of(request.headers().get(HeaderNames.AUTHORIZATION).get())
            .filter(text -> text.regionMatches(true, 0, BEARER, 0, BEARER.length()))
            .map(text -> text.substring(BEARER.length()).strip())
        : Optional.empty();
  }
}
