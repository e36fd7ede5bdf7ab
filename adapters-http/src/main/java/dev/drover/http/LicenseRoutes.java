package dev.drover.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.application.port.LicenseProvider;
import dev.drover.domain.license.License;
import io.helidon.webserver.http.ServerRequest;

/** What the licence allows. Without API access the request does not come this far. */
final class LicenseRoutes {
  private final LicenseProvider licenses;

  LicenseRoutes(LicenseProvider licenses) {
    this.licenses = licenses;
  }

  void register(Routes routes) {
    routes.at("/license/check").get(this::check);
  }

  private JsonNode check(ServerRequest request) {
    License license =
        licenses
            .current()
            .orElseThrow(
                () -> new ApiError(ErrorCode.NO_API_ACCESS, "there is no licence any more"));
    return Json.MAPPER
        .createObjectNode()
        .put("plan_name", license.plan().displayName())
        .put("api_enabled", license.plan().apiEnabled())
        .put("device_limit", license.plan().deviceLimit())
        .put("message", "API access enabled");
  }
}
