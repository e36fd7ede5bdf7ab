package dev.drover.device.app;

import dev.drover.domain.app.Platform;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** The apps that flows can work in, one for each platform. Immutable. */
public final class Apps {
  private final SequencedMap<Platform, App> apps = new LinkedHashMap<>();

  /**
   * @param apps an app that occurs several times, found through several class loaders, counts once
   * @throws IllegalArgumentException if two classes declare the app of one platform; the message
   *     names both
   */
  public Apps(Collection<? extends App> apps) {
    for (App app : apps) {
      App other = this.apps.putIfAbsent(app.platform(), app);
      if (other != null && other.getClass() != app.getClass()) {
        throw new IllegalArgumentException(
            "two apps are declared for "
                + app.platform().displayName()
                + ": "
                + other.getClass().getName()
                + " and "
                + app.getClass().getName()
                + "; remove one of them");
      }
    }
  }

  /**
   * Finds the apps that a class loader and its parents know.
   *
   * @throws ServiceConfigurationError if one can't be loaded; the message names its class
   * @throws IllegalArgumentException if two classes declare the app of one platform; the message
   *     names both
   */
  public static Apps load(ClassLoader loader) {
    return new Apps(
        ServiceLoader.load(App.class, loader).stream().map(ServiceLoader.Provider::get).toList());
  }

  public List<App> all() {
    return List.copyOf(apps.values());
  }

  public Optional<App> of(Platform platform) {
    return Optional.ofNullable(apps.get(platform));
  }
}
