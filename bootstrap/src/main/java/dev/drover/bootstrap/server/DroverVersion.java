package dev.drover.bootstrap.server;

import java.util.Optional;

/** The version that the build wrote into the jar's manifest. */
public final class DroverVersion {
  private DroverVersion() {}

  public static String text() {
    return Optional.ofNullable(DroverVersion.class.getPackage().getImplementationVersion())
        .orElse("development build");
  }
}
