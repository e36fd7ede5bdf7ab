package dev.drover.virtualphone.app;

import dev.drover.virtualphone.config.AppVersion;
import dev.drover.virtualphone.fault.Fault;
import dev.drover.virtualphone.paint.TextField;
import dev.drover.virtualphone.paint.View;
import dev.drover.virtualphone.paint.View.Bounds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * An app of pages that lie on each other. What it has in common with others: the way from page to
 * page, pages that come late, popups, pages that block it, and versions whose words have moved.
 */
public abstract class PagedApp implements App {
  /** Pages are laid out on a grid of this size, whatever the screen. */
  private static final int GRID_WIDTH = 1080;

  private static final int GRID_HEIGHT = 2400;

  /** How much of it a later version takes at the top. */
  private static final int NEW_BAR = 70;

  private final AppVersion version;
  private final AppEnvironment environment;
  private final Deque<AppScreen> screens = new ArrayDeque<>();
  private Instant readyAt = Instant.MIN;

  public PagedApp(AppVersion version, AppEnvironment environment) {
    this.version = version;
    this.environment = environment;
  }

  /** What its versions are called. */
  public record Versions(String usual, String renamed, String moved) {}

  protected abstract Versions versions();

  /** The page that it starts with. */
  protected abstract AppScreen firstPage();

  /** The page that is all there is of it now, if something blocks it. */
  protected abstract Optional<AppScreen> blockingPage();

  /** A dialog of its own by its name, if it has one of this name. */
  protected abstract Optional<AppScreen> popup(String name);

  @Override
  public final String version() {
    boolean renamed = environment.faults().holding(Fault.Kind.MOVED).isPresent();
    return switch (version) {
      case USUAL -> renamed ? versions().renamed() : versions().usual();
      case RENAMED -> versions().renamed();
      case MOVED -> versions().moved();
    };
  }

  /** Whether it is the version in which elements stand elsewhere. */
  public final boolean isMoved() {
    return version == AppVersion.MOVED;
  }

  /** The words in the phone's language. */
  public final String say(Label label) {
    return label.in(environment.language());
  }

  /** The words in the phone's language, with this in the place of the brace pair. */
  public final String say(Label label, Object value) {
    return say(label).replace("{}", String.valueOf(value));
  }

  public final AppEnvironment environment() {
    return environment;
  }

  public final Instant now() {
    return environment.clock().instant();
  }

  @Override
  public void launch() {
    if (screens.isEmpty()) {
      screens.push(firstPage());
      arrived();
    }
  }

  @Override
  public void stop() {
    screens.clear();
    readyAt = Instant.MIN;
  }

  @Override
  public final View render() {
    List<View> views = new ArrayList<>();
    AppScreen top = top();
    if (isLoading()) {
      views.add(View.progress(at(480, 1140, 600, 1260)));
    } else {
      List<AppScreen> fromTop = List.copyOf(screens);
      int lowest = 0;
      while (top.equals(fromTop.getFirst())
          && fromTop.get(lowest).isOverlay()
          && lowest + 1 < fromTop.size()) {
        lowest++;
      }
      for (int i = lowest; i > 0; i--) {
        views.addAll(fromTop.get(i).render());
      }
      views.addAll(top.render());
    }
    View root =
        View.group("b5n", new Bounds(0, 0, environment.width(), environment.height()), views);
    View built =
        switch (version) {
          case USUAL -> root;
          case RENAMED -> root.renamed(PagedApp::otherId, words -> words);
          case MOVED -> root.ofOtherClasses();
        };
    return environment
        .faults()
        .holding(Fault.Kind.MOVED)
        .map(moved -> moved(built, moved))
        .orElse(built);
  }

  private static View moved(View root, Fault moved) {
    return root.renamed(
        PagedApp::otherId,
        words -> moved.match().isEmpty() ? words : words.replace(moved.match(), moved.name()));
  }

  /** An id as another build would call it. */
  private static String otherId(String id) {
    if (id.isEmpty()) {
      return id;
    }
    int number = Math.floorMod(id.hashCode() * 31 + 7, 26 * 26 * 26);
    return ""
        + (char) ('a' + number / 676)
        + (char) ('a' + number / 26 % 26)
        + (char) ('a' + number % 26);
  }

  @Override
  public final Optional<TextField> field() {
    return isLoading()
        ? Optional.empty()
        : top().fields().stream().filter(TextField::isFocused).findFirst();
  }

  @Override
  public final void enter() {
    if (!isLoading()) {
      top().enter();
    }
  }

  @Override
  public final void swipe(Direction direction) {
    if (!isLoading()) {
      top().swipe(direction);
    }
  }

  @Override
  public final boolean isAtRest() {
    return !isLoading() && top().isPaused();
  }

  @Override
  public final boolean back() {
    if (isLoading()) {
      return true;
    }
    AppScreen top = top();
    if (!top.equals(screens.getFirst())) {
      return false;
    }
    if (top.back()) {
      return true;
    }
    if (screens.size() <= 1) {
      return false;
    }
    screens.pop();
    return true;
  }

  @Override
  public final void showPopup(String name) {
    ownPopup(name).ifPresent(screens::push);
  }

  private Optional<AppScreen> ownPopup(String name) {
    return name.equals("survey") ? Optional.of(new SurveyPage(this)) : popup(name);
  }

  @Override
  public final String describe() {
    return isLoading() ? "loading" : top().describe();
  }

  private boolean isLoading() {
    return now().isBefore(readyAt);
  }

  private AppScreen top() {
    launch();
    if (screens.isEmpty()) {
      // It has crashed while it started.
      screens.push(firstPage());
    }
    return blockingPage().orElseGet(screens::getFirst);
  }

  /** Puts a page on top. */
  public final void push(AppScreen screen) {
    screens.push(screen);
    if (!screen.isOverlay()) {
      arrived();
    }
  }

  /** Puts a page on top that the app was started for, if it was not running. */
  public final void startOn(AppScreen screen) {
    if (screens.isEmpty()) {
      screens.push(firstPage());
    }
    push(screen);
  }

  /** Puts a dialog on top, whatever page comes or goes. */
  public final void pushDialog(AppScreen dialog) {
    screens.push(dialog);
  }

  public final void pop() {
    screens.pollFirst();
  }

  /** Takes pages away down to this one. */
  public final void popTo(AppScreen screen) {
    while (screens.size() > 1 && !screens.getFirst().equals(screen)) {
      screens.pop();
    }
  }

  /** Back to the first page of a tab. */
  public final void showTab(AppScreen screen) {
    screens.clear();
    screens.push(screen);
    arrived();
  }

  /** Nothing can be seen or done for so long. */
  public final void load(Duration duration) {
    Instant then = now().plus(duration);
    readyAt = then.isAfter(readyAt) ? then : readyAt;
  }

  /** A page has come. */
  private void arrived() {
    environment
        .faults()
        .strike(Fault.Kind.SLOW_APP, screens.getFirst().describe())
        .ifPresent(slow -> load(slow.duration()));
    environment.faults().nextPopup().ifPresent(this::popUp);
  }

  private void popUp(String name) {
    ownPopup(name).ifPresentOrElse(screens::push, () -> environment.dialogs().show(name, this));
  }

  /** Gives one of the top page's fields the focus, and the keyboard. */
  public final void focus(TextField field) {
    top().fields().forEach(TextField::blur);
    field.focus();
  }

  /** A place on the screen, given on a grid of 1080 by 2400. */
  public final Bounds at(int left, int top, int right, int bottom) {
    return new Bounds(
        left * environment.width() / GRID_WIDTH,
        down(top),
        right * environment.width() / GRID_WIDTH,
        down(bottom));
  }

  /** Where elements stand elsewhere, a bar is at the top, and all else moves closer together. */
  private int down(int grid) {
    int there = isMoved() ? NEW_BAR + grid * (GRID_HEIGHT - NEW_BAR) / GRID_HEIGHT : grid;
    return there * environment.height() / GRID_HEIGHT;
  }
}
