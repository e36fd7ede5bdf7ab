package dev.drover.http.lease;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.application.text.NearestName;
import dev.drover.domain.control.NodeSelector;
import dev.drover.domain.control.NodeSelector.Comparison;
import dev.drover.domain.control.NodeSelector.TextCondition;
import dev.drover.domain.script.Scalar;
import dev.drover.http.json.PlainValues;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BiConsumer;

/** Reads selectors of UiAutomator2: {@code {"text": "Follow", "clickable": true}}. */
final class SelectorReader {
  private static final int MOST_INSTANCE = 20_000;

  /** A text of a node, and how it is compared. */
  private record TextField(String property, Comparison comparison) {}

  private static final Map<String, TextField> TEXTS = new LinkedHashMap<>();

  static {
    for (String property : new String[] {"text", "description", "className"}) {
      TEXTS.put(property, new TextField(property, Comparison.EQUALS));
      TEXTS.put(property + "Contains", new TextField(property, Comparison.CONTAINS));
      TEXTS.put(property + "StartsWith", new TextField(property, Comparison.STARTS_WITH));
      TEXTS.put(property + "Matches", new TextField(property, Comparison.MATCHES));
    }
    for (String property : new String[] {"packageName", "resourceId"}) {
      TEXTS.put(property, new TextField(property, Comparison.EQUALS));
      TEXTS.put(property + "Contains", new TextField(property, Comparison.CONTAINS));
      TEXTS.put(property + "StartsWith", new TextField(property, Comparison.STARTS_WITH));
      TEXTS.put(property + "Matches", new TextField(property, Comparison.MATCHES));
    }
  }

  private static final Set<String> STATES =
      Set.of(
          "clickable",
          "longClickable",
          "checkable",
          "checked",
          "enabled",
          "focusable",
          "focused",
          "scrollable",
          "selected");

  /** Says which fields UiAutomator2's own client has set; what is set shows it as well. */
  private static final String MASK = "mask";

  /** Lists of UiAutomator2's own client; empty where it looks for no relatives. */
  private static final Set<String> RELATIVES = Set.of("childOrSibling", "childOrSiblingSelector");

  private static final String INSTANCE = "instance";
  private static final String INDEX = "index";

  private final JsonNode selector;
  private final BiConsumer<String, String> invalid;
  private final Map<String, TextCondition> texts = new HashMap<>();
  private final Map<String, Boolean> states = new HashMap<>();
  private OptionalInt instance = OptionalInt.empty();

  private SelectorReader(JsonNode selector, BiConsumer<String, String> invalid) {
    this.selector = selector;
    this.invalid = invalid;
  }

  /**
   * Reads a selector.
   *
   * @param invalid told of each field that is wrong, as {@code /text}, or empty for the whole, and
   *     what is allowed
   */
  static NodeSelector read(JsonNode selector, BiConsumer<String, String> invalid) {
    return new SelectorReader(selector, invalid).read();
  }

  private NodeSelector read() {
    for (Map.Entry<String, JsonNode> field : selector.properties()) {
      if (!field.getValue().isNull()) {
        read(field.getKey(), field.getValue());
      }
    }
    if (texts.isEmpty() && states.isEmpty() && instance.isEmpty()) {
      invalid.accept("", "must have at least one condition, such as text or resourceId");
    }
    return new NodeSelector(
        Optional.ofNullable(texts.get("text")),
        Optional.ofNullable(texts.get("description")),
        Optional.ofNullable(texts.get("className")),
        Optional.ofNullable(texts.get("packageName")),
        Optional.ofNullable(texts.get("resourceId")),
        Optional.ofNullable(states.get("clickable")),
        Optional.ofNullable(states.get("longClickable")),
        Optional.ofNullable(states.get("checkable")),
        Optional.ofNullable(states.get("checked")),
        Optional.ofNullable(states.get("enabled")),
        Optional.ofNullable(states.get("focusable")),
        Optional.ofNullable(states.get("focused")),
        Optional.ofNullable(states.get("scrollable")),
        Optional.ofNullable(states.get("selected")),
        instance);
  }

  private void read(String name, JsonNode value) {
    if (TEXTS.containsKey(name)) {
      text(name, Optional.ofNullable(TEXTS.get(name)).orElseThrow(), value);
    } else if (STATES.contains(name)) {
      PlainValues.value(value)
          .flatMap(Scalar::flag)
          .ifPresentOrElse(is -> states.put(name, is), () -> refuse(name, "must be true or false"));
    } else if (name.equals(INSTANCE)) {
      Timeouts.whole(value, 0, MOST_INSTANCE)
          .ifPresentOrElse(
              number -> instance = OptionalInt.of(number.intValue()),
              () -> refuse(name, "must be an integer from 0 to " + MOST_INSTANCE));
    } else if (RELATIVES.contains(name)) {
      if (!value.isEmpty()) {
        refuse(
            name,
            "can't be honoured: nodes are not looked for by their relatives; find the node in the"
                + " hierarchy, and tap its middle");
      }
    } else if (name.equals(INDEX)) {
      refuse(name, "can't be honoured; \"instance\" chooses among the nodes that fit");
    } else if (!name.equals(MASK)) {
      refuse(
          name,
          "is no condition"
              + NearestName.of(name, TEXTS.keySet())
                  .or(() -> NearestName.of(name, STATES))
                  .map(near -> "; did you mean " + near + "?")
                  .orElse(""));
    }
  }

  private void text(String name, TextField field, JsonNode value) {
    if (!value.isTextual()) {
      refuse(name, "must be a string");
      return;
    }
    try {
      boolean second =
          texts.put(field.property(), new TextCondition(field.comparison(), value.textValue()))
              != null;
      if (second) {
        refuse(name, "is a second condition on the " + field.property() + "; one is supported");
      }
    } catch (IllegalArgumentException tooLong) {
      refuse(name, Optional.ofNullable(tooLong.getMessage()).orElse("can't be used"));
    }
  }

  private void refuse(String name, String message) {
    invalid.accept("/" + name, message);
  }
}
