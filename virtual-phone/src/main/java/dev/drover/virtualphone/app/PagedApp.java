package dev.drover.virtualphone.app;

import dev.drover.virtualphone.config.AppVersion;
import dev.drover.virtualphone.fault.Fault;
import dev.drover.virtualphone.paint.Look;
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
 * An app with a stack of pages. It navigates between pages, delays slow pages, and shows popups and
 * blocking pages.
 */
public abstract class PagedApp implements App {
  private final AppBuild build;
  private final AppEnvironment environment;
  private final Deque<AppScreen> screens = new ArrayDeque<>();
  private Instant readyAt = Instant.MIN;

  /** The name of the version that was installed over the first one. */
  private Optional<String> update = Optional.empty();

  protected PagedApp(AppVersion version, AppEnvironment environment) {
    this.build = new AppBuild(version, environment);
    this.environment = environment;
  }

  /** The names of an app's versions. */
  public record Versions(String usual, String renamed, String moved) {}

  protected abstract Versions versions();

  /** The page that the app starts with. */
  protected abstract AppScreen firstPage();

  /** The only page that the app shows now, if something blocks it. */
  protected abstract Optional<AppScreen> blockingPage();

  /** Adds to a view what only its picture shows, such as its icon. */
  protected View dressed(View view) {
    return view;
  }

  /** The colour of the app's buttons. */
  protected Look.Accent accent() {
    return Look.Accent.SYSTEM;
  }

  /** The app's own dialog of this name, if it has one. */
  protected abstract Optional<AppScreen> popup(String name);

  @Override
  public final String version() {
    return update.orElseGet(() -> build.name(versions()));
  }

  @Override
  public final void update(String newVersion) {
    update = Optional.of(newVersion);
    stop();
  }

  /** Whether elements stand elsewhere than in the usual version. */
  public final boolean isMoved() {
    return build.isMoved();
  }

  /** The words in the phone's language. */
  public final String say(Label label) {
    return label.in(environment.language());
  }

  /** The words in the phone's language, with a value in place of the brace pair. */
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
    View page =
        View.group("b5n", new Bounds(0, 0, environment.width(), environment.height()), views)
            .dressed(this::dressed)
            .accented(accent());
    return build.built(page);
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
      // The app crashed during its start.
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

  /** Puts a page on top; starts the app first if it does not run. */
  public final void startOn(AppScreen screen) {
    if (screens.isEmpty()) {
      screens.push(firstPage());
    }
    push(screen);
  }

  /** Puts a dialog on top; it does not count as a page that arrives. */
  public final void pushDialog(AppScreen dialog) {
    screens.push(dialog);
  }

  public final void pop() {
    screens.pollFirst();
  }

  /** Removes the pages above this one. */
  public final void popTo(AppScreen screen) {
    while (screens.size() > 1 && !screens.getFirst().equals(screen)) {
      screens.pop();
    }
  }

  /** Shows the first page of a tab; the way back ends there. */
  public final void showTab(AppScreen screen) {
    screens.clear();
    screens.push(screen);
    arrived();
  }

  /** Shows nothing but a progress wheel for this long. */
  public final void load(Duration duration) {
    Instant then = now().plus(duration);
    readyAt = then.isAfter(readyAt) ? then : readyAt;
  }

  /** Applies the faults that wait for the next page. */
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

  /** Moves the focus to a field of the top page, and shows the keyboard. */
  public final void focus(TextField field) {
    top().fields().forEach(TextField::blur);
    field.focus();
  }

  /** The place on the screen of a rectangle on a grid of 1080 by 2400. */
  public final Bounds at(int left, int top, int right, int bottom) {
    return build.at(left, top, right, bottom);
  }
}
