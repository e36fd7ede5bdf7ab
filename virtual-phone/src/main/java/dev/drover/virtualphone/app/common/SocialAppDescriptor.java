package dev.drover.virtualphone.app.common;

import dev.drover.virtualphone.app.AppEnvironment;
import dev.drover.virtualphone.app.Label;
import dev.drover.virtualphone.app.PagedApp;
import dev.drover.virtualphone.config.Language;
import java.util.List;

/**
 * Declares a social app. Each app has one descriptor, in a package of its own; a phone installs
 * every app that is registered with it.
 *
 * @param id names the app in a phone's configuration and in options, such as {@code tiktok}
 * @param name under its icon
 * @param packageNames the Android packages that the app comes as; each is installed
 * @param mainActivity the class of its only activity
 * @param labels everything that it says
 * @param notices what it says when something stands in its way
 * @param catalog the posts and users that exist on its platform
 * @param starter starts the app; its screens and links are the started app's
 */
public record SocialAppDescriptor(
    String id,
    String name,
    List<String> packageNames,
    String mainActivity,
    PagedApp.Versions versions,
    List<? extends Label> labels,
    Notices notices,
    SocialCatalog catalog,
    Starter starter) {
  public SocialAppDescriptor {
    if (!id.matches("[a-z][a-z0-9]*")) {
      throw new IllegalArgumentException("an app's id is lower-case letters and digits: " + id);
    }
    packageNames = List.copyOf(packageNames);
    labels = List.copyOf(labels);
  }

  /** Starts an app on a phone. */
  @FunctionalInterface
  public interface Starter {
    SocialApp start(Installation installation, AppEnvironment environment);
  }

  /** Everything that the app says, with the number 7 in place of what varies. */
  public List<String> words(Language language) {
    return labels.stream().map(label -> label.in(language).replace("{}", "7")).distinct().toList();
  }
}
