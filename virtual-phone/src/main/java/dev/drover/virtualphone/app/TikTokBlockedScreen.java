package dev.drover.virtualphone.app;

import dev.drover.virtualphone.Fault;
import dev.drover.virtualphone.Faults;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All that there is of the app while something blocks it; no way leads round it. */
final class TikTokBlockedScreen implements AppScreen {
  private final TikTokApp app;
  private final TikTokLabel title;
  private final Optional<TikTokLabel> more;

  private TikTokBlockedScreen(TikTokApp app, TikTokLabel title, Optional<TikTokLabel> more) {
    this.app = app;
    this.title = title;
    this.more = more;
  }

  /** The screen of the fault that blocks the app, if one does. */
  static Optional<AppScreen> of(TikTokApp app) {
    Faults faults = app.environment().faults();
    if (faults.holding(Fault.Kind.LOGGED_OUT).isPresent()) {
      return screen(app, TikTokLabel.LOG_IN, Optional.of(TikTokLabel.LOG_IN_WAYS));
    }
    if (faults.holding(Fault.Kind.VERIFICATION).isPresent()) {
      return screen(app, TikTokLabel.VERIFY, Optional.of(TikTokLabel.DRAG_SLIDER));
    }
    return faults
        .holding(Fault.Kind.SUSPENDED)
        .flatMap(
            fault ->
                screen(
                    app,
                    fault.name().equals("banned") ? TikTokLabel.BANNED : TikTokLabel.SUSPENDED,
                    Optional.empty()));
  }

  private static Optional<AppScreen> screen(
      TikTokApp app, TikTokLabel title, Optional<TikTokLabel> more) {
    return Optional.of(new TikTokBlockedScreen(app, title, more));
  }

  @Override
  public List<View> render() {
    List<View> views = new ArrayList<>();
    views.add(View.label(title.text(), app.at(100, 500, 980, 620)));
    more.ifPresent(
        label -> views.add(View.tappableLabel(label.text(), app.at(100, 700, 980, 820), () -> {})));
    return views;
  }

  @Override
  public String describe() {
    return "blocked: " + title.text();
  }
}
