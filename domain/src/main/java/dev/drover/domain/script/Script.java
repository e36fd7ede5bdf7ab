package dev.drover.domain.script;

import dev.drover.domain.app.Platform;
import dev.drover.domain.material.FilesNeeded;
import java.util.List;
import java.util.Optional;

/**
 * The work of one task on one phone, with checked parameters. A {@link ScriptType} creates it, and
 * a device adapter's flow performs it.
 */
public interface Script {

  /** Returns the script's name in requests and answers: {@code account_warmup}. */
  String wireName();

  /** Returns the target of the task for people: {@code @ann}, or an address. */
  default Optional<String> target() {
    return Optional.empty();
  }

  /** Returns the app that the target belongs to; empty for any app. */
  default Optional<Platform> platform() {
    return Optional.empty();
  }

  /** Returns whether the task opens an app on its phone; most do. */
  default boolean usesApp() {
    return true;
  }

  /** Returns the files that the task copies to its phone. */
  default FilesNeeded files() {
    return new FilesNeeded.None();
  }

  /** Returns the parameters that this platform does not support; empty if it supports all. */
  default List<Unfit> unfitFor(Platform platform) {
    return List.of();
  }
}
