package dev.drover.http.server;

import io.helidon.http.Method;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Measures requests by route, method and status. A path or an invented method of a client never
 * becomes a label: their number has no bound.
 */
final class RequestMetrics {
  private static final Set<Method> METHODS =
      Set.of(Method.GET, Method.HEAD, Method.POST, Method.PUT, Method.PATCH, Method.DELETE);

  private static final Duration[] BUCKETS = {
    Duration.ofMillis(1),
    Duration.ofMillis(5),
    Duration.ofMillis(25),
    Duration.ofMillis(100),
    Duration.ofMillis(500),
    Duration.ofSeconds(2),
    Duration.ofSeconds(10)
  };

  private final MeterRegistry meters;

  /** As few as there are routes, methods and statuses. To find one here is quicker than there. */
  private final ConcurrentMap<Kind, Timer> timers = new ConcurrentHashMap<>();

  private record Kind(String route, String method, int status) {}

  RequestMetrics(MeterRegistry meters) {
    this.meters = meters;
  }

  void answered(ServerRequest request, ServerResponse response, Duration took) {
    Method method = request.prologue().method();
    timers
        .computeIfAbsent(
            new Kind(
                RequestPipeline.routeOf(request).orElse("none"),
                METHODS.contains(method) ? method.text() : "other",
                response.status().code()),
            this::timer)
        .record(took);
  }

  private Timer timer(Kind kind) {
    return Timer.builder("http.server.requests")
        .description("Requests by route")
        .tag("route", kind.route())
        .tag("method", kind.method())
        .tag("code", Integer.toString(kind.status()))
        .serviceLevelObjectives(BUCKETS)
        .register(meters);
  }
}
