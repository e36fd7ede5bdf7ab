package dev.drover.virtualphone.app.common;

import dev.drover.virtualphone.app.AppEnvironment;
import dev.drover.virtualphone.app.Label;
import dev.drover.virtualphone.app.PagedApp;
import dev.drover.virtualphone.config.Language;
import dev.drover.virtualphone.system.PackageFile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;

/**
 * Declares a social app. Each app has one descriptor, in a package of its own; a phone installs
 * every registered app.
 *
 * @param id the app's name in phone configurations and options, such as {@code tiktok}
 * @param name the name below its icon
 * @param packageNames the app's Android packages; each is installed
 * @param mainActivity the class of its only activity
 * @param labels all of its texts
 * @param notices its messages when it is blocked or an action fails
 * @param catalog the posts and users of its platform
 * @param starter starts the app
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

  /** Returns an Android package with the app's texts in a language; English ones are its base. */
  public byte[] packageFile(String packageName, Language language) {
    SequencedMap<String, String> strings = new LinkedHashMap<>();
    labels.forEach(
        label -> strings.put(label.toString().toLowerCase(Locale.ROOT), label.in(language)));
    return PackageFile.of(
        packageName, language == Language.ENGLISH ? "" : language.androidCode(), strings);
  }

  /** Returns all of the app's texts, with the number 7 in place of variable parts. */
  public List<String> words(Language language) {
    return labels.stream().map(label -> label.in(language).replace("{}", "7")).distinct().toList();
  }
}
