package dev.drover.http.server;

import dev.drover.http.guard.ApiKeyCheck;
import dev.drover.http.guard.LogText;
import dev.drover.http.guard.RequestContext;
import dev.drover.http.json.Envelope;
import dev.drover.http.json.ErrorCode;
import dev.drover.http.json.ErrorMapping;
import dev.drover.http.json.JsonResponse;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers failures with the envelope of an error. */
final class ErrorResponses {
  private static final Logger log = LoggerFactory.getLogger(ErrorResponses.class);
  private static final String RETRY_AFTER_SECONDS = "2";

  private ErrorResponses() {}

  /** Answers a request, or throws what {@link ErrorMapping} knows. */
  interface Work {
    void run() throws InterruptedException;
  }

  /** Does the work; a failure becomes the envelope of an error. */
  static void answer(ServerRequest request, ServerResponse response, Work work) {
    try {
      work.run();
    } catch (InterruptedException shutdown) {
      Thread.currentThread().interrupt();
      sendError(
          request,
          response,
          new ErrorMapping(
              ErrorCode.NOT_READY,
              "the server is shutting down; try again once it runs again",
              List.of()));
    } catch (CloseConnectionException broken) {
      // The answer had begun; nothing can be said any more.
      throw broken;
    } catch (RuntimeException failure) {
      ErrorMapping mapped = ErrorMapping.of(failure);
      if (mapped.code() == ErrorCode.INTERNAL_ERROR) {
        log.error(
            "{} {} failed",
            request.prologue().method().text(),
            LogText.path(request.path()),
            failure);
      }
      sendError(request, response, mapped);
    }
  }

  static void sendError(ServerRequest request, ServerResponse response, ErrorMapping error) {
    RequestContext.of(request).failed(error.code());
    if (error.code() == ErrorCode.CROSS_SITE || error.code() == ErrorCode.KEY_REFUSED) {
      log.warn(
          "refused {} {} from {}: {}",
          request.prologue().method().text(),
          LogText.path(request.path()),
          RequestContext.of(request).from(),
          error.message());
    }
    if (error.code() == ErrorCode.KEY_REFUSED) {
      response.header(HeaderNames.WWW_AUTHENTICATE, ApiKeyCheck.CHALLENGE);
    }
    if (error.code() == ErrorCode.NOT_READY) {
      response.header(HeaderNames.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
    if (error.code() == ErrorCode.TOO_LARGE) {
      // The rest of the body is not read, so the connection can't be used again.
      response.header(HeaderNames.CONNECTION, "close");
    }
    JsonResponse.send(
        response,
        Status.create(error.code().httpStatus()),
        Envelope.error(error.code(), error.message(), error.fields()));
  }
}
