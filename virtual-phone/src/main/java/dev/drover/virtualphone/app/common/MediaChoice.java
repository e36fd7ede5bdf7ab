package dev.drover.virtualphone.app.common;

import dev.drover.virtualphone.system.InstalledPackages;
import dev.drover.virtualphone.system.MediaFile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** The choice of videos and pictures in an app's gallery. */
public final class MediaChoice {
  private final SocialApp app;
  private final int most;
  private final List<MediaFile> chosen = new ArrayList<>();
  private boolean multiple;

  /** Asks for the permission to read media, unless the app has it. */
  public MediaChoice(SocialApp app, int most) {
    this.app = app;
    this.most = most;
    if (!hasAccess()) {
      InstalledPackages packages = app.environment().packages();
      app.environment()
          .dialogs()
          .askForMedia(
              app,
              () ->
                  InstalledPackages.MEDIA_PERMISSIONS.forEach(
                      right -> packages.grant(app.packageName(), right)),
              () -> {});
    }
  }

  public boolean hasAccess() {
    return app.environment().packages().mayReadMedia(app.packageName());
  }

  /** The files of one sort that the app may read, the newest first. */
  public List<MediaFile> shown(Predicate<MediaFile> sort) {
    return hasAccess()
        ? app.environment().media().newestFirst().stream().filter(sort).toList()
        : List.of();
  }

  public boolean isMultiple() {
    return multiple;
  }

  public void toggleMultiple() {
    multiple = !multiple;
    chosen.clear();
  }

  public void tapped(MediaFile file) {
    if (!multiple) {
      chosen.clear();
      chosen.add(file);
    } else if (!chosen.remove(file) && chosen.size() < most) {
      chosen.add(file);
    }
  }

  /** The chosen files, in the order of their choice. */
  public List<MediaFile> chosen() {
    return List.copyOf(chosen);
  }

  /** The place of a file among the chosen ones, from 1; 0 if it is not chosen. */
  public int numberOf(MediaFile file) {
    return chosen.indexOf(file) + 1;
  }

  public void clear() {
    chosen.clear();
  }

  /** A video's length as galleries write it: minutes and seconds. */
  public static String length(MediaFile video) {
    Duration length = video.duration();
    return String.format(Locale.ROOT, "%02d:%02d", length.toMinutes(), length.toSecondsPart());
  }
}
