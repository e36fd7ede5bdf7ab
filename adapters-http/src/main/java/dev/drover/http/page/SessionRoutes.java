package dev.drover.http.page;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drover.domain.access.WebSession;
import dev.drover.http.guard.PageSessions;
import dev.drover.http.guard.RequestBody;
import dev.drover.http.json.Answer;
import dev.drover.http.json.Envelope;
import dev.drover.http.json.Json;
import dev.drover.http.json.JsonResponse;
import dev.drover.http.json.ObjectReader;
import dev.drover.http.json.Routes;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Serves signing in to the dashboard, and out of it. */
public final class SessionRoutes {
  private static final String KEY = "key";

  private final PageSessions sessions;

  public SessionRoutes(PageSessions sessions) {
    this.sessions = sessions;
  }

  public void register(Routes routes) {
    routes.at("/session").getOpen(this::show).postOpen(this::open).deleteOpen(this::end);
  }

  private void open(ServerRequest request, ServerResponse response) {
    Optional<String> key = request.content().hasEntity() ? key(request) : Optional.empty();
    answer(response, view(sessions.open(request, response, key)));
  }

  private static Optional<String> key(ServerRequest request) {
    ObjectReader body = ObjectReader.withoutEmpties(RequestBody.json(request));
    for (String unknown : body.unknownKeys(Set.of(KEY))) {
      body.invalid(unknown.substring(1), "is not a field of this request; there is key");
    }
    Optional<String> key = body.text(KEY).map(String::strip);
    body.refuseIfInvalid();
    return key;
  }

  private void show(ServerRequest request, ServerResponse response) {
    answer(response, sessions.look(request, response).map(this::view).orElseGet(this::nobody));
  }

  private void end(ServerRequest request, ServerResponse response) {
    RequestBody.refuseOtherThanJson(request);
    sessions.end(request, response);
    answer(response, Json.MAPPER.createObjectNode().put("ended", true));
  }

  private ObjectNode view(WebSession session) {
    return Json.MAPPER
        .createObjectNode()
        .put("scope", session.scope().wireName())
        .put("caller", PageSessions.caller(session))
        .put("expires_at", Json.time(session.expiresAt()))
        .put("key_required", sessions.needKey());
  }

  private ObjectNode nobody() {
    return Json.MAPPER
        .createObjectNode()
        .putNull("scope")
        .putNull("caller")
        .putNull("expires_at")
        .put("key_required", sessions.needKey());
  }

  private static void answer(ServerResponse response, ObjectNode data) {
    JsonResponse.send(response, Status.OK_200, Envelope.success(new Answer(data, List.of())));
  }
}
