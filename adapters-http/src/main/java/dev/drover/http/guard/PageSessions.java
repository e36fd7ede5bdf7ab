package dev.drover.http.guard;

import dev.drover.application.access.OpenWebSession;
import dev.drover.application.access.OpenWebSession.Result;
import dev.drover.application.access.WebSignIn;
import dev.drover.domain.access.AccessScope;
import dev.drover.domain.access.ApiKey;
import dev.drover.domain.access.WebSession;
import dev.drover.http.json.ApiError;
import dev.drover.http.json.ErrorCode;
import io.helidon.http.Method;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Optional;

/** The sessions of the dashboard, as browsers hold them: by a cookie. */
public final class PageSessions {
  private static final String NO_SESSION =
      "this browser is not signed in to the dashboard, or its session has ended; sign in again";

  private final WebSignIn signIn;
  private final ApiKeyCheck keys;
  private final OriginCheck origins;
  private final RequestRate rate;
  private final SessionCookie cookie;

  public PageSessions(
      WebSignIn signIn,
      ApiKeyCheck keys,
      OriginCheck origins,
      RequestRate rate,
      HttpSettings settings) {
    this.signIn = signIn;
    this.keys = keys;
    this.origins = origins;
    this.rate = rate;
    this.cookie = new SessionCookie(settings.tls().isPresent());
  }

  /** Whether the request has a session's cookie, good or not. */
  boolean isIn(ServerRequest request) {
    return cookie.isIn(request);
  }

  /**
   * Whether a person needs an API key to sign in. Where none is demanded, anybody on this machine
   * may use the API anyway.
   */
  public boolean needKey() {
    return keys.areDemanded();
  }

  /**
   * Admits a request by its session.
   *
   * @throws ApiError 40101 if the session is over or may not do this; 40302 if it is to change
   *     something and the request does not come from the server's own page
   */
  Access check(ServerRequest request, ServerResponse response, AccessScope needed) {
    WebSession session = current(request).orElseThrow(() -> signInFirst(response));
    Access access = access(session, request);
    RequestContext.of(request).calledBy(session.key());
    session.key().ifPresent(key -> rate.countKey(key, response));
    origins.checkOwnPage(request, changes(request));
    if (!access.scope().covers(needed)) {
      throw ApiKeyCheck.refused(
          response,
          "the session of \""
              + access.caller()
              + "\" has the scope "
              + access.scope().wireName()
              + ", and this needs "
              + needed.wireName()
              + "; sign in with another key");
    }
    return access;
  }

  /**
   * Signs in, and gives the browser its cookie. A session that the browser had before ends.
   *
   * @param key what the person typed; not looked at where no key is demanded
   * @throws ApiError 40101 if the key opens nothing; 40302 if the request does not come from the
   *     server's own page; 50301 if the storage keeps no sessions
   */
  public WebSession open(ServerRequest request, ServerResponse response, Optional<String> key) {
    Optional<ApiKey> with =
        keys.areDemanded() ? Optional.of(keyOf(key, response)) : Optional.empty();
    RequestContext.of(request).calledBy(with);
    origins.checkOwnPage(request, true);
    current(request).ifPresent(signIn.ending()::end);
    return switch (signIn.opening().open(with)) {
      case Result.Opened opened -> {
        cookie.set(request, response, opened.token().reveal(), OpenWebSession.LENGTH);
        yield opened.session();
      }
      case Result.KeyRevoked _ -> throw ApiKeyCheck.unknownKey(response);
      case Result.NotKept not -> throw new ApiError(ErrorCode.NOT_READY, not.reason());
    };
  }

  private ApiKey keyOf(Optional<String> text, ServerResponse response) {
    if (text.isEmpty()) {
      throw ApiKeyCheck.refused(
          response,
          "an API key is needed to sign in, in the field key; the command ./drover key create makes"
              + " one");
    }
    return keys.require(text, response);
  }

  /** Looks for the session of a request. Without one, the browser forgets its cookie. */
  public Optional<WebSession> look(ServerRequest request, ServerResponse response) {
    Optional<WebSession> found = current(request);
    if (found.isEmpty() && cookie.isIn(request)) {
      cookie.clear(request, response);
    }
    found.ifPresent(session -> RequestContext.of(request).admittedBy(access(session, request)));
    return found;
  }

  /**
   * Ends the session of a request, and has the browser forget its cookie.
   *
   * @throws ApiError 40101 if there is none; 40302 if the request does not come from the server's
   *     own page
   */
  public void end(ServerRequest request, ServerResponse response) {
    WebSession session = look(request, response).orElseThrow(() -> signInFirst(response));
    origins.checkOwnPage(request, true);
    signIn.ending().end(session);
    cookie.clear(request, response);
  }

  /** The name in logs and answers of whoever uses the session. */
  public static String caller(WebSession session) {
    return session.key().map(key -> key.name().value()).orElse(Access.LOCAL);
  }

  private Optional<WebSession> current(ServerRequest request) {
    return cookie.read(request).flatMap(this::standing);
  }

  /** A session without a key opens nothing once a key is demanded. */
  private Optional<WebSession> standing(String token) {
    return signIn
        .finding()
        .find(token)
        .filter(session -> session.key().isPresent() || !keys.areDemanded());
  }

  private Access access(WebSession session, ServerRequest request) {
    String token = cookie.read(request).orElse("");
    return new Access(
        caller(session),
        session.scope(),
        true,
        Optional.of(session.expiresAt()),
        () -> standing(token).isPresent());
  }

  private static boolean changes(ServerRequest request) {
    Method method = request.prologue().method();
    return !method.equals(Method.GET) && !method.equals(Method.HEAD);
  }

  private ApiError signInFirst(ServerResponse response) {
    return ApiKeyCheck.refused(
        response,
        keys.areDemanded()
            ? NO_SESSION + " with an API key; the command ./drover key create makes one"
            : NO_SESSION);
  }
}
