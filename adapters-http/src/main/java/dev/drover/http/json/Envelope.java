package dev.drover.http.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The form of every JSON answer: {@code {"code": 0, "message": "success", "data": ...}}. */
public final class Envelope {
  private Envelope() {}

  /** Puts the warnings into the data; beside it if that is no object and has no place for them. */
  public static ObjectNode success(Answer answer) {
    ObjectNode envelope = of(ErrorCode.SUCCESS, "success").set("data", answer.data());
    if (!answer.warnings().isEmpty()) {
      ArrayNode warnings =
          (answer.data() instanceof ObjectNode data ? data : envelope).withArray("warnings");
      answer.warnings().forEach(warnings::add);
    }
    return envelope;
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
