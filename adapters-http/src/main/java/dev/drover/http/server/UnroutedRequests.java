package dev.drover.http.server;

import dev.drover.http.guard.LogText;
import dev.drover.http.guard.SecurityHeaders;
import dev.drover.http.json.Envelope;
import dev.drover.http.json.ErrorCode;
import dev.drover.http.json.JsonResponse;
import io.helidon.http.DirectHandler;
import io.helidon.http.DirectHandler.EventType;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;
import java.util.List;

/** Answers, with the envelope, the requests that Helidon refuses before any route sees them. */
final class UnroutedRequests {
  private UnroutedRequests() {}

  static DirectHandlers handlers() {
    DirectHandlers.Builder handlers = DirectHandlers.builder();
    for (EventType type : EventType.values()) {
      handlers.addHandler(type, UnroutedRequests::refuse);
    }
    return handlers.build();
  }

  private static DirectHandler.TransportResponse refuse(
      DirectHandler.TransportRequest request,
      EventType type,
      Status defaultStatus,
      io.helidon.http.ServerResponseHeaders headers,
      String message) {
    ErrorCode code =
        switch (type) {
          case PAYLOAD_TOO_LARGE -> ErrorCode.TOO_LARGE;
          case INTERNAL_ERROR -> ErrorCode.INTERNAL_ERROR;
          case BAD_REQUEST, FORBIDDEN, HTTP_VERSION_NOT_SUPPORTED, OTHER -> byStatus(defaultStatus);
        };
    String text =
        switch (code) {
          case INTERNAL_ERROR -> "an internal error; the server's log has the details";
          case NOT_FOUND -> RequestPipeline.nothingAt(LogText.withoutSessions(request.path()));
          case TOO_LARGE -> "the request is too large";
          case SUCCESS,
              KEY_REFUSED,
              CROSS_SITE,
              NO_SESSION,
              ADB_OFF,
              LIMIT_EXCEEDED,
              INVALID_PARAMETER,
              SCRIPT_NAME_MISSING,
              SCRIPT_NOT_SUPPORTED,
              NO_API_ACCESS,
              METHOD_NOT_ALLOWED,
              CONFLICT,
              UNSUPPORTED_MEDIA_TYPE,
              RANGE_NOT_SATISFIABLE,
              NOT_READY ->
              "the request is not valid HTTP";
        };
    SecurityHeaders.ALL.forEach(headers::set);
    return DirectHandler.TransportResponse.builder()
        .status(Status.create(code.httpStatus()))
        .headers(headers)
        .header(HeaderNames.CONTENT_TYPE, JsonResponse.CONTENT_TYPE)
        .keepAlive(type.keepAlive())
        .entity(JsonResponse.bytes(Envelope.error(code, text, List.of())))
        .build();
  }

  private static ErrorCode byStatus(Status status) {
    return switch (status.code()) {
      case 404 -> ErrorCode.NOT_FOUND;
      case 405 -> ErrorCode.METHOD_NOT_ALLOWED;
      case 413 -> ErrorCode.TOO_LARGE;
      case 415 -> ErrorCode.UNSUPPORTED_MEDIA_TYPE;
      // What the client asks of HTTP, and the server does not speak: another version or coding.
      case 501, 505 -> ErrorCode.INVALID_PARAMETER;
      default -> status.code() >= 500 ? ErrorCode.INTERNAL_ERROR : ErrorCode.INVALID_PARAMETER;
    };
  }
}
