package dev.drover.http.task;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drover.application.port.storage.TaskQueries.BatchSummary;
import dev.drover.application.task.StopBatch;
import dev.drover.application.task.WaitForBatch;
import dev.drover.domain.task.BatchId;
import dev.drover.domain.task.Outcome;
import dev.drover.http.json.ApiError;
import dev.drover.http.json.ErrorCode;
import dev.drover.http.json.Json;
import dev.drover.http.json.PathId;
import dev.drover.http.json.Routes;
import io.helidon.webserver.http.ServerRequest;
import java.time.Duration;

/** Tells how far the tasks of one request are, and stops all of them. */
public final class BatchRoutes {
  private final WaitForBatch waitForBatch;
  private final StopBatch stopBatch;

  public BatchRoutes(WaitForBatch waitForBatch, StopBatch stopBatch) {
    this.waitForBatch = waitForBatch;
    this.stopBatch = stopBatch;
  }

  public void register(Routes routes) {
    routes
        .at("/task/batch/{batch_id}")
        .get(
            query -> query.number("wait", 0, WaitForBatch.LONGEST.toSeconds()).orElse(0L),
            this::get)
        .at("/task/batch/{batch_id}/stop")
        .post(this::stop);
  }

  private JsonNode get(ServerRequest request, long seconds) throws InterruptedException {
    return view(waitForBatch.await(id(request), Duration.ofSeconds(seconds)));
  }

  private JsonNode stop(ServerRequest request) throws InterruptedException {
    BatchId id = id(request);
    StopBatch.Stopped stopped = stopBatch.stop(id);
    return Json.MAPPER
        .createObjectNode()
        .put("batch_id", id.value())
        .put("cancelled_count", stopped.cancelled())
        .put("stopped_count", stopped.stopped());
  }

  private static JsonNode view(BatchSummary batch) {
    ObjectNode view =
        Json.MAPPER
            .createObjectNode()
            .put("batch_id", batch.id().value())
            .put("ended", batch.ended())
            .put("total", batch.counts().total())
            .put("pending", batch.counts().pending())
            .put("running", batch.counts().running())
            .put("completed", batch.counts().completed())
            .put("failed", batch.counts().failed());
    ObjectNode outcomes = view.putObject("outcomes");
    for (Outcome outcome : Outcome.values()) {
      outcomes.put(outcome.wireName(), 0);
    }
    batch.outcomes().forEach(outcomes::put);
    ArrayNode failed = view.putArray("failed_ids");
    batch.failed().forEach(id -> failed.add(id.value()));
    return view;
  }

  private static BatchId id(ServerRequest request) {
    return new BatchId(
        PathId.read(
            request,
            "batch_id",
            "batch_id",
            "must be a batch's id, a positive integer",
            text ->
                new ApiError(
                    ErrorCode.NOT_FOUND,
                    "there is no batch "
                        + text
                        + "; POST /task and GET /task tell the batch_id of tasks")));
  }
}
