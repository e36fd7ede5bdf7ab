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
 * Where the elements of an app are, in a file that its users can repair.
 *
 * @param source the file that it came from, for messages
 * @param packages the apps that it fits; clones of them may have other names
 * @param versions those of the app that it is for
 * @param pauses where a tap pauses a video that keeps Android from reading the screen
 * @param dialogs the dialogs to dismiss; the first that fits counts
 * @param blocking the screens that end a script
 * @param pages by the first part of their elements' names, the element that shows each; elements of
 *     a page that is not shown are not expected on a screen
 * @param canary the walk that a version has to pass that is not among those
 * @param elements by the locale of their labels, then by name
 * @param locale the one in use
 * @param fingerprint differs when anything in the file does
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

  /** A profile that can't be used: which file, which line, what is wrong. */
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

  /** Whether it is for this version of the app. */
  public boolean fitsVersion(String version) {
    return versions.holds(version);
  }

  /**
   * The same profile with the labels of a phone's language. For a phone that names no language, the
   * first one counts.
   *
   * @param locale such as {@code en-US}
   * @return empty if the profile has no labels in it: nothing would be found on such a screen
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

  /** Traditional Chinese has other characters than the {@code zh} of most profiles. */
  private static boolean isTraditionalChinese(String tag) {
    return tag.matches("zh-(Hant|TW|HK|MO).*");
  }

  /** The locales that it has labels of. */
  public List<String> locales() {
    return List.copyOf(elements.keySet());
  }

  /** The names of its elements, in the order of the file. */
  public List<String> elementNames() {
    return List.copyOf(selectors().keySet());
  }

  /**
   * Whether the profile names this element. An app lacks the elements that its profile does not
   * name.
   */
  public boolean has(String element) {
    return selectors().containsKey(element);
  }

  /**
   * @throws Malformed if the profile lacks it
   */
  public Selector selector(String element) {
    return Optional.ofNullable(selectors().get(element))
        .orElseThrow(() -> new Malformed(source + " has no element " + element));
  }

  private Map<String, Selector> selectors() {
    return Optional.ofNullable(elements.get(locale)).orElseThrow();
  }

  /** The rule that recognises this as a blocking screen, if one does. */
  public Optional<BlockingRule> blockingOn(UiTree screen) {
    return blocking.stream().filter(rule -> shows(rule.shows(), screen)).findFirst();
  }

  /** The dialog that stands in the way and can be dismissed, if there is one. */
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
