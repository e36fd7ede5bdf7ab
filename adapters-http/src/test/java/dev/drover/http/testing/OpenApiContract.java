package dev.drover.http.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import dev.drover.http.server.HttpApi;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The OpenAPI document as a judge of what the server answers. Stricter than the document is to
 * clients: an answer must not hold a field that the document does not name.
 */
public final class OpenApiContract {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> METHODS =
      List.of("get", "put", "post", "delete", "options", "head", "patch", "trace");
  private static final ByteBuffer PNG_SIGNATURE =
      ByteBuffer.wrap(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});

  private static final class Served {
    private static final OpenApiContract CONTRACT = new OpenApiContract(read());
  }

  private final JsonNode document;

  /** In the document's order. */
  private final Map<String, Pattern> paths;

  private final Schemas answers;
  private final Schemas requests;

  public OpenApiContract(JsonNode document) {
    this.document = document;
    this.paths =
        document.path("paths").properties().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey,
                    OpenApiContract::template,
                    (first, _) -> first,
                    LinkedHashMap::new));
    this.answers = new Schemas("urn:drover:answers", closed(document.deepCopy()));
    this.requests = new Schemas("urn:drover:requests", lenient(document.deepCopy()));
  }

  /** The document that the server serves. */
  public static OpenApiContract served() {
    return Served.CONTRACT;
  }

  public static JsonNode read() {
    try (InputStream yaml =
        Objects.requireNonNull(
            HttpApi.class.getResourceAsStream("/dev/drover/http/openapi.yaml"))) {
      return JSON.valueToTree(
          new Load(LoadSettings.builder().setLabel("openapi.yaml").build())
              .loadFromInputStream(yaml));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** What was asked for, and what was answered. */
  public record Exchange(String method, URI uri, int status, HttpHeaders headers, ByteBuffer body) {
    public static Exchange of(HttpResponse<byte[]> response) {
      return new Exchange(
          response.request().method(),
          response.request().uri(),
          response.statusCode(),
          response.headers(),
          ByteBuffer.wrap(response.body()));
    }

    @Override
    public String toString() {
      return method + " " + uri.getRawPath() + " answered " + status;
    }
  }

  /** Every operation of the document below /api/v1, such as {@code GET /task/{task_id}}. */
  public SortedSet<String> operations() {
    SortedSet<String> operations = new TreeSet<>();
    for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> member : path.getValue().properties()) {
        if (METHODS.contains(member.getKey()) && !path.getValue().has("servers")) {
          operations.add(member.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey());
        }
      }
    }
    return operations;
  }

  /**
   * Judges an answer.
   *
   * @throws AssertionError if it is not one that the document describes
   */
  public void check(Exchange exchange) {
    Optional<String> path = pathOf(exchange.uri().normalize().getPath());
    if (path.isEmpty()) {
      expectStatus(exchange, 404);
      checkResponse(exchange, "/x-other-paths");
      return;
    }
    String operation = path.get() + "/" + exchange.method().toLowerCase(Locale.ROOT);
    if (document.at(operation).isMissingNode()) {
      expectStatus(exchange, 405);
      checkResponse(exchange, "/x-other-methods");
      checkAllow(exchange, path.get());
      return;
    }
    checkResponse(exchange, operation + "/responses/" + exchange.status());
  }

  /**
   * Judges a request that was carried out: what the server takes is to be described as well, by a
   * schema or by the document's words on "What is meant". Null counts as left out.
   *
   * @param body the request's, if that is JSON
   */
  public void checkAccepted(Exchange exchange, Optional<String> body) {
    String path = pathOf(exchange.uri().normalize().getPath()).orElseThrow();
    String operation = path + "/" + exchange.method().toLowerCase(Locale.ROOT);
    checkParameters(exchange, path, operation);
    String schema = operation + "/requestBody/content/application~1json/schema";
    if (body.isPresent() && !document.at(schema).isMissingNode()) {
      boolean emptyIsLeftOut = operation.equals("/paths/~1task/post");
      JsonNode given = withoutAbsent(json(body.get()), emptyIsLeftOut);
      validate(exchange + "; its request", requests, schema, given);
    }
  }

  /**
   * Judges the answer to something that names no path, since it is not HTTP.
   *
   * @param answer as it came over the wire
   */
  public void checkNotHttp(String answer) {
    String head = answer.substring(0, answer.indexOf("\r\n\r\n"));
    Map<String, List<String>> headers =
        head.lines()
            .skip(1)
            .collect(
                Collectors.toMap(
                    line -> line.substring(0, line.indexOf(':')),
                    line -> List.of(line.substring(line.indexOf(':') + 1).strip())));
    Exchange exchange =
        new Exchange(
            "What is not HTTP,",
            URI.create(""),
            Integer.parseInt(head.split(" ")[1]),
            HttpHeaders.of(headers, (name, value) -> true),
            StandardCharsets.UTF_8.encode(answer.substring(head.length() + 4)));
    expectStatus(exchange, 400);
    checkResponse(exchange, "/x-not-http");
  }

  /** Judges a server-sent event. */
  public void checkEvent(String name, JsonNode data) {
    String schema =
        "/paths/~1events/get/responses/200/content/text~1event-stream/x-events/" + escaped(name);
    if (document.at(schema).isMissingNode()) {
      throw new AssertionError("the document lists no event \"" + name + "\"");
    }
    validate("the event " + name, answers, schema, data);
  }

  /** Judges a message of the WebSocket for live pictures. */
  public void checkLiveMessage(String name, JsonNode message) {
    String schema = "/paths/~1live/get/responses/101/x-messages/" + escaped(name);
    if (document.at(schema).isMissingNode()) {
      throw new AssertionError("the document lists no message \"" + name + "\"");
    }
    validate("the message " + name, answers, schema, message);
  }

  /** Judges every example of the document by the schema beside it. */
  public int checkExamples() {
    return checkExamples("", document);
  }

  private int checkExamples(String pointer, JsonNode node) {
    int count = 0;
    if (node.has("schema") && pointer.matches(".*/content/[^/]+")) {
      boolean json = pointer.endsWith("json");
      Schemas schemas = pointer.contains("/requestBody/") ? requests : answers;
      if (json && !node.has("example") && !node.has("examples")) {
        throw new AssertionError("there is no example at " + pointer);
      }
      if (json && node.has("example")) {
        validate("the example at " + pointer, schemas, pointer + "/schema", node.path("example"));
        count++;
      }
      for (Map.Entry<String, JsonNode> example : node.path("examples").properties()) {
        validate(
            "the example " + example.getKey() + " at " + pointer,
            schemas,
            pointer + "/schema",
            example.getValue().path("value"));
        count++;
      }
      return count;
    }
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      count += checkExamples(pointer + "/" + escaped(field.getKey()), field.getValue());
    }
    return count;
  }

  /** The pointer of the path's item; of several that fit, the one with the fewest parameters. */
  private Optional<String> pathOf(String decodedPath) {
    // A path may end with a slash, which an encoded one is, too.
    String path = decodedPath.replaceFirst("(?<=.)/\\z", "");
    return paths.entrySet().stream()
        .filter(one -> one.getValue().matcher(path).matches())
        .map(Map.Entry::getKey)
        .min(Comparator.comparingLong(found -> found.chars().filter(c -> c == '{').count()))
        .map(found -> "/paths/" + escaped(found));
  }

  private static Pattern template(Map.Entry<String, JsonNode> path) {
    String prefix = path.getValue().has("servers") ? "" : "/api/v1";
    return Pattern.compile(
        Arrays.stream((prefix + path.getKey()).split("(?=\\{)|(?<=\\})"))
            .map(part -> part.startsWith("{") ? "[^/]+" : Pattern.quote(part))
            .collect(Collectors.joining()));
  }

  private static void expectStatus(Exchange exchange, int status) {
    if (exchange.status() != status) {
      throw new AssertionError(
          exchange + ", but the document has no such operation: it must be " + status);
    }
  }

  private void checkAllow(Exchange exchange, String path) {
    List<String> documented =
        METHODS.stream()
            .filter(document.at(path)::has)
            .map(method -> method.toUpperCase(Locale.ROOT))
            .sorted()
            .toList();
    List<String> allowed =
        Arrays.stream(exchange.headers().firstValue("Allow").orElse("").split(", "))
            .sorted()
            .toList();
    if (!allowed.equals(documented)) {
      throw new AssertionError(
          exchange + " with Allow " + allowed + ", but the document has " + documented);
    }
  }

  private void checkResponse(Exchange exchange, String given) {
    String pointer = resolved(given);
    JsonNode response = document.at(pointer);
    if (response.isMissingNode()) {
      throw new AssertionError(
          exchange + ", which the document does not list at " + given + ": " + text(exchange));
    }
    for (String name : names(response.path("headers"))) {
      checkHeader(exchange, name, pointer + "/headers/" + escaped(name));
    }
    if (!response.has("content")) {
      if (exchange.body().hasRemaining()) {
        throw new AssertionError(exchange + " with a body; the document has none at " + pointer);
      }
      return;
    }
    String type =
        exchange.headers().firstValue("Content-Type").orElse("").replaceFirst(";.*", "").strip();
    String content = pointer + "/content/" + escaped(type);
    if (document.at(content).isMissingNode()) {
      throw new AssertionError(
          exchange
              + " with Content-Type \""
              + type
              + "\"; the document has "
              + names(response.path("content"))
              + " at "
              + pointer);
    }
    checkBody(exchange, type, content);
  }

  private void checkHeader(Exchange exchange, String name, String given) {
    String pointer = resolved(given);
    Optional<String> value = exchange.headers().firstValue(name);
    if (value.isPresent()) {
      JsonNode parsed =
          document.at(pointer + "/schema/type").asText().equals("integer")
                  && value.get().matches("\\d+")
              ? JSON.getNodeFactory().numberNode(Long.parseLong(value.get()))
              : JSON.getNodeFactory().textNode(value.get());
      validate(exchange + "; its header " + name, answers, pointer + "/schema", parsed);
    } else if (document.at(pointer + "/required").asBoolean()) {
      throw new AssertionError(exchange + " without the header " + name);
    }
  }

  private void checkBody(Exchange exchange, String type, String content) {
    switch (type) {
      case "application/json" ->
          validate(exchange.toString(), answers, content + "/schema", json(exchange));
      case "image/png" -> {
        if (exchange.body().mismatch(PNG_SIGNATURE) != PNG_SIGNATURE.remaining()) {
          throw new AssertionError(exchange + " with a body that is no PNG");
        }
      }
      default -> {
        if (!exchange.body().hasRemaining()) {
          throw new AssertionError(exchange + " with an empty body");
        }
      }
    }
  }

  private void checkParameters(Exchange exchange, String path, String operation) {
    SortedSet<String> known = new TreeSet<>();
    for (String owner : List.of(path, operation)) {
      for (int i = 0; i < document.at(owner + "/parameters").size(); i++) {
        known.add(document.at(resolved(owner + "/parameters/" + i) + "/name").asText());
      }
    }
    String query = Optional.ofNullable(exchange.uri().getRawQuery()).orElse("");
    for (String parameter : query.split("&")) {
      String name = parameter.replaceFirst("=.*", "");
      if (!name.isEmpty() && !name.equals("_") && !known.contains(name) && !warns(exchange, name)) {
        throw new AssertionError(
            exchange + " to the parameter " + name + "; the document has " + known);
      }
    }
  }

  /** Whether the answer says that a query parameter was ignored. */
  private static boolean warns(Exchange exchange, String name) {
    return exchange.headers().firstValue("Content-Type").orElse("").startsWith("application/json")
        && json(exchange)
            .at("/data/warnings")
            .toString()
            .contains("\\\"" + name + "\\\" is not known and was ignored");
  }

  private static void validate(String what, Schemas schemas, String pointer, JsonNode value) {
    List<Error> errors = schemas.at(pointer).validate(value);
    if (!errors.isEmpty()) {
      throw new AssertionError(
          what
              + " is not as the document says at "
              + pointer
              + ":\n"
              + errors.stream()
                  .map(error -> "  at " + error.getInstanceLocation() + ": " + error.getMessage())
                  .collect(Collectors.joining("\n"))
              + "\n"
              + value);
    }
  }

  private String resolved(String pointer) {
    JsonNode reference = document.at(pointer).path("$ref");
    return reference.isTextual() ? reference.asText().substring(1) : pointer;
  }

  private static JsonNode json(Exchange exchange) {
    return json(text(exchange));
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException malformed) {
      throw new AssertionError("not JSON: " + text, malformed);
    }
  }

  private static String text(Exchange exchange) {
    return StandardCharsets.UTF_8.decode(exchange.body().duplicate()).toString();
  }

  private static JsonNode withoutAbsent(JsonNode node, boolean emptyIsLeftOut) {
    if (node instanceof ObjectNode object) {
      ObjectNode rest = JSON.createObjectNode();
      for (Map.Entry<String, JsonNode> field : object.properties()) {
        JsonNode value = field.getValue();
        if (!value.isNull() && !(emptyIsLeftOut && isEmpty(value))) {
          rest.set(field.getKey(), withoutAbsent(value, emptyIsLeftOut));
        }
      }
      return rest;
    }
    return node;
  }

  private static boolean isEmpty(JsonNode value) {
    return (value.isTextual() && value.textValue().isBlank())
        || (value.isArray() && value.isEmpty());
  }

  /** Adds what the document says in words: a number or a boolean may be exact text. */
  private static JsonNode lenient(JsonNode node) {
    for (JsonNode child : node) {
      lenient(child);
    }
    if (node instanceof ObjectNode object) {
      Optional<String> text =
          switch (object.path("type").asText()) {
            case "integer", "number" -> Optional.of("^-?[0-9]+([.][0-9]+)?$");
            case "boolean" -> Optional.of("^(true|false)$");
            default -> Optional.empty();
          };
      if (text.isPresent()) {
        ObjectNode documented = object.deepCopy();
        object.removeAll();
        ArrayNode forms = object.putArray("anyOf").add(documented);
        forms.addObject().put("type", "string").put("pattern", text.get());
      }
    }
    return node;
  }

  /** Objects that do not say whether they may hold more must not. */
  private static JsonNode closed(JsonNode node) {
    for (JsonNode child : node) {
      closed(child);
    }
    if (node instanceof ObjectNode object
        && isObjectSchema(object)
        && !object.has("additionalProperties")) {
      object.put("additionalProperties", false);
    }
    return node;
  }

  private static boolean isObjectSchema(ObjectNode node) {
    JsonNode type = node.path("type");
    boolean object =
        type.asText().equals("object")
            || (type instanceof ArrayNode several && several.toString().contains("\"object\""));
    return object && node.path("properties").isObject();
  }

  private static List<String> names(JsonNode object) {
    return object.properties().stream().map(Map.Entry::getKey).toList();
  }

  private static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }

  /** The schemas of one form of the document, by their pointers. */
  private static final class Schemas {
    private final String name;
    private final SchemaRegistry registry;
    private final Map<String, Schema> byPointer = new ConcurrentHashMap<>();

    Schemas(String name, JsonNode document) {
      this.name = name;
      this.registry =
          SchemaRegistry.withDefaultDialect(
              dialect(document),
              builder ->
                  builder
                      .schemas(Map.of(name, document.toString()))
                      .schemaRegistryConfig(
                          SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));
    }

    /**
     * The document as a whole is read as if it were a schema, so its own words are made known. The
     * discriminator is not judged by: in OpenAPI 3.1 it is a hint that makes nothing valid or not.
     */
    private static Dialect dialect(JsonNode document) {
      Dialect.Builder dialect = Dialect.builder(Dialects.getOpenApi31());
      names(document).forEach(word -> dialect.keyword(new NonValidationKeyword(word)));
      return dialect.keyword(new NonValidationKeyword("discriminator")).build();
    }

    Schema at(String pointer) {
      return byPointer.computeIfAbsent(
          pointer, known -> registry.getSchema(SchemaLocation.of(name + "#" + known)));
    }
  }
}
