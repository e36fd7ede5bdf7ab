package dev.drover.bootstrap.server;

import java.util.Optional;

/** The version in the jar's manifest, which the build writes. */
public final class DroverVersion {
  private DroverVersion() {}

  public static String text() {
    return Optional.ofNullable(DroverVersion.class.getPackage().getImplementationVersion())
        .orElse("development build");
  }
}
