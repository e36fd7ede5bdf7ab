package dev.drover.testkit.memory;

import dev.drover.application.port.storage.MaterialStock;
import dev.drover.domain.account.Username;
import dev.drover.domain.app.Platform;
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
import java.util.function.Predicate;
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
                FOLDER.resolve(row.file()), row.material().name().value(), row.material().type()),
            Optional.of(row.material().sha256())),
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
          Choice choice = choose.apply(new UsersShelf(user.key(), histories(user)));
          int place = 0;
          for (Source source : choice.sources()) {
            UseKey key = new UseKey(source.key().value(), user.key());
            if (tables.uses.has(key)) {
              throw new IllegalStateException(user.display() + " has " + source.key() + " already");
            }
            tables.uses.put(
                key,
                new UseRow(
                    key,
                    source.file().name(),
                    task,
                    attempt,
                    place++,
                    source.sha256(),
                    Optional.empty()));
          }
          return Optional.of(choice);
        });
  }

  @Override
  public <T> T look(MaterialUser user, Function<Shelf, T> read) {
    return tables.transaction(() -> read.apply(new UsersShelf(user.key(), histories(user))));
  }

  @Override
  public Map<SourceKey, Use> noteContents(
      TaskId task, int attempt, MaterialUser user, Map<SourceKey, String> contents) {
    return tables.transaction(
        () -> {
          Set<String> histories = histories(user);
          Map<SourceKey, Use> spent = new HashMap<>();
          taken(task, attempt)
              .forEach(
                  row -> {
                    SourceKey key = new SourceKey(row.key().source());
                    String content = contents.get(key);
                    if (content != null) {
                      tables.uses.put(row.key(), row.withContent(content));
                      first(
                              use ->
                                  histories.contains(use.key().user())
                                      && use.sha256().equals(Optional.of(content))
                                      && (!use.task().equals(task)
                                          || use.usedAt().isPresent()
                                          || use.place() < row.place()))
                          .ifPresent(use -> spent.put(key, use));
                    }
                  });
          return spent;
        });
  }

  private List<UseRow> taken(TaskId task, int attempt) {
    return tables.uses.stream()
        .filter(use -> use.task().equals(task) && use.attempt() == attempt)
        .filter(use -> use.usedAt().isEmpty())
        .sorted(Comparator.comparingInt(UseRow::place))
        .toList();
  }

  private Optional<Use> first(Predicate<UseRow> condition) {
    return tables.uses.stream()
        .filter(condition)
        .min(Comparator.comparingLong(use -> use.task().value()))
        .map(InMemoryMaterialStock::use);
  }

  private static Use use(UseRow row) {
    return new Use(row.task(), row.usedAt().isPresent());
  }

  @Override
  public Optional<Use> countFor(TaskId task, int attempt, MaterialUser account) {
    return tables.transaction(
        () -> {
          List<UseRow> rows =
              taken(task, attempt).stream()
                  .filter(row -> !row.key().user().equals(account.key()))
                  .toList();
          Optional<Use> earlier =
              first(
                  use ->
                      use.key().user().equals(account.key())
                          && rows.stream().anyMatch(row -> isOfOneContent(use, row)));
          if (earlier.isEmpty()) {
            rows.forEach(
                row -> {
                  tables.uses.remove(row.key());
                  UseRow moved = row.by(account.key());
                  tables.uses.put(moved.key(), moved);
                });
          }
          return earlier;
        });
  }

  private static boolean isOfOneContent(UseRow use, UseRow other) {
    return use.key().source().equals(other.key().source())
        || (use.sha256().isPresent() && use.sha256().equals(other.sha256()));
  }

  /** Returns the keys of those whose posts count for a user. */
  private Set<String> histories(MaterialUser user) {
    Set<String> keys = new HashSet<>(Set.of(user.key()));
    user.phone()
        .ifPresent(
            phone -> {
              if (user.username().isPresent()) {
                keys.add(MaterialUser.key(phone));
              } else {
                tables.accounts.stream()
                    .filter(account -> account.device().equals(user.phone()))
                    .filter(account -> account.platform() == Platform.WITHOUT_ACCOUNT)
                    .forEach(account -> keys.add(MaterialUser.key(account.id())));
              }
            });
    return keys;
  }

  private final class UsersShelf implements Shelf {
    private final String user;
    private final Set<String> histories;

    UsersShelf(String user, Set<String> histories) {
      this.user = user;
      this.histories = histories;
    }

    @Override
    public Map<String, Stocked> named(Collection<String> names) {
      return find(names);
    }

    @Override
    public Map<SourceKey, Use> uses(Collection<SourceKey> keys) {
      Map<SourceKey, Use> uses = new HashMap<>();
      for (SourceKey key : keys) {
        Optional<String> content =
            tables.materials.stream()
                .filter(row -> row.key().equals(key))
                .map(row -> row.material().sha256())
                .findFirst();
        first(use -> spends(use, key, content)).ifPresent(use -> uses.put(key, use));
      }
      return uses;
    }

    private boolean spends(UseRow use, SourceKey key, Optional<String> content) {
      return histories.contains(use.key().user())
          && (use.key().source().equals(key.value())
              || (content.isPresent() && use.sha256().equals(content)));
    }

    private Stream<MaterialRow> wanted(Wanted wanted) {
      Optional<String> owner = wanted.owner().map(Username::canonical);
      return fitting(wanted.tags(), wanted.video())
          .filter(row -> row.material().labels().username().map(Username::canonical).equals(owner));
    }

    private Stream<MaterialRow> free(Wanted wanted) {
      Set<String> contents = new HashSet<>();
      return wanted(wanted)
          .filter(
              row ->
                  tables.uses.stream()
                      .noneMatch(
                          use -> spends(use, row.key(), Optional.of(row.material().sha256()))))
          .filter(row -> contents.add(row.material().sha256()));
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
