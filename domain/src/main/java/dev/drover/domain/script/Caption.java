package dev.drover.domain.script;

import java.util.random.RandomGenerator;

/**
 * What is written under a post.
 *
 * @param title may be empty
 * @param description may be empty
 */
public record Caption(String title, String description) {
  private static final String SEPARATOR = "##";

  /**
   * The caption that a text with alternatives gives this time: {@code Title##Description}; without
   * the separator all of it is the description.
   *
   * @throws IllegalArgumentException if it is no {@link Spintax}
   */
  public static Caption of(String captions, RandomGenerator random) {
    String text = Spintax.parse(captions).expand(random);
    int separator = text.indexOf(SEPARATOR);
    return separator < 0
        ? new Caption("", text.strip())
        : new Caption(
            text.substring(0, separator).strip(),
            text.substring(separator + SEPARATOR.length()).strip());
  }

  /** Whether there is nothing to write. */
  public boolean isEmpty() {
    return title.isEmpty() && description.isEmpty();
  }
}
