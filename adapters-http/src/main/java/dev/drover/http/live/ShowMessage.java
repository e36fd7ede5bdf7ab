package dev.drover.http.live;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.application.live.View;
import dev.drover.application.port.device.PhonePictures.Wish;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.http.json.ApiError;
import dev.drover.http.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a client wants to see from now on.
 *
 * @param views each phone once
 * @param focus the phone whose pictures come first
 */
record ShowMessage(List<View> views, Optional<DeviceSerial> focus) {
  static final int MOST_PHONES = 500;

  /** The width of an 8K screen; a source may give less. */
  private static final int WIDEST = 7_680;

  private static final double FASTEST = 30;

  /** One in a hundred seconds. */
  private static final double SLOWEST = 0.01;

  ShowMessage {
    views = List.copyOf(views);
  }

  /**
   * Reads a message. Fields that are not known are ignored.
   *
   * @throws WebSocketError 1007 if it is not JSON; 1008 if it is not what the API's document says
   */
  static ShowMessage read(String text) {
    JsonNode message;
    try {
      message = Json.read(text.getBytes(StandardCharsets.UTF_8));
    } catch (ApiError malformed) {
      throw new WebSocketError(WebSocketError.NOT_JSON, "the message is not valid JSON");
    }
    JsonNode show = message.path("show");
    if (!show.isArray()) {
      throw refused("show must be a list of phones; an empty one shows none");
    }
    if (show.size() > MOST_PHONES) {
      throw refused("show has at most " + MOST_PHONES + " phones");
    }
    List<View> views = new ArrayList<>();
    Set<DeviceSerial> names = new HashSet<>();
    for (int i = 0; i < show.size(); i++) {
      View view = view(show.path(i), "show/" + i);
      if (!names.add(view.serial())) {
        throw refused("show/" + i + "/serial: each phone once");
      }
      views.add(view);
    }
    JsonNode focus = message.path("focus");
    return new ShowMessage(
        views,
        focus.isMissingNode() || focus.isNull()
            ? Optional.empty()
            : Optional.of(serial(focus, "focus")));
  }

  private static View view(JsonNode node, String where) {
    JsonNode width = node.path("width");
    JsonNode perSecond = node.path("per_second");
    if (!width.isIntegralNumber() || width.asDouble() < 1 || width.asDouble() > WIDEST) {
      throw refused(where + "/width must be a number of pixels, 1 to " + WIDEST);
    }
    if (!perSecond.isNumber()
        || !(perSecond.asDouble() >= SLOWEST && perSecond.asDouble() <= FASTEST)) {
      throw refused(where + "/per_second must be a number, 0.01 to 30");
    }
    return new View(
        serial(node.path("serial"), where + "/serial"),
        new Wish(width.intValue(), perSecond.doubleValue()));
  }

  private static DeviceSerial serial(JsonNode node, String where) {
    if (!node.isTextual() || !DeviceSerial.isAllowed(node.textValue())) {
      throw refused(where + " must be the serial of a phone");
    }
    return new DeviceSerial(node.textValue());
  }

  private static WebSocketError refused(String why) {
    return new WebSocketError(WebSocketError.POLICY, why);
  }
}
