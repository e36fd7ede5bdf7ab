package dev.drover.http.docs;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.drover.domain.app.Platform;
import dev.drover.domain.script.Kind;
import dev.drover.domain.script.Parameter;
import dev.drover.domain.script.Parameter.Required;
import dev.drover.domain.script.ScriptType;
import dev.drover.domain.script.ScriptTypes;
import dev.drover.http.json.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes the part of the OpenAPI document that the declarations of scripts settle. */
final class ScriptSchemas {
  private final StringBuilder yaml = new StringBuilder();

  private ScriptSchemas() {}

  static String of(ScriptTypes types) {
    ScriptSchemas schemas = new ScriptSchemas();
    schemas.request(types);
    types.all().forEach(schemas::tasks);
    types.all().forEach(schemas::config);
    schemas.plugInTasks(types);
    schemas.line(4, "ScriptName:");
    schemas.line(6, "type: string");
    schemas.line(
        6,
        "description: "
            + quoted(
                String.join(", ", types.names()) + ", or a plug-in's; `GET /scripts` names all."));
    return schemas.yaml.toString();
  }

  private void line(int indent, String text) {
    yaml.append(" ".repeat(indent)).append(text).append('\n');
  }

  private static String camel(ScriptType type) {
    return Arrays.stream(type.name().split("_"))
        .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
        .collect(Collectors.joining());
  }

  private void request(ScriptTypes types) {
    line(4, "CreateTasksRequest:");
    line(6, "description: What to run, and on which phones or as which accounts.");
    line(6, "oneOf:");
    types.all().forEach(type -> line(8, "- $ref: " + schema(type)));
    line(8, "- $ref: \"#/components/schemas/PluginTasks\"");
  }

  private void plugInTasks(ScriptTypes types) {
    line(4, "PluginTasks:");
    line(6, "title: a script of a plug-in");
    line(6, "allOf:");
    line(8, "- $ref: \"#/components/schemas/TaskTargets\"");
    line(8, "- type: object");
    line(10, "required: [script_name, script_config]");
    line(10, "properties:");
    line(12, "script_name:");
    line(14, "type: string");
    line(14, "not: { enum: [" + String.join(", ", types.names()) + "] }");
    line(12, "script_config:");
    line(14, "type: object");
    line(14, "description: Its parameters, as `GET /scripts` names them.");
    line(14, "additionalProperties: true");
    line(10, "additionalProperties: true");
  }

  private static String schema(ScriptType type) {
    return "\"#/components/schemas/" + camel(type) + "Tasks\"";
  }

  private void tasks(ScriptType type) {
    line(4, camel(type) + "Tasks:");
    line(6, "title: " + type.name());
    line(6, "allOf:");
    line(8, "- $ref: \"#/components/schemas/TaskTargets\"");
    line(8, "- type: object");
    line(10, "required: [script_name, script_config]");
    line(10, "properties:");
    line(12, "script_name: { type: string, const: " + type.name() + " }");
    line(12, "script_config: { $ref: \"#/components/schemas/" + camel(type) + "Config\" }");
    line(10, "additionalProperties: true");
  }

  private void config(ScriptType type) {
    line(4, camel(type) + "Config:");
    line(6, "description: " + quoted(summary(type)));
    object(6, type.parameters());
  }

  private static String summary(ScriptType type) {
    String perTask =
        type.fanOut()
            .map(list -> "One task for each of `" + list.name() + "` on each phone or account.")
            .orElse("One task a phone or account.");
    return type.summary() + " " + perTask;
  }

  private void object(int indent, List<Parameter<?>> parameters) {
    line(indent, "type: object");
    List<String> always =
        parameters.stream()
            .filter(parameter -> parameter.required() instanceof Required.Always)
            .filter(parameter -> parameter.otherNames().isEmpty())
            .map(Parameter::name)
            .toList();
    if (!always.isEmpty()) {
      line(indent, "required: [" + String.join(", ", always) + "]");
    }
    line(indent, "properties:");
    for (Parameter<?> parameter : parameters) {
      line(indent + 2, parameter.name() + ":");
      kind(indent + 4, parameter);
      parameter.fallback().ifPresent(value -> line(indent + 4, "default: " + quoted(value)));
      line(indent + 4, "description: " + quoted(described(parameter)));
      for (String other : parameter.otherNames()) {
        line(indent + 2, other + ":");
        line(indent + 4, "type: string");
        line(indent + 4, "minLength: 1");
        line(
            indent + 4,
            "description: "
                + quoted(
                    "One or many, separated by commas or line ends; counts where `"
                        + parameter.name()
                        + "` is not given."));
      }
    }
    parameters.stream()
        .filter(parameter -> parameter.required() instanceof Required.Always)
        .filter(parameter -> !parameter.otherNames().isEmpty())
        .forEach(
            parameter -> {
              line(indent, "anyOf:");
              Stream.concat(Stream.of(parameter.name()), parameter.otherNames().stream())
                  .forEach(name -> line(indent + 2, "- required: [" + name + "]"));
            });
    line(indent, "additionalProperties: true");
  }

  private void kind(int indent, Parameter<?> parameter) {
    boolean required = parameter.required() instanceof Required.Always;
    switch (parameter.kind()) {
      case Kind.Text<?> _, Kind.SecretText _, Kind.Endpoint _ -> {
        line(indent, "type: string");
        if (required) {
          line(indent, "minLength: 1");
        }
      }
      case Kind.Items<?> items -> {
        switch (items.form()) {
          case ARRAY -> {
            line(indent, "type: array");
            if (required) {
              line(indent, "minItems: 1");
            }
            line(indent, "items: { type: string, minLength: 1, pattern: \"\\\\S\" }");
          }
          case STRING -> {
            line(indent, "type: string");
            if (required) {
              line(indent, "minLength: 1");
            }
          }
        }
      }
      case Kind.Whole<?> whole -> {
        line(indent, "type: integer");
        line(indent, "minimum: " + whole.min());
        line(indent, "maximum: " + whole.max());
      }
      case Kind.Decimal<?> decimal -> {
        line(indent, "type: number");
        line(indent, "minimum: " + decimal.min());
        line(indent, "maximum: " + decimal.max());
      }
      case Kind.Flag _ -> line(indent, "type: boolean");
      case Kind.Choice<?> choice -> choice(indent, choice);
      case Kind.Group group -> object(indent, group.parameters());
    }
  }

  private void choice(int indent, Kind.Choice<?> choice) {
    List<Object> values = new ArrayList<>();
    choice.options().forEach(option -> values.add(option.wire()));
    List<Object> numbers = values.stream().filter(Integer.class::isInstance).toList();
    if (choice.mixed()) {
      line(indent, "anyOf:");
      line(indent + 2, "- type: integer");
      line(indent + 4, "enum: " + list(numbers));
      line(indent + 2, "- type: string");
      line(indent + 4, "enum: " + list(values.stream().map(Object::toString).toList()));
    } else {
      line(indent, "type: " + (numbers.isEmpty() ? "string" : "integer"));
      line(indent, "enum: " + list(values));
    }
  }

  private static String list(List<?> values) {
    return values.stream().map(ScriptSchemas::quoted).collect(Collectors.joining(", ", "[", "]"));
  }

  private static String described(Parameter<?> parameter) {
    List<String> sentences = new ArrayList<>();
    sentences.add(parameter.summary());
    if (parameter.kind() instanceof Kind.Choice<?> choice) {
      sentences.add(
          choice.options().stream()
                  .map(option -> "`" + option.wire() + "`: " + option.summary())
                  .collect(Collectors.joining("; "))
              + ".");
    }
    switch (parameter.required()) {
      case Required.No _, Required.Always _ -> {}
      case Required.With with ->
          sentences.add(
              "Required with `"
                  + with.parameter().name()
                  + "` `"
                  + with.value()
                  + "`"
                  + with.unless().map(other -> " unless `" + other.name() + "` is given").orElse("")
                  + ".");
    }
    Optional<Platform> only = parameter.onlyOn();
    only.ifPresent(
        platform ->
            sentences.add(
                platform.displayName()
                    + (parameter.ignoredElsewhere() ? " only; ignored elsewhere." : " only.")));
    return String.join(" ", sentences);
  }

  /** JSON's way of writing a scalar is YAML's, too. */
  private static String quoted(Object value) {
    try {
      return Json.MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
