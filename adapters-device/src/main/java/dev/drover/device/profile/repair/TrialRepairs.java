package dev.drover.device.profile.repair;

import dev.drover.application.port.device.ProfileRepairs;
import dev.drover.application.port.device.ProfileRepairs.Unfit.Part;
import dev.drover.application.port.device.RepairIdeas;
import dev.drover.application.text.NearestName;
import dev.drover.device.adb.SafeText;
import dev.drover.device.hierarchy.Bounds;
import dev.drover.device.hierarchy.HierarchyUnreadable;
import dev.drover.device.hierarchy.UiNode;
import dev.drover.device.hierarchy.UiTree;
import dev.drover.device.profile.AppProfile;
import dev.drover.device.profile.AppProfile.Malformed;
import dev.drover.device.profile.AppProfiles;
import dev.drover.device.profile.mutation.LabelledScreen;
import dev.drover.device.profile.mutation.ScreenFolder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Proposes repairs by trying candidates on the screens that are there. Safe for use by any thread.
 */
public final class TrialRepairs implements ProfileRepairs {
  private static final Logger log = LoggerFactory.getLogger(TrialRepairs.class);

  /**
   * A screen of an app has some hundred elements; more is no screen that anybody wants repaired.
   */
  private static final int MOST_NODES = 3_000;

  /** The longest name in a message, in characters. */
  private static final int LONGEST_NAME = 100;

  /** In characters. */
  private static final int LONGEST_REMARK = 300;

  private static final int MOST_STORED = 60;
  private static final Pattern PLACE = Pattern.compile("(\\d{1,5})(?:, *| +)(\\d{1,5})");

  private final AppProfiles profiles;

  public TrialRepairs(AppProfiles profiles) {
    this.profiles = profiles;
  }

  @Override
  public Repair propose(Request request) throws Unfit {
    UiTree failed = screen(request.screen());
    AppProfile named = profile(request, failed);
    AppProfile profile = inLanguage(named, request.locale(), failed);
    checkElement(profile, request);
    List<String> notes = new ArrayList<>();
    List<String> arguments = request.argument().map(List::of).orElse(List.of());
    List<LabelledScreen> stored = stored(request, profile, arguments, notes);
    KnownScreens screens =
        KnownScreens.of(profile, failed, stored, request.element(), request.argument().orElse(""));
    RepairSearch search = new RepairSearch(profiles.text(profile.name()), screens, request.over());
    request.ideas().ifPresent(asked -> ask(asked, search, notes));
    List<Proposal> proposals;
    try {
      proposals = search.proposals(pointedAt(request, failed));
    } catch (ProfileEdit.NotEditable unfit) {
      throw new Unfit(Part.PROFILE, text(unfit));
    }
    int known = screens.withElement().size();
    notes.add(
        "tried on "
            + stored.size()
            + " stored screens, on "
            + known
            + " of which the profile finds "
            + request.element());
    boolean guessed = known == 0 && request.at().isEmpty();
    if (guessed) {
      notes.add(
          "none of those screens tells what "
              + request.element()
              + " was, so that what it is here is guessed from its name and its candidates: look at"
              + " the screen, and say which it is if the first proposal is another thing");
    }
    if (search.hasStoppedEarly()) {
      notes.add("the time was over before all was tried: fewer figures, and perhaps better ways");
    }
    if (proposals.isEmpty()) {
      notes.add(
          "nothing on this screen is told from all else by what a profile can say; look whether it"
              + " shows the element at all, or say which it is");
    }
    return new Repair(
        profile.name(),
        profiles.text(profile.name()).shownFile(),
        request.element(),
        profile.locale(),
        profile.pagesOn(failed),
        proposals,
        guessed,
        notes);
  }

  /** Whatever comes of it, what the search itself thinks of is proposed. */
  private static void ask(RepairIdeas asked, RepairSearch search, List<String> notes) {
    try {
      List<RepairIdeas.Idea> ideas = RepairIdeas.bounded(asked.ideas(search.question()));
      int usable = search.consider(ideas).size();
      notes.add(
          "ideas of the model: "
              + ideas.size()
              + (usable < ideas.size()
                  ? ", " + (ideas.size() - usable) + " of which are nothing that a profile can say"
                  : "")
              + "; they were tried as all others");
    } catch (RepairIdeas.NoIdeas none) {
      notes.add("the model gave no ideas: " + SafeText.line(text(none), LONGEST_REMARK));
    } catch (RuntimeException failed) {
      log.warn("the model that is asked for repairs failed", failed);
      notes.add("the model gave no ideas: asking it failed; the server's log says why");
    }
  }

  private static UiTree screen(String xml) throws Unfit {
    try {
      UiTree tree = ScreenFolder.screen(xml);
      if (tree.nodes().size() > MOST_NODES) {
        throw new Unfit(
            Part.SCREEN,
            "has " + tree.nodes().size() + " elements; at most " + MOST_NODES + " are looked at");
      }
      return tree;
    } catch (HierarchyUnreadable unreadable) {
      throw new Unfit(Part.SCREEN, "is no screen's hierarchy: " + text(unreadable));
    }
  }

  private static String text(Exception failure) {
    return Optional.ofNullable(failure.getMessage()).orElse("");
  }

  private AppProfile profile(Request request, UiTree failed) throws Unfit {
    try {
      if (request.profile().isPresent()) {
        String name = request.profile().get();
        if (!profiles.names().contains(name)) {
          throw new Unfit(Part.PROFILE, "must be one of " + String.join(", ", profiles.names()));
        }
        return profiles.profile(name);
      }
      Set<String> shown =
          failed.nodes().stream().map(UiNode::packageName).collect(Collectors.toSet());
      for (String name : profiles.names()) {
        AppProfile one = profiles.profile(name);
        if (one.packages().stream().anyMatch(app -> shown.contains(app.value()))) {
          return one;
        }
      }
    } catch (Malformed malformed) {
      throw new Unfit(Part.PROFILE, text(malformed));
    }
    throw new Unfit(
        Part.PROFILE,
        "must be given, since the screen is of no app that a profile names; there are "
            + String.join(", ", profiles.names()));
  }

  private static void checkElement(AppProfile profile, Request request) throws Unfit {
    if (!profile.has(request.element())) {
      throw new Unfit(
          Part.ELEMENT,
          "\""
              + SafeText.line(request.element(), LONGEST_NAME)
              + "\" is none of the profile "
              + profile.name()
              + NearestName.of(request.element(), profile.elementNames())
                  .map(nearest -> "; did you mean " + nearest + "?")
                  .orElse(""));
    }
  }

  /** Without a locale, that one whose words the screen has most of. */
  private static AppProfile inLanguage(AppProfile profile, Optional<String> locale, UiTree screen)
      throws Unfit {
    if (locale.isPresent()) {
      return profile
          .inLanguage(locale.get())
          .orElseThrow(
              () ->
                  new Unfit(
                      Part.LOCALE,
                      "the profile has labels of "
                          + String.join(", ", profile.locales())
                          + " only"));
    }
    Set<String> said =
        screen.nodes().stream()
            .flatMap(node -> List.of(node.text(), node.description()).stream())
            .map(text -> text.toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());
    String best =
        profile.locales().stream()
            .max(
                Comparator.<String>comparingLong(one -> plainWords(profile, one, said))
                    .thenComparing(one -> one.equals(profile.locale())))
            .orElse(profile.locale());
    return profile.inLanguage(best).orElse(profile);
  }

  private static long plainWords(AppProfile profile, String locale, Set<String> said) {
    return profile.labels(locale).values().stream()
        .filter(
            words ->
                Arrays.stream(words.toLowerCase(Locale.ROOT).split("\\|")).anyMatch(said::contains))
        .count();
  }

  private static List<LabelledScreen> stored(
      Request request, AppProfile profile, List<String> arguments, List<String> notes) {
    List<LabelledScreen> stored = new ArrayList<>();
    int unreadable = 0;
    for (Stored one : request.stored()) {
      if (stored.size() == MOST_STORED || request.over().getAsBoolean()) {
        break;
      }
      try {
        UiTree tree = ScreenFolder.screen(one.screen());
        if (!tree.xml().equals(request.screen()) && isOf(profile, tree)) {
          stored.add(LabelledScreen.by(profile, one.name(), tree, arguments));
        }
      } catch (HierarchyUnreadable damaged) {
        unreadable++;
      }
    }
    if (unreadable > 0) {
      notes.add(unreadable + " stored screens can't be read and were left out");
    }
    return stored;
  }

  private static boolean isOf(AppProfile profile, UiTree screen) {
    return screen.nodes().size() <= MOST_NODES
        && screen.nodes().stream()
            .anyMatch(
                node ->
                    profile.packages().stream()
                        .anyMatch(app -> app.value().equals(node.packageName())));
  }

  /** Which of the things on the screen the operator means. */
  private static Predicate<UiNode> pointedAt(Request request, UiTree screen) throws Unfit {
    if (request.at().isEmpty()) {
      return _ -> true;
    }
    String at = request.at().get().strip();
    Matcher place = PLACE.matcher(at);
    List<UiNode> meant =
        place.matches()
            ? at(screen, Integer.parseInt(place.group(1)), Integer.parseInt(place.group(2)))
            : screen.nodes().stream().filter(node -> isCalled(node, at)).toList();
    if (meant.isEmpty()) {
      throw new Unfit(
          Part.AT,
          "nothing on the screen says \""
              + SafeText.line(at, LONGEST_NAME)
              + "\", has it as its id, or is there; the screen says "
              + screen.words(20));
    }
    return node -> meant.stream().anyMatch(node::is);
  }

  private static boolean isCalled(UiNode node, String at) {
    return node.text().equalsIgnoreCase(at)
        || node.description().equalsIgnoreCase(at)
        || node.id().equals(at)
        || node.id().endsWith("/" + at);
  }

  /** Returns the smallest element at a place, and those of the same size. */
  private static List<UiNode> at(UiTree screen, int x, int y) {
    Bounds point = new Bounds(x, y, x + 1, y + 1);
    List<UiNode> there =
        screen.nodes().stream()
            .filter(node -> !node.bounds().isEmpty() && node.bounds().holdsCentreOf(point))
            .toList();
    long smallest = there.stream().mapToLong(node -> node.bounds().area()).min().orElse(0);
    return there.stream().filter(node -> node.bounds().area() == smallest).toList();
  }
}
