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

  /** How to send a key, for the header {@code WWW-Authenticate}. */
  public static final String CHALLENGE = "Bearer realm=\"drover\"";

  private final boolean demanded;
  private final CheckApiKey keys;
  private final RequestRate rate;

  public ApiKeyCheck(boolean demanded, CheckApiKey keys, RequestRate rate) {
    this.demanded = demanded;
    this.keys = keys;
    this.rate = rate;
  }

  /** Whether a key is demanded that the request does not bring. */
  public boolean lacksKey(ServerRequest request) {
    return demanded && given(request).isEmpty();
  }

  /** Whether a key is demanded. */
  boolean areDemanded() {
    return demanded;
  }

  /** Whether the request has a key, good or not. */
  boolean isIn(ServerRequest request) {
    return given(request).isPresent();
  }

  /**
   * Admits a request by its key, or without one where none is demanded.
   *
   * @throws ApiError 40101 if there is no key, it opens nothing, or not this; 42901 if it has been
   *     used too often
   */
  Access check(ServerRequest request, ServerResponse response, AccessScope needed) {
    if (!demanded) {
      return new Access(Access.LOCAL, AccessScope.ADMIN, false, Optional.empty(), () -> true);
    }
    Optional<String> text = given(request);
    ApiKey key = require(text, response);
    RequestContext.of(request).calledBy(Optional.of(key));
    if (!key.scope().covers(needed)) {
      throw refused(
          response,
          "the API key \""
              + key.name()
              + "\" has the scope "
              + key.scope().wireName()
              + ", and this needs "
              + needed.wireName()
              + "; the command ./drover key create NAME --scope "
              + needed.wireName()
              + " makes a key that has it");
    }
    return new Access(
        key.name().value(),
        key.scope(),
        false,
        Optional.empty(),
        () -> text.flatMap(keys::check).isPresent());
  }

  /**
   * Finds a key that opens the API, and counts its use.
   *
   * @throws ApiError 40101 if there is none; 42901 if it has been used too often
   */
  ApiKey require(Optional<String> text, ServerResponse response) {
    ApiKey key =
        text.flatMap(keys::check)
            .orElseThrow(
                () ->
                    text.isPresent()
                        ? unknownKey(response)
                        : refused(
                            response,
                            "an API key is needed, in the header X-API-Key or as Authorization:"
                                + " Bearer; the command ./drover key create makes one"));
    rate.countKey(key, response);
    return key;
  }

  static ApiError unknownKey(ServerResponse response) {
    return refused(
        response,
        "the API key is not one of this server's, or was revoked; the command ./drover key create"
            + " makes one");
  }

  static ApiError refused(ServerResponse response, String why) {
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
