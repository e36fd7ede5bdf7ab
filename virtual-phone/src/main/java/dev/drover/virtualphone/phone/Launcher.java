package dev.drover.virtualphone.phone;

import dev.drover.virtualphone.app.App;
import dev.drover.virtualphone.paint.Look.Style;
import dev.drover.virtualphone.paint.Ornament;
import dev.drover.virtualphone.paint.View;
import dev.drover.virtualphone.paint.View.Bounds;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The home screen: an icon for each app. */
public final class Launcher implements App {
  private final int width;
  private final int height;
  private final List<App> apps;
  private final Consumer<App> start;

  public Launcher(int width, int height, List<App> apps, Consumer<App> start) {
    this.width = width;
    this.height = height;
    this.apps = List.copyOf(apps);
    this.start = start;
  }

  @Override
  public String packageName() {
    return "com.android.launcher3";
  }

  @Override
  public String name() {
    return "Home";
  }

  @Override
  public String version() {
    return "14";
  }

  @Override
  public String activity() {
    return "com.android.launcher3/.uioverrides.QuickstepLauncher";
  }

  @Override
  public View render() {
    List<View> icons = new ArrayList<>();
    int size = width / 4;
    for (int i = 0; i < apps.size(); i++) {
      App app = apps.get(i);
      int left = i % 4 * size;
      int top = height / 2 + i / 4 * size;
      icons.add(
          View.tappableLabel(
                  app.name(),
                  new Bounds(left, top, left + size, top + size),
                  () -> start.accept(app))
              .styled(Style.APP)
              .marked(app.icon()));
    }
    Bounds screen = new Bounds(0, 0, width, height);
    return View.group("workspace", screen, icons)
        .drawing(new Ornament.Wallpaper(screen))
        .drawing(new Ornament.Clock(new Bounds(0, height / 9, width, height / 3)));
  }

  @Override
  public boolean back() {
    return true;
  }

  @Override
  public String describe() {
    return "home";
  }
}
