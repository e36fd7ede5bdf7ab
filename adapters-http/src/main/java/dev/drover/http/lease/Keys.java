package dev.drover.http.lease;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The names of keys, and their codes in Android's {@code KeyEvent}. */
final class Keys {
  private static final Map<String, Integer> CODES = new LinkedHashMap<>();

  static {
    CODES.put("home", 3);
    CODES.put("back", 4);
    CODES.put("up", 19);
    CODES.put("down", 20);
    CODES.put("left", 21);
    CODES.put("right", 22);
    CODES.put("center", 23);
    CODES.put("volume_up", 24);
    CODES.put("volume_down", 25);
    CODES.put("power", 26);
    CODES.put("camera", 27);
    CODES.put("tab", 61);
    CODES.put("space", 62);
    CODES.put("enter", 66);
    CODES.put("delete", 67);
    CODES.put("del", 67);
    CODES.put("menu", 82);
    CODES.put("search", 84);
    CODES.put("escape", 111);
    CODES.put("volume_mute", 164);
    CODES.put("recent", 187);
  }

  private Keys() {}

  static Optional<Integer> code(String name) {
    return Optional.ofNullable(CODES.get(name.toLowerCase(Locale.ROOT)));
  }

  static List<String> names() {
    return List.copyOf(CODES.keySet());
  }
}
