package dev.drover.persistence.task;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.drover.domain.script.Choices;
import dev.drover.persistence.postgres.StorableTexts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;

/** Converts the column {@code task_attempt.chosen}: an object of names, each with its texts. */
public final class ChosenColumn {
  private static final JsonMapper JSON = new JsonMapper();
  private static final TypeReference<LinkedHashMap<String, List<String>>> TEXTS =
      new TypeReference<>() {};

  private ChosenColumn() {}

  static JSONB write(Choices choices) {
    Map<String, List<String>> texts = new LinkedHashMap<>();
    choices
        .values()
        .forEach(
            (name, values) ->
                texts.put(name.wireName(), values.stream().map(StorableTexts::storable).toList()));
    try {
      return JSONB.valueOf(JSON.writeValueAsString(texts));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("texts can't be written as JSON", impossible);
    }
  }

  /** Reads what any version may have written. Nothing is shown of what is not of this form. */
  public static Map<String, List<String>> read(@Nullable JSONB chosen) {
    if (chosen == null) {
      return Map.of();
    }
    try {
      return JSON.readValue(chosen.data(), TEXTS);
    } catch (JsonProcessingException ofAnotherForm) {
      return Map.of();
    }
  }
}
