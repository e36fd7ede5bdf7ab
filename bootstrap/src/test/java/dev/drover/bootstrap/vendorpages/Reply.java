package dev.drover.bootstrap.vendorpages;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.http.testing.Api;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/** An answer, which is always an envelope. */
record Reply(int status, JsonNode envelope) {
  static Reply of(int status, String body) {
    try {
      JsonNode envelope = Api.JSON.readTree(body);
      assertThat(
              StreamSupport.stream(((Iterable<String>) envelope::fieldNames).spliterator(), false))
          .as("every answer is an envelope: %s", body)
          .containsExactlyInAnyOrder("code", "message", "data");
      int code = envelope.path("code").asInt(-1);
      assertThat(status)
          .as("the HTTP status says the same as the code: %s", body)
          .isEqualTo(code == 0 ? 200 : code / 100);
      return new Reply(status, envelope);
    } catch (JsonProcessingException notJson) {
      throw new AssertionError("the answer is not JSON: " + body, notJson);
    }
  }

  int code() {
    return envelope.path("code").asInt(-1);
  }

  String message() {
    return envelope.path("message").asText();
  }

  JsonNode data() {
    return envelope.path("data");
  }

  List<Long> taskIds() {
    List<Long> ids = new ArrayList<>();
    data().path("task_ids").forEach(id -> ids.add(id.asLong()));
    return ids;
  }

  List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    data().path("warnings").forEach(warning -> warnings.add(warning.asText()));
    return warnings;
  }
}
