package dev.drover.http.task;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drover.application.port.storage.IdempotencyKey;
import dev.drover.application.port.storage.TaskQueries;
import dev.drover.application.port.storage.TaskQueries.TaskDetails;
import dev.drover.application.port.storage.TaskQueries.TaskFilter;
import dev.drover.application.port.storage.TaskQueries.TaskPage;
import dev.drover.application.port.storage.TaskQueries.TaskRecord;
import dev.drover.application.port.storage.TaskQueries.TaskStats;
import dev.drover.application.task.ChangeTasks;
import dev.drover.application.task.CreateTasks;
import dev.drover.application.task.DeleteTasks;
import dev.drover.application.task.ReadHistory;
import dev.drover.application.task.RetryTasks;
import dev.drover.application.task.StopTask;
import dev.drover.application.task.TaskNotFound;
import dev.drover.domain.script.AllowedEndpoints;
import dev.drover.domain.script.Scalar;
import dev.drover.domain.script.ScriptTypes;
import dev.drover.domain.task.BatchId;
import dev.drover.domain.task.TaskId;
import dev.drover.domain.task.TaskSource;
import dev.drover.http.guard.BodyMemory;
import dev.drover.http.guard.RequestBody;
import dev.drover.http.guard.RequestContext;
import dev.drover.http.json.ErrorMapping;
import dev.drover.http.json.IdempotencyHeader;
import dev.drover.http.json.Json;
import dev.drover.http.json.ObjectReader;
import dev.drover.http.json.PlainValues;
import dev.drover.http.json.QueryParameters;
import dev.drover.http.json.Routes;
import dev.drover.http.task.TaskRequestReader.TaskRequest;
import io.helidon.webserver.http.ServerRequest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Everything under {@code /task}. */
public final class TaskRoutes {
  /** Of the tasks of a dry run; their number is told beside them. */
  private static final int MOST_SHOWN = 1_000;

  private static final int MOST_WARNINGS = 200;

  private final CreateTasks createTasks;
  private final StopTask stopTask;
  private final RetryTasks retryTasks;
  private final DeleteTasks deleteTasks;
  private final TaskQueries queries;
  private final ScriptTypes scripts;
  private final AllowedEndpoints endpoints;
  private final TaskFilterReader filters;
  private final BulkRoutes bulk;
  private final HistoryRoutes history;

  public TaskRoutes(
      CreateTasks createTasks,
      StopTask stopTask,
      RetryTasks retryTasks,
      DeleteTasks deleteTasks,
      ChangeTasks changeTasks,
      TaskQueries queries,
      ScriptTypes scripts,
      AllowedEndpoints endpoints,
      Clock clock) {
    this.createTasks = createTasks;
    this.stopTask = stopTask;
    this.retryTasks = retryTasks;
    this.deleteTasks = deleteTasks;
    this.queries = queries;
    this.scripts = scripts;
    this.endpoints = endpoints;
    this.filters = new TaskFilterReader(scripts);
    this.bulk = new BulkRoutes(changeTasks, filters);
    this.history = new HistoryRoutes(new ReadHistory(queries, clock));
  }

  public void register(Routes routes) {
    // These come before the path /task/{id}, which matches them.
    bulk.register(routes);
    history.register(routes);
    routes
        .at("/task")
        .compatible()
        .get(this::listed, this::list)
        .post(query -> query.flag("dry_run"), this::create)
        .at("/task/stats")
        .compatible()
        .get(request -> stats())
        .at("/task/batch")
        .compatible()
        .delete(this::deleteBatch)
        .at("/task/retry-all")
        .compatible()
        .post(request -> retryAll())
        .at("/task/{id}")
        .compatible()
        .get(this::get)
        .delete(this::delete)
        .at("/task/{id}/log")
        .get(this::log)
        .at("/task/{id}/stop")
        .compatible()
        .post(this::stop)
        .at("/task/{id}/retry")
        .compatible()
        .post(query -> query.flag("force"), this::retry);
  }

  private JsonNode create(ServerRequest request, boolean dryRun) {
    JsonNode body = RequestBody.json(request);
    Optional<IdempotencyKey> key = IdempotencyHeader.read(request, body);
    TaskRequest read = TaskRequestReader.read(body, scripts, endpoints, source(request));
    if (dryRun) {
      return plan(createTasks.plan(read.request()), read.warnings());
    }
    CreateTasks.Created created =
        key.map(once -> createTasks.createOnce(read.request(), once))
            .orElseGet(() -> createTasks.create(read.request()));
    ObjectNode data = Json.MAPPER.createObjectNode();
    ArrayNode ids = data.putArray("task_ids");
    created.ids().forEach(id -> ids.add(id.value()));
    data.put("created_count", created.ids().size());
    data.put("batch_id", created.batch().map(BatchId::value).orElse(null));
    putWarnings(data, read.warnings(), created.warnings());
    return data;
  }

  /** Only a session of the dashboard makes a task the dashboard's; nothing in a request does. */
  private static TaskSource source(ServerRequest request) {
    return RequestContext.of(request).isFromPage() ? TaskSource.UI : TaskSource.API;
  }

  /** What a dry run answers: nothing was created, and this would be, as far as it is shown. */
  private static JsonNode plan(CreateTasks.Plan plan, List<String> warnings) {
    ObjectNode data = Json.MAPPER.createObjectNode();
    data.put("dry_run", true);
    data.putArray("task_ids");
    data.put("created_count", 0);
    data.put("would_create_count", plan.tasks().size());
    ArrayNode tasks = data.putArray("tasks");
    plan.tasks().stream().limit(MOST_SHOWN).forEach(task -> tasks.add(TaskView.planned(task)));
    putWarnings(data, warnings, plan.warnings());
    return data;
  }

  private static void putWarnings(ObjectNode data, List<String> first, List<String> second) {
    if (first.isEmpty() && second.isEmpty()) {
      return;
    }
    ArrayNode array = data.putArray("warnings");
    Stream.concat(first.stream(), second.stream())
        .limit(MOST_WARNINGS)
        .map(ObjectReader::shortened)
        .forEach(array::add);
    int more = first.size() + second.size() - array.size();
    if (more > 0) {
      array.add(more + " more warnings are not shown");
    }
  }

  /** What to list, and which page of it. */
  private record Listed(TaskFilter filter, int page, int pageSize) {}

  private Listed listed(QueryParameters query) {
    TaskFilter filter = filters.read(query);
    return new Listed(
        filter,
        query.page(),
        // A client that names tasks wants to see all of them on one page.
        filter.ids().isPresent() ? query.pageSize(TaskIds.MOST) : query.pageSize());
  }

  private JsonNode list(ServerRequest request, Listed listed) {
    TaskPage found = queries.list(listed.filter(), listed.page(), listed.pageSize());
    ObjectNode data = Json.MAPPER.createObjectNode();
    ArrayNode tasks = data.putArray("tasks");
    found.tasks().forEach(details -> tasks.add(TaskView.of(details)));
    return data.put("total", found.total())
        .put("total_exact", found.totalExact())
        .put("page", listed.page())
        .put("page_size", listed.pageSize());
  }

  private JsonNode get(ServerRequest request) {
    TaskDetails details = find(request);
    ObjectNode view = TaskView.whole(details, config(request, details.task()));
    view.set("chosen", TaskView.chosen(details.chosen()));
    view.set("materials", TaskView.materials(details.materials()));
    view.set("log", TaskView.log(details.log()));
    return view;
  }

  /** Its text and what is sent are both in memory, with others' large requests and answers. */
  private String config(ServerRequest request, TaskRecord task) {
    BodyMemory.of(request).need(3 * task.config().size());
    String config =
        task.config()
            .whole()
            .or(() -> queries.configAsGiven(task.id()))
            .orElseThrow(() -> new TaskNotFound(task.id()));
    return Json.isObject(config) ? config : "{}";
  }

  private JsonNode log(ServerRequest request) {
    TaskDetails details = find(request);
    ObjectNode data = Json.MAPPER.createObjectNode();
    data.put("task_id", details.task().id().value());
    data.set("log", TaskView.log(details.log()));
    return data;
  }

  private TaskDetails find(ServerRequest request) {
    TaskId id = TaskPath.id(request);
    return queries.find(id).orElseThrow(() -> new TaskNotFound(id));
  }

  private JsonNode stats() {
    TaskStats stats = queries.stats();
    return Json.MAPPER
        .createObjectNode()
        .put("total", stats.total())
        .put("pending", stats.pending())
        .put("running", stats.running())
        .put("completed", stats.completed())
        .put("failed", stats.failed());
  }

  private JsonNode stop(ServerRequest request) throws InterruptedException {
    return TaskView.of(stopTask.stop(TaskPath.id(request)));
  }

  private JsonNode retry(ServerRequest request, boolean force) {
    TaskId id = TaskPath.id(request);
    retryTasks.retry(id, force);
    return TaskView.of(queries.find(id).orElseThrow(() -> new TaskNotFound(id)));
  }

  private JsonNode retryAll() {
    RetryTasks.RetriedAll retried = retryTasks.retryAll();
    ObjectNode data =
        Json.MAPPER
            .createObjectNode()
            .put("retried_count", retried.count())
            .put("skipped_count", retried.skippedCount());
    ArrayNode skipped = data.putArray("skipped");
    retried
        .skipped()
        .forEach(
            task ->
                skipped
                    .addObject()
                    .put("id", task.id().value())
                    .put(
                        "reason",
                        task.needsForce()
                            ? ErrorMapping.retryByForce(task.reason())
                            : task.reason()));
    return data;
  }

  private JsonNode delete(ServerRequest request) throws InterruptedException {
    TaskId id = TaskPath.id(request);
    if (deleteTasks.delete(List.of(id)).count() == 0) {
      throw new TaskNotFound(id);
    }
    return Json.MAPPER.createObjectNode().put("deleted_count", 1);
  }

  private JsonNode deleteBatch(ServerRequest request) throws InterruptedException {
    JsonNode body = RequestBody.json(request);
    List<Long> ids = batchIds(body);
    // An id that no task can have is not found, as one that no task has.
    List<TaskId> possible = ids.stream().filter(id -> id > 0).distinct().map(TaskId::new).toList();
    DeleteTasks.Deleted deleted = deleteTasks.delete(possible);
    ObjectNode data = Json.MAPPER.createObjectNode().put("deleted_count", deleted.count());
    ArrayNode notFound = data.putArray("not_found");
    ids.stream()
        .distinct()
        .filter(id -> id <= 0 || deleted.notFound().contains(new TaskId(id)))
        .forEach(notFound::add);
    return data;
  }

  private static List<Long> batchIds(JsonNode body) {
    ObjectReader reader = ObjectReader.ofBody(body);
    JsonNode array = body.path("task_ids");
    List<Long> ids = new ArrayList<>();
    if (!array.isArray() || array.isEmpty()) {
      reader.invalid("task_ids", "must be an array of task ids, at least one");
    } else if (array.size() > CreateTasks.MOST_TASKS) {
      reader.invalid("task_ids", "must hold at most " + CreateTasks.MOST_TASKS + " ids");
    } else {
      for (int i = 0; i < array.size(); i++) {
        Optional<Long> id =
            PlainValues.value(array.path(i))
                .flatMap(given -> Scalar.whole(given, Long.MIN_VALUE, Long.MAX_VALUE));
        if (id.isPresent()) {
          ids.add(id.get());
        } else {
          reader.invalid("task_ids/" + i, "must be a task id, a positive integer");
        }
      }
    }
    reader.refuseIfInvalid();
    return ids;
  }
}
