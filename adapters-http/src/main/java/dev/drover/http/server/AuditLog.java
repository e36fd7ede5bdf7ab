package dev.drover.http.server;

import dev.drover.http.guard.LogText;
import dev.drover.http.guard.RequestContext;
import io.helidon.http.Method;
import io.helidon.webserver.http.ServerRequest;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs who changed what, and from where: one line a request, by the logger {@code
 * dev.drover.audit}. Bodies and queries are left out, so no secret gets in.
 */
final class AuditLog {
  private static final Logger log = LoggerFactory.getLogger("dev.drover.audit");

  private static final Set<Method> CHANGING =
      Set.of(Method.POST, Method.PUT, Method.PATCH, Method.DELETE);

  private AuditLog() {}

  /** Logs a request whose method changes something, whether it succeeded or not. */
  static void note(ServerRequest request, RequestContext context) {
    Method method = request.prologue().method();
    if (!CHANGING.contains(method) || !context.isAudited()) {
      return;
    }
    String path = LogText.path(request.path());
    String from = context.from();
    log.atInfo()
        .addKeyValue("who", context.caller())
        .addKeyValue("page", context.isFromPage())
        .addKeyValue("method", method.text())
        .addKeyValue("route", RequestPipeline.routeOf(request).orElse(""))
        .addKeyValue("path", path)
        .addKeyValue("code", context.code())
        .addKeyValue("ids", context.ids())
        .addKeyValue("about", context.subject())
        .addKeyValue("from", from)
        .addKeyValue("request_id", context.id())
        .log(
            "{} from {}: {} {} code {}{}{}",
            context.caller(),
            from,
            method.text(),
            path,
            context.code(),
            context.ids().isEmpty() ? "" : " ids " + context.ids(),
            context.subject().isEmpty() ? "" : " about " + context.subject());
  }
}
