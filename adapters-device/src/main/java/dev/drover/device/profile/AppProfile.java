package dev.drover.device.profile;

import dev.drover.device.hierarchy.UiNode;
import dev.drover.device.hierarchy.UiTree;
import dev.drover.domain.app.PackageName;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Describes where an app's elements are, from a file that users can repair.
 *
 * @param source the file, for messages
 * @param packages the packages that the profile fits; clones of them may have other names
 * @param versions the app versions that the profile is for
 * @param pauses where a tap pauses a video that keeps Android from reading the screen
 * @param dialogs the dialogs to dismiss; the first that fits counts
 * @param blocking the screens that end a script
 * @param pages for the first part of element names, the element that shows the page; elements of a
 *     page that is not shown are not expected on a screen
 * @param canary the walk that an unlisted version has to pass
 * @param elements the selectors by the locale of their labels, then by name
 * @param locale the locale in use
 * @param fingerprint changes with any change of the file
 */
public record AppProfile(
    String name,
    String source,
    List<PackageName> packages,
    VersionRange versions,
    Optional<ScreenPoint> pauses,
    List<DialogRule> dialogs,
    List<BlockingRule> blocking,
    SequencedMap<String, String> pages,
    List<CanaryStep> canary,
    SequencedMap<String, Map<String, Selector>> elements,
    String locale,
    String fingerprint) {
  public AppProfile {
    packages = List.copyOf(packages);
    dialogs = List.copyOf(dialogs);
    blocking = List.copyOf(blocking);
    canary = List.copyOf(canary);
    pages = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(pages));
    elements = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(elements));
    if (!elements.containsKey(locale)) {
      throw new IllegalArgumentException(source + " has no locale " + locale);
    }
  }

  /**
   * Signals that a profile can't be used; the message names the file, the line and the error. A
   * retry fails until the file is repaired.
   */
  public static final class Malformed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Malformed(String message) {
      super(message);
    }
  }

  /** A place on any screen, in percent of its width and height. */
  public record ScreenPoint(int x, int y) {}

  /** A dialog in the way, and the button that dismisses it. */
  public record Obstacle(DialogRule rule, UiNode button) {}

  public boolean fits(PackageName app) {
    return packages.contains(app);
  }

  /** Returns whether the profile is for this version of the app. */
  public boolean fitsVersion(String version) {
    return versions.holds(version);
  }

  /**
   * Returns this profile with the labels of a phone's language, or in its first locale for a phone
   * that reports no language.
   *
   * @param locale such as {@code en-US}
   * @return empty if the profile has no labels in that language, in which case no element would be
   *     found
   */
  public Optional<AppProfile> inLanguage(String locale) {
    String tag = locale.replace('_', '-');
    if (tag.isEmpty()) {
      return Optional.of(this);
    }
    String language = isTraditionalChinese(tag) ? "zh-Hant" : tag;
    while (!language.isEmpty()) {
      if (elements.containsKey(language) && !(isTraditionalChinese(tag) && language.equals("zh"))) {
        return Optional.of(
            new AppProfile(
                name,
                source,
                packages,
                versions,
                pauses,
                dialogs,
                blocking,
                pages,
                canary,
                elements,
                language,
                fingerprint));
      }
      language = language.substring(0, Math.max(0, language.lastIndexOf('-')));
    }
    return Optional.empty();
  }

  /** Traditional Chinese uses other characters than the {@code zh} of most profiles. */
  private static boolean isTraditionalChinese(String tag) {
    return tag.matches("zh-(Hant|TW|HK|MO).*");
  }

  /** Returns the locales for which there are labels. */
  public List<String> locales() {
    return List.copyOf(elements.keySet());
  }

  /** Returns the names of the elements, in the order of the file. */
  public List<String> elementNames() {
    return List.copyOf(selectors().keySet());
  }

  /**
   * Returns whether the profile has this element. An app lacks the elements that its profile does
   * not have.
   */
  public boolean has(String element) {
    return selectors().containsKey(element);
  }

  /**
   * Returns the selector of an element.
   *
   * @throws Malformed if the profile lacks the element
   */
  public Selector selector(String element) {
    return Optional.ofNullable(selectors().get(element))
        .orElseThrow(() -> new Malformed(source + " has no element " + element));
  }

  private Map<String, Selector> selectors() {
    return Optional.ofNullable(elements.get(locale)).orElseThrow();
  }

  /** Returns the rule that recognises this as a blocking screen, if any does. */
  public Optional<BlockingRule> blockingOn(UiTree screen) {
    return blocking.stream().filter(rule -> shows(rule.shows(), screen)).findFirst();
  }

  /** Returns the dialog that is in the way and can be dismissed, if there is one. */
  public Optional<Obstacle> obstacleOn(UiTree screen) {
    return dialogs.stream()
        .filter(rule -> shows(rule.shows(), screen))
        .flatMap(
            rule ->
                selector(rule.tap())
                    .find(screen, "")
                    .map(button -> new Obstacle(rule, button))
                    .stream())
        .findFirst();
  }

  boolean shows(String element, UiTree screen) {
    return selector(element).findAll(screen, "").isPresent();
  }
}
