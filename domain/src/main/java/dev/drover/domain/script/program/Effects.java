package dev.drover.domain.script.program;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a program may change outside its phone, as its declaration says. */
public enum Effects {
  /** It only looks. A failed attempt can be repeated safely. */
  NONE,
  /** It may follow, post, send. */
  SOME;

  /** Returns the name in declarations: {@code none}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Effects> ofWireName(String wireName) {
    return Arrays.stream(values()).filter(known -> known.wireName().equals(wireName)).findFirst();
  }
}
