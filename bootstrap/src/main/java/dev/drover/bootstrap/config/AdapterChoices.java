package dev.drover.bootstrap.config;

import dev.drover.bootstrap.config.Settings.Given;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The adapters that a server uses, and the settings of each.
 *
 * @param devices the device adapters in the order in which they are asked; at least one
 * @param plugins the settings below {@code plugins.}, by adapter name
 */
public record AdapterChoices(
    Chosen storage,
    List<Chosen> devices,
    Chosen comments,
    Map<String, Map<String, Given>> plugins) {

  /** The prefix of settings for plug-ins. */
  static final String PREFIX = "plugins.";

  public AdapterChoices {
    devices = List.copyOf(devices);
    plugins = Map.copyOf(plugins);
  }

  /**
   * A chosen adapter. {@code toString} shows no setting's value, since some are secrets.
   *
   * @param origin where it was chosen, for messages
   */
  public record Chosen(String name, String origin, Map<String, Given> settings) {
    public Chosen {
      settings = Map.copyOf(settings);
    }

    /** Returns the settings as the adapter receives them, without surrounding blanks. */
    public Map<String, String> values() {
      return settings.entrySet().stream()
          .collect(
              Collectors.toUnmodifiableMap(
                  Map.Entry::getKey, entry -> entry.getValue().value().strip()));
    }

    /** Returns the error for a setting that the adapter refused. */
    public ConfigurationError refused(String setting, String reason) {
      return new ConfigurationError(
          Optional.ofNullable(settings.get(setting))
                  .map(Given::origin)
                  .orElse(PREFIX + name + "." + setting)
              + ": "
              + reason);
    }
  }

  static AdapterChoices of(Settings settings) {
    Map<String, Map<String, Given>> plugins = new TreeMap<>();
    settings
        .plugins()
        .forEach(
            (key, given) -> {
              int dot = key.indexOf('.');
              plugins
                  .computeIfAbsent(key.substring(0, dot), _ -> new TreeMap<>())
                  .put(key.substring(dot + 1), given);
            });
    Optional<Given> devices = settings.get(Setting.DEVICES_ADAPTERS);
    Set<String> names =
        Arrays.stream(devices.map(Given::value).orElse("adb").split(","))
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .collect(Collectors.toCollection(LinkedHashSet::new));
    if (names.isEmpty()) {
      throw new ConfigurationError(
          devices.map(Given::origin).orElse("") + ": must name at least one adapter, such as adb");
    }
    return new AdapterChoices(
        chosen(settings, Setting.STORAGE, "postgresql", plugins),
        names.stream()
            .map(
                name ->
                    chosen(
                        settings,
                        name,
                        devices.map(Given::origin).orElse(Setting.DEVICES_ADAPTERS.key()),
                        plugins))
            .toList(),
        chosen(settings, Setting.COMMENTS_ADAPTER, "openai", plugins),
        plugins);
  }

  private static Chosen chosen(
      Settings settings,
      Setting setting,
      String ordinary,
      Map<String, Map<String, Given>> plugins) {
    Optional<Given> given = settings.get(setting);
    return chosen(
        settings,
        given.map(value -> value.value().strip()).orElse(ordinary),
        given.map(Given::origin).orElse(setting.key()),
        plugins);
  }

  /**
   * Collects an adapter's settings. Built-in adapters also have settings outside {@code plugins.}.
   */
  private static Chosen chosen(
      Settings settings, String name, String origin, Map<String, Map<String, Given>> plugins) {
    Map<String, Given> own = new HashMap<>(plugins.getOrDefault(name, Map.of()));
    for (Setting setting : Setting.values()) {
      if (setting.adapter().filter(name::equals).isPresent()) {
        settings.get(setting).ifPresent(given -> own.put(setting.nameInAdapter(), given));
      }
    }
    return new Chosen(name, origin, own);
  }

  /**
   * Checks that every adapter with settings below {@code plugins.} exists.
   *
   * @throws ConfigurationError if one does not
   */
  public void checkPlugins(Set<String> known) {
    for (Map.Entry<String, Map<String, Given>> entry : plugins.entrySet()) {
      if (!known.contains(entry.getKey())) {
        throw new ConfigurationError(
            entry.getValue().values().iterator().next().origin()
                + ": there is no plug-in with an adapter \""
                + entry.getKey()
                + "\"; "
                + (known.isEmpty() ? "there are none" : "there are " + String.join(", ", known)));
      }
    }
  }
}
