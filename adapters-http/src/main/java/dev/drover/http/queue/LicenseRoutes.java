package dev.drover.http.queue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.domain.license.LicensePlan;
import dev.drover.http.guard.LicenseCheck;
import dev.drover.http.json.Json;
import dev.drover.http.json.Routes;
import io.helidon.webserver.http.ServerRequest;

/** What the licence allows. */
public final class LicenseRoutes {
  private final LicenseCheck access;

  public LicenseRoutes(LicenseCheck access) {
    this.access = access;
  }

  public void register(Routes routes) {
    routes.at("/license/check").compatible().get(this::check);
  }

  /** The licence may have changed since the request was let through. */
  private JsonNode check(ServerRequest request) {
    LicensePlan plan = access.check();
    return Json.MAPPER
        .createObjectNode()
        .put("plan_name", plan.displayName())
        .put("api_enabled", plan.apiEnabled())
        .put("device_limit", plan.deviceLimit())
        .put("message", "API access enabled");
  }
}
