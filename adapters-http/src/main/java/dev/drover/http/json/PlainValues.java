package dev.drover.http.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Converts JSON to JDK values, which the domain reads. A null counts as absent. */
public final class PlainValues {
  private PlainValues() {}

  /** Returns the fields of an object. */
  public static Map<String, Object> of(JsonNode object) {
    Map<String, Object> values = new LinkedHashMap<>();
    object
        .properties()
        .forEach(
            field -> value(field.getValue()).ifPresent(value -> values.put(field.getKey(), value)));
    return values;
  }

  /** Returns one value. */
  public static Optional<Object> value(JsonNode json) {
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
