package dev.drover.domain.script.profile;

import dev.drover.domain.account.Username;
import dev.drover.domain.material.FilesNeeded;
import dev.drover.domain.script.Kind.Choice.Option;
import dev.drover.domain.script.Parameter;
import dev.drover.domain.script.Problems;
import dev.drover.domain.script.Script;
import dev.drover.domain.script.ScriptType;
import dev.drover.domain.script.Values;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/**
 * Declares the script {@code profile}. Which line a task takes is decided when the task is made, so
 * that a retry wants the same again.
 */
public final class ProfileType implements ScriptType {
  static final String NAME = "profile";

  /** In characters; more than either platform accepts. */
  private static final int LONGEST_NICKNAME = 100;

  private static final int LONGEST_BIO = 1_000;

  private enum Order {
    RANDOM,
    SEQUENTIAL
  }

  private static final Parameter<Order> ORDER =
      Parameter.choice(
              "profile_order",
              new Option<>("random", Order.RANDOM, "any line"),
              new Option<>(
                  "sequential",
                  Order.SEQUENTIAL,
                  "line k for the request's k-th task, from the first again after the last"))
          .otherwise("random")
          .described(
              "Profile", "Which line, and which picture, a task takes; decided as it is made.");

  private static final Parameter<List<String>> NICKNAMES =
      Parameter.lines("nicknames", ProfileType::nickname)
          .described("Profile", "The names to be shown, one a line.");

  private static final Parameter<List<Username>> USERNAMES =
      Parameter.lines("usernames", Username::parse)
          .described(
              "Profile",
              "The usernames, one a line. Drover calls the account so, too, once the app does.");

  private static final Parameter<List<String>> BIOS =
      Parameter.lines("bios", ProfileType::bio)
          .described("Profile", "The texts about the account, one a line; \\n is a line break.");

  private static final Parameter<ProfileLink> LINK =
      Parameter.text("link_url", ProfileLink::new)
          .described("Profile", "The address to be shown, where the app offers that.");

  private static final Parameter<String> AVATARS =
      Parameter.text("avatars_path")
          .described(
              "Profile",
              "A folder on the server with pictures (JPG, PNG), by the rules for local folders.");

  private static String nickname(String text) {
    if (text.length() > LONGEST_NICKNAME) {
      throw new IllegalArgumentException("a name has at most " + LONGEST_NICKNAME + " characters");
    }
    return text;
  }

  /** Reads a bio, in which the two characters {@code \n} are a line break. */
  private static String bio(String text) {
    if (text.length() > LONGEST_BIO) {
      throw new IllegalArgumentException("a bio has at most " + LONGEST_BIO + " characters");
    }
    return text.replace("\\n", "\n").strip();
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String summary() {
    return "Changes an account's profile: name, username, bio, link and picture. What is as wanted"
        + " already is left alone.";
  }

  @Override
  public List<Parameter<?>> parameters() {
    return List.of(ORDER, NICKNAMES, USERNAMES, BIOS, LINK, AVATARS);
  }

  @Override
  public boolean takesFiles() {
    return true;
  }

  @Override
  public void check(Values values, Problems problems) {
    List<Parameter<?>> fields = List.of(NICKNAMES, USERNAMES, BIOS, LINK, AVATARS);
    boolean given =
        fields.stream().anyMatch(field -> values.has(field) || problems.hasErrors(field.name()));
    if (!given) {
      problems.error(
          NICKNAMES.name(), "or usernames, bios, link_url or avatars_path must be given");
    }
    for (String bio : values.given(BIOS).orElse(List.of())) {
      if (bio.isEmpty()) {
        problems.error(BIOS.name(), "has a bio that is nothing but line breaks");
      }
    }
  }

  @Override
  public Values decided(Values values, int number, RandomGenerator random) {
    return switch (values.get(ORDER)) {
      case RANDOM -> values.deciding(items -> random.nextInt(items), LISTS);
      case SEQUENTIAL -> values.deciding(items -> number % items, LISTS);
    };
  }

  private static final List<Parameter<? extends List<?>>> LISTS =
      List.of(NICKNAMES, USERNAMES, BIOS);

  @Override
  public Script script(Values values, int number) {
    OptionalInt place =
        values.get(ORDER) == Order.SEQUENTIAL ? OptionalInt.of(number) : OptionalInt.empty();
    return new ProfileScript(
        first(values, NICKNAMES),
        first(values, USERNAMES),
        first(values, BIOS),
        values.given(LINK),
        values.given(AVATARS).map(folder -> new FilesNeeded.Avatar(folder, place)));
  }

  /** Of a task's values there is one; of a request's, any will do. */
  private static <T> Optional<T> first(Values values, Parameter<List<T>> list) {
    return values.given(list).map(List::getFirst);
  }
}
