package dev.drover.persistence.task;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drover.application.port.storage.TaskQueries.RequestConfig;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Shortens a request's {@code script_config} for lists: keeps its keys, and cuts long texts, arrays
 * and objects. The short form has about {@value #MOST_CHARACTERS} characters at most, however long
 * the original is. The original is never held in memory as a tree.
 */
public final class BriefConfig {
  private static final int MOST_CHARACTERS = 4_000;
  private static final int MOST_IN_TEXT = 200;
  private static final int MOST_IN_KEY = 100;
  private static final int MOST_ELEMENTS = 5;
  private static final int DEEPEST = 4;

  /** The characters that a value and its punctuation take at least. */
  private static final int LEAST = 8;

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private final JsonParser parser;
  private int left = MOST_CHARACTERS;
  private boolean somethingCut;

  private BriefConfig(JsonParser parser) {
    this.parser = parser;
  }

  /** Shortens a configuration to a stored form that {@link #read} reads. */
  public static String write(String config) {
    Set<String> cut = new LinkedHashSet<>();
    ObjectNode brief = JSON.createObjectNode();
    boolean keysLeftOut;
    try (JsonParser parser = JSON.createParser(config)) {
      keysLeftOut = new BriefConfig(parser).shorten(brief, cut);
    } catch (IOException damaged) {
      // The text was valid when it was stored. Show what could be read of it.
      keysLeftOut = true;
    }
    ObjectNode stored = JSON.createObjectNode();
    stored.set("config", brief);
    ArrayNode keys = stored.putArray("cut");
    cut.forEach(keys::add);
    return stored.put("keys_left_out", keysLeftOut).toString();
  }

  /**
   * Reads what {@link #write} wrote. Returns an empty configuration if the text is damaged.
   *
   * @param size the size of the original, in bytes
   */
  public static RequestConfig read(String stored, long size) {
    String brief = "{}";
    Set<String> cut = new LinkedHashSet<>();
    boolean keysLeftOut = true;
    // Without a tree: a list reads this of each of its requests.
    try (JsonParser parser = JSON.createParser(stored)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String key = parser.currentName();
        JsonToken value = parser.nextToken();
        if (key.equals("config") && value == JsonToken.START_OBJECT) {
          int begin = place(parser);
          parser.skipChildren();
          brief = stored.substring(begin, place(parser) + 1);
        } else if (key.equals("cut") && value == JsonToken.START_ARRAY) {
          while (parser.nextToken() != JsonToken.END_ARRAY) {
            cut.add(parser.getText());
          }
        } else if (key.equals("keys_left_out")) {
          keysLeftOut = value == JsonToken.VALUE_TRUE;
        } else {
          parser.skipChildren();
        }
      }
    } catch (IOException damaged) {
      return new RequestConfig("{}", Set.of(), true, size);
    }
    return new RequestConfig(brief, cut, keysLeftOut, size);
  }

  /** Returns where the present token begins. */
  private static int place(JsonParser parser) {
    return Math.toIntExact(parser.currentTokenLocation().getCharOffset());
  }

  /**
   * Copies the shortened configuration to {@code brief}; returns whether keys were left out.
   *
   * @param cut receives the keys whose values were cut
   */
  private boolean shorten(ObjectNode brief, Set<String> cut) throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      return true;
    }
    boolean leftOut = false;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      parser.nextToken();
      if (fits(key)) {
        left -= key.length();
        somethingCut = false;
        brief.set(key, value(1));
        if (somethingCut) {
          cut.add(key);
          left -= key.length();
        }
      } else {
        parser.skipChildren();
        leftOut = true;
      }
    }
    return leftOut;
  }

  private boolean fits(String key) {
    return key.length() <= MOST_IN_KEY && 2 * key.length() + LEAST <= left;
  }

  private JsonNode value(int depth) throws IOException {
    left -= LEAST;
    return switch (parser.currentToken()) {
      case VALUE_STRING -> JSON.getNodeFactory().textNode(text(parser.getText()));
      case START_ARRAY -> array(depth);
      case START_OBJECT -> object(depth);
      case null, default -> scalar();
    };
  }

  private JsonNode scalar() throws IOException {
    JsonNode number = parser.readValueAsTree();
    left -= number.asText().length();
    return number;
  }

  private String text(String whole) {
    int most = Math.min(MOST_IN_TEXT, Math.max(0, left));
    if (whole.length() <= most) {
      left -= whole.length();
      return whole;
    }
    somethingCut = true;
    left -= most;
    boolean withinPair = most > 0 && Character.isHighSurrogate(whole.charAt(most - 1));
    return whole.substring(0, withinPair ? most - 1 : most) + "…";
  }

  private ArrayNode array(int depth) throws IOException {
    ArrayNode brief = JSON.createArrayNode();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (depth < DEEPEST && brief.size() < MOST_ELEMENTS && left >= LEAST) {
        brief.add(value(depth + 1));
      } else {
        parser.skipChildren();
        somethingCut = true;
      }
    }
    return brief;
  }

  private ObjectNode object(int depth) throws IOException {
    ObjectNode brief = JSON.createObjectNode();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      parser.nextToken();
      if (depth < DEEPEST && fits(key)) {
        left -= key.length();
        brief.set(key, value(depth + 1));
      } else {
        parser.skipChildren();
        somethingCut = true;
      }
    }
    return brief;
  }
}
