package dev.drover.persistence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drover.domain.device.Username;
import dev.drover.domain.script.AccessMethod;
import dev.drover.domain.script.FollowScript;
import dev.drover.domain.script.Script;
import dev.drover.domain.script.ScriptName;
import dev.drover.domain.script.UnfollowScript;

/**
 * The stored form of scripts: JSON that only this class writes and reads, beside the script's name.
 */
final class StoredScript {
  private static final ObjectMapper JSON = new ObjectMapper();

  private StoredScript() {}

  static String write(Script script) {
    ObjectNode stored = JSON.createObjectNode();
    switch (script) {
      case FollowScript follow -> writeTarget(stored, follow.target(), follow.accessMethod());
      case UnfollowScript unfollow ->
          writeTarget(stored, unfollow.target(), unfollow.accessMethod());
    }
    return stored.toString();
  }

  static Script read(ScriptName name, String text) {
    JsonNode stored;
    try {
      stored = JSON.readTree(text);
    } catch (JsonProcessingException damaged) {
      throw new IllegalStateException("a stored script is not JSON: " + text, damaged);
    }
    return switch (name) {
      case FOLLOW -> new FollowScript(target(stored), accessMethod(stored));
      case UNFOLLOW -> new UnfollowScript(target(stored), accessMethod(stored));
      case POST, COMMENT, ACCOUNT_WARMUP, LIKE, MESSAGE, SUPER_MARKETING, PROFILE, SCRAPE_USER ->
          throw new IllegalStateException(
              "no task is ever stored with the script " + name.wireName());
    };
  }

  private static void writeTarget(ObjectNode stored, Username target, AccessMethod method) {
    stored.put("target", target.value()).put("access_method", method.wireName());
  }

  private static Username target(JsonNode stored) {
    return new Username(stored.path("target").asText());
  }

  private static AccessMethod accessMethod(JsonNode stored) {
    return AccessMethod.ofWireName(stored.path("access_method").asText()).orElseThrow();
  }
}
