package dev.drover.domain.script;

import dev.drover.domain.app.Platform;

/**
 * A parameter that a platform has no use for, and that asks for something all the same.
 *
 * @param parameter as it is called in requests
 * @param reason what it is about the parameter, for the user
 */
public record Unfit(String parameter, String reason) {

  /** One that works on one platform alone. */
  public static Unfit onlyOn(Platform platform, String parameter) {
    return new Unfit(parameter, "works on " + platform.displayName() + " only");
  }
}
