package dev.drover.bootstrap.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * What was configured, each value with where it came from: a flag wins over the environment, that
 * over the file.
 *
 * @param given the text of a value; of a list, its items joined by commas
 */
record Settings(Map<Setting, Given> given) {

  /** A value, which may be a secret, and the place to correct it at. */
  record Given(String value, String origin) {
    @Override
    public String toString() {
      return origin;
    }
  }

  Settings {
    given = Map.copyOf(given);
  }

  /**
   * Reads all sources.
   *
   * @param file must exist; without one, there is no file
   * @throws ConfigurationError if the file can't be read or names a setting that does not exist
   */
  static Settings read(
      Map<Setting, String> flags, Map<String, String> environment, Optional<Path> file) {
    Map<Setting, Given> given = new EnumMap<>(Setting.class);
    file.ifPresent(path -> given.putAll(readFile(path)));
    for (Setting setting : Setting.values()) {
      String value = environment.getOrDefault(setting.environmentName(), "");
      if (!value.isBlank()) {
        given.put(setting, new Given(value, setting.environmentName()));
      }
    }
    flags.forEach((setting, value) -> given.put(setting, new Given(value, "--" + setting.key())));
    return new Settings(given);
  }

  Optional<Given> get(Setting setting) {
    return Optional.ofNullable(given.get(setting));
  }

  private static Map<Setting, Given> readFile(Path file) {
    Object document;
    try {
      document =
          new Load(LoadSettings.builder().setLabel(file.toString()).build())
              .loadFromString(Files.readString(file));
    } catch (IOException unreadable) {
      throw new ConfigurationError(
          "the configuration file " + file + " can't be read: " + unreadable.getMessage());
    } catch (YamlEngineException malformed) {
      throw new ConfigurationError(
          "the configuration file " + file + " is not YAML: " + malformed.getMessage());
    }
    Map<Setting, Given> given = new EnumMap<>(Setting.class);
    if (document instanceof Map<?, ?> mapping) {
      flatten("", mapping, file, given);
    } else if (document != null) {
      throw new ConfigurationError("the configuration file " + file + " is not a mapping");
    }
    return given;
  }

  private static void flatten(
      String prefix, Map<?, ?> mapping, Path file, Map<Setting, Given> given) {
    mapping.forEach(
        (name, value) -> {
          String key = prefix + name;
          if (value instanceof Map<?, ?> nested) {
            flatten(key + ".", nested, file, given);
            return;
          }
          Setting setting =
              Setting.ofKey(key)
                  .orElseThrow(
                      () ->
                          new ConfigurationError(
                              key
                                  + " in "
                                  + file
                                  + ": there is no such setting; known are "
                                  + known()));
          if (value != null) {
            given.put(setting, new Given(text(value), key + " in " + file));
          }
        });
  }

  private static String text(Object value) {
    return value instanceof List<?> items
        ? String.join(",", items.stream().map(String::valueOf).toList())
        : String.valueOf(value);
  }

  private static String known() {
    List<String> keys = new ArrayList<>();
    for (Setting setting : Setting.values()) {
      keys.add(setting.key());
    }
    return String.join(", ", keys);
  }
}
