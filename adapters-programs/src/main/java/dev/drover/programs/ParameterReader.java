package dev.drover.programs;

import dev.drover.domain.script.Kind;
import dev.drover.domain.script.Kind.Choice;
import dev.drover.domain.script.Parameter;
import dev.drover.domain.script.Problems;
import dev.drover.programs.YamlFile.Mapping;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads the parameters of a declaration, which have the names that {@code GET /scripts} shows. */
final class ParameterReader {
  private static final List<String> KEYS =
      List.of(
          "name",
          "type",
          "summary",
          "section",
          "required",
          "default",
          "minimum",
          "maximum",
          "choices");

  private static final List<String> CHOICE_KEYS = List.of("value", "summary");

  private static final List<String> TYPES =
      List.of("text", "list", "integer", "number", "boolean", "choice", "secret");

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,39}");

  private final YamlFile yaml;
  private final String script;

  /**
   * @param script the script's name, to which stored secrets are bound
   */
  ParameterReader(YamlFile yaml, String script) {
    this.yaml = yaml;
    this.script = script;
  }

  List<Parameter<?>> read(Node list) {
    List<Parameter<?>> parameters = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Node item : yaml.list(list)) {
      Parameter<?> parameter = parameter(yaml.mapping(item, KEYS));
      if (!names.add(parameter.name())) {
        throw yaml.refused(item, "two parameters are called " + parameter.name());
      }
      parameters.add(parameter);
    }
    return parameters;
  }

  private Parameter<?> parameter(Mapping mapping) {
    Node named = yaml.required(mapping, "name");
    String name = yaml.text(named);
    if (!NAME.matcher(name).matches()) {
      throw yaml.refused(
          named,
          "a parameter's name must be 1 to 40 lower-case letters, digits and underscores, a letter"
              + " first");
    }
    return completed(declared(name, mapping), mapping);
  }

  private Parameter<?> declared(String name, Mapping mapping) {
    Node node = yaml.required(mapping, "type");
    String type = yaml.text(node);
    refuseOthers(mapping, type);
    return switch (type) {
      case "text" -> Parameter.text(name);
      case "list" -> Parameter.sequence(name, Function.<String>identity());
      case "integer" -> Parameter.whole(name, whole(mapping, "minimum"), whole(mapping, "maximum"));
      case "number" ->
          Parameter.decimal(name, decimal(mapping, "minimum"), decimal(mapping, "maximum"));
      case "boolean" -> Parameter.flag(name);
      case "choice" -> choice(name, mapping);
      case "secret" -> Parameter.secret(name, Parameter.text("script").otherwise(script));
      default -> throw yaml.refused(node, "type must be one of " + String.join(", ", TYPES));
    };
  }

  /** Refuses what means nothing for this type. */
  private void refuseOthers(Mapping mapping, String type) {
    boolean number = type.equals("integer") || type.equals("number");
    refuseUnless(number, mapping, "minimum", type);
    refuseUnless(number, mapping, "maximum", type);
    refuseUnless(type.equals("choice"), mapping, "choices", type);
    refuseUnless(!type.equals("secret"), mapping, "default", type);
  }

  private void refuseUnless(boolean means, Mapping mapping, String key, String type) {
    if (!means && mapping.find(key).isPresent()) {
      throw yaml.refused(
          mapping.find(key).get(), key + " means nothing for a parameter of type " + type);
    }
  }

  private int whole(Mapping mapping, String key) {
    Node node = yaml.required(mapping, key);
    if (yaml.wordOrNumber(node) instanceof Integer number) {
      return number;
    }
    throw yaml.refused(node, key + " must be a whole number of at most nine digits");
  }

  private double decimal(Mapping mapping, String key) {
    Node node = yaml.required(mapping, key);
    try {
      BigDecimal number = new BigDecimal(yaml.text(node));
      if (number.abs().compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) <= 0) {
        return number.doubleValue();
      }
    } catch (NumberFormatException _) {
      // Refused below.
    }
    throw yaml.refused(node, key + " must be a number from -2147483647 to 2147483647");
  }

  private Parameter<?> choice(String name, Mapping mapping) {
    Node list = yaml.required(mapping, "choices");
    List<Choice.Option<Object>> options = new ArrayList<>();
    Set<String> values = new HashSet<>();
    for (Node item : yaml.list(list)) {
      Choice.Option<Object> option = option(item);
      if (!values.add(option.wire().toString())) {
        throw yaml.refused(item, "the choice " + option.wire() + " stands here twice");
      }
      options.add(option);
    }
    if (options.isEmpty()) {
      throw yaml.refused(list, "choices must have at least one");
    }
    Parameter<Object> any = Parameter.choice(name);
    return new Parameter<>(
        name,
        new Choice<>(options),
        any.otherNames(),
        any.fallback(),
        any.required(),
        any.onlyOn(),
        any.ignoredElsewhere(),
        any.section(),
        any.summary());
  }

  /** A choice is a value, or a mapping of a value and what it means. */
  private Choice.Option<Object> option(Node item) {
    if (!(item instanceof MappingNode)) {
      Object value = yaml.wordOrNumber(item);
      return new Choice.Option<>(value, value, value.toString());
    }
    Mapping mapping = yaml.mapping(item, CHOICE_KEYS);
    Object value = yaml.wordOrNumber(yaml.required(mapping, "value"));
    return new Choice.Option<>(
        value, value, mapping.find("summary").map(yaml::text).orElseGet(value::toString));
  }

  private <T> Parameter<T> completed(Parameter<T> parameter, Mapping mapping) {
    Parameter<T> described =
        parameter.described(
            mapping.find("section").map(yaml::text).orElse("Parameters"),
            mapping.find("summary").map(yaml::text).map(String::strip).orElse(""));
    boolean required = mapping.find("required").map(yaml::flag).orElse(false);
    Optional<Node> fallback = mapping.find("default");
    if (required && fallback.isPresent()) {
      throw yaml.refused(fallback.get(), "a required parameter has no default");
    }
    Parameter<T> asked = required ? described.required("") : described;
    return fallback.map(node -> asked.otherwise(canonical(asked, node))).orElse(asked);
  }

  private Object canonical(Parameter<?> parameter, Node node) {
    Problems problems = new Problems();
    Optional<Object> canonical =
        parameter.kind().check(given(parameter, node), "default", Kind.Check.ofStored(problems));
    if (problems.hasErrors()) {
      throw yaml.refused(node, problems.errors().getFirst().toString());
    }
    return canonical.orElseThrow(() -> yaml.refused(node, "default must not be empty"));
  }

  /** A text stays as it is written, even if it looks like a number. */
  private Object given(Parameter<?> parameter, Node node) {
    if (node instanceof SequenceNode) {
      return yaml.list(node).stream().map(yaml::text).toList();
    }
    return parameter.kind() instanceof Kind.Text<?> ? yaml.text(node) : yaml.wordOrNumber(node);
  }
}
