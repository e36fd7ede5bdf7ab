package dev.drover.http.task;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drover.domain.script.Kind;
import dev.drover.domain.script.Parameter;
import dev.drover.domain.script.Secret;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Takes the secrets out of a {@code script_config}, which is kept and shown as it was given. A
 * secret at the wrong place or under a name of another API is none the less.
 */
final class ConfigMask {
  /** Ends of names without their punctuation. */
  private static final List<String> SECRETS =
      List.of(
          "apikey",
          "secret",
          "secretkey",
          "password",
          "passwd",
          "pwd",
          "token",
          "credential",
          "credentials",
          "authorization");

  private static final Pattern PUNCTUATION = Pattern.compile("[^a-z]");

  private ConfigMask() {}

  /**
   * Masks what is named like a secret, and the parameters that a script declares as secrets,
   * whatever they are called.
   */
  static JsonNode masked(JsonNode config, List<Parameter<?>> declared) {
    JsonNode copy = masked(config);
    if (copy instanceof ObjectNode object) {
      maskDeclared(object, declared);
    }
    return copy;
  }

  private static void maskDeclared(ObjectNode object, List<Parameter<?>> declared) {
    for (Parameter<?> parameter : declared) {
      if (parameter.kind() instanceof Kind.SecretText && object.has(parameter.name())) {
        object.put(parameter.name(), Secret.MASK);
      } else if (parameter.kind() instanceof Kind.Group group
          && object.path(parameter.name()) instanceof ObjectNode inner) {
        maskDeclared(inner, group.parameters());
      }
    }
  }

  private static JsonNode masked(JsonNode config) {
    return switch (config) {
      case ObjectNode object -> {
        ObjectNode copy = object.objectNode();
        object
            .properties()
            .forEach(
                field ->
                    copy.set(
                        field.getKey(),
                        isSecret(field.getKey())
                            ? copy.textNode(Secret.MASK)
                            : masked(field.getValue())));
        yield copy;
      }
      case ArrayNode array -> {
        ArrayNode copy = array.arrayNode();
        array.forEach(element -> copy.add(masked(element)));
        yield copy;
      }
      default -> config;
    };
  }

  private static boolean isSecret(String name) {
    String letters = PUNCTUATION.matcher(name.toLowerCase(Locale.ROOT)).replaceAll("");
    return SECRETS.stream().anyMatch(letters::endsWith);
  }
}
