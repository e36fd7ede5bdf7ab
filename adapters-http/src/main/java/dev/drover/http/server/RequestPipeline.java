package dev.drover.http.server;

import dev.drover.domain.access.AccessScope;
import dev.drover.http.connection.ConnectionGuard;
import dev.drover.http.guard.AccessCheck;
import dev.drover.http.guard.ApiKeyCheck;
import dev.drover.http.guard.BodyMemory;
import dev.drover.http.guard.CrossOrigin;
import dev.drover.http.guard.HttpSettings;
import dev.drover.http.guard.LicenseCheck;
import dev.drover.http.guard.LogText;
import dev.drover.http.guard.OriginCheck;
import dev.drover.http.guard.PageSessions;
import dev.drover.http.guard.RequestBody;
import dev.drover.http.guard.RequestContext;
import dev.drover.http.guard.RequestRate;
import dev.drover.http.guard.SecurityHeaders;
import dev.drover.http.guard.UntypedJson;
import dev.drover.http.health.Health;
import dev.drover.http.health.HealthRoutes;
import dev.drover.http.json.Answer;
import dev.drover.http.json.ApiError;
import dev.drover.http.json.Envelope;
import dev.drover.http.json.ErrorCode;
import dev.drover.http.json.ErrorMapping;
import dev.drover.http.json.Json;
import dev.drover.http.json.JsonResponse;
import dev.drover.http.json.Routes;
import dev.drover.http.page.PageRoutes;
import dev.drover.http.page.SessionRoutes;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Takes every request from its arrival to its route: request id, security headers, rate, host and
 * origin, key, licence, media type; and notes in metrics and logs what was answered.
 */
final class RequestPipeline {
  private static final Logger accessLog = LoggerFactory.getLogger("dev.drover.http.access");

  private static final String PREFIX = "/api/v1";
  private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

  private final ConnectionGuard connections;
  private final OriginCheck origins;
  private final UntypedJson untyped;
  private final RequestRate rate;
  private final PageSessions sessions;
  private final AccessCheck access;
  private final BodyMemory memory = BodyMemory.ofHeap();
  private final Health health;
  private final PrometheusMeterRegistry meters;
  private final RequestMetrics metrics;

  RequestPipeline(
      HttpSettings settings, HttpApi.Application application, ConnectionGuard connections) {
    this.connections = connections;
    this.origins = new OriginCheck(settings);
    this.untyped = new UntypedJson(settings.keyDemanded());
    this.rate = new RequestRate(settings.rate());
    ApiKeyCheck keys = new ApiKeyCheck(settings.keyDemanded(), application.keys(), rate);
    this.sessions = new PageSessions(application.signIn(), keys, origins, rate, settings);
    this.access = new AccessCheck(keys, sessions, new LicenseCheck(application.licenses()));
    this.health = new Health(application.ready(), application.loops());
    this.meters = application.meters();
    this.metrics = new RequestMetrics(meters);
  }

  /** Everything that the server answers. */
  HttpRouting.Builder routing(Routes routes, PageRoutes page) {
    HttpRouting.Builder routing = HttpRouting.builder();
    routing.addFilter(this::filter);
    new SessionRoutes(sessions).register(routes);
    routes
        .paths()
        .forEach(
            (path, methods) -> {
              answer(routing, PREFIX + path, methods);
              // Some clients end every path with a slash.
              answer(routing, PREFIX + path + "/", methods);
            });
    new HealthRoutes(health).register(routing);
    routing.get(
        "/observe/metrics",
        (request, response) ->
            ErrorResponses.answer(request, response, () -> sendMetrics(request, response)));
    routing.any(
        (request, response) ->
            ErrorResponses.answer(
                request,
                response,
                () -> {
                  if (!page.answer(request, response)) {
                    refusePath(request, response);
                  }
                }));
    return routing;
  }

  private void answer(
      HttpRouting.Builder routing, String pattern, Map<Method, Routes.Route> methods) {
    methods.forEach(
        (method, route) ->
            routing.route(
                method,
                pattern,
                (request, response) ->
                    ErrorResponses.answer(
                        request, response, () -> handle(route, request, response))));
    routing.any(pattern, (request, response) -> refuseMethod(request, response, methods));
  }

  /**
   * The route that a request has matched, without a slash at its end; empty for none. The handler
   * of unknown paths has a pattern as well, which is no route.
   */
  static Optional<String> routeOf(ServerRequest request) {
    return request
        .matchingPattern()
        .map(
            pattern ->
                pattern.length() > 1 && pattern.endsWith("/")
                    ? pattern.substring(0, pattern.length() - 1)
                    : pattern)
        .filter(pattern -> pattern.length() > 1 && !pattern.endsWith("*"));
  }

  private void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    long began = System.nanoTime();
    RequestContext context = RequestContext.begin(request);
    try (MDC.MDCCloseable _ = MDC.putCloseable("request_id", context.id());
        BodyMemory.Share _ = memory.begin(request)) {
      SecurityHeaders.addTo(response);
      response.header(RequestContext.REQUEST_ID, context.id());
      untyped.note(request);
      connections.begin(request);
      if (admit(request, response)) {
        try {
          chain.proceed();
        } catch (CloseConnectionException over) {
          if (response.status().equals(Status.SWITCHING_PROTOCOLS_101)) {
            noteAnswer(request, response, began);
          }
          throw over;
        } finally {
          AuditLog.note(request, context);
        }
      }
      noteAnswer(request, response, began);
      connections.finish(request, response);
    } finally {
      connections.answered(request, response);
    }
  }

  private void noteAnswer(ServerRequest request, ServerResponse response, long began) {
    metrics.answered(request, response, Duration.ofNanos(System.nanoTime() - began));
    // The path is made fit for a log at some cost, which most servers need not pay.
    if (accessLog.isDebugEnabled()) {
      accessLog.debug(
          "{} {} {}",
          request.prologue().method().text(),
          LogText.path(request.path()),
          response.status().code());
    }
  }

  /** Whether the request may go on to its route; else it has been answered. */
  private boolean admit(ServerRequest request, ServerResponse response) {
    try {
      rate.countAddress(request, response);
      origins.check(request);
    } catch (ApiError refused) {
      ErrorResponses.sendError(request, response, ErrorMapping.of(refused));
      return false;
    }
    Optional<String> page = origins.allowedOrigin(request);
    page.ifPresent(origin -> CrossOrigin.allow(response, origin));
    if (page.isPresent() && CrossOrigin.isPreflight(request)) {
      CrossOrigin.answerPreflight(request, response);
      return false;
    }
    return true;
  }

  private void handle(Routes.Route route, ServerRequest request, ServerResponse response)
      throws InterruptedException {
    if (!Json.keepable(request.path().path())) {
      throw new ApiError(ErrorCode.NOT_FOUND, nothingAt(LogText.path(request.path())));
    }
    switch (route.handler()) {
      case Routes.Handler.Enveloped enveloped -> {
        access.checkWithLicense(request, response, route.scope(), route.credential());
        if (!route.anyBody()) {
          RequestBody.refuseOtherThanJson(request);
        }
        Answer answer = enveloped.endpoint().answer(request);
        RequestContext.of(request).answered(answer.data());
        if (!route.audited()) {
          RequestContext.of(request).leaveOutOfAudit();
        }
        JsonResponse.send(response, Status.OK_200, Envelope.success(answer));
      }
      case Routes.Handler.Raw raw -> {
        access.checkWithLicense(request, response, route.scope(), route.credential());
        raw.endpoint().answer(request, response);
      }
      case Routes.Handler.Switched switched -> {
        origins.requireOwnOrigin(request);
        access.checkWithLicense(request, response, route.scope(), route.credential());
        switched.endpoint().answer(request, response);
      }
      case Routes.Handler.Open open -> open.endpoint().answer(request, response);
    }
  }

  private void sendMetrics(ServerRequest request, ServerResponse response) {
    access.check(request, response, AccessScope.READ);
    response
        .header(HeaderNames.CONTENT_TYPE, PROMETHEUS_TEXT)
        .send(meters.scrape().getBytes(StandardCharsets.UTF_8));
  }

  private static void refuseMethod(
      ServerRequest request, ServerResponse response, Map<Method, Routes.Route> methods) {
    String allowed = methods.keySet().stream().map(Method::text).collect(Collectors.joining(", "));
    response.header(HeaderNames.ALLOW, allowed);
    ErrorResponses.sendError(
        request,
        response,
        new ErrorMapping(
            ErrorCode.METHOD_NOT_ALLOWED, "only " + allowed + " is answered here", List.of()));
  }

  /** Says where a client that has lost its way finds the endpoints. */
  static String nothingAt(String path) {
    return "there is nothing at "
        + path
        + "; the API is below "
        + PREFIX
        + ", and "
        + PREFIX
        + "/docs shows every endpoint";
  }

  private static void refusePath(ServerRequest request, ServerResponse response) {
    ErrorResponses.sendError(
        request,
        response,
        new ErrorMapping(ErrorCode.NOT_FOUND, nothingAt(LogText.path(request.path())), List.of()));
  }
}
