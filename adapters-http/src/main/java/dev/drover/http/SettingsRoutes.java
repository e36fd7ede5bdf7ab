package dev.drover.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.application.port.QueueSettings;
import dev.drover.domain.task.QueuePolicy;
import io.helidon.webserver.http.ServerRequest;
import java.util.Set;

/** How the queue is run. */
final class SettingsRoutes {
  private static final Set<String> KEYS = Set.of("auto_retry", "max_retry_count", "random_order");

  private final QueueSettings settings;

  SettingsRoutes(QueueSettings settings) {
    this.settings = settings;
  }

  void register(Routes routes) {
    routes.at("/settings").get(request -> view(settings.current())).adminPut(this::change);
  }

  /** What is left out stays as it is. */
  private JsonNode change(ServerRequest request) {
    ObjectReader reader = ObjectReader.ofBody(RequestBody.json(request));
    for (String key : reader.unknownKeys(KEYS)) {
      reader.invalid(
          key.substring(1),
          "is not a setting; there are auto_retry, max_retry_count, random_order");
    }
    QueuePolicy before = settings.current();
    boolean autoRetry = reader.flag("auto_retry").orElse(before.autoRetry());
    int maxRetryCount =
        reader
            .integer("max_retry_count", 1, QueuePolicy.MOST_RETRIES)
            .orElse(before.maxRetryCount());
    boolean randomOrder = reader.flag("random_order").orElse(before.randomOrder());
    reader.refuseIfInvalid();
    QueuePolicy after = new QueuePolicy(autoRetry, maxRetryCount, randomOrder);
    settings.replace(after);
    return view(after);
  }

  private static JsonNode view(QueuePolicy policy) {
    return Json.MAPPER
        .createObjectNode()
        .put("auto_retry", policy.autoRetry())
        .put("max_retry_count", policy.maxRetryCount())
        .put("random_order", policy.randomOrder());
  }
}
