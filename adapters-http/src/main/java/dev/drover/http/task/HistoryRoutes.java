package dev.drover.http.task;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drover.application.port.storage.TaskQueries.TaskEnd;
import dev.drover.application.task.ReadHistory;
import dev.drover.application.task.ReadHistory.History;
import dev.drover.application.task.ReadHistory.Hour;
import dev.drover.application.task.ReadHistory.ScriptEnds;
import dev.drover.http.json.Json;
import dev.drover.http.json.QueryParameters;
import dev.drover.http.json.Routes;
import io.helidon.webserver.http.ServerRequest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;

/** Tells how the tasks of the last hours ended. */
final class HistoryRoutes {
  private static final long USUAL_HOURS = 24;
  private static final double MILLIS = 1_000;

  private final ReadHistory readHistory;

  HistoryRoutes(ReadHistory readHistory) {
    this.readHistory = readHistory;
  }

  void register(Routes routes) {
    routes.at("/task/stats/history").own().get(HistoryRoutes::asked, this::get);
  }

  private record Asked(int hours, ZoneId zone) {}

  private static Asked asked(QueryParameters query) {
    return new Asked(
        Math.toIntExact(query.number("hours", 1, ReadHistory.MOST_HOURS).orElse(USUAL_HOURS)),
        query.parsed("time_zone", HistoryRoutes::zone).orElse(ZoneOffset.UTC));
  }

  private static ZoneId zone(String text) {
    try {
      return ZoneId.of(text.strip());
    } catch (DateTimeException unknown) {
      throw new IllegalArgumentException(
          "must be a time zone such as Europe/Berlin, UTC or +05:30", unknown);
    }
  }

  private JsonNode get(ServerRequest request, Asked asked) {
    History history = readHistory.read(asked.hours(), asked.zone());
    ObjectNode data = Json.MAPPER.createObjectNode().put("time_zone", asked.zone().getId());
    ArrayNode hours = data.putArray("hours");
    history.hours().forEach(hour -> put(hours.addObject(), hour));
    ArrayNode scripts = data.putArray("scripts");
    history.scripts().forEach(script -> put(scripts.addObject(), script));
    return data;
  }

  private static void put(ObjectNode view, Hour hour) {
    view.put("from", Json.time(hour.start()));
    putEnds(view, hour.ends());
    view.put("started", hour.started());
    putSeconds(view, "delay_median", hour.medianDelay());
    putSeconds(view, "delay_p95", hour.p95Delay());
  }

  private static void put(ObjectNode view, ScriptEnds script) {
    view.put("script_name", script.scriptName());
    view.put("app", script.app().orElse(null));
    view.put("app_version", script.appVersion().orElse(null));
    putEnds(view, script.ends());
  }

  private static void putEnds(ObjectNode view, Map<TaskEnd, Long> ends) {
    for (TaskEnd end : TaskEnd.values()) {
      view.put(end.wireName(), ends.getOrDefault(end, 0L));
    }
  }

  private static void putSeconds(ObjectNode view, String name, Optional<Duration> delay) {
    delay.ifPresentOrElse(
        known -> view.put(name, known.toMillis() / MILLIS), () -> view.putNull(name));
  }
}
