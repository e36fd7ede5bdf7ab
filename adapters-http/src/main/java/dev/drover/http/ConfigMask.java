package dev.drover.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drover.domain.script.Secret;

/** Takes the secrets out of a {@code script_config}, which is kept and shown as it was given. */
final class ConfigMask {
  private ConfigMask() {}

  static JsonNode masked(JsonNode config) {
    JsonNode settings = config.path("chatgpt_settings");
    if (!settings.has("api_key")) {
      return config;
    }
    ObjectNode copy = config.deepCopy();
    ((ObjectNode) copy.path("chatgpt_settings")).put("api_key", Secret.MASK);
    return copy;
  }
}
