package dev.drover.http.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drover.application.access.CheckApiKey;
import dev.drover.application.device.ConnectDevice;
import dev.drover.application.device.DisconnectDevice;
import dev.drover.application.loop.Loop;
import dev.drover.application.port.device.DeviceGateway;
import dev.drover.application.port.license.LicenseProvider;
import dev.drover.application.port.storage.AccountDirectory;
import dev.drover.application.port.storage.ActionBudgets;
import dev.drover.application.port.storage.DeviceDirectory;
import dev.drover.application.port.storage.MaterialLibrary;
import dev.drover.application.port.storage.NodeDirectory;
import dev.drover.application.port.storage.QueueEvents;
import dev.drover.application.port.storage.QueueSettings;
import dev.drover.application.port.storage.TaskArtifacts;
import dev.drover.application.port.storage.TaskQueries;
import dev.drover.application.task.CreateTasks;
import dev.drover.application.task.DeleteTasks;
import dev.drover.application.task.RetryTasks;
import dev.drover.application.task.StopTask;
import dev.drover.domain.access.AccessScope;
import dev.drover.http.account.AccountRoutes;
import dev.drover.http.connection.ConnectionGuard;
import dev.drover.http.connection.HttpListener;
import dev.drover.http.connection.HttpPort;
import dev.drover.http.device.DeviceRoutes;
import dev.drover.http.docs.DocumentationRoutes;
import dev.drover.http.docs.OpenApiDocument;
import dev.drover.http.event.EventFeed;
import dev.drover.http.event.EventRoutes;
import dev.drover.http.guard.ApiKeyCheck;
import dev.drover.http.guard.BodyMemory;
import dev.drover.http.guard.CrossOrigin;
import dev.drover.http.guard.HttpSettings;
import dev.drover.http.guard.LicenseCheck;
import dev.drover.http.guard.LogText;
import dev.drover.http.guard.OriginCheck;
import dev.drover.http.guard.RequestBody;
import dev.drover.http.guard.RequestContext;
import dev.drover.http.guard.RequestRate;
import dev.drover.http.guard.SecurityHeaders;
import dev.drover.http.health.Health;
import dev.drover.http.json.ApiError;
import dev.drover.http.json.Envelope;
import dev.drover.http.json.ErrorCode;
import dev.drover.http.json.ErrorMapping;
import dev.drover.http.json.Json;
import dev.drover.http.json.Routes;
import dev.drover.http.material.MaterialRoutes;
import dev.drover.http.queue.LicenseRoutes;
import dev.drover.http.queue.QueueRoutes;
import dev.drover.http.queue.SettingsRoutes;
import dev.drover.http.task.ArtifactRoutes;
import dev.drover.http.task.TaskRoutes;
import io.helidon.common.configurable.Resource;
import io.helidon.common.pki.Keys;
import io.helidon.common.tls.Tls;
import io.helidon.http.DirectHandler;
import io.helidon.http.DirectHandler.EventType;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.Router;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** The HTTP server of the API. */
public final class HttpApi implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(HttpApi.class);
  private static final Logger accessLog = LoggerFactory.getLogger("dev.drover.http.access");

  private static final String PREFIX = "/api/v1";
  private static final String JSON = "application/json; charset=utf-8";
  private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";
  private static final String RETRY_AFTER_SECONDS = "2";

  private final HttpListener listener;
  private final ConnectionGuard connections;
  private final Routes routes;

  private HttpApi(HttpListener listener, ConnectionGuard connections, Routes routes) {
    this.listener = listener;
    this.connections = connections;
    this.routes = routes;
  }

  /**
   * What the API calls.
   *
   * @param commentBaseUrls endpoints that write comments which need be neither https nor on the
   *     public internet
   * @param ready whether requests can be served now: the database answers
   * @param loops what goes on in the background; may grow
   * @param meters what is measured, requests too; shown at {@code /observe/metrics}
   */
  public record Application(
      CreateTasks createTasks,
      StopTask stopTask,
      RetryTasks retryTasks,
      DeleteTasks deleteTasks,
      ConnectDevice connectDevice,
      DisconnectDevice disconnectDevice,
      DeviceGateway gateway,
      TaskQueries taskQueries,
      DeviceDirectory devices,
      AccountDirectory accounts,
      ActionBudgets budgets,
      LicenseProvider licenses,
      QueueSettings settings,
      NodeDirectory nodes,
      TaskArtifacts artifacts,
      MaterialLibrary materials,
      QueueEvents events,
      CheckApiKey keys,
      Set<URI> commentBaseUrls,
      BooleanSupplier ready,
      Collection<Loop> loops,
      PrometheusMeterRegistry meters,
      Clock clock) {}

  /**
   * Answers the clients of a port.
   *
   * @param port closed together with the API
   * @throws TlsUnusable if the certificate or its key can't be used
   */
  public static HttpApi start(HttpPort port, HttpSettings settings, Application application) {
    Routes routes = apiRoutes(application);
    Optional<Tls> tls = settings.tls().map(HttpApi::tls);
    ConnectionGuard connections =
        new ConnectionGuard(settings.patience(), settings.mostConnections());
    Gauge.builder("drover.http.connections", connections, ConnectionGuard::count)
        .description("Open connections of clients")
        .strongReference(true)
        .register(application.meters());
    HttpListener listener =
        new HttpListener(
            port,
            connections,
            Router.builder()
                .addRouting(routing(settings, application, connections, routes))
                .build(),
            directHandlers(),
            WebServerConfig.builder().shutdownHook(false).buildPrototype(),
            tls);
    listener.start();
    return new HttpApi(listener, connections, routes);
  }

  /**
   * Reads the files of TLS, to find out early whether they can be used.
   *
   * @throws TlsUnusable if they can't
   */
  public static void check(HttpSettings.TlsFiles files) {
    Tls _ = tls(files);
  }

  private static Tls tls(HttpSettings.TlsFiles files) {
    try {
      Keys keys =
          Keys.builder()
              .pem(
                  pem ->
                      pem.key(Resource.create(files.privateKey()))
                          .certChain(Resource.create(files.certificate())))
              .build();
      return Tls.builder()
          .privateKey(keys.privateKey().orElseThrow())
          .privateKeyCertChain(keys.certChain())
          .build();
    } catch (RuntimeException unusable) {
      throw new TlsUnusable(
          "the certificate "
              + files.certificate()
              + " with the key "
              + files.privateKey()
              + " can't be used: "
              + unusable.getMessage()
              + "; both must be PEM files, and the key not encrypted",
          unusable);
    }
  }

  /** The certificate can't be used; nothing was started. A retry helps once the files are right. */
  public static final class TlsUnusable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TlsUnusable(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** Everything that is answered below {@code /api/v1}, such as {@code GET /task/{id}}. */
  public SortedSet<String> operations() {
    SortedSet<String> operations = new TreeSet<>();
    routes
        .paths()
        .forEach(
            (path, methods) ->
                methods.keySet().forEach(method -> operations.add(method.text() + " " + path)));
    return operations;
  }

  @Override
  public void close() {
    listener.close();
    connections.close();
  }

  private static HttpRouting.Builder routing(
      HttpSettings settings, Application application, ConnectionGuard connections, Routes routes) {
    RequestRate rate = new RequestRate(settings.rate());
    ApiKeyCheck keys = new ApiKeyCheck(settings.keyDemanded(), application.keys(), rate);
    LicenseCheck access = new LicenseCheck(application.licenses());
    OriginCheck origins = new OriginCheck(settings);
    RequestMetrics meter = new RequestMetrics(application.meters());
    BodyMemory memory = BodyMemory.ofHeap();
    HttpRouting.Builder routing = HttpRouting.builder();
    routing.addFilter(
        (chain, request, response) -> {
          long began = System.nanoTime();
          RequestContext context = RequestContext.begin(request);
          try (MDC.MDCCloseable _ = MDC.putCloseable("request_id", context.id());
              BodyMemory.Share _ = memory.begin(request)) {
            SecurityHeaders.addTo(response);
            response.header(RequestContext.REQUEST_ID, context.id());
            connections.begin(request);
            if (admit(origins, rate, request, response)) {
              try {
                chain.proceed();
              } finally {
                AuditLog.note(request, context);
              }
            }
            meter.answered(request, response, Duration.ofNanos(System.nanoTime() - began));
            accessLog.debug(
                "{} {} {}",
                request.prologue().method().text(),
                request.path().rawPath(),
                response.status().code());
            connections.finish(request, response);
          } finally {
            connections.answered(request, response);
          }
        });
    routes
        .paths()
        .forEach(
            (path, methods) -> {
              methods.forEach(
                  (method, route) ->
                      routing.route(
                          method,
                          PREFIX + path,
                          (request, response) ->
                              answer(
                                  request,
                                  response,
                                  () -> handle(route, keys, access, request, response))));
              routing.any(
                  PREFIX + path, (request, response) -> refuseMethod(request, response, methods));
            });
    Health health = new Health(application.ready(), application.loops());
    routing.get("/observe/health/live", (request, response) -> send(response, health.liveness()));
    routing.get("/observe/health/ready", (request, response) -> send(response, health.readiness()));
    routing.get(
        "/observe/metrics",
        (request, response) ->
            answer(
                request,
                response,
                () -> {
                  keys.check(request, response, AccessScope.READ);
                  response
                      .header(HeaderNames.CONTENT_TYPE, PROMETHEUS_TEXT)
                      .send(application.meters().scrape().getBytes(StandardCharsets.UTF_8));
                }));
    routing.any(
        (request, response) ->
            sendError(
                request,
                response,
                new ErrorMapping(
                    ErrorCode.NOT_FOUND,
                    "there is nothing at "
                        + request.path().rawPath()
                        + "; the API is below "
                        + PREFIX,
                    List.of())));
    return routing;
  }

  private static Routes apiRoutes(Application application) {
    Routes routes = new Routes();
    new LicenseRoutes(new LicenseCheck(application.licenses())).register(routes);
    new TaskRoutes(
            application.createTasks(),
            application.stopTask(),
            application.retryTasks(),
            application.deleteTasks(),
            application.taskQueries(),
            application.commentBaseUrls())
        .register(routes);
    new DeviceRoutes(
            application.devices(),
            application.connectDevice(),
            application.disconnectDevice(),
            application.gateway(),
            application.clock())
        .register(routes);
    new AccountRoutes(
            application.accounts(),
            application.budgets(),
            application.devices(),
            application.clock())
        .register(routes);
    new EventRoutes(
            EventFeed.ofHeap(
                application.events(), application.taskQueries(), application.devices()))
        .register(routes);
    new SettingsRoutes(application.settings()).register(routes);
    new QueueRoutes(application.settings(), application.nodes(), application.clock())
        .register(routes);
    new ArtifactRoutes(application.artifacts(), application.taskQueries()).register(routes);
    new DocumentationRoutes(OpenApiDocument.load()).register(routes);
    new MaterialRoutes(application.materials()).register(routes);
    return routes;
  }

  /** What answers a request, or throws what {@link ErrorMapping} knows. */
  private interface Work {
    void run() throws InterruptedException;
  }

  /** Whether the request may go on to its route; else it has been answered. */
  private static boolean admit(
      OriginCheck origins, RequestRate rate, ServerRequest request, ServerResponse response) {
    try {
      rate.countAddress(request, response);
      origins.check(request);
    } catch (ApiError refused) {
      sendError(request, response, ErrorMapping.of(refused));
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

  private static void handle(
      Routes.Route route,
      ApiKeyCheck keys,
      LicenseCheck access,
      ServerRequest request,
      ServerResponse response)
      throws InterruptedException {
    if (!Json.keepable(request.path().path())) {
      throw new ApiError(ErrorCode.NOT_FOUND, "there is nothing at " + request.path().rawPath());
    }
    switch (route.handler()) {
      case Routes.Handler.Enveloped enveloped -> {
        keys.check(request, response, route.scope());
        access.check();
        if (!route.anyBody()) {
          RequestBody.refuseOtherThanJson(request);
        }
        JsonNode data = enveloped.endpoint().answer(request);
        RequestContext.of(request).answered(data);
        send(response, Status.OK_200, Envelope.success(data));
      }
      case Routes.Handler.Raw raw -> {
        keys.check(request, response, route.scope());
        access.check();
        raw.endpoint().answer(request, response);
      }
      case Routes.Handler.Open open -> open.endpoint().answer(request, response);
    }
  }

  private static void answer(ServerRequest request, ServerResponse response, Work work) {
    try {
      work.run();
    } catch (InterruptedException shutdown) {
      Thread.currentThread().interrupt();
      sendError(
          request,
          response,
          new ErrorMapping(ErrorCode.NOT_READY, "the server is shutting down", List.of()));
    } catch (CloseConnectionException broken) {
      // The answer had begun; nothing can be said any more.
      throw broken;
    } catch (RuntimeException failure) {
      ErrorMapping mapped = ErrorMapping.of(failure);
      if (mapped.code() == ErrorCode.INTERNAL_ERROR) {
        log.error(
            "{} {} failed", request.prologue().method().text(), request.path().rawPath(), failure);
      }
      sendError(request, response, mapped);
    }
  }

  private static void refuseMethod(
      ServerRequest request, ServerResponse response, Map<Method, Routes.Route> methods) {
    String allowed = methods.keySet().stream().map(Method::text).collect(Collectors.joining(", "));
    response.header(HeaderNames.ALLOW, allowed);
    sendError(
        request,
        response,
        new ErrorMapping(
            ErrorCode.METHOD_NOT_ALLOWED, "only " + allowed + " is answered here", List.of()));
  }

  private static void sendError(
      ServerRequest request, ServerResponse response, ErrorMapping error) {
    RequestContext.of(request).failed(error.code());
    if (error.code() == ErrorCode.CROSS_SITE || error.code() == ErrorCode.KEY_REFUSED) {
      log.warn(
          "refused {} {} from {}: {}",
          request.prologue().method().text(),
          LogText.of(request.path().rawPath()),
          RequestContext.of(request).from(),
          error.message());
    }
    if (error.code() == ErrorCode.NOT_READY) {
      response.header(HeaderNames.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
    if (error.code() == ErrorCode.TOO_LARGE) {
      // The rest of the body is not read, so the connection can't be used again.
      response.header(HeaderNames.CONNECTION, "close");
    }
    send(
        response,
        Status.create(error.code().httpStatus()),
        Envelope.error(error.code(), error.message(), error.fields()));
  }

  private static void send(ServerResponse response, Status status, ObjectNode body) {
    response.status(status).header(HeaderNames.CONTENT_TYPE, JSON).send(bytes(body));
  }

  private static void send(ServerResponse response, Health.Answer answer) {
    send(response, answer.up() ? Status.OK_200 : Status.SERVICE_UNAVAILABLE_503, answer.body());
  }

  private static byte[] bytes(ObjectNode body) {
    try {
      return Json.MAPPER.writeValueAsBytes(body);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a tree of plain values is always JSON", impossible);
    }
  }

  /** What Helidon refuses before any route sees it still gets the envelope. */
  private static DirectHandlers directHandlers() {
    DirectHandlers.Builder handlers = DirectHandlers.builder();
    for (EventType type : EventType.values()) {
      handlers.addHandler(type, HttpApi::refuseUnrouted);
    }
    return handlers.build();
  }

  private static DirectHandler.TransportResponse refuseUnrouted(
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
          case NOT_FOUND -> "there is nothing at " + request.path();
          case TOO_LARGE -> "the request is too large";
          case SUCCESS,
              KEY_REFUSED,
              CROSS_SITE,
              LIMIT_EXCEEDED,
              INVALID_PARAMETER,
              SCRIPT_NAME_MISSING,
              SCRIPT_NOT_SUPPORTED,
              NO_API_ACCESS,
              METHOD_NOT_ALLOWED,
              CONFLICT,
              UNSUPPORTED_MEDIA_TYPE,
              NOT_READY ->
              "the request is not valid HTTP";
        };
    SecurityHeaders.ALL.forEach(headers::set);
    return DirectHandler.TransportResponse.builder()
        .status(Status.create(code.httpStatus()))
        .headers(headers)
        .header(HeaderNames.CONTENT_TYPE, JSON)
        .keepAlive(type.keepAlive())
        .entity(bytes(Envelope.error(code, text, List.of())))
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
