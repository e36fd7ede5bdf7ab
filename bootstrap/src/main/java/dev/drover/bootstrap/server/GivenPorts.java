package dev.drover.bootstrap.server;

import dev.drover.application.plugin.Devices;
import dev.drover.application.plugin.Storage;
import dev.drover.application.port.comments.CommentGenerator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Adapters that an embedding program opened, which replace the configured ones.
 *
 * @param devices empty to use the configured ones
 */
record GivenPorts(
    Optional<Storage> storage, List<Devices> devices, Optional<CommentGenerator> comments) {
  static final GivenPorts NONE = new GivenPorts(Optional.empty(), List.of(), Optional.empty());

  GivenPorts {
    devices = List.copyOf(devices);
  }

  /** Returns what the server closes at its end, in the opposite order. */
  List<AutoCloseable> parts() {
    List<AutoCloseable> parts = new ArrayList<>();
    storage.ifPresent(parts::add);
    comments.ifPresent(
        generator -> {
          if (generator instanceof AutoCloseable closeable) {
            parts.add(closeable);
          }
        });
    parts.addAll(devices);
    return parts;
  }
}
