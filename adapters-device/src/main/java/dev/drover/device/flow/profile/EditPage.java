package dev.drover.device.flow.profile;

import dev.drover.device.flow.AppPages;
import dev.drover.device.flow.FlowContext;
import dev.drover.device.flow.FlowFailed;
import dev.drover.device.hierarchy.UiNode;
import dev.drover.device.hierarchy.UiTree;
import dev.drover.device.screen.ElementNotFound;
import dev.drover.device.screen.Screen;
import dev.drover.device.screen.Screen.Found;
import dev.drover.domain.task.FailureCode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The page that lists the fields of the own profile, and the ways from it and back. */
final class EditPage {
  static final Duration PAGE = Duration.ofSeconds(15);

  /** The page's own heading. */
  static final String TITLE = "edit_profile.title";

  private static final Duration FIRST_LOOK = Duration.ofMillis(500);
  private static final Duration NEXT_LOOK = Duration.ofSeconds(3);
  private static final int PAGES_BACK = 4;
  private static final int MOST_SWIPES = 2;
  private static final String ADD_LINK = "profile_links.add_row";

  private final FlowContext context;
  private final Screen screen;

  EditPage(FlowContext context) {
    this.context = context;
    this.screen = context.screen();
  }

  /**
   * What the app shows of a field.
   *
   * @param texts the field's content; of a list of links, all that it says
   * @param list whether it is a list of links, to which one can be added
   */
  record Shown(List<String> texts, boolean list) {
    Shown {
      texts = List.copyOf(texts);
    }
  }

  /** Opens the page from the own profile. */
  void open() {
    new AppPages(context).openOwnProfile();
    screen.tap(screen.await("profile.edit_button", PAGE));
    screen.await(TITLE, PAGE);
    screen.arrived();
  }

  /**
   * Opens a field from the page, and reads it.
   *
   * @throws FlowFailed if the app does not offer the field
   */
  Shown read(ProfileField field) {
    screen.await(TITLE, PAGE);
    screen.tap(
        screen.scrollTo(field.row(), "", MOST_SWIPES).orElseThrow(() -> notOffered(field.words())));
    Found page =
        field == ProfileField.LINK && screen.profile().has(ADD_LINK)
            ? screen.awaitAny(PAGE, ADD_LINK, field.title())
            : screen.awaitAny(PAGE, field.title());
    if (page.element().equals(ADD_LINK)) {
      return new Shown(texts(page.screen()), true);
    }
    return new Shown(List.of(fieldOn(page).text()), false);
  }

  /** Opens the editor of a link that a list is to get. */
  void addToList() {
    screen.tap(screen.await(ADD_LINK, PAGE));
    screen.await(ProfileField.LINK.title(), PAGE);
  }

  /** Returns the input field of the editor that is open. */
  UiNode input() {
    return screen.await("profile_field.text_field", PAGE);
  }

  private UiNode fieldOn(Found page) {
    return screen.findOn(page.screen(), "profile_field.text_field", "").orElseGet(this::input);
  }

  /** Returns to the page from what was opened on it. What was not saved there is given up. */
  void comeBack() {
    screen.hideKeyboard();
    for (int pages = 0; ; pages++) {
      try {
        screen.await(TITLE, pages == 0 ? FIRST_LOOK : NEXT_LOOK);
        return;
      } catch (ElementNotFound elsewhere) {
        if (pages == PAGES_BACK) {
          throw elsewhere;
        }
        Optional<UiNode> discard = screen.findOn(elsewhere.screen(), "edit.discard_button", "");
        discard.ifPresentOrElse(screen::tap, screen::pressBack);
      }
    }
  }

  FlowFailed notOffered(String field) {
    return new FlowFailed(
        FailureCode.ACTION_REFUSED,
        "the app on phone "
            + context.serial()
            + " does not offer a "
            + field
            + " on the page where the profile is edited; some accounts have none: leave it out");
  }

  /** Returns all that a screen says, from top to bottom. */
  static List<String> texts(UiTree screen) {
    return screen.nodes().stream()
        .filter(node -> !node.isField())
        .map(node -> node.text().isEmpty() ? node.description() : node.text())
        .filter(text -> !text.isBlank())
        .distinct()
        .toList();
  }
}
