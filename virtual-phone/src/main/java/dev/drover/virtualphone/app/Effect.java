package dev.drover.virtualphone.app;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A real effect in an app on the phone.
 *
 * @param kind {@code follow}, {@code unfollow}, {@code like}, {@code unlike}, {@code collect},
 *     {@code uncollect}, {@code comment}, {@code post}, {@code story}; {@code abandon} for a post
 *     whose upload was lost
 * @param app the app's package
 * @param account the acting account, without {@code @}
 * @param target the object of the action: a username without {@code @}, a video's id, a URL
 * @param text the text that was written, or empty
 * @param details further facts: texts, numbers, truth values, and lists and maps of them
 */
public record Effect(
    Instant at,
    String kind,
    String app,
    String account,
    String target,
    String text,
    Map<String, Object> details) {
  public Effect {
    details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
  }
}
