package dev.drover.domain.script;

import dev.drover.domain.app.Platform;
import java.util.List;
import java.util.Optional;

/**
 * What one task does on one phone, with every parameter checked. A {@link ScriptType} makes it, and
 * a device adapter has a flow that does it.
 */
public interface Script {

  /** The script's name as it stands in requests and answers: {@code account_warmup}. */
  String wireName();

  /** Whom or what the task is about, as people read it: {@code @ann}, or an address. */
  default Optional<String> target() {
    return Optional.empty();
  }

  /** The app that the target belongs to; empty where any will do. */
  default Optional<Platform> platform() {
    return Optional.empty();
  }

  /** The files that the task takes to its phone. */
  default FilesNeeded files() {
    return new FilesNeeded.None();
  }

  /** What it asks for that can't be done on this platform; empty where all of it can. */
  default List<Unfit> unfitFor(Platform platform) {
    return List.of();
  }
}
