package dev.drover.http.lease;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.application.text.NearestName;
import dev.drover.domain.control.NodeSelector;
import dev.drover.domain.control.PhoneCommand;
import dev.drover.http.json.ObjectReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * Reads UiAutomator2's methods, by their names there, and one of Drover's own, {@code typeText}:
 * {@code {"method": "click", "params": [540, 1200]}}, {@code {"method": "exist", "params": {"text":
 * "Follow"}}}.
 */
final class MethodReader {
  /** UiAutomator moves a finger in steps of this length. */
  private static final int STEP_MILLIS = 5;

  private static final int MOST_STEPS = 2_000;
  private static final int USUAL_STEPS = 50;
  private static final int FARTHEST = 100_000;
  private static final int USUAL_HOLD_MILLIS = 800;
  private static final int MOST_MILLIS = 60_000;
  private static final int USUAL_WAIT_MILLIS = 10_000;
  private static final int MOST_SWIPES = 100;
  private static final int LONGEST_TEXT = 10_000;
  private static final int MOST_KEY_CODE = 999;

  private static final Map<String, Function<Params, PhoneCommand>> METHODS = new LinkedHashMap<>();

  static {
    METHODS.put("deviceInfo", _ -> new PhoneCommand.DeviceInfo());
    METHODS.put("click", MethodReader::click);
    METHODS.put("longClick", MethodReader::longClick);
    METHODS.put("swipe", MethodReader::swipe);
    METHODS.put("drag", MethodReader::drag);
    METHODS.put("pressKey", MethodReader::pressKey);
    METHODS.put("pressKeyCode", MethodReader::pressKeyCode);
    METHODS.put("wakeUp", _ -> new PhoneCommand.WakeUp());
    METHODS.put("sleep", _ -> new PhoneCommand.Sleep());
    METHODS.put("isScreenOn", _ -> new PhoneCommand.IsScreenOn());
    METHODS.put("dumpWindowHierarchy", MethodReader::dump);
    METHODS.put("openNotification", _ -> new PhoneCommand.OpenNotifications());
    METHODS.put("openQuickSettings", _ -> new PhoneCommand.OpenQuickSettings());
    METHODS.put("setClipboard", MethodReader::setClipboard);
    METHODS.put("getClipboard", _ -> new PhoneCommand.GetClipboard());
    METHODS.put("exist", params -> new PhoneCommand.Exists(params.selector(0)));
    METHODS.put("count", params -> new PhoneCommand.Count(params.selector(0)));
    METHODS.put("objInfo", params -> new PhoneCommand.NodeInfo(params.selector(0)));
    METHODS.put("setText", params -> new PhoneCommand.SetText(params.selector(0), params.typed(1)));
    METHODS.put("typeText", params -> new PhoneCommand.TypeText(params.typed(0)));
    METHODS.put("clearTextField", params -> new PhoneCommand.ClearText(params.selector(0)));
    METHODS.put("getText", params -> new PhoneCommand.GetText(params.selector(0)));
    METHODS.put(
        "waitForExists",
        params -> new PhoneCommand.WaitForExists(params.selector(0), params.wait(1)));
    METHODS.put(
        "waitUntilGone",
        params -> new PhoneCommand.WaitUntilGone(params.selector(0), params.wait(1)));
    METHODS.put("scrollTo", MethodReader::scrollTo);
  }

  private MethodReader() {}

  /** The names of all methods. */
  static List<String> methods() {
    return List.copyOf(METHODS.keySet());
  }

  /**
   * Reads the method and its parameters.
   *
   * @throws dev.drover.http.json.ApiError 40001 if anything in the body is wrong, naming all of it
   */
  static PhoneCommand read(ObjectReader body) {
    Optional<String> method = body.text("method");
    Optional<Function<Params, PhoneCommand>> reader =
        method.flatMap(name -> Optional.ofNullable(METHODS.get(name)));
    if (reader.isEmpty() && !body.isInvalid("method")) {
      body.invalid(
          "method",
          "must be one of "
              + String.join(", ", METHODS.keySet())
              + method
                  .flatMap(name -> NearestName.of(name, METHODS.keySet()))
                  .map(near -> "; did you mean " + near + "?")
                  .orElse(""));
    }
    Params params = new Params(body);
    body.refuseIfInvalid();
    PhoneCommand command = reader.orElseThrow().apply(params);
    params.refuseMore();
    body.refuseIfInvalid();
    return command;
  }

  /** {@code [x, y]}, {@code [x, y, ms]}, or a selector. */
  private static PhoneCommand click(Params params) {
    if (params.hasSelector(0)) {
      params.refuseCorner(1);
      return new PhoneCommand.TapNode(params.selector(0));
    }
    int x = params.place(0);
    int y = params.place(1);
    return params.has(2)
        ? new PhoneCommand.LongPress(x, y, params.millis(2, USUAL_HOLD_MILLIS))
        : new PhoneCommand.Tap(x, y);
  }

  private static PhoneCommand longClick(Params params) {
    if (params.hasSelector(0)) {
      params.refuseCorner(1);
      return new PhoneCommand.LongPressNode(
          params.selector(0), Duration.ofMillis(USUAL_HOLD_MILLIS));
    }
    return new PhoneCommand.LongPress(
        params.place(0), params.place(1), params.millis(2, USUAL_HOLD_MILLIS));
  }

  private static PhoneCommand swipe(Params params) {
    return new PhoneCommand.Swipe(
        params.place(0), params.place(1), params.place(2), params.place(3), params.steps(4));
  }

  private static PhoneCommand drag(Params params) {
    return new PhoneCommand.Drag(
        params.place(0), params.place(1), params.place(2), params.place(3), params.steps(4));
  }

  private static PhoneCommand pressKey(Params params) {
    JsonNode key = params.required(0, "must be a key: " + String.join(", ", Keys.names()));
    if (!key.isTextual()) {
      return pressKeyCode(params);
    }
    Optional<Integer> code = Keys.code(key.textValue());
    if (code.isEmpty()) {
      params.invalid(
          0, "must be one of " + String.join(", ", Keys.names()) + ", or a key code as a number");
    }
    return new PhoneCommand.PressKey(code.orElse(0));
  }

  private static PhoneCommand pressKeyCode(Params params) {
    int code = params.whole(0, 0, MOST_KEY_CODE, OptionalInt.empty());
    if (params.has(1)
        && params.whole(1, Integer.MIN_VALUE, Integer.MAX_VALUE, OptionalInt.of(0)) != 0) {
      params.invalid(1, "must be 0: keys are pressed without Shift, Ctrl or Alt");
    }
    return new PhoneCommand.PressKey(code);
  }

  /** Whether the dump is compressed, and how deep it goes, is not the client's choice. */
  private static PhoneCommand dump(Params params) {
    params.ignore(0);
    params.ignore(1);
    return new PhoneCommand.DumpHierarchy();
  }

  /** {@code [text]}, or with a label before it. */
  private static PhoneCommand setClipboard(Params params) {
    boolean labelled = params.has(1);
    params.ignore(0);
    return new PhoneCommand.SetClipboard(params.typed(labelled ? 1 : 0));
  }

  /**
   * {@code [wanted]}, {@code [wanted, swipes]}, {@code [list, wanted]}, {@code [list, wanted,
   * vertical]}.
   */
  private static PhoneCommand scrollTo(Params params) {
    if (!params.hasSelector(1)) {
      return new PhoneCommand.ScrollTo(
          Optional.empty(),
          params.selector(0),
          params.has(1)
              ? OptionalInt.of(params.whole(1, 1, MOST_SWIPES, OptionalInt.empty()))
              : OptionalInt.empty());
    }
    if (params.has(2) && !params.required(2, "").booleanValue()) {
      params.invalid(2, "must be true: lists are scrolled up and down only");
    }
    return new PhoneCommand.ScrollTo(
        Optional.of(params.selector(0)), params.selector(1), OptionalInt.empty());
  }

  /** The parameters by their places. A wrong one reads as some value, and is reported. */
  private static final class Params {
    private static final String NAME = "params";

    private final ObjectReader body;
    private final List<JsonNode> given = new ArrayList<>();

    /** How long the client waits for the answer, in milliseconds. */
    private final int timeout;

    private int used;

    Params(ObjectReader body) {
      this.body = body;
      JsonNode params = body.node().path(NAME);
      if (params.isArray()) {
        params.forEach(given::add);
      } else if (params.isObject()) {
        given.add(params);
      } else if (!params.isMissingNode() && !params.isNull()) {
        body.invalid(NAME, "must be an array, or an object that selects a node");
      }
      timeout = Timeouts.seconds(body, "timeout", MOST_MILLIS).orElse(MOST_MILLIS);
    }

    boolean has(int place) {
      return place < given.size() && !given.get(place).isNull();
    }

    boolean hasSelector(int place) {
      return has(place) && given.get(place).isObject();
    }

    void ignore(int place) {
      used = Math.max(used, place + 1);
    }

    void invalid(int place, String message) {
      body.invalid(NAME + "/" + place, message);
    }

    JsonNode required(int place, String otherwise) {
      ignore(place);
      if (!has(place)) {
        invalid(place, otherwise);
        return body.node().path("");
      }
      return given.get(place);
    }

    int whole(int place, int min, int max, OptionalInt byDefault) {
      ignore(place);
      if (!has(place) && byDefault.isPresent()) {
        return byDefault.getAsInt();
      }
      Optional<Long> number =
          has(place) ? Timeouts.whole(given.get(place), min, max) : Optional.empty();
      if (number.isEmpty()) {
        invalid(place, "must be an integer from " + min + " to " + max);
      }
      return number.map(Long::intValue).orElse(min);
    }

    int place(int place) {
      return whole(place, 0, FARTHEST, OptionalInt.empty());
    }

    Duration millis(int place, int byDefault) {
      return Duration.ofMillis(whole(place, 1, MOST_MILLIS, OptionalInt.of(byDefault)));
    }

    Duration steps(int place) {
      return Duration.ofMillis(
          (long) STEP_MILLIS * whole(place, 1, MOST_STEPS, OptionalInt.of(USUAL_STEPS)));
    }

    /** How long to wait; not longer than the client waits for the answer. */
    Duration wait(int place) {
      int wanted =
          whole(place, 0, Integer.MAX_VALUE, OptionalInt.of(Math.min(timeout, USUAL_WAIT_MILLIS)));
      return Duration.ofMillis(Math.min(wanted, timeout));
    }

    String typed(int place) {
      JsonNode text = required(place, "must be the text");
      if (!text.isTextual()) {
        invalid(place, "must be a string");
      } else if (text.textValue().length() > LONGEST_TEXT) {
        invalid(place, "must have at most " + LONGEST_TEXT + " characters");
      }
      return text.asText();
    }

    NodeSelector selector(int place) {
      ignore(place);
      if (!hasSelector(place)) {
        invalid(place, "must be an object that selects a node, such as {\"text\": \"Follow\"}");
        return NodeSelector.ofText("");
      }
      return SelectorReader.read(
          given.get(place), (field, message) -> body.invalid(NAME + "/" + place + field, message));
    }

    void refuseCorner(int place) {
      ignore(place);
      if (has(place)) {
        invalid(place, "can't be honoured: nodes are tapped in the middle; leave it out");
      }
    }

    void refuseMore() {
      for (int place = used; place < given.size(); place++) {
        if (has(place)) {
          invalid(place, "is one parameter too many for this method");
        }
      }
    }
  }
}
