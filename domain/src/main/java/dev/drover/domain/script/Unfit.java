package dev.drover.domain.script;

import dev.drover.domain.app.Platform;
import dev.drover.domain.app.PostUrl;
import java.util.Optional;

/**
 * A parameter that asks for something that the platform does not support, or a whole script that is
 * for another platform.
 *
 * @param parameter its name in requests, or the script's
 * @param reason what is wrong, for the user
 * @param wholeScript whether it is the script
 */
public record Unfit(String parameter, String reason, boolean wholeScript) {

  public Unfit(String parameter, String reason) {
    this(parameter, reason, false);
  }

  /** Returns a script that works on one platform only. */
  public static Unfit scriptOnlyOn(Platform platform, String script) {
    return new Unfit(script, "works on " + platform.displayName() + " only", true);
  }

  /** Returns a parameter that works on one platform only. */
  public static Unfit onlyOn(Platform platform, String parameter) {
    return new Unfit(parameter, "works on " + platform.displayName() + " only");
  }

  /** Returns a post that is not on this platform; empty if it is. */
  public static Optional<Unfit> elsewhere(PostUrl post, Platform platform, String parameter) {
    return post.platform() == platform
        ? Optional.empty()
        : Optional.of(
            new Unfit(
                parameter,
                "has "
                    + post
                    + ", which is on "
                    + post.platform().displayName()
                    + " and not on "
                    + platform.displayName()));
  }
}
