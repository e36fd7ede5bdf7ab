package dev.drover.device.app;

import dev.drover.domain.app.Platform;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * An app that flows work in. An implementation has a public constructor without parameters, is
 * listed in {@code META-INF/services/dev.drover.device.app.App}, and is safe for use by any thread.
 *
 * <p>Most flows work in every app by its profile alone. A flow for which apps have little in common
 * declares an interface that extends this one, and works in the apps that implement it; posting
 * does so with {@code PostingApp}. The package and the links of an app are those of its platform.
 */
public interface App {

  /** The platform that the app belongs to. No two apps have the same. */
  Platform platform();

  /** The name of the app's profile, under which an operator's own profile replaces it. */
  default String profileName() {
    return platform().wireName();
  }

  /**
   * The profile that comes with the app, as YAML. By default a resource beside the class, named
   * {@code profileName.yaml}.
   *
   * @throws UncheckedIOException if it can't be read
   */
  default String shippedProfile() {
    String resource = profileName() + ".yaml";
    try (InputStream in = getClass().getResourceAsStream(resource)) {
      if (in == null) {
        throw new FileNotFoundException(
            "there is no " + resource + " beside " + getClass().getName());
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
