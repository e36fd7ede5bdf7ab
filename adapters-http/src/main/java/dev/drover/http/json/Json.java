package dev.drover.http.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads and writes JSON. Reading is strict. */
public final class Json {
  /** A body of 10 MiB that consists of the smallest tokens would need 1 GiB as a tree. */
  private static final int MOST_TOKENS = 250_000;

  public static final ObjectMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(64)
                          .maxNumberLength(100)
                          .maxTokenCount(MOST_TOKENS)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** Reads what this version or another one has stored. */
  private static final JsonFactory STORED = new JsonFactory();

  /** What the parser says of its source, which means nothing to a client. */
  private static final Pattern SOURCE =
      Pattern.compile("(?<!\\s)\\s*+(?:\\(start marker at )?\\[Source:[^\\[\\]]*+\\]\\)?");

  private static final Pattern TOKEN = Pattern.compile("token '[^']*+'?");

  private Json() {}

  /**
   * Reads a body.
   *
   * @throws ApiError if it is not one JSON value, names a key twice, or has text that can't be kept
   */
  public static JsonNode read(byte[] body) {
    JsonNode node;
    try {
      node = MAPPER.readTree(body);
    } catch (MismatchedInputException more) {
      throw new ApiError(
          ErrorCode.INVALID_PARAMETER,
          "the body is not valid JSON: something follows the first value" + at(more));
    } catch (JsonProcessingException malformed) {
      throw new ApiError(
          ErrorCode.INVALID_PARAMETER,
          "the body is not valid JSON: "
              + withoutContent(malformed.getOriginalMessage())
              + at(malformed));
    } catch (IOException malformed) {
      throw new ApiError(
          ErrorCode.INVALID_PARAMETER, "the body is not valid JSON: " + malformed.getMessage());
    }
    if (node.isMissingNode()) {
      throw new ApiError(ErrorCode.INVALID_PARAMETER, "the body is empty; send a JSON object");
    }
    refuseUnkeepableText("", node);
    return node;
  }

  /** Whether a text is one JSON object. Does not build a tree. */
  public static boolean isObject(String text) {
    try (JsonParser parser = STORED.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return false;
      }
      parser.skipChildren();
      return parser.nextToken() == null;
    } catch (IOException malformed) {
      return false;
    }
  }

  /** Removes what the parser repeats of the text: it may be a secret. */
  private static String withoutContent(String message) {
    return TOKEN.matcher(SOURCE.matcher(message).replaceAll("")).replaceAll("token");
  }

  private static String at(JsonProcessingException malformed) {
    var location = malformed.getLocation();
    return location == null
        ? ""
        : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
  }

  /** Refuses text that PostgreSQL can't store: NUL, and half of a surrogate pair. */
  private static void refuseUnkeepableText(String pointer, JsonNode node) {
    if (node.isTextual()) {
      refuseUnkeepable(pointer, node.textValue());
    } else if (node.isObject()) {
      for (Map.Entry<String, JsonNode> field : node.properties()) {
        refuseUnkeepable(pointer, field.getKey());
        refuseUnkeepableText(pointer + "/" + field.getKey(), field.getValue());
      }
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        refuseUnkeepableText(pointer + "/" + i, node.path(i));
      }
    }
  }

  private static void refuseUnkeepable(String pointer, String text) {
    if (!keepable(text)) {
      throw ApiError.invalid(
          pointer.isEmpty() ? "/" : pointer,
          "must not hold the character U+0000 or half of a surrogate pair");
    }
  }

  /** Whether PostgreSQL can store this text. */
  public static boolean keepable(String text) {
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      if (character == 0) {
        return false;
      }
      if (Character.isHighSurrogate(character)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(character)) {
        return false;
      }
    }
    return true;
  }

  /** An instant as RFC 3339 in UTC, to the millisecond. */
  public static String time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MILLIS).toString();
  }
}
