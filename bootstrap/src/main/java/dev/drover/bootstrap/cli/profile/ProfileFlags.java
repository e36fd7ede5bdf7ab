package dev.drover.bootstrap.cli.profile;

import dev.drover.bootstrap.config.ConfigurationError;
import dev.drover.bootstrap.config.ServerConfig;
import dev.drover.bootstrap.config.Setting;
import dev.drover.device.app.Apps;
import dev.drover.device.profile.AppProfile;
import dev.drover.device.profile.AppProfiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which app profile is meant, and what it is read with, for commands about saved screens. */
final class ProfileFlags {
  private static final String DEFAULT = "tiktok";

  @Option(
      names = {"--app", "--profile"},
      paramLabel = "NAME",
      description =
          "The app profile (default: "
              + DEFAULT
              + "; of a repair, that of the app which the screen is of).")
  private @Nullable String profile;

  @Option(
      names = "--for",
      paramLabel = "TEXT",
      description = "What {} stands for in the profile's texts: a name, a title, a comment.")
  private @Nullable String argument;

  @Option(
      names = "--locale",
      paramLabel = "LOCALE",
      description =
          "The phone's language, such as en-US (default: the profile's first locale; of a repair,"
              + " that in which the screen has words).")
  private @Nullable String locale;

  @Option(
      names = "--home",
      paramLabel = "DIR",
      description =
          "The directory of the server's state, whose profiles/ change the shipped ones"
              + " (default: the platform's place for user data).")
  private @Nullable String home;

  /** Returns the name of the profile, if one was given. */
  Optional<String> given() {
    return Optional.ofNullable(profile);
  }

  /** Returns the name of the profile, or that of the default one. */
  String name() {
    return given().orElse(DEFAULT);
  }

  Optional<String> argument() {
    return Optional.ofNullable(argument);
  }

  Optional<String> locale() {
    return Optional.ofNullable(locale);
  }

  /**
   * The shipped profiles with what the home changes.
   *
   * @throws ConfigurationError if there is no folder that was given as home: a mistyped one has no
   *     repair in it, and must not look like a repair without effect
   */
  AppProfiles profiles() {
    Map<Setting, String> flags = home == null ? Map.of() : Map.of(Setting.HOME, home);
    Path folder = ServerConfig.load(flags, System.getenv(), Optional.empty()).home();
    if (home != null && !Files.isDirectory(folder)) {
      throw new ConfigurationError(
          "there is no folder " + folder + "; correct --home: the server's banner names its home");
    }
    return new AppProfiles(
        folder.resolve("profiles"), Apps.load(ProfileFlags.class.getClassLoader()));
  }

  /**
   * The profile in the language that was given.
   *
   * @throws ConfigurationError if it can't be read, or has no labels of that language
   */
  AppProfile load(AppProfiles profiles) {
    try {
      AppProfile found = profiles.profile(name());
      return locale == null
          ? found
          : found
              .inLanguage(locale)
              .orElseThrow(
                  () ->
                      new ConfigurationError(
                          found.source()
                              + " has labels of "
                              + String.join(", ", found.locales())
                              + " only, and not of "
                              + locale));
    } catch (AppProfile.Malformed malformed) {
      throw new ConfigurationError(
          Optional.ofNullable(malformed.getMessage()).orElseGet(malformed::toString));
    }
  }
}
