package dev.drover.http.queue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.application.port.storage.QueueSettings;
import dev.drover.domain.task.QueuePolicy;
import dev.drover.http.guard.RequestBody;
import dev.drover.http.json.Json;
import dev.drover.http.json.ObjectReader;
import dev.drover.http.json.Routes;
import io.helidon.webserver.http.ServerRequest;
import java.util.Optional;
import java.util.Set;

/** Serves the queue's settings. */
public final class SettingsRoutes {
  private static final Set<String> KEYS = Set.of("auto_retry", "max_retry_count", "random_order");

  private final QueueSettings settings;

  public SettingsRoutes(QueueSettings settings) {
    this.settings = settings;
  }

  public void register(Routes routes) {
    routes.at("/settings").get(request -> view(settings.current())).adminPut(this::change);
  }

  /** Changes the given settings; the others keep their values. */
  private JsonNode change(ServerRequest request) {
    ObjectReader reader = ObjectReader.ofBody(RequestBody.json(request));
    for (String key : reader.unknownKeys(KEYS)) {
      reader.invalid(
          key.substring(1),
          "is not a setting; there are auto_retry, max_retry_count, random_order");
    }
    Optional<Boolean> autoRetry = reader.flag("auto_retry");
    Optional<Integer> maxRetryCount =
        reader.integer("max_retry_count", 1, QueuePolicy.MOST_RETRIES);
    Optional<Boolean> randomOrder = reader.flag("random_order");
    reader.refuseIfInvalid();
    return view(
        settings.change(
            before ->
                new QueuePolicy(
                    autoRetry.orElse(before.autoRetry()),
                    maxRetryCount.orElse(before.maxRetryCount()),
                    randomOrder.orElse(before.randomOrder()))));
  }

  private static JsonNode view(QueuePolicy policy) {
    return Json.MAPPER
        .createObjectNode()
        .put("auto_retry", policy.autoRetry())
        .put("max_retry_count", policy.maxRetryCount())
        .put("random_order", policy.randomOrder());
  }
}
