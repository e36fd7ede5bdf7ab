package dev.drover.http.guard;

import dev.drover.domain.access.AccessScope;
import dev.drover.http.json.ApiError;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Admits a request by its API key, by a session of the dashboard, or where no key is demanded. A
 * key counts before a session: whoever sends one is a program, and is treated as one.
 */
public final class AccessCheck {
  private final ApiKeyCheck keys;
  private final PageSessions sessions;
  private final LicenseCheck license;

  public AccessCheck(ApiKeyCheck keys, PageSessions sessions, LicenseCheck license) {
    this.keys = keys;
    this.sessions = sessions;
    this.license = license;
  }

  /**
   * Admits a request whatever the licence says.
   *
   * @throws ApiError 40101 if neither a key nor a session opens this; 40302 if a session is to
   *     change something and the request does not come from the server's own page; 42901 if the key
   *     has been used too often
   */
  public void check(ServerRequest request, ServerResponse response, AccessScope needed) {
    boolean session = !keys.isIn(request) && sessions.isIn(request);
    RequestContext.of(request)
        .admittedBy(
            session
                ? sessions.check(request, response, needed)
                : keys.check(request, response, needed));
  }

  /**
   * Admits a request as {@link #check} does. The licence must allow the API, too, unless the
   * request comes from the dashboard, which every plan has.
   *
   * @param proof by which a request without a key proves itself to be of a task's own program
   * @throws ApiError also 40301
   */
  public void checkWithLicense(
      ServerRequest request,
      ServerResponse response,
      AccessScope needed,
      Optional<Predicate<ServerRequest>> proof) {
    if (keys.lacksKey(request)
        && !sessions.isIn(request)
        && proof.filter(proves -> proves.test(request)).isPresent()) {
      RequestContext.of(request)
          .admittedBy(
              new Access(
                  "program of a task", AccessScope.WRITE, false, Optional.empty(), () -> true));
    } else {
      check(request, response, needed);
    }
    if (!RequestContext.of(request).isFromPage()) {
      license.check();
    }
  }
}
