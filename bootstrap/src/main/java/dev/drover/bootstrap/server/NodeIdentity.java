package dev.drover.bootstrap.server;

import dev.drover.domain.node.NodeId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/** The server's persistent name, created on its first start and stored in its home directory. */
public final class NodeIdentity {
  private NodeIdentity() {}

  public static NodeId of(Path home) {
    Path file = home.resolve("node-id");
    try {
      if (!Files.exists(file)) {
        Path partial = home.resolve("node-id.partial");
        Files.writeString(partial, "node-" + UUID.randomUUID().toString().substring(0, 8));
        Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
      }
      return new NodeId(Files.readString(file).strip());
    } catch (IOException failed) {
      throw new UncheckedIOException("the server's name in " + file + " can't be used", failed);
    }
  }
}
