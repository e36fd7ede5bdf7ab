package dev.drover.application.plugin;

import java.util.List;

/**
 * A way to store what Drover keeps. The setting {@code storage} chooses one by its name. {@link
 * java.util.ServiceLoader} makes it, so it has a public constructor without parameters, which does
 * no work.
 */
public interface StorageAdapter {

  /** The name in the configuration: lower-case letters, digits and hyphens; always the same. */
  String name();

  /**
   * Opens the storage, once a server.
   *
   * @throws InvalidSetting if one of its settings can't be used
   * @throws RuntimeException if it can't be opened for another reason; the message is shown to the
   *     operator, so it says what to do. What was opened until then is closed again
   */
  Storage open(StorageContext context);

  /**
   * Checks for {@code drover doctor} whether the storage could be opened. Changes nothing and
   * throws nothing.
   */
  default List<Finding> check(StorageContext context) {
    return List.of(Finding.note("storage: " + name() + ", which has no check of its own"));
  }
}
