package dev.drover.http.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerResponse;

/** Sends JSON. */
public final class JsonResponse {
  public static final String CONTENT_TYPE = "application/json; charset=utf-8";

  /** Checked and encoded once. */
  private static final Header HEADER =
      HeaderValues.createCached(HeaderNames.CONTENT_TYPE, CONTENT_TYPE);

  private JsonResponse() {}

  public static void send(ServerResponse response, Status status, ObjectNode body) {
    response.status(status).header(HEADER).send(bytes(body));
  }

  /** The text of {@code body}, in UTF-8. */
  public static byte[] bytes(ObjectNode body) {
    try {
      return Json.MAPPER.writeValueAsBytes(body);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a tree of plain values is always JSON", impossible);
    }
  }
}
