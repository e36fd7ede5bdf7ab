package dev.drover.domain.script;

import dev.drover.domain.app.Platform;

/**
 * A parameter that asks for something that the platform does not support.
 *
 * @param parameter its name in requests
 * @param reason what is wrong, for the user
 */
public record Unfit(String parameter, String reason) {

  /** Returns a parameter that works on one platform only. */
  public static Unfit onlyOn(Platform platform, String parameter) {
    return new Unfit(parameter, "works on " + platform.displayName() + " only");
  }
}
