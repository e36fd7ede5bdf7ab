package dev.drover.http.task;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drover.domain.account.AccountAction;
import dev.drover.domain.app.Platform;
import dev.drover.domain.script.Kind;
import dev.drover.domain.script.Parameter;
import dev.drover.domain.script.Parameter.Required;
import dev.drover.domain.script.ScriptType;
import dev.drover.domain.script.ScriptTypes;
import dev.drover.http.json.Json;
import dev.drover.http.json.Routes;
import io.helidon.webserver.http.ServerRequest;
import java.util.List;

/** The scripts that this server runs, with their parameters, as a form needs them. */
public final class ScriptRoutes {
  private final ScriptTypes scripts;

  public ScriptRoutes(ScriptTypes scripts) {
    this.scripts = scripts;
  }

  public void register(Routes routes) {
    routes.at("/scripts").get(this::list);
  }

  private JsonNode list(ServerRequest request) {
    ObjectNode data = Json.MAPPER.createObjectNode();
    ArrayNode array = data.putArray("scripts");
    scripts.all().forEach(type -> array.add(script(type)));
    return data;
  }

  private static ObjectNode script(ScriptType type) {
    ObjectNode script = Json.MAPPER.createObjectNode();
    script.put("name", type.name());
    script.put("summary", type.summary());
    script.put("fan_out", type.fanOut().map(Parameter::name).orElse(null));
    script.put("takes_files", type.takesFiles());
    script.put("budget", type.spends().map(AccountAction::wireName).orElse(null));
    script.set("parameters", parameters(type.parameters()));
    return script;
  }

  private static ArrayNode parameters(List<Parameter<?>> parameters) {
    ArrayNode array = Json.MAPPER.createArrayNode();
    parameters.forEach(parameter -> array.add(parameter(parameter)));
    return array;
  }

  private static ObjectNode parameter(Parameter<?> parameter) {
    ObjectNode view = Json.MAPPER.createObjectNode();
    view.put("name", parameter.name());
    ArrayNode others = view.putArray("other_names");
    parameter.otherNames().forEach(others::add);
    view.put("section", parameter.section());
    view.put("summary", parameter.summary());
    view.put("only_on", parameter.onlyOn().map(Platform::wireName).orElse(null));
    view.put("ignored_elsewhere", parameter.ignoredElsewhere());
    view.put("required", parameter.required() instanceof Required.Always);
    if (parameter.required() instanceof Required.With with) {
      ObjectNode condition = view.putObject("required_with");
      condition.put("parameter", with.parameter().name());
      condition.set("value", json(with.value()));
      condition.put("unless", with.unless().map(Parameter::name).orElse(null));
    } else {
      view.putNull("required_with");
    }
    view.set("default", parameter.fallback().map(ScriptRoutes::json).orElse(null));
    describe(view, parameter.kind());
    return view;
  }

  private static JsonNode json(Object value) {
    return Json.MAPPER.valueToTree(value);
  }

  private static void describe(ObjectNode view, Kind<?> kind) {
    switch (kind) {
      case Kind.Text<?> _ -> view.put("type", "text");
      case Kind.Items<?> items ->
          view.put("type", "list")
              .put(
                  "form",
                  switch (items.form()) {
                    case ARRAY -> "array";
                    case STRING -> "string";
                  })
              .put(
                  "separator",
                  switch (items.separator()) {
                    case LINE -> "line";
                    case LINE_OR_COMMA -> "line_or_comma";
                  });
      case Kind.Whole<?> whole ->
          view.put("type", "integer").put("minimum", whole.min()).put("maximum", whole.max());
      case Kind.Decimal<?> decimal ->
          view.put("type", "number").put("minimum", decimal.min()).put("maximum", decimal.max());
      case Kind.Flag _ -> view.put("type", "boolean");
      case Kind.Choice<?> choice -> {
        view.put("type", "choice");
        ArrayNode choices = view.putArray("choices");
        choice
            .options()
            .forEach(
                option ->
                    choices
                        .addObject()
                        .put("summary", option.summary())
                        .set("value", json(option.wire())));
      }
      case Kind.Group group ->
          view.put("type", "object").set("parameters", parameters(group.parameters()));
      case Kind.SecretText _ -> view.put("type", "secret");
      case Kind.Endpoint _ -> view.put("type", "url");
    }
  }
}
