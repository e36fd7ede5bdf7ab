package dev.drover.http.task;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes JDK values of JSON, as script types read them; a null counts as absent. */
public final class PlainValues {
  private PlainValues() {}

  /** The fields of an object. */
  static Map<String, Object> of(JsonNode object) {
    Map<String, Object> values = new LinkedHashMap<>();
    object
        .properties()
        .forEach(
            field -> value(field.getValue()).ifPresent(value -> values.put(field.getKey(), value)));
    return values;
  }

  private static Optional<Object> value(JsonNode json) {
    return switch (json.getNodeType()) {
      case STRING -> Optional.of(json.textValue());
      case BOOLEAN -> Optional.of(json.booleanValue());
      case NUMBER ->
          Optional.of(
              json.isIntegralNumber() && json.canConvertToInt()
                  ? (Object) json.intValue()
                  : json.numberValue());
      case ARRAY -> {
        List<Object> items = new ArrayList<>();
        // An item that is null stands for itself, so that its place is named as wrong.
        json.forEach(item -> items.add(value(item).orElse(Map.of())));
        yield Optional.of(items);
      }
      case OBJECT -> Optional.of(of(json));
      case NULL, MISSING, BINARY, POJO -> Optional.empty();
    };
  }
}
