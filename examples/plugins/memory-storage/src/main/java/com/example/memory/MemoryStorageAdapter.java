package com.example.memory;

import dev.drover.application.material.AllowedFolders;
import dev.drover.application.plugin.Finding;
import dev.drover.application.plugin.Storage;
import dev.drover.application.plugin.StorageAdapter;
import dev.drover.application.plugin.StorageContext;
import dev.drover.testkit.memory.InMemoryStorage;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Stores in the server's memory: everything is gone when the server ends.
 *
 * <p>The storing itself is testkit's, which is packed into this plug-in's jar. A storage on another
 * database implements the ports of {@link Storage} in the place of it.
 */
public final class MemoryStorageAdapter implements StorageAdapter {
  @Override
  public String name() {
    return "memory";
  }

  @Override
  public Storage open(StorageContext context) {
    if (context.use() != StorageContext.Use.SERVER) {
      throw new IllegalStateException(
          "the storage memory is inside the server's process, where no command reaches it");
    }
    StorageContext.MaterialFolders files = context.materials();
    return new InMemoryStorage(
        context.clock(),
        context.serverZone(),
        new Random(),
        Optional.of(new AllowedFolders(files.roots(), files.uploads(), files.largestBytes())));
  }

  @Override
  public List<Finding> check(StorageContext context) {
    return List.of(Finding.note("storage: memory; what it keeps is gone when the server ends"));
  }
}
