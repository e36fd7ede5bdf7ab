package dev.drover.http.queue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.domain.license.LicensePlan;
import dev.drover.http.guard.LicenseCheck;
import dev.drover.http.guard.RequestContext;
import dev.drover.http.json.Json;
import dev.drover.http.json.Routes;
import io.helidon.webserver.http.ServerRequest;

/** Serves what the licence allows. */
public final class LicenseRoutes {
  private final LicenseCheck access;

  public LicenseRoutes(LicenseCheck access) {
    this.access = access;
  }

  public void register(Routes routes) {
    routes.at("/license/check").compatible().get(this::check);
  }

  /**
   * Reads the licence again, because it may have changed since the request was admitted. The
   * dashboard, which every plan has, shows a plan without access, too.
   */
  private JsonNode check(ServerRequest request) {
    LicensePlan plan = RequestContext.of(request).isFromPage() ? access.plan() : access.check();
    return Json.MAPPER
        .createObjectNode()
        .put("plan_name", plan.displayName())
        .put("api_enabled", plan.apiEnabled())
        .put("device_limit", plan.deviceLimit())
        .put("message", plan.apiEnabled() ? "API access enabled" : LicenseCheck.refusal(plan));
  }
}
