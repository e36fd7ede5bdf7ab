package dev.drover.device.profile;

import dev.drover.device.hierarchy.PageCut;
import dev.drover.device.hierarchy.PagePart;
import dev.drover.device.hierarchy.UiNode;
import dev.drover.device.hierarchy.UiTree;
import dev.drover.device.profile.Candidate.Area;
import dev.drover.device.profile.Candidate.Search;
import dev.drover.domain.app.PackageName;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Describes where an app's elements are, from a file that users can repair.
 *
 * @param source the file, for messages
 * @param packages the packages that the profile fits; clones of them may have other names
 * @param versions the app versions that the profile is for
 * @param pauses where a tap pauses a video that keeps Android from reading the screen
 * @param dialogs the dialogs to dismiss; the first that fits counts
 * @param blocking the screens that end a script
 * @param pages what each page is recognised by, by the first part of its elements' names; elements
 *     of a page that is not shown are not expected on a screen
 * @param canary the walk that an unlisted version has to pass
 * @param elements the selectors by the locale of their labels, then by name
 * @param labels the app's words by locale, then by name; parts of regular expressions
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
    SequencedMap<String, PageRule> pages,
    List<CanaryStep> canary,
    SequencedMap<String, Map<String, Selector>> elements,
    SequencedMap<String, Map<String, String>> labels,
    String locale,
    String fingerprint) {
  public AppProfile {
    labels = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(labels));
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

  /**
   * Where a person repairs the profile, for messages: also a shipped one is repaired by a file of
   * the operator's own.
   */
  public String repairFile() {
    return "profiles/" + name + ".yaml in the server's home";
  }

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
    String tag = withoutOldCode(locale.replace('_', '-'));
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
                labels,
                language,
                fingerprint));
      }
      language = language.substring(0, Math.max(0, language.lastIndexOf('-')));
    }
    return Optional.empty();
  }

  /** Older phones call Indonesian "in". */
  private static String withoutOldCode(String tag) {
    return tag.equals("in") || tag.startsWith("in-") ? "id" + tag.substring(2) : tag;
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

  /**
   * A part of a text.
   *
   * @param end the index after its last char
   */
  public record Part(int start, int end) {}

  /**
   * Returns where a text first has the words of a label, in the profile's own locale; what takes
   * the place of {@code {}} belongs to them.
   */
  public Optional<Part> wordsOf(String label, String text) {
    return Optional.ofNullable(labels(locale()).get(label))
        .flatMap(words -> LinearRegex.find(words.replace("{}", ".*"), text));
  }

  /**
   * Returns what tells whether a text is one of the wordings of a label, in full and in either
   * case.
   *
   * @param words a label as the profile has it
   */
  public static Predicate<String> wordings(String words) {
    try {
      return LinearRegex.compile(words)::fits;
    } catch (IllegalArgumentException literal) {
      // Only labels in exact texts may be no expressions.
      return words::equalsIgnoreCase;
    }
  }

  /** Returns the app's words in a locale, by name. */
  public Map<String, String> labels(String ofLocale) {
    return Collections.unmodifiableMap(labels.getOrDefault(ofLocale, Map.of()));
  }

  /**
   * Looks for an element on a screen.
   *
   * @param argument replaces {@code {}} in its texts
   * @return empty also where the element's page is not shown
   * @throws Selector.Ambiguous if several elements fit
   * @throws Malformed if the profile lacks the element
   */
  public Optional<UiNode> find(UiTree screen, String element, String argument) {
    return on(screen).find(element, argument);
  }

  /**
   * Looks for all elements on a screen that fit, such as the rows of a list.
   *
   * @param argument replaces {@code {}} in its texts
   * @return empty also where the element's page is not shown
   * @throws Selector.Ambiguous if a related element is ambiguous
   * @throws Malformed if the profile lacks the element
   */
  public Optional<Selector.Match> findAll(UiTree screen, String element, String argument) {
    return on(screen).findAll(element, argument);
  }

  /** Returns the pages that a screen shows: a sheet shows itself, and the page that it is over. */
  public List<String> pagesOn(UiTree screen) {
    return on(screen).pages();
  }

  /** Returns the page that an element belongs to. */
  static String page(String element) {
    int end = element.indexOf('.');
    return end < 0 ? element : element.substring(0, end);
  }

  /** Prepares a screen for several looks at it. */
  public Look on(UiTree screen) {
    return new Look(screen);
  }

  /** A look at one screen, which recognises each page once. Used by one thread. */
  public final class Look {
    /** Finds an element wherever it is: a page is told by what it has anywhere. */
    private final Search search;

    private final Search inParts;
    private final Map<String, Boolean> shown = new HashMap<>();
    private final Map<PageRule.Part, List<PagePart>> cuts = new HashMap<>();
    private final Map<String, Set<UiNode>> hidden = new HashMap<>();

    private Look(UiTree screen) {
      search = Search.of(screen, "");
      inParts = search.within(this::area);
    }

    /** Finds one element as {@link AppProfile#find} does. */
    public Optional<UiNode> find(String element, String argument) {
      Selector selector = selector(element);
      return mayHave(element) ? selector.find(inParts.with(argument)) : Optional.empty();
    }

    /** Finds all elements as {@link AppProfile#findAll} does. */
    public Optional<Selector.Match> findAll(String element, String argument) {
      Selector selector = selector(element);
      return mayHave(element) ? selector.findAll(inParts.with(argument)) : Optional.empty();
    }

    /**
     * Finds all elements as {@link #findAll} does, but in one part of the page only: of the post or
     * the row in which something else was found on this screen.
     *
     * @param known what was found in that part
     * @return empty also where what is known is in no part; of a page whose parts are not told,
     *     what is anywhere on it
     */
    public Optional<Selector.Match> findAllBeside(UiNode known, String element, String argument) {
      Optional<PageRule.Part> rule = partWith(element);
      List<PagePart> parts = rule.map(this::cut).orElse(List.of());
      if (parts.isEmpty()) {
        return findAll(element, argument);
      }
      Selector selector = selector(element);
      return parts.stream()
          .filter(part -> part.holds(known) && mayHave(element))
          .findFirst()
          .flatMap(
              part ->
                  selector.findAll(
                      search
                          .within(
                              other ->
                                  rule.equals(partWith(other))
                                      ? Area.only(part::holds)
                                      : area(other))
                          .with(argument)));
    }

    /**
     * Finds one element as {@link #findAllBeside} does.
     *
     * @throws Selector.Ambiguous if several fit in that part
     */
    public Optional<UiNode> findBeside(UiNode known, String element, String argument) {
      return partWith(element).map(this::cut).orElse(List.of()).isEmpty()
          ? find(element, argument)
          : findAllBeside(known, element, argument).map(match -> selector(element).only(match));
    }

    /** Returns the parts, such as posts or rows, that an element is looked for in. */
    public List<PagePart> partsWith(String element) {
      return partWith(element).map(this::cut).orElse(List.of());
    }

    /**
     * Returns why an element is not found that is somewhere on the screen, as the end of a sentence
     * about it; empty if it is found, or is nowhere.
     */
    public Optional<String> whyLeftOut(String element) {
      List<UiNode> anywhere = mayHave(element) ? all(element) : List.of();
      Area area = area(element);
      if (anywhere.isEmpty() || anywhere.stream().anyMatch(area.told())) {
        return anywhere.isEmpty() || anywhere.stream().anyMatch(area.usual())
            ? Optional.empty()
            : partWith(element).map(part -> unsure(part, cut(part)));
      }
      return Optional.of(
          anywhere.stream().allMatch(hidden(element))
              ? "is below a sheet"
              : "is in no part of its page");
    }

    private static String unsure(PageRule.Part rule, List<PagePart> parts) {
      return PageCut.filling(parts).isPresent()
          ? "is not in the " + rule.name() + " that fills the screen"
          : "can't be told: "
              + parts.size()
              + " parts \""
              + rule.name()
              + "\" share the screen, and none fills it";
    }

    private Optional<PageRule.Part> partWith(String element) {
      return Optional.ofNullable(pages.get(page(element))).flatMap(page -> page.partWith(element));
    }

    /**
     * Where an element is looked for: in the part that fills the screen. Where none does, nobody
     * can say which one is meant.
     */
    private Area area(String element) {
      Optional<PageRule.Part> rule = partWith(element);
      List<PagePart> parts = rule.map(this::cut).orElse(List.of());
      if (parts.isEmpty()) {
        return Area.EVERYWHERE.without(hidden(element));
      }
      Optional<PagePart> meant = PageCut.filling(parts);
      Predicate<UiNode> usual = node -> meant.filter(part -> part.holds(node)).isPresent();
      Area area =
          rule.orElseThrow().repeats()
              ? new Area(usual, node -> parts.stream().anyMatch(part -> part.holds(node)))
              : Area.only(usual);
      return area.without(hidden(element));
    }

    /** Returns what a sheet hides from the element's page: a tap there acts on the sheet. */
    private Predicate<UiNode> hidden(String element) {
      String own = page(element);
      if (!pages.containsKey(own)) {
        return _ -> false;
      }
      Set<UiNode> known = hidden.get(own);
      if (known == null) {
        known = hiddenAnew(own);
        hidden.put(own, known);
      }
      return known::contains;
    }

    private Set<UiNode> hiddenAnew(String own) {
      List<UiNode> sheets = signs(page -> rule(page).sheet() && !page.equals(own));
      Set<UiNode> below = Collections.newSetFromMap(new IdentityHashMap<>());
      if (!sheets.isEmpty()) {
        List<UiNode> others = signs(page -> !rule(page).sheet());
        PageCut cut = new PageCut(search.tree(), search.controls());
        sheets.forEach(sign -> below.addAll(cut.below(sign, others)));
      }
      return below;
    }

    /** Returns what some of the pages that are shown were recognised by. */
    private List<UiNode> signs(Predicate<String> some) {
      return pages().stream()
          .filter(some)
          .flatMap(page -> rule(page).signs().stream())
          .flatMap(sign -> all(sign).stream())
          .toList();
    }

    private List<PagePart> cut(PageRule.Part rule) {
      List<PagePart> known = cuts.get(rule);
      if (known == null) {
        known = cutAnew(rule);
        cuts.put(rule, known);
      }
      return known;
    }

    private List<PagePart> cutAnew(PageRule.Part rule) {
      PageCut cut = new PageCut(search.tree(), search.controls());
      List<UiNode> heads = rule.begins().stream().flatMap(head -> all(head).stream()).toList();
      if (!heads.isEmpty()) {
        return cut.beginningWith(
            heads, rule.has().stream().flatMap(element -> all(element).stream()).toList());
      }
      List<PagePart> around = cut.around(rule.around().stream().map(this::all).toList());
      return around.isEmpty()
          ? rule.rowsOf().stream()
              .flatMap(list -> all(list).stream())
              .flatMap(list -> cut.rowsOf(list).stream())
              .toList()
          : around;
    }

    /** Returns all that fits an element anywhere on the screen. */
    private List<UiNode> all(String element) {
      try {
        return selector(element).findAll(search).map(Selector.Match::nodes).orElse(List.of());
      } catch (Selector.Ambiguous landmark) {
        return List.of();
      }
    }

    /** Returns the rule that recognises this as a blocking screen, if any does. */
    public Optional<BlockingRule> blocking() {
      return blocking.stream()
          .filter(rule -> findAll(rule.shows(), "").isPresent())
          .filter(rule -> !rule.alone() || pages().isEmpty())
          .findFirst();
    }

    /** Returns the dialog that is in the way and can be dismissed, if there is one. */
    public Optional<Obstacle> obstacle() {
      return dialogs.stream()
          .filter(rule -> findAll(rule.shows(), "").isPresent())
          .flatMap(rule -> find(rule.tap(), "").map(button -> new Obstacle(rule, button)).stream())
          .findFirst();
    }

    /** Returns whether this is a look at that screen. */
    @SuppressWarnings("ReferenceEquality") // Another screen may be equal; comparing takes longer.
    public boolean isAt(UiTree screen) {
      return search.tree() == screen;
    }

    /** Returns the pages that the screen shows. */
    public List<String> pages() {
      return pages.keySet().stream().filter(this::isShown).toList();
    }

    /**
     * Returns whether an app shows a page that is none of the profile's. A screen without anything
     * to tap is no page yet, and of a profile without pages nothing is known.
     */
    public boolean isUnknown(PackageName app) {
      return !pages.isEmpty()
          && search.tree().nodes().stream()
              .anyMatch(node -> node.clickable() && node.packageName().equals(app.value()))
          && pages().isEmpty();
    }

    /** Elements that are alike on other pages must not be taken for those of this page. */
    private boolean mayHave(String element) {
      PageRule page = pages.get(page(element));
      return page == null || page.allowsAnywhere(element) || isShown(page(element));
    }

    private PageRule rule(String page) {
      return Optional.ofNullable(pages.get(page)).orElseThrow();
    }

    private boolean isShown(String name) {
      return shown.computeIfAbsent(
          name,
          _ -> {
            PageRule page = rule(name);
            return page.signs().stream().anyMatch(this::isThere)
                && page.unless().stream().noneMatch(this::isThere);
          });
    }

    private boolean isThere(String sign) {
      try {
        return selector(sign).isOn(search);
      } catch (Selector.Ambiguous landmark) {
        return false;
      }
    }
  }

  private Map<String, Selector> selectors() {
    return Optional.ofNullable(elements.get(locale)).orElseThrow();
  }

  /** Returns the rule that recognises this as a blocking screen, if any does. */
  public Optional<BlockingRule> blockingOn(UiTree screen) {
    return on(screen).blocking();
  }

  /** Returns the dialog that is in the way and can be dismissed, if there is one. */
  public Optional<Obstacle> obstacleOn(UiTree screen) {
    return on(screen).obstacle();
  }
}
