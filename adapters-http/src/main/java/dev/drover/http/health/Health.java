package dev.drover.http.health;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drover.application.loop.Loop;
import dev.drover.http.json.Json;
import java.util.Collection;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Reports whether the server works, with the state of each loop. */
public final class Health {
  private final BooleanSupplier database;
  private final Collection<Loop> loops;

  /**
   * @param database tests whether the database answers now
   */
  public Health(BooleanSupplier database, Collection<Loop> loops) {
    this.database = database;
    this.loops = loops;
  }

  /**
   * @param up whether everything works
   */
  public record Answer(boolean up, ObjectNode body) {}

  /** Reports down when a loop is stuck or has ended. Only a restart helps then. */
  public Answer liveness() {
    return answer(true, Json.MAPPER.createObjectNode().put("status", status(true)));
  }

  /** Reports down when a loop is down or the database does not answer. */
  public Answer readiness() {
    boolean reachable = database.getAsBoolean();
    ObjectNode body = Json.MAPPER.createObjectNode().put("status", status(reachable));
    body.put("database", status(reachable));
    return answer(reachable, body);
  }

  private Answer answer(boolean upSoFar, ObjectNode body) {
    boolean up = upSoFar;
    ArrayNode told = Json.MAPPER.createArrayNode();
    for (Loop loop : loops) {
      Optional<String> problem = loop.problem();
      up = up && problem.isEmpty();
      ObjectNode one = told.addObject().put("name", loop.name());
      one.put("status", status(problem.isEmpty()));
      problem.ifPresent(what -> one.put("problem", what));
    }
    body.put("status", status(up));
    body.set("loops", told);
    return new Answer(up, body);
  }

  private static String status(boolean up) {
    return up ? "UP" : "DOWN";
  }
}
