package dev.drover.http.health;

import dev.drover.http.json.JsonResponse;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerResponse;

/** Answers probes. They need no key and no licence. */
public final class HealthRoutes {
  private final Health health;

  public HealthRoutes(Health health) {
    this.health = health;
  }

  public void register(HttpRouting.Builder routing) {
    routing
        .get("/observe/health/live", (_, response) -> send(response, health.liveness()))
        .get("/observe/health/ready", (_, response) -> send(response, health.readiness()));
  }

  private static void send(ServerResponse response, Health.Answer answer) {
    JsonResponse.send(
        response, answer.up() ? Status.OK_200 : Status.SERVICE_UNAVAILABLE_503, answer.body());
  }
}
