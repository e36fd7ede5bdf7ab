package dev.drover.persistence.material;

import static dev.drover.persistence.postgres.ColumnValues.at;
import static dev.drover.persistence.schema.Tables.ACCOUNT;
import static dev.drover.persistence.schema.Tables.MATERIAL;
import static dev.drover.persistence.schema.Tables.MATERIAL_USE;
import static dev.drover.persistence.schema.Tables.TASK;

import dev.drover.application.port.storage.MaterialStock;
import dev.drover.domain.account.AccountId;
import dev.drover.domain.account.Username;
import dev.drover.domain.app.Platform;
import dev.drover.domain.material.MaterialUser;
import dev.drover.domain.material.MediaFile;
import dev.drover.domain.material.SourceKey;
import dev.drover.domain.task.TaskId;
import dev.drover.domain.task.TaskStatus;
import dev.drover.persistence.postgres.Database;
import dev.drover.persistence.schema.tables.Material;
import dev.drover.persistence.schema.tables.records.MaterialRecord;
import dev.drover.persistence.schema.tables.records.MaterialUseRecord;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/**
 * Hands out materials for posts from PostgreSQL. It records who takes which file, so that no two
 * tasks of one account or phone get the same file, whichever servers they run on.
 */
public final class JooqMaterialStock implements MaterialStock {
  private final Database database;
  private final Path libraryFolder;
  private final Clock clock;

  /**
   * @param libraryFolder the folder of {@link JooqMaterialLibrary}
   */
  public JooqMaterialStock(Database database, Path libraryFolder, Clock clock) {
    this.database = database;
    this.libraryFolder = libraryFolder;
    this.clock = clock;
  }

  @Override
  public Map<String, Stocked> named(Collection<String> names) {
    return database.query(
        sql ->
            byName(
                sql.selectFrom(MATERIAL)
                    .where(MATERIAL.NAME.eq(DSL.any(names.toArray(String[]::new))))
                    .fetch()));
  }

  private Map<String, Stocked> byName(List<MaterialRecord> rows) {
    Map<String, Stocked> found = new HashMap<>();
    rows.forEach(row -> found.put(row.getName(), stocked(row)));
    return found;
  }

  private Stocked stocked(MaterialRecord row) {
    return new Stocked(
        new Source(
            MaterialRows.sourceKey(row),
            new MediaFile(
                libraryFolder.resolve(row.getFile()), row.getName(), MaterialRows.type(row)),
            Optional.of(row.getSha256())),
        MaterialRows.labels(row));
  }

  @Override
  public int count(List<String> tags, boolean video) {
    return database.query(sql -> sql.fetchCount(MATERIAL, fitting(tags, video)));
  }

  private static Condition fitting(List<String> tags, boolean video) {
    return MaterialRows.isVideo(video).and(MATERIAL.TAGS.contains(tags.toArray(String[]::new)));
  }

  @Override
  public boolean isThere(Source source) {
    return Files.isRegularFile(source.file().path(), LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public Optional<Choice> take(
      TaskId task, int attempt, MaterialUser user, Function<Shelf, Choice> choose) {
    return database.transaction(
        sql -> {
          List<String> histories = locked(sql, user);
          if (!runs(sql, task, attempt)) {
            return Optional.empty();
          }
          // An earlier attempt whose end was not recorded may have left files reserved.
          sql.deleteFrom(MATERIAL_USE)
              .where(MATERIAL_USE.TASK_ID.eq(task.value()))
              .and(MATERIAL_USE.USED_AT.isNull())
              .execute();
          Choice choice = choose.apply(new RowShelf(sql, histories));
          note(sql, task, attempt, user, choice.sources());
          return Optional.of(choice);
        });
  }

  @Override
  public <T> T look(MaterialUser user, Function<Shelf, T> read) {
    return database.query(sql -> read.apply(new RowShelf(sql, histories(sql, user))));
  }

  @Override
  public Map<SourceKey, Use> noteContents(
      TaskId task, int attempt, MaterialUser user, Map<SourceKey, String> contents) {
    return database.transaction(
        sql -> {
          List<String> histories = locked(sql, user);
          Map<SourceKey, Use> spent = new HashMap<>();
          sql.selectFrom(MATERIAL_USE)
              .where(taken(task, attempt))
              .orderBy(MATERIAL_USE.PLACE)
              .forUpdate()
              .fetch()
              .forEach(
                  row -> {
                    SourceKey key = new SourceKey(row.getSourceKey());
                    String content = contents.get(key);
                    if (content != null) {
                      row.setSha256(content);
                      row.update();
                      first(sql, spendsContent(row, histories))
                          .ifPresent(use -> spent.put(key, use));
                    }
                  });
          return spent;
        });
  }

  private static Condition taken(TaskId task, int attempt) {
    return MATERIAL_USE
        .TASK_ID
        .eq(task.value())
        .and(MATERIAL_USE.ATTEMPT.eq(attempt))
        .and(MATERIAL_USE.USED_AT.isNull());
  }

  /** Selects the uses of a row's content by others, and by the same attempt before. */
  private static Condition spendsContent(MaterialUseRecord row, List<String> histories) {
    return of(histories)
        .and(MATERIAL_USE.SHA256.eq(row.getSha256()))
        .and(
            MATERIAL_USE
                .TASK_ID
                .ne(row.getTaskId())
                .or(MATERIAL_USE.USED_AT.isNotNull())
                .or(MATERIAL_USE.PLACE.lt(row.getPlace())));
  }

  private static Optional<Use> first(DSLContext sql, Condition condition) {
    return sql.selectFrom(MATERIAL_USE)
        .where(condition)
        .orderBy(MATERIAL_USE.TASK_ID)
        .limit(1)
        .fetchOptional(JooqMaterialStock::use);
  }

  private static Use use(MaterialUseRecord row) {
    return new Use(new TaskId(row.getTaskId()), row.getUsedAt() != null);
  }

  @Override
  public Optional<Use> countFor(TaskId task, int attempt, MaterialUser account) {
    return database.transaction(
        sql -> {
          locked(sql, account);
          List<MaterialUseRecord> rows =
              sql.selectFrom(MATERIAL_USE)
                  .where(taken(task, attempt))
                  .and(MATERIAL_USE.USER_KEY.ne(account.key()))
                  .forUpdate()
                  .fetch();
          for (MaterialUseRecord row : rows) {
            Condition same =
                row.getSha256() == null
                    ? DSL.noCondition()
                    : MATERIAL_USE.SHA256.eq(row.getSha256());
            Optional<Use> earlier =
                first(
                    sql,
                    of(List.of(account.key()))
                        .and(MATERIAL_USE.SOURCE_KEY.eq(row.getSourceKey()).or(same)));
            if (earlier.isPresent()) {
              return earlier;
            }
          }
          sql.update(MATERIAL_USE)
              .set(MATERIAL_USE.USER_KEY, account.key())
              .where(taken(task, attempt))
              .execute();
          return Optional.empty();
        });
  }

  /**
   * Locks what counts for a user until the commit, in one order, so that two users who share a part
   * can't deadlock.
   */
  private static List<String> locked(DSLContext sql, MaterialUser user) {
    List<String> histories = histories(sql, user);
    for (String key : histories.stream().sorted().toList()) {
      sql.execute("SELECT pg_advisory_xact_lock(hashtextextended(?, 0))", "material:" + key);
    }
    return histories;
  }

  /** Returns the keys of those whose posts count for a user. */
  private static List<String> histories(DSLContext sql, MaterialUser user) {
    List<String> keys = new ArrayList<>(List.of(user.key()));
    user.phone()
        .ifPresent(
            phone -> {
              if (user.username().isPresent()) {
                keys.add(MaterialUser.key(phone));
              } else {
                sql.select(ACCOUNT.ID)
                    .from(ACCOUNT)
                    .where(ACCOUNT.SERIAL.eq(phone.value()))
                    .and(ACCOUNT.PLATFORM.eq(Platform.WITHOUT_ACCOUNT.wireName()))
                    .forEach(row -> keys.add(MaterialUser.key(new AccountId(row.value1()))));
              }
            });
    return keys;
  }

  private static Condition of(List<String> histories) {
    return MATERIAL_USE.USER_KEY.eq(DSL.any(histories.toArray(String[]::new)));
  }

  /**
   * Checks that the attempt is running, and prevents its end until the commit. Files taken after
   * its end would never be given back.
   */
  private static boolean runs(DSLContext sql, TaskId task, int attempt) {
    return sql.selectOne()
        .from(TASK)
        .where(TASK.ID.eq(task.value()))
        .and(TASK.STATUS.eq((short) TaskStatus.RUNNING.code()))
        .and(TASK.ATTEMPT_COUNT.eq(attempt))
        .forShare()
        .fetchOptional()
        .isPresent();
  }

  private void note(
      DSLContext sql, TaskId task, int attempt, MaterialUser user, List<Source> sources) {
    List<MaterialUseRecord> uses = new ArrayList<>();
    for (Source source : sources) {
      MaterialUseRecord use = new MaterialUseRecord();
      use.setSourceKey(source.key().value());
      use.setUserKey(user.key());
      use.setTaskId(task.value());
      use.setAttempt(attempt);
      use.setName(source.file().name());
      use.setPlace((short) uses.size());
      use.setSha256(source.sha256().orElse(null));
      use.setTakenAt(at(clock.instant()));
      uses.add(use);
    }
    sql.batchInsert(uses).execute();
  }

  /**
   * The stock as one transaction sees it. Library rows that it returns stay locked against changes
   * until the commit.
   */
  private final class RowShelf implements Shelf {
    private final DSLContext sql;
    private final List<String> histories;

    /**
     * @param histories the keys of those whose posts count; the user's own comes first
     */
    RowShelf(DSLContext sql, List<String> histories) {
      this.sql = sql;
      this.histories = List.copyOf(histories);
    }

    @Override
    public Map<String, Stocked> named(Collection<String> names) {
      return byName(
          sql.selectFrom(MATERIAL)
              .where(MATERIAL.NAME.eq(DSL.any(names.toArray(String[]::new))))
              .orderBy(MATERIAL.ID)
              .forShare()
              .fetch());
    }

    @Override
    public Map<SourceKey, Use> uses(Collection<SourceKey> keys) {
      Map<SourceKey, Use> uses = new HashMap<>();
      sql.selectFrom(MATERIAL_USE)
          .where(of(histories))
          .and(MATERIAL_USE.SOURCE_KEY.eq(DSL.any(values(keys))))
          .forEach(row -> uses.put(new SourceKey(row.getSourceKey()), use(row)));
      String[] files =
          keys.stream().flatMap(key -> key.libraryFile().stream()).toArray(String[]::new);
      sql.select(MATERIAL.FILE, MATERIAL_USE.TASK_ID, MATERIAL_USE.USED_AT)
          .from(MATERIAL)
          .join(MATERIAL_USE)
          .on(MATERIAL_USE.SHA256.eq(MATERIAL.SHA256))
          .where(MATERIAL.FILE.eq(DSL.any(files)))
          .and(of(histories))
          .forEach(
              row ->
                  uses.putIfAbsent(
                      SourceKey.ofLibrary(row.value1()),
                      new Use(new TaskId(row.value2()), row.value3() != null)));
      return uses;
    }

    @Override
    public int count(Wanted wanted) {
      return sql.fetchCount(MATERIAL, condition(wanted));
    }

    @Override
    public int countFree(Wanted wanted) {
      return sql.fetchCount(MATERIAL, free(wanted));
    }

    @Override
    public Optional<Stocked> free(Wanted wanted, int index) {
      return sql.selectFrom(MATERIAL)
          .where(free(wanted))
          .orderBy(MATERIAL.ID)
          .limit(1)
          .offset(index)
          .forShare()
          .fetchOptional(JooqMaterialStock.this::stocked);
    }

    @Override
    public List<Stocked> firstFree(Wanted wanted, int atMost) {
      return sql.selectFrom(MATERIAL)
          .where(free(wanted))
          .orderBy(MATERIAL.SORT.asc().nullsLast(), MATERIAL.NAME.collate("C"))
          .limit(atMost)
          .forShare()
          .fetch(JooqMaterialStock.this::stocked);
    }

    private static Condition condition(Wanted wanted) {
      return fitting(wanted.tags(), wanted.video()).and(belongs(MATERIAL, wanted));
    }

    private static Condition belongs(Material material, Wanted wanted) {
      return wanted
          .owner()
          .map(Username::canonical)
          .map(material.USERNAME_KEY::eq)
          .orElseGet(material.USERNAME_KEY::isNull);
    }

    private Condition free(Wanted wanted) {
      return condition(wanted).and(unspent()).and(firstOfItsContent(wanted));
    }

    private Condition unspent() {
      return DSL.notExists(
              DSL.selectOne()
                  .from(MATERIAL_USE)
                  .where(MATERIAL_USE.SOURCE_KEY.eq(MaterialRows.SOURCE_KEY))
                  .and(of(histories)))
          .andNotExists(
              DSL.selectOne()
                  .from(MATERIAL_USE)
                  .where(MATERIAL_USE.SHA256.eq(MATERIAL.SHA256))
                  .and(of(histories)));
    }

    /** Of materials with one content the oldest is taken. */
    private static Condition firstOfItsContent(Wanted wanted) {
      Material twin = MATERIAL.as("twin");
      return DSL.notExists(
          DSL.selectOne()
              .from(twin)
              .where(twin.SHA256.eq(MATERIAL.SHA256))
              .and(twin.ID.lt(MATERIAL.ID))
              .and(twin.TAGS.contains(wanted.tags().toArray(String[]::new)))
              .and(belongs(twin, wanted)));
    }

    @Override
    public long posts(Path folder, Collection<SourceKey> files) {
      String separator = folder.getFileSystem().getSeparator();
      String below = SourceKey.ofFile(folder).value() + separator;
      Condition directlyBelow =
          MATERIAL_USE
              .SOURCE_KEY
              .startsWith(below)
              .and(
                  DSL.position(
                          DSL.substring(
                              MATERIAL_USE.SOURCE_KEY, below.codePointCount(0, below.length()) + 1),
                          separator)
                      .eq(0));
      return sql.select(DSL.countDistinct(MATERIAL_USE.TASK_ID, MATERIAL_USE.ATTEMPT))
          .from(MATERIAL_USE)
          .where(MATERIAL_USE.USER_KEY.eq(histories.getFirst()))
          .and(MATERIAL_USE.SOURCE_KEY.eq(DSL.any(values(files))).or(directlyBelow))
          .fetchSingle(row -> (long) row.value1());
    }

    private static String[] values(Collection<SourceKey> keys) {
      return keys.stream().map(SourceKey::value).toArray(String[]::new);
    }
  }
}
