package dev.drover.persistence.script;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drover.domain.script.Kind;
import dev.drover.domain.script.Parameter;
import dev.drover.domain.script.Script;
import dev.drover.domain.script.ScriptType;
import dev.drover.domain.script.ScriptTypes;
import dev.drover.domain.script.Secret;
import dev.drover.domain.script.TaskScript;
import dev.drover.domain.script.UnreadableScript;
import dev.drover.domain.script.Values;
import dev.drover.persistence.access.SecretCipher;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Converts scripts to and from their stored form: a JSON object with the checked parameters by name
 * and the task's number within its request. Secrets are encrypted.
 */
public final class StoredScripts {
  private static final Logger log = LoggerFactory.getLogger(StoredScripts.class);
  private static final ObjectMapper JSON = StorableNodes.MAPPER;

  private static final String NUMBER = "number";
  private static final String VALUES = "values";
  private static final String REMEDY = "upgrade this server and retry the task, or delete it";

  private final ScriptTypes types;
  private final SecretCipher cipher;
  private final OldScriptForm oldForm;

  public StoredScripts(ScriptTypes types, SecretCipher cipher) {
    this.types = types;
    this.cipher = cipher;
    this.oldForm = new OldScriptForm(cipher);
  }

  /** The values of the columns {@code script_values} and {@code script}. */
  public record Columns(String values, String oldForm) {
    public int length() {
      return values.length() + oldForm.length();
    }
  }

  public Columns write(TaskScript script) {
    ScriptType type =
        types
            .find(script.script().wireName())
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "there is no script type " + script.script().wireName()));
    ObjectNode stored = JSON.createObjectNode().put(NUMBER, script.number());
    stored.set(VALUES, write(type.parameters(), script.values()));
    return new Columns(stored.toString(), oldForm.write(script.script()));
  }

  private ObjectNode write(List<Parameter<?>> parameters, Values values) {
    ObjectNode stored = JSON.createObjectNode();
    for (Parameter<?> parameter : parameters) {
      Object value = values.canonical().get(parameter.name());
      if (value != null) {
        stored.set(parameter.name(), write(parameter, value, values));
      }
    }
    return stored;
  }

  private JsonNode write(Parameter<?> parameter, Object value, Values beside) {
    return switch (parameter.kind()) {
      case Kind.SecretText secret ->
          JSON.getNodeFactory()
              .textNode(cipher.encrypt((Secret) value, purpose(secret, beside.canonical())));
      case Kind.Group group -> write(group.parameters(), group.meaning(value));
      case Kind.Items<?> _ -> {
        ArrayNode array = JSON.createArrayNode();
        ((List<?>) value).forEach(item -> array.add(item.toString()));
        yield array;
      }
      case Kind.Text<?> _, Kind.Endpoint _ -> JSON.getNodeFactory().textNode(value.toString());
      case Kind.Whole<?> _, Kind.Decimal<?> _, Kind.Flag _, Kind.Choice<?> _ ->
          JSON.valueToTree(value);
    };
  }

  private static String purpose(Kind.SecretText secret, Map<?, ?> beside) {
    Parameter<?> bound = secret.boundTo();
    return Optional.<Object>ofNullable(beside.get(bound.name()))
        .or(bound::fallback)
        .map(Object::toString)
        .orElse("");
  }

  /**
   * Reads a stored script. Returns an {@link UnreadableScript} if a newer version wrote a script,
   * parameter or value that this version does not know.
   *
   * @param values the column {@code script_values}; empty in rows of the previous version
   * @param old the column {@code script}
   */
  public Script read(String wireName, Optional<String> values, String old) {
    Optional<ScriptType> type = types.find(wireName);
    if (type.isEmpty()) {
      return new UnreadableScript(
          wireName,
          "the script \""
              + UnknownValue.shown(wireName)
              + "\" is not known to this version of Drover, and this server has no plug-in and no"
              + " program of that name, so the task was not run; install it, or upgrade this server,"
              + " and retry the task, or delete it");
    }
    try {
      return values.isPresent()
          ? read(type.get(), JSON.readTree(values.get()))
          : oldForm.read(wireName, JSON.readTree(old));
    } catch (JsonProcessingException | RuntimeException unreadable) {
      // Whatever is wrong with one row must fail this task only.
      log.debug("a stored {} can't be read", wireName, unreadable);
      return new UnreadableScript(
          wireName,
          "this version of Drover can't read the parameters of this task's script "
              + wireName
              + reason(unreadable)
              + ", so the task was not run; "
              + REMEDY);
    }
  }

  private static String reason(Exception unreadable) {
    return switch (unreadable) {
      case UnknownValue unknown -> " (" + unknown.getMessage() + ")";
      case IllegalArgumentException refused when refused.getMessage() != null ->
          " (" + UnknownValue.shown(refused.getMessage()) + ")";
      default -> "";
    };
  }

  private Script read(ScriptType type, JsonNode stored) {
    return type.ofStored(
        plain(type.parameters(), stored.path(VALUES)), stored.path(NUMBER).asInt());
  }

  private Map<String, Object> plain(List<Parameter<?>> parameters, JsonNode stored) {
    Map<String, Object> plain = new LinkedHashMap<>();
    stored.properties().forEach(field -> plain.put(field.getKey(), plain(field.getValue())));
    for (Parameter<?> parameter : parameters) {
      JsonNode value = stored.path(parameter.name());
      if (parameter.kind() instanceof Kind.SecretText secret && value.isTextual()) {
        plain.remove(parameter.name());
        decrypt(value.asText(), purpose(secret, plain))
            .ifPresent(clear -> plain.put(parameter.name(), clear));
      } else if (parameter.kind() instanceof Kind.Group group && value.isObject()) {
        plain.put(parameter.name(), plain(group.parameters(), value));
      }
    }
    return plain;
  }

  /** Decrypts a secret. If that fails, the script runs without it. */
  private Optional<Secret> decrypt(String stored, String purpose) {
    Optional<Secret> clear = cipher.decrypt(stored, purpose);
    if (clear.isEmpty()) {
      log.warn(
          "a stored secret can't be decrypted: it was encrypted with another key than this"
              + " server's, or for another address; its task runs without it");
    }
    return clear;
  }

  private static Object plain(JsonNode value) {
    return switch (value.getNodeType()) {
      case STRING -> value.textValue();
      case BOOLEAN -> value.booleanValue();
      case NUMBER -> value.isInt() ? (Object) value.intValue() : value.decimalValue();
      case ARRAY -> {
        List<Object> items = new ArrayList<>();
        value.forEach(item -> items.add(plain(item)));
        yield items;
      }
      case OBJECT -> {
        Map<String, Object> object = new LinkedHashMap<>();
        value.properties().forEach(field -> object.put(field.getKey(), plain(field.getValue())));
        yield object;
      }
      case NULL, MISSING, BINARY, POJO -> "";
    };
  }
}
