package dev.drover.domain.script.post;

import dev.drover.domain.material.Spintax;
import java.util.random.RandomGenerator;

/**
 * The text of a post.
 *
 * @param title may be empty
 * @param description may be empty
 */
public record Caption(String title, String description) {
  private static final String SEPARATOR = "##";

  /**
   * Expands a text with alternatives to a caption: {@code Title##Description}, or the description
   * alone if the separator is missing.
   *
   * @throws IllegalArgumentException if the text is not valid {@link Spintax}
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
