package dev.drover.http.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.domain.script.Scalar;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads the fields of a JSON object and collects what is wrong with them, so that a client is told
 * of everything at once. A field that is wrong reads as absent; {@link #refuseIfInvalid} ends the
 * reading.
 */
public final class ObjectReader {
  private static final int MOST_ERRORS = 100;
  private static final int MOST_CHARACTERS = 500;

  private final JsonNode object;
  private final String pointer;
  private final boolean emptyIsAbsent;
  private final Errors errors;

  private ObjectReader(JsonNode object, String pointer, boolean emptyIsAbsent, Errors errors) {
    this.object = object;
    this.pointer = pointer;
    this.emptyIsAbsent = emptyIsAbsent;
    this.errors = errors;
  }

  /** What is wrong, with a body as a whole. */
  private static final class Errors {
    private final List<FieldError> first = new ArrayList<>();
    private int count;
  }

  /**
   * Reads a body in which empty text and empty arrays are values.
   *
   * @throws ApiError if the body is not an object
   */
  public static ObjectReader ofBody(JsonNode body) {
    return of(body, false);
  }

  /**
   * Reads a body in which blank text and empty arrays count as absent.
   *
   * @throws ApiError if the body is not an object
   */
  public static ObjectReader withoutEmpties(JsonNode body) {
    return of(body, true);
  }

  private static ObjectReader of(JsonNode body, boolean emptyIsAbsent) {
    if (!body.isObject()) {
      throw new ApiError(ErrorCode.INVALID_PARAMETER, "the body must be a JSON object");
    }
    return new ObjectReader(body, "", emptyIsAbsent, new Errors());
  }

  /** The fields of an object within, or nothing where it is absent or no object. */
  public Optional<ObjectReader> object(String name) {
    JsonNode value = object.path(name);
    if (isAbsent(value)) {
      return Optional.empty();
    }
    if (!value.isObject()) {
      invalid(name, "must be an object");
      return Optional.empty();
    }
    return Optional.of(new ObjectReader(value, pointer + "/" + name, emptyIsAbsent, errors));
  }

  /** The object itself, as given. */
  public JsonNode node() {
    return object;
  }

  public boolean has(String name) {
    return !isAbsent(object.path(name));
  }

  /** Text as given. */
  public Optional<String> text(String name) {
    JsonNode value = object.path(name);
    if (isAbsent(value)) {
      return Optional.empty();
    }
    if (!value.isTextual()) {
      invalid(name, "must be a string");
      return Optional.empty();
    }
    return Optional.of(value.textValue());
  }

  /** Text that {@code parse} understands; its complaint tells the client what is allowed. */
  public <T> Optional<T> parsed(String name, Function<String, T> parse) {
    return text(name).flatMap(text -> attempt(name, text, parse));
  }

  /** One of a closed set of words. */
  public <T> Optional<T> choice(
      String name, Function<String, Optional<T>> find, List<String> allowed) {
    Optional<String> text = text(name);
    Optional<T> found = text.flatMap(find);
    if (text.isPresent() && found.isEmpty()) {
      invalid(name, "must be one of " + String.join(", ", allowed));
    }
    return found;
  }

  /** True or false; also as text. */
  public Optional<Boolean> flag(String name) {
    return scalar(name, Scalar::flag, "must be true or false");
  }

  /** A whole number; also as text, and with a fraction of zero. */
  public Optional<Integer> integer(String name, int min, int max) {
    return scalar(
            name,
            given -> Scalar.whole(given, min, max),
            "must be an integer from " + min + " to " + max)
        .map(Long::intValue);
  }

  /** What {@code read} makes of a value. */
  private <T> Optional<T> scalar(String name, Function<Object, Optional<T>> read, String allowed) {
    JsonNode value = object.path(name);
    if (isAbsent(value)) {
      return Optional.empty();
    }
    Optional<T> found = PlainValues.value(value).flatMap(read);
    if (found.isEmpty()) {
      invalid(name, allowed);
    }
    return found;
  }

  /** Blank-free, distinct parts of a text, in order. */
  public List<String> parts(String name, Pattern separators) {
    return text(name).stream()
        .flatMap(separators::splitAsStream)
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .distinct()
        .toList();
  }

  /** What can't be used is told with the field that it stands in. */
  public <T> Optional<T> attempt(String name, String text, Function<String, T> parse) {
    try {
      return Optional.of(parse.apply(text));
    } catch (IllegalArgumentException refused) {
      invalid(name, Optional.ofNullable(refused.getMessage()).orElse("can't be used"));
      return Optional.empty();
    }
  }

  /** An array of strings. */
  public Optional<List<String>> texts(String name) {
    JsonNode value = object.path(name);
    if (isAbsent(value)) {
      return Optional.empty();
    }
    if (!value.isArray()) {
      invalid(name, "must be an array of strings");
      return Optional.empty();
    }
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < value.size(); i++) {
      if (value.path(i).isTextual()) {
        texts.add(value.path(i).textValue());
      } else {
        invalid(name + "/" + i, "must be a string");
      }
    }
    return Optional.of(texts);
  }

  /** An array of strings, each of which {@code parse} understands. */
  public <T> Optional<List<T>> parsedTexts(String name, Function<String, T> parse) {
    return texts(name)
        .map(
            texts -> {
              List<T> values = new ArrayList<>();
              for (int i = 0; i < texts.size(); i++) {
                attempt(name + "/" + i, texts.get(i), parse).ifPresent(values::add);
              }
              return values;
            });
  }

  /** Reports an invalid field. The message says what is allowed. */
  public void invalid(String name, String message) {
    FieldError error = new FieldError(shortened(pointer + "/" + name), shortened(message));
    if (errors.first.contains(error)) {
      return;
    }
    errors.count++;
    if (errors.first.size() < MOST_ERRORS) {
      errors.first.add(error);
    }
  }

  /** Cuts text that may repeat what a client sent. */
  public static String shortened(String text) {
    return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS) + "…";
  }

  /** Whether any field read so far is invalid. */
  public boolean isInvalid() {
    return errors.count > 0;
  }

  /** Whether this field, or one within it, is invalid. */
  public boolean isInvalid(String name) {
    String field = shortened(pointer + "/" + name);
    return errors.first.stream()
        .anyMatch(error -> error.field().equals(field) || error.field().startsWith(field + "/"));
  }

  /** The pointers of keys that are not known; they are probably misspelt. */
  public List<String> unknownKeys(Collection<String> known) {
    return object.properties().stream()
        .map(field -> field.getKey())
        .filter(key -> !known.contains(key))
        .map(key -> pointer + "/" + key)
        .collect(Collectors.toList());
  }

  /**
   * @throws ApiError if anything read so far was wrong, naming all of it, or the first {@value
   *     #MOST_ERRORS}
   */
  public void refuseIfInvalid() {
    int more = errors.count - errors.first.size();
    if (more > 0) {
      errors.first.add(new FieldError("/", "has " + more + " more errors, which are not shown"));
    }
    if (errors.count > 0) {
      throw ApiError.invalid(errors.first);
    }
  }

  private boolean isAbsent(JsonNode value) {
    return value.isMissingNode()
        || value.isNull()
        || (emptyIsAbsent
            && ((value.isTextual() && value.textValue().isBlank())
                || (value.isArray() && value.isEmpty())));
  }
}
