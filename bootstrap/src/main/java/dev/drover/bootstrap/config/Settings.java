package dev.drover.bootstrap.config;

import dev.drover.application.text.NearestName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * The configured values and where each came from. Flags override the environment, and the
 * environment overrides the file.
 *
 * @param given the values as text; the items of a list are joined by commas
 * @param plugins the settings of plug-ins, by their names after {@code plugins.}
 */
public record Settings(Map<Setting, Given> given, Map<String, Given> plugins) {

  /**
   * A value, which may be a secret, and where it was set. {@code toString} shows only the origin.
   */
  public record Given(String value, String origin) {
    @Override
    public String toString() {
      return origin;
    }
  }

  public Settings {
    given = Map.copyOf(given);
    plugins = Map.copyOf(plugins);
  }

  /**
   * Reads all sources.
   *
   * @param file the configuration file, which must exist; empty for none
   * @throws ConfigurationError if the file can't be read or names an unknown setting
   */
  static Settings read(
      Map<Setting, String> flags, Map<String, String> environment, Optional<Path> file) {
    Map<Setting, Given> given = new EnumMap<>(Setting.class);
    Map<String, Given> plugins = new HashMap<>();
    file.ifPresent(path -> readFile(path, given, plugins));
    for (Setting setting : Setting.values()) {
      String value = environment.getOrDefault(setting.environmentName(), "");
      if (!value.isBlank()) {
        given.put(setting, new Given(value, setting.environmentName()));
      }
    }
    flags.forEach((setting, value) -> given.put(setting, new Given(value, "--" + setting.key())));
    return new Settings(given, plugins);
  }

  Optional<Given> get(Setting setting) {
    return Optional.ofNullable(given.get(setting));
  }

  private static void readFile(Path file, Map<Setting, Given> given, Map<String, Given> plugins) {
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
    if (document instanceof Map<?, ?> mapping) {
      flatten("", mapping, file, given, plugins);
    } else if (document != null) {
      throw new ConfigurationError(
          "the configuration file "
              + file
              + " has no settings: write each on a line of its own, name: value, such as port:"
              + " 50810");
    }
  }

  private static void flatten(
      String prefix,
      Map<?, ?> mapping,
      Path file,
      Map<Setting, Given> given,
      Map<String, Given> plugins) {
    mapping.forEach(
        (name, value) -> {
          String key = prefix + name;
          if (value instanceof Map<?, ?> nested) {
            flatten(key + ".", nested, file, given, plugins);
            return;
          }
          if (key.startsWith(AdapterChoices.PREFIX)) {
            String own = key.substring(AdapterChoices.PREFIX.length());
            if (!own.matches("[a-z][a-z0-9-]*\\..+")) {
              throw new ConfigurationError(
                  key
                      + " in "
                      + file
                      + ": must be plugins.ADAPTER.SETTING, such as plugins.memory.size");
            }
            if (value != null) {
              plugins.put(own, new Given(text(value), key + " in " + file));
            }
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
                                  + ": there is no such setting; "
                                  + NearestName.of(key, known())
                                      .map(nearest -> "did you mean " + nearest + "?")
                                      .orElse("known are " + String.join(", ", known()))));
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

  private static List<String> known() {
    List<String> keys = new ArrayList<>();
    for (Setting setting : Setting.values()) {
      keys.add(setting.key());
    }
    keys.add(AdapterChoices.PREFIX + "ADAPTER.SETTING");
    return keys;
  }
}
