package dev.drover.virtualphone.system;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The values that {@code settings} reads and writes. Safe for use by any thread. */
public final class PhoneSettings {
  private final Map<String, String> values = new ConcurrentHashMap<>();

  /**
   * Returns a value.
   *
   * @param namespace {@code system}, {@code secure} or {@code global}
   */
  public Optional<String> get(String namespace, String name) {
    return Optional.ofNullable(values.get(namespace + "/" + name));
  }

  public void put(String namespace, String name, String value) {
    values.put(namespace + "/" + name, value);
  }

  public boolean delete(String namespace, String name) {
    return values.remove(namespace + "/" + name) != null;
  }
}
