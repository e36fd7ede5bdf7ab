package dev.drover.testkit.memory;

import dev.drover.application.port.storage.MaterialStock;
import dev.drover.domain.account.Username;
import dev.drover.domain.material.MaterialUser;
import dev.drover.domain.material.MediaFile;
import dev.drover.domain.material.SourceKey;
import dev.drover.domain.task.TaskId;
import dev.drover.domain.task.TaskStatus;
import dev.drover.testkit.memory.MaterialRows.MaterialRow;
import dev.drover.testkit.memory.MaterialRows.UseKey;
import dev.drover.testkit.memory.MaterialRows.UseRow;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Hands out materials for posts from memory. A material's path names no real file; phones that a
 * test controls read none.
 */
final class InMemoryMaterialStock implements MaterialStock {
  private static final Path FOLDER = Path.of("in-memory-library");

  private final Tables tables;

  InMemoryMaterialStock(Tables tables) {
    this.tables = tables;
  }

  private static Stocked stocked(MaterialRow row) {
    return new Stocked(
        new Source(
            row.key(),
            new MediaFile(
                FOLDER.resolve(row.file()), row.material().name().value(), row.material().type())),
        row.material().labels());
  }

  @Override
  public Map<String, Stocked> named(Collection<String> names) {
    return tables.transaction(() -> find(names));
  }

  private Map<String, Stocked> find(Collection<String> names) {
    Set<String> wanted = new HashSet<>(names);
    Map<String, Stocked> found = new HashMap<>();
    tables.materials.stream()
        .filter(row -> wanted.contains(row.material().name().value()))
        .forEach(row -> found.put(row.material().name().value(), stocked(row)));
    return found;
  }

  @Override
  public int count(List<String> tags, boolean video) {
    return tables.transaction(() -> (int) fitting(tags, video).count());
  }

  private Stream<MaterialRow> fitting(List<String> tags, boolean video) {
    return tables.materials.stream()
        .filter(row -> row.material().type().isVideo() == video)
        .filter(row -> row.material().labels().tags().containsAll(tags));
  }

  @Override
  public boolean isThere(Source source) {
    return tables.transaction(
        () -> tables.materials.stream().anyMatch(row -> row.key().equals(source.key())));
  }

  @Override
  public Optional<Choice> take(
      TaskId task, int attempt, MaterialUser user, Function<Shelf, Choice> choose) {
    return tables.transaction(
        () -> {
          boolean runs =
              tables
                  .tasks
                  .find(task)
                  .filter(row -> row.task().status() == TaskStatus.RUNNING)
                  .filter(row -> row.task().attemptCount() == attempt)
                  .isPresent();
          if (!runs) {
            return Optional.empty();
          }
          // An earlier attempt whose end was not recorded may have left files reserved.
          tables.uses.removeIf(use -> use.task().equals(task) && use.usedAt().isEmpty());
          Choice choice = choose.apply(new UsersShelf(user.key()));
          int place = 0;
          for (Source source : choice.sources()) {
            UseKey key = new UseKey(source.key().value(), user.key());
            if (tables.uses.has(key)) {
              throw new IllegalStateException(user.display() + " has " + source.key() + " already");
            }
            tables.uses.put(
                key,
                new UseRow(key, source.file().name(), task, attempt, place++, Optional.empty()));
          }
          return Optional.of(choice);
        });
  }

  private final class UsersShelf implements Shelf {
    private final String user;

    UsersShelf(String user) {
      this.user = user;
    }

    @Override
    public Map<String, Stocked> named(Collection<String> names) {
      return find(names);
    }

    @Override
    public Map<SourceKey, Use> uses(Collection<SourceKey> keys) {
      Map<SourceKey, Use> uses = new HashMap<>();
      for (SourceKey key : keys) {
        tables
            .uses
            .find(new UseKey(key.value(), user))
            .ifPresent(use -> uses.put(key, new Use(use.task(), use.usedAt().isPresent())));
      }
      return uses;
    }

    private Stream<MaterialRow> wanted(Wanted wanted) {
      Optional<String> owner = wanted.owner().map(Username::canonical);
      return fitting(wanted.tags(), wanted.video())
          .filter(row -> row.material().labels().username().map(Username::canonical).equals(owner));
    }

    private Stream<MaterialRow> free(Wanted wanted) {
      return wanted(wanted).filter(row -> !tables.uses.has(new UseKey(row.key().value(), user)));
    }

    @Override
    public int count(Wanted wanted) {
      return (int) wanted(wanted).count();
    }

    @Override
    public int countFree(Wanted wanted) {
      return (int) free(wanted).count();
    }

    @Override
    public Optional<Stocked> free(Wanted wanted, int index) {
      return free(wanted).skip(index).findFirst().map(InMemoryMaterialStock::stocked);
    }

    @Override
    public List<Stocked> firstFree(Wanted wanted, int atMost) {
      return free(wanted)
          .sorted(
              Comparator.comparingLong(
                      (MaterialRow row) ->
                          row.material()
                              .labels()
                              .sort()
                              .map(Integer::longValue)
                              .orElse(Long.MAX_VALUE))
                  .thenComparing(row -> row.material().name().value()))
          .limit(atMost)
          .map(InMemoryMaterialStock::stocked)
          .toList();
    }

    @Override
    public long posts(Path folder, Collection<SourceKey> files) {
      String separator = folder.getFileSystem().getSeparator();
      String below = SourceKey.ofFile(folder).value() + separator;
      Set<String> keys = new HashSet<>();
      files.forEach(key -> keys.add(key.value()));
      record Post(TaskId task, int attempt) {}
      return tables.uses.stream()
          .filter(use -> use.key().user().equals(user))
          .filter(
              use ->
                  keys.contains(use.key().source())
                      || (use.key().source().startsWith(below)
                          && !use.key().source().substring(below.length()).contains(separator)))
          .map(use -> new Post(use.task(), use.attempt()))
          .distinct()
          .count();
    }
  }
}
