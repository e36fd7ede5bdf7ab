package dev.drover.benchmarks.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.Optional;

/**
 * The least that a server does on the same web server and driver: one route, one SELECT by the
 * primary key. No checks, no access, no metrics. A program of its own; it answers until it is
 * ended.
 *
 * <p>Arguments: port, JDBC URL, user, password, the SELECT with one parameter.
 */
public final class BareHelidon {
  private static final ObjectMapper JSON = new ObjectMapper();

  private BareHelidon() {}

  public static void main(String[] arguments) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(arguments[1]);
    config.setUsername(arguments[2]);
    config.setPassword(arguments[3]);
    config.setMaximumPoolSize(16);
    config.setMinimumIdle(3);
    HikariDataSource pool = new HikariDataSource(config);
    String query = arguments[4];
    WebServer.builder()
        .host("127.0.0.1")
        .port(Integer.parseInt(arguments[0]))
        .routing(
            routing ->
                routing
                    .get("/ready/{id}", (_, response) -> send(response, "{\"code\":0}"))
                    .get(
                        "/task/{id}",
                        (request, response) -> answer(pool, query, request, response)))
        .build()
        .start();
    // Recorded for a later start, and ended.
    if (Boolean.getBoolean("drover.benchmark.once")) {
      System.exit(0);
    }
  }

  private static void send(ServerResponse response, String json) {
    response.header(HeaderNames.CONTENT_TYPE, "application/json").send(json);
  }

  private static void answer(
      HikariDataSource pool, String query, ServerRequest request, ServerResponse response)
      throws SQLException, JsonProcessingException {
    long id = Long.parseLong(request.path().pathParameters().get("id"));
    Optional<ObjectNode> row = row(pool, query, id);
    if (row.isEmpty()) {
      response.status(Status.NOT_FOUND_404).send();
      return;
    }
    ObjectNode answer = JSON.createObjectNode().put("code", 0).put("message", "success");
    answer.set("data", row.get());
    send(response, JSON.writeValueAsString(answer));
  }

  private static Optional<ObjectNode> row(HikariDataSource pool, String query, long id)
      throws SQLException {
    try (Connection connection = pool.getConnection();
        PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setLong(1, id);
      try (ResultSet rows = statement.executeQuery()) {
        if (!rows.next()) {
          return Optional.empty();
        }
        ResultSetMetaData columns = rows.getMetaData();
        ObjectNode row = JSON.createObjectNode();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
          switch (rows.getObject(i)) {
            case null -> row.putNull(columns.getColumnLabel(i));
            case Long number -> row.put(columns.getColumnLabel(i), number);
            case Integer number -> row.put(columns.getColumnLabel(i), number);
            case Object other -> row.put(columns.getColumnLabel(i), other.toString());
          }
        }
        return Optional.of(row);
      }
    }
  }
}
