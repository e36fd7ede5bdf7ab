package dev.drover.device.screen;

import dev.drover.device.adb.PhoneSession;
import dev.drover.device.adb.ShellCommand;
import dev.drover.device.adb.ShellResult;
import dev.drover.device.hierarchy.ParsingThreads;
import dev.drover.domain.app.PackageName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Opens and ends apps on one phone. Used by one thread. */
public final class AppStarter {
  private static final Duration COMMAND_DEADLINE = Duration.ofSeconds(10);
  private static final Duration LAUNCH_DEADLINE = Duration.ofSeconds(20);

  private final PhoneSession phone;
  private final Watcher watcher;

  /**
   * Called before an app is opened or ended, because what is known of the screen is then outdated.
   */
  interface Watcher {
    /**
     * Called before an app is opened.
     *
     * @param withVideo whether the page that appears may play a video
     */
    void opens(PackageName app, boolean withVideo);

    void ends();
  }

  AppStarter(PhoneSession phone, Watcher watcher) {
    this.phone = phone;
    this.watcher = watcher;
  }

  /**
   * Opens a link in an app.
   *
   * @return false if the app can't open it, for example because it is not installed
   */
  public boolean openLink(String url, PackageName app) {
    watcher.opens(app, false);
    ShellResult result =
        phone.shell(
            ShellCommand.of(
                "am", "start", "-W", "-a", "android.intent.action.VIEW", "-d", url, app.value()),
            LAUNCH_DEADLINE);
    return result.exitCode() == 0 && !result.everything().contains("unable to resolve");
  }

  /**
   * Shares a file of the phone's media store to an app.
   *
   * @param contentUri such as {@code content://media/external/video/media/42}
   * @return false if the app takes no such files, for example because it is not installed
   */
  public boolean share(String contentUri, String mimeType, PackageName app) {
    watcher.opens(app, false);
    ShellResult result =
        phone.shell(
            ShellCommand.of(
                "am",
                "start",
                "-W",
                "-a",
                "android.intent.action.SEND",
                "-t",
                mimeType,
                "--eu",
                "android.intent.extra.STREAM",
                contentUri,
                "--grant-read-uri-permission",
                "-p",
                app.value()),
            LAUNCH_DEADLINE);
    return result.exitCode() == 0 && !result.everything().contains("Error");
  }

  /**
   * Starts an app as its icon does. The app shows its feed, which plays videos, or the page where
   * it was left.
   *
   * @return false if it is not installed
   */
  public boolean launch(PackageName app) {
    watcher.opens(app, true);
    // Asks twice: one garbled answer must not report an installed app as missing.
    Optional<String> activity = launcherOf(app).or(() -> launcherOf(app));
    if (activity.isEmpty()) {
      return false;
    }
    ShellResult result =
        phone.shell(ShellCommand.of("am", "start", "-W", "-n", activity.get()), LAUNCH_DEADLINE);
    return result.exitCode() == 0 && !result.everything().contains("Error");
  }

  private Optional<String> launcherOf(PackageName app) {
    return phone
        .shell(
            ShellCommand.of("cmd", "package", "resolve-activity", "--brief", app.value()),
            COMMAND_DEADLINE)
        .output()
        .lines()
        .map(String::strip)
        .filter(line -> line.startsWith(app.value() + "/"))
        .reduce((_, last) -> last);
  }

  /** Returns the apps that have the focus. There can be two while windows change. */
  public List<String> foreground() {
    String dump =
        phone.shell(ShellCommand.of("dumpsys", "window", "displays"), COMMAND_DEADLINE).output();
    return ParsingThreads.process(() -> Foreground.appsIn(dump));
  }

  /** Ends an app and everything that it does. */
  public void forceStop(PackageName app) {
    watcher.ends();
    phone.shell(ShellCommand.of("am", "force-stop", app.value()), COMMAND_DEADLINE);
  }

  /** Returns an app's version, such as {@code 34.5.3}; empty if it is not installed. */
  public Optional<String> version(PackageName app) {
    return PhoneState.versionIn(
        phone.shell(ShellCommand.of("dumpsys", "package", app.value()), COMMAND_DEADLINE).output());
  }
}
