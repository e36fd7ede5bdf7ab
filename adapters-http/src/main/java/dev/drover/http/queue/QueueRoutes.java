package dev.drover.http.queue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drover.application.port.storage.NodeDirectory;
import dev.drover.application.port.storage.QueueSettings;
import dev.drover.http.json.Json;
import dev.drover.http.json.Routes;
import java.time.Clock;

/** Serves the state of the queue as a whole and the servers that work on it. */
public final class QueueRoutes {
  private final QueueSettings settings;
  private final NodeDirectory nodes;
  private final Clock clock;

  public QueueRoutes(QueueSettings settings, NodeDirectory nodes, Clock clock) {
    this.settings = settings;
    this.nodes = nodes;
    this.clock = clock;
  }

  public void register(Routes routes) {
    routes
        .at("/queue")
        .get(request -> view())
        .at("/queue/pause")
        .adminPost(
            request -> {
              settings.pause(clock.instant());
              return view();
            })
        .at("/queue/resume")
        .adminPost(
            request -> {
              settings.resume();
              return view();
            })
        .at("/nodes")
        .get(request -> nodes());
  }

  private JsonNode view() {
    var pausedSince = settings.pausedSince();
    return Json.MAPPER
        .createObjectNode()
        .put("paused", pausedSince.isPresent())
        .put("paused_since", pausedSince.map(Json::time).orElse(null));
  }

  private JsonNode nodes() {
    ObjectNode data = Json.MAPPER.createObjectNode();
    ArrayNode array = data.putArray("nodes");
    nodes
        .all()
        .forEach(
            node ->
                array
                    .addObject()
                    .put("id", node.id().value())
                    .put("state", node.alive() ? "alive" : "gone")
                    .put("started_at", Json.time(node.startedAt()))
                    .put("lease_until", Json.time(node.leaseUntil())));
    return data;
  }
}
