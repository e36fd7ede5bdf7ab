package dev.drover.http.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * What the envelope of a success holds.
 *
 * @param warnings of what the request has and the server ignored
 */
public record Answer(JsonNode data, List<String> warnings) {
  public Answer {
    warnings = List.copyOf(warnings);
  }
}
