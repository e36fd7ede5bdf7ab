package dev.drover.http.device;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drover.application.port.storage.AppVersions;
import dev.drover.application.port.storage.AppVersions.Decision;
import dev.drover.domain.app.PackageName;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.trial.AppTrial;
import dev.drover.http.json.ApiError;
import dev.drover.http.json.ErrorCode;
import dev.drover.http.json.Json;
import dev.drover.http.json.Routes;
import io.helidon.webserver.http.ServerRequest;
import java.time.Clock;
import java.util.Optional;

/** Serves the versions of apps on the phones, and a person's decisions about them. */
public final class AppVersionRoutes {
  private final AppVersions versions;
  private final Clock clock;

  public AppVersionRoutes(AppVersions versions, Clock clock) {
    this.versions = versions;
    this.clock = clock;
  }

  public void register(Routes routes) {
    routes
        .at("/app-versions")
        .get(_ -> list())
        .at("/app-versions/{package}/{version}/go-on")
        .adminPost(request -> decide(request, Decision.GO_ON))
        .at("/app-versions/{package}/{version}/try")
        .adminPost(request -> decide(request, Decision.TRY));
  }

  private JsonNode list() {
    ObjectNode data = Json.MAPPER.createObjectNode();
    ArrayNode array = data.putArray("app_versions");
    versions.all().forEach(trial -> array.add(view(trial)));
    return data;
  }

  private JsonNode decide(ServerRequest request, Decision decision) {
    String app = request.path().pathParameters().get("package");
    String version = request.path().pathParameters().get("version");
    return packageName(app)
        .flatMap(name -> versions.decide(name, version, decision, clock.instant()))
        .map(AppVersionRoutes::view)
        .orElseThrow(
            () ->
                new ApiError(
                    ErrorCode.NOT_FOUND,
                    "no phone has had version \""
                        + version
                        + "\" of \""
                        + app
                        + "\"; see GET /app-versions"));
  }

  private static Optional<PackageName> packageName(String text) {
    try {
      return Optional.of(new PackageName(text));
    } catch (IllegalArgumentException none) {
      return Optional.empty();
    }
  }

  /** Returns a version as clients see it. */
  static ObjectNode view(AppTrial trial) {
    return Json.MAPPER
        .createObjectNode()
        .put("package", trial.app().app().value())
        .put("platform", trial.app().platform().wireName())
        .put("name", trial.app().appName())
        .put("version", trial.app().version())
        .put("state", trial.state().wireName())
        .put("phone", trial.phone().map(DeviceSerial::value).orElse(null))
        .put("since", Json.time(trial.since()))
        .put("lacks", trial.lacks().orElse(null));
  }
}
