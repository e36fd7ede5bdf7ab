package dev.drover.http.server;

import dev.drover.http.guard.LogText;
import dev.drover.http.guard.RequestContext;
import io.helidon.http.Method;
import io.helidon.webserver.http.ServerRequest;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who changed what, from where: one line a request, by a logger of its own. Neither what the
 * request said nor its query is in it, so no secret is.
 */
final class AuditLog {
  private static final Logger log = LoggerFactory.getLogger("dev.drover.audit");

  private static final Set<Method> CHANGING =
      Set.of(Method.POST, Method.PUT, Method.PATCH, Method.DELETE);

  private AuditLog() {}

  /** Notes a request that was routed, if it was one that changes something, or would have. */
  static void note(ServerRequest request, RequestContext context) {
    Method method = request.prologue().method();
    if (!CHANGING.contains(method)) {
      return;
    }
    String path = LogText.of(request.path().rawPath());
    String from = context.from();
    log.atInfo()
        .addKeyValue("who", context.caller())
        .addKeyValue("method", method.text())
        .addKeyValue("route", request.matchingPattern().orElse(""))
        .addKeyValue("path", path)
        .addKeyValue("code", context.code())
        .addKeyValue("ids", context.ids())
        .addKeyValue("from", from)
        .addKeyValue("request_id", context.id())
        .log(
            "{} from {}: {} {} code {}{}",
            context.caller(),
            from,
            method.text(),
            path,
            context.code(),
            context.ids().isEmpty() ? "" : " ids " + context.ids());
  }
}
