package dev.drover.domain.script;

import java.util.List;

/**
 * Something that an attempt chose where its task leaves a choice: the words of a caption with
 * alternatives, one comment of a list, a file by its tags. It is shown to people, so it never holds
 * a secret.
 *
 * @param values one or more; exactly one unless the name has {@linkplain Name#many() many}
 */
public record Choice(Name name, List<String> values) {

  /** What was chosen. */
  public enum Name {
    /** The title of a post, with its alternatives resolved. */
    TITLE("title", false),
    /** The caption of a post, with its alternatives resolved. */
    CAPTION("caption", false),
    /** The names of the files that are posted or attached, in their order. */
    MATERIALS("materials", true),
    /** The sound of a post, by its name or address. */
    SOUND("sound", false),
    /** The words of comments, in the order in which they were written. */
    COMMENTS("comments", true),
    /** What videos were searched for. */
    TOPIC("topic", false),
    /** The name that a profile is to show. */
    NICKNAME("nickname", false),
    /** The username that an account is to have. */
    USERNAME("username", false),
    /** The text that a profile is to show. */
    BIO("bio", false);

    private final String wireName;
    private final boolean many;

    Name(String wireName, boolean many) {
      this.wireName = wireName;
      this.many = many;
    }

    public String wireName() {
      return wireName;
    }

    /** Whether an attempt may choose several; otherwise a later choice replaces the one before. */
    public boolean many() {
      return many;
    }
  }

  public Choice {
    values = List.copyOf(values);
    if (values.isEmpty() || (values.size() > 1 && !name.many())) {
      throw new IllegalArgumentException(
          name.wireName() + " can't be chosen " + values.size() + " times at once");
    }
  }

  public static Choice of(Name name, String value) {
    return new Choice(name, List.of(value));
  }
}
