package dev.drover.http.task;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drover.domain.script.Kind;
import dev.drover.domain.script.Parameter;
import dev.drover.domain.script.Secret;
import dev.drover.domain.script.Values;
import dev.drover.http.json.Json;
import java.util.List;
import java.util.Optional;

/**
 * Shows numbers and booleans as documented, however a client sent them: {@code 600} for {@code
 * 600.0} and {@code "600"}.
 */
final class CanonicalScalars {
  private CanonicalScalars() {}

  /**
   * Replaces scalars of a configuration by their canonical form, but for those that are masked.
   *
   * @param values that were read from it
   */
  static JsonNode in(JsonNode config, List<Parameter<?>> parameters, Values values) {
    if (config instanceof ObjectNode object) {
      for (Parameter<?> parameter : parameters) {
        if (object.has(parameter.name()) && !isMasked(object, parameter)) {
          Optional.ofNullable(values.canonical().get(parameter.name()))
              .ifPresent(canonical -> replace(object, parameter, canonical));
        }
      }
    }
    return config;
  }

  private static boolean isMasked(ObjectNode object, Parameter<?> parameter) {
    return object.path(parameter.name()).asText().equals(Secret.MASK);
  }

  private static void replace(ObjectNode object, Parameter<?> parameter, Object canonical) {
    switch (parameter.kind()) {
      case Kind.Whole<?> _, Kind.Decimal<?> _, Kind.Flag _ ->
          object.set(parameter.name(), Json.MAPPER.valueToTree(canonical));
      case Kind.Choice<?> choice -> {
        // Both the number and its text are documented then.
        if (!choice.mixed()) {
          object.set(parameter.name(), Json.MAPPER.valueToTree(canonical));
        }
      }
      case Kind.Group group ->
          in(object.path(parameter.name()), group.parameters(), group.meaning(canonical));
      case Kind.Text<?> _, Kind.Items<?> _, Kind.SecretText _, Kind.Endpoint _ -> {}
    }
  }
}
