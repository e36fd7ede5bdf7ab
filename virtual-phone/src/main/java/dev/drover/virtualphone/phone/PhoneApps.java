package dev.drover.virtualphone.phone;

import dev.drover.virtualphone.app.App;
import dev.drover.virtualphone.app.AppEnvironment;
import dev.drover.virtualphone.app.EffectLog;
import dev.drover.virtualphone.app.SystemDialogs;
import dev.drover.virtualphone.app.common.Installation;
import dev.drover.virtualphone.app.common.SocialAppDescriptor;
import dev.drover.virtualphone.config.InstalledApps;
import dev.drover.virtualphone.config.PhoneConfig;
import dev.drover.virtualphone.fault.Faults;
import dev.drover.virtualphone.paint.TextField;
import dev.drover.virtualphone.paint.View;
import dev.drover.virtualphone.system.InstalledPackages;
import dev.drover.virtualphone.system.MediaStore;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The apps of a phone, which of them is on top, and the system's dialogs over it. Not safe for use
 * by several threads: {@link Screen} calls it under its lock.
 */
final class PhoneApps {
  private final Map<String, App> apps = new LinkedHashMap<>();
  private final SystemDialogs dialogs;
  private final Launcher launcher;
  private App foreground;

  PhoneApps(
      List<SocialAppDescriptor> descriptors,
      PhoneConfig config,
      Clock clock,
      Faults faults,
      EffectLog effects,
      MediaStore media,
      InstalledPackages packages) {
    dialogs = new SystemDialogs(config.width(), config.height(), config.language(), () -> goHome());
    AppEnvironment environment =
        new AppEnvironment(
            config.width(),
            config.height(),
            config.language(),
            clock,
            config.timing(),
            faults,
            effects,
            media,
            packages,
            dialogs);
    InstalledApps installed = config.apps();
    installed.requireOnly(descriptors.stream().map(SocialAppDescriptor::id).toList());
    for (SocialAppDescriptor descriptor : descriptors) {
      for (String packageName : descriptor.packageNames()) {
        App app =
            descriptor
                .starter()
                .start(
                    new Installation(
                        packageName,
                        installed.versionOf(descriptor.id()),
                        installed.accountsOf(descriptor.id())),
                    environment);
        apps.put(packageName, app);
        packages.addBuiltIn(packageName, app.version());
      }
    }
    launcher =
        new Launcher(
            config.width(), config.height(), List.copyOf(apps.values()), app -> launch(app));
    foreground = launcher;
  }

  private void launch(App app) {
    foreground = app;
    app.launch();
  }

  void settle() {
    apps.values().forEach(App::settle);
  }

  Optional<App> byPackage(String packageName) {
    return Optional.ofNullable(apps.get(packageName));
  }

  /** All apps, in the order of their icons. */
  List<App> all() {
    return List.copyOf(apps.values());
  }

  App foreground() {
    return foreground;
  }

  SystemDialogs dialogs() {
    return dialogs;
  }

  void goHome() {
    foreground = launcher;
  }

  /** Opens a link in an app; without a package, in the first app. Without a link, launches it. */
  Optional<String> start(String packageName, String url) {
    Optional<App> app = byPackage(packageName);
    if (app.isEmpty() && packageName.isEmpty() && !url.isEmpty()) {
      app = apps.values().stream().findFirst();
    }
    if (app.isEmpty() || (!url.isEmpty() && !app.get().open(url))) {
      return Optional.empty();
    }
    foreground = app.get();
    if (url.isEmpty()) {
      foreground.launch();
    }
    return Optional.of(foreground.activity());
  }

  Optional<String> share(String packageName, String type, List<String> uris) {
    Optional<App> taker = byPackage(packageName).filter(app -> app.share(type, uris));
    taker.ifPresent(app -> foreground = app);
    return taker.map(App::activity);
  }

  void forceStop(String packageName) {
    Optional<App> stopped = byPackage(packageName);
    stopped.ifPresent(App::stop);
    if (stopped.isPresent() && foreground.packageName().equals(packageName)) {
      goHome();
    }
  }

  /** Shows a popup of the app on top, or of the system over it; none over the launcher. */
  void showPopup(String name) {
    if (foreground.equals(launcher)) {
      return;
    }
    switch (name) {
      case "permission", "crash", "anr" -> dialogs.show(name, foreground);
      default -> foreground.showPopup(name);
    }
  }

  /** The window on top: a dialog of the system, or the app's. */
  View render() {
    return dialogs.shown().map(SystemDialogs.Dialog::root).orElseGet(foreground::render);
  }

  /** The package that the window on top belongs to. */
  String packageOnTop() {
    return dialogs
        .shown()
        .map(SystemDialogs.Dialog::packageName)
        .orElseGet(foreground::packageName);
  }

  /** Returns the focused field. */
  Optional<TextField> field() {
    return dialogs.shown().isPresent() ? Optional.empty() : foreground.field();
  }
}
