package dev.drover.device.profile;

import dev.drover.device.app.App;
import dev.drover.device.app.Apps;
import dev.drover.device.profile.AppProfile.Malformed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The app profiles: the profile that comes with the app, overlaid by the operator's own file if
 * there is one. A changed file is read again, so a repair needs no restart. Safe for use by any
 * thread.
 */
public final class AppProfiles {
  /** What comes with an app is the same for everybody, and never changes. */
  private static final Map<Shipped, AppProfile> READ = new ConcurrentHashMap<>();

  private final Path overrides;
  private final Apps apps;
  private final Map<String, Loaded> own = new ConcurrentHashMap<>();
  private final Map<String, AppProfile> shipped = new ConcurrentHashMap<>();

  /** A profile as it comes with its app. */
  private record Shipped(String name, String text) {
    AppProfile read() {
      return AppProfileReader.read(name, shippedSource(name), text);
    }
  }

  /** A profile, and the state of its file when it was read. */
  private record Loaded(FileTime modified, long size, AppProfile profile) {
    boolean isOf(BasicFileAttributes file) {
      return modified.equals(file.lastModifiedTime()) && size == file.size();
    }
  }

  /**
   * The texts that a profile is made of.
   *
   * @param file the operator's own, whether it is there or not
   * @param own its text, if it is there
   * @param shipped the text that comes with the app
   */
  public record Text(String name, Path file, Optional<String> own, String shipped) {

    /** Returns the operator's file for messages, relative to the home. */
    public String shownFile() {
      return shown(file);
    }

    /**
     * Reads the profile as it would be with another file of the operator's.
     *
     * @throws Malformed if it can't be used
     */
    public AppProfile with(String changed) {
      return AppProfileReader.readOwn(name, shown(file), changed, shippedSource(name), shipped);
    }
  }

  /**
   * @param overrides the folder that may contain {@code name.yaml}; it need not exist
   */
  public AppProfiles(Path overrides, Apps apps) {
    this.overrides = overrides;
    this.apps = apps;
  }

  /**
   * Returns a file's name for messages. It is relative to the home directory, because clients read
   * the messages.
   */
  private static String shown(Path file) {
    return "profiles/" + file.getFileName();
  }

  /**
   * Returns the current profile of this name.
   *
   * @throws Malformed if there is none, or its file can't be used
   */
  public AppProfile profile(String name) {
    Path file = overrides.resolve(name + ".yaml");
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      Loaded known = own.get(name);
      if (known != null && known.isOf(now)) {
        return known.profile();
      }
      AppProfile read =
          AppProfileReader.readOwn(
              name,
              shown(file),
              Files.readString(file),
              shippedSource(name),
              app(name).shippedProfile());
      own.put(name, new Loaded(now.lastModifiedTime(), now.size(), read));
      return read;
    } catch (NoSuchFileException none) {
      own.remove(name);
      return shipped.computeIfAbsent(name, this::shipped);
    } catch (IOException unreadable) {
      throw new Malformed(shown(file) + " can't be read: " + unreadable.getClass().getSimpleName());
    }
  }

  /**
   * Says of which files the current profile of this name is made, for a person. Reads them anew.
   *
   * @throws Malformed as {@link #profile}
   */
  public ProfileOrigin origin(String name) {
    Path file = overrides.resolve(name + ".yaml");
    profile(name);
    try {
      return ProfileOrigin.of(file, Files.readString(file), app(name).shippedProfile());
    } catch (NoSuchFileException none) {
      return new ProfileOrigin.Shipped(file);
    } catch (IOException unreadable) {
      throw new Malformed(shown(file) + " can't be read: " + unreadable.getClass().getSimpleName());
    }
  }

  /**
   * Returns the texts of the current profile of this name. Reads them anew.
   *
   * @throws Malformed as {@link #profile}
   */
  public Text text(String name) {
    Path file = overrides.resolve(name + ".yaml");
    String shippedText = app(name).shippedProfile();
    try {
      return new Text(name, file, Optional.of(Files.readString(file)), shippedText);
    } catch (NoSuchFileException none) {
      return new Text(name, file, Optional.empty(), shippedText);
    } catch (IOException unreadable) {
      throw new Malformed(shown(file) + " can't be read: " + unreadable.getClass().getSimpleName());
    }
  }

  /** Returns the names of all profiles. */
  public List<String> names() {
    return apps.all().stream().map(App::profileName).distinct().toList();
  }

  private AppProfile shipped(String name) {
    return READ.computeIfAbsent(new Shipped(name, app(name).shippedProfile()), Shipped::read);
  }

  private App app(String profile) {
    return apps.all().stream()
        .filter(one -> one.profileName().equals(profile))
        .findFirst()
        .orElseThrow(() -> new Malformed("there is no app profile " + profile));
  }

  private static String shippedSource(String name) {
    return "the profile " + name + " that Drover ships";
  }
}
