package dev.drover.domain.material;

import dev.drover.domain.account.Username;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The labels that the owner gives to a material.
 *
 * @param tags by which posts select it; distinct
 * @param caption replaces the script's; see {@link dev.drover.domain.script.post.Caption}
 * @param username the only user who may post it; empty if every user may
 * @param sort its position among images, lowest first; images without one come last
 */
public record MaterialLabels(
    List<String> tags,
    Optional<String> caption,
    Optional<Username> username,
    Optional<Integer> sort) {
  public static final MaterialLabels NONE =
      new MaterialLabels(List.of(), Optional.empty(), Optional.empty(), Optional.empty());

  public static final int MOST_TAGS = 50;

  /** Posts list tags separated by commas or line ends, so a tag contains neither. */
  private static final Pattern TAG = Pattern.compile("[^,\\p{Cntrl}]{1,100}");

  public MaterialLabels {
    tags = tags.stream().map(MaterialLabels::tag).distinct().toList();
    if (tags.size() > MOST_TAGS) {
      throw new IllegalArgumentException("a material has at most " + MOST_TAGS + " tags");
    }
    caption = caption.filter(text -> !text.isBlank());
    caption.ifPresent(MaterialLabels::caption);
  }

  /**
   * A tag as people write it, trimmed.
   *
   * @throws IllegalArgumentException if it is none; the message says what is
   */
  public static String tag(String text) {
    String trimmed = text.strip();
    if (!TAG.matcher(trimmed).matches()) {
      throw new IllegalArgumentException(
          "must be 1 to 100 characters without commas and line ends");
    }
    return trimmed;
  }

  /**
   * A caption with its alternatives, as it is.
   *
   * @throws IllegalArgumentException if it is no {@link Spintax}
   */
  public static String caption(String text) {
    Spintax.parse(text);
    return text;
  }

  public MaterialLabels withTags(List<String> newTags) {
    return new MaterialLabels(newTags, caption, username, sort);
  }

  public MaterialLabels withCaption(Optional<String> newCaption) {
    return new MaterialLabels(tags, newCaption, username, sort);
  }

  public MaterialLabels withUsername(Optional<Username> newUsername) {
    return new MaterialLabels(tags, caption, newUsername, sort);
  }

  public MaterialLabels withSort(Optional<Integer> newSort) {
    return new MaterialLabels(tags, caption, username, newSort);
  }
}
