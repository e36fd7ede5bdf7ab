package dev.drover.http.task;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drover.application.port.storage.TaskArtifacts;
import dev.drover.application.port.storage.TaskArtifacts.Artifact;
import dev.drover.application.port.storage.TaskQueries;
import dev.drover.application.task.TaskNotFound;
import dev.drover.domain.task.TaskId;
import dev.drover.http.json.ApiError;
import dev.drover.http.json.ErrorCode;
import dev.drover.http.json.Json;
import dev.drover.http.json.Routes;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/** What attempts left: their last screen, as a picture and as a hierarchy. */
public final class ArtifactRoutes {
  private final TaskArtifacts artifacts;
  private final TaskQueries queries;

  public ArtifactRoutes(TaskArtifacts artifacts, TaskQueries queries) {
    this.artifacts = artifacts;
    this.queries = queries;
  }

  public void register(Routes routes) {
    routes
        .at("/task/{id}/artifacts")
        .get(this::list)
        .at("/task/{id}/artifacts/{name}")
        .getRaw(this::content);
  }

  private JsonNode list(ServerRequest request) {
    TaskId id = TaskPath.id(request);
    if (queries.find(id).isEmpty()) {
      throw new TaskNotFound(id);
    }
    ObjectNode data = Json.MAPPER.createObjectNode().put("task_id", id.value());
    ArrayNode array = data.putArray("artifacts");
    artifacts
        .list(id)
        .forEach(
            artifact ->
                array
                    .addObject()
                    .put("name", artifact.name())
                    .put("attempt", artifact.attempt())
                    .put("shows", artifact.shows().wireName())
                    .put("content_type", artifact.contentType())
                    .put("size", artifact.size())
                    .put("created_at", Json.time(artifact.createdAt())));
    return data;
  }

  private void content(ServerRequest request, ServerResponse response) {
    TaskId id = TaskPath.id(request);
    String name = request.path().pathParameters().get("name");
    Artifact artifact =
        artifacts
            .find(id, name)
            .orElseThrow(
                () ->
                    new ApiError(
                        ErrorCode.NOT_FOUND,
                        "task "
                            + id
                            + " has no artifact \""
                            + name
                            + "\"; see GET /task/"
                            + id
                            + "/artifacts"));
    response
        .header(HeaderNames.CONTENT_TYPE, artifact.description().contentType())
        .send(artifact.content());
  }
}
