package dev.drover.http.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The form of every JSON answer: {@code {"code": 0, "message": "success", "data": ...}}. */
public final class Envelope {
  private Envelope() {}

  public static ObjectNode success(JsonNode data) {
    return of(ErrorCode.SUCCESS, "success").set("data", data);
  }

  public static ObjectNode error(ErrorCode code, String message, List<FieldError> fields) {
    ObjectNode envelope = of(code, message);
    if (fields.isEmpty()) {
      return envelope.putNull("data");
    }
    ArrayNode errors = envelope.putObject("data").putArray("errors");
    for (FieldError field : fields) {
      errors.addObject().put("field", field.field()).put("message", field.message());
    }
    return envelope;
  }

  private static ObjectNode of(ErrorCode code, String message) {
    return Json.MAPPER.createObjectNode().put("code", code.code()).put("message", message);
  }
}
