package dev.drover.http.task;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drover.application.port.storage.TaskQueries.TaskFilter;
import dev.drover.application.task.ChangeTasks;
import dev.drover.application.task.ChangeTasks.Action;
import dev.drover.application.task.ChangeTasks.Change;
import dev.drover.application.task.ChangeTasks.Obstacle;
import dev.drover.application.task.ChangeTasks.Outline;
import dev.drover.domain.task.TaskId;
import dev.drover.http.guard.RequestBody;
import dev.drover.http.json.Json;
import dev.drover.http.json.ObjectReader;
import dev.drover.http.json.Routes;
import io.helidon.webserver.http.ServerRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Stops, retries or deletes all tasks that match a filter. */
public final class BulkRoutes {
  private static final Set<String> KEYS = Set.of("action", "filter", "all", "dry_run");
  private static final List<String> ACTIONS =
      Arrays.stream(Action.values()).map(BulkRoutes::wireName).toList();

  /** The most ids that one group shows; their number is told beside them. */
  private static final int MOST_IDS = 1_000;

  private final ChangeTasks changeTasks;
  private final TaskFilterReader filters;

  BulkRoutes(ChangeTasks changeTasks, TaskFilterReader filters) {
    this.changeTasks = changeTasks;
    this.filters = filters;
  }

  void register(Routes routes) {
    routes.at("/task/bulk").post(this::change);
  }

  private JsonNode change(ServerRequest request) throws InterruptedException {
    ObjectReader reader = ObjectReader.ofBody(RequestBody.json(request));
    for (String key : reader.unknownKeys(KEYS)) {
      reader.invalid(
          key.substring(1),
          "is not a field of this request; there are action, filter, all and dry_run");
    }
    Optional<Action> action = reader.choice("action", BulkRoutes::action, ACTIONS);
    if (!reader.has("action")) {
      reader.invalid("action", "must be one of " + String.join(", ", ACTIONS));
    }
    boolean dryRun = reader.flag("dry_run").orElse(false);
    boolean all = reader.flag("all").orElse(false);
    TaskFilter filter = reader.object("filter").map(filters::read).orElse(TaskFilter.NONE);
    if (!all && !TaskFilterReader.selects(filter)) {
      reader.invalid(
          "filter",
          "must name what the tasks have in common, besides task_id_lt; \"all\": true means all"
              + " tasks");
    }
    reader.refuseIfInvalid();
    Outline outline =
        dryRun
            ? changeTasks.plan(action.orElseThrow(), filter)
            : changeTasks.change(action.orElseThrow(), filter);
    return view(action.orElseThrow(), dryRun, outline);
  }

  private static Optional<Action> action(String text) {
    return Arrays.stream(Action.values()).filter(one -> wireName(one).equals(text)).findFirst();
  }

  private static JsonNode view(Action action, boolean dryRun, Outline outline) {
    ObjectNode view =
        Json.MAPPER
            .createObjectNode()
            .put("action", wireName(action))
            .put("dry_run", dryRun)
            .put("newest_id", outline.newest().map(TaskId::value).orElse(null))
            .put("more", outline.more())
            .put("changed_count", count(outline.changes()))
            .put("skipped_count", count(outline.skipped()));
    ArrayNode changes = view.putArray("changes");
    for (Change change : Change.values()) {
      Optional.ofNullable(outline.changes().get(change))
          .ifPresent(ids -> put(changes.addObject().put("change", wireName(change)), ids));
    }
    ArrayNode skipped = view.putArray("skipped");
    for (Obstacle obstacle : Obstacle.values()) {
      Optional.ofNullable(outline.skipped().get(obstacle))
          .ifPresent(
              ids ->
                  put(
                      skipped
                          .addObject()
                          .put("code", wireName(obstacle))
                          .put("reason", reason(obstacle)),
                      ids));
    }
    return view;
  }

  private static int count(Map<?, List<TaskId>> groups) {
    return groups.values().stream().mapToInt(List::size).sum();
  }

  private static void put(ObjectNode group, List<TaskId> ids) {
    group.put("count", ids.size());
    ArrayNode shown = group.putArray("ids");
    ids.stream().limit(MOST_IDS).forEach(id -> shown.add(id.value()));
  }

  private static String reason(Obstacle obstacle) {
    return switch (obstacle) {
      case ENDED -> "these tasks have ended; there is nothing to stop";
      case NOT_FAILED -> "these tasks have not failed; only a failed task can be retried";
      case MAY_HAVE_WORKED ->
          "these tasks may already have done their work; look at the account, then retry one by"
              + " POST /task/{task_id}/retry?force=true if it has not";
      case ACCOUNT_DELETED -> "the accounts of these tasks were deleted; create new tasks instead";
      case STILL_RUNNING ->
          "these tasks were told to stop but are still running; try again in a moment";
    };
  }

  private static String wireName(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
