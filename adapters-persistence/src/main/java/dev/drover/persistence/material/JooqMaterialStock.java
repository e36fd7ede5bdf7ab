package dev.drover.persistence.material;

import static dev.drover.persistence.postgres.ColumnValues.at;
import static dev.drover.persistence.schema.Tables.MATERIAL;
import static dev.drover.persistence.schema.Tables.MATERIAL_USE;
import static dev.drover.persistence.schema.Tables.TASK;

import dev.drover.application.port.storage.MaterialStock;
import dev.drover.domain.account.Username;
import dev.drover.domain.material.MaterialUser;
import dev.drover.domain.material.MediaFile;
import dev.drover.domain.material.SourceKey;
import dev.drover.domain.task.TaskId;
import dev.drover.domain.task.TaskStatus;
import dev.drover.persistence.postgres.Database;
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
                libraryFolder.resolve(row.getFile()), row.getName(), MaterialRows.type(row))),
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
          sql.execute(
              "SELECT pg_advisory_xact_lock(hashtextextended(?, 0))", "material:" + user.key());
          if (!runs(sql, task, attempt)) {
            return Optional.empty();
          }
          // An earlier attempt whose end was not recorded may have left files reserved.
          sql.deleteFrom(MATERIAL_USE)
              .where(MATERIAL_USE.TASK_ID.eq(task.value()))
              .and(MATERIAL_USE.USED_AT.isNull())
              .execute();
          Choice choice = choose.apply(new RowShelf(sql, user));
          note(sql, task, attempt, user, choice.sources());
          return Optional.of(choice);
        });
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
    private final MaterialUser user;

    RowShelf(DSLContext sql, MaterialUser user) {
      this.sql = sql;
      this.user = user;
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
          .where(MATERIAL_USE.USER_KEY.eq(user.key()))
          .and(MATERIAL_USE.SOURCE_KEY.eq(DSL.any(values(keys))))
          .forEach(
              row ->
                  uses.put(
                      new SourceKey(row.getSourceKey()),
                      new Use(new TaskId(row.getTaskId()), row.getUsedAt() != null)));
      return uses;
    }

    @Override
    public int count(Wanted wanted) {
      return sql.fetchCount(MATERIAL, condition(wanted));
    }

    @Override
    public int countFree(Wanted wanted) {
      return sql.fetchCount(MATERIAL, condition(wanted).and(unspent()));
    }

    @Override
    public Optional<Stocked> free(Wanted wanted, int index) {
      return sql.selectFrom(MATERIAL)
          .where(condition(wanted).and(unspent()))
          .orderBy(MATERIAL.ID)
          .limit(1)
          .offset(index)
          .forShare()
          .fetchOptional(JooqMaterialStock.this::stocked);
    }

    @Override
    public List<Stocked> firstFree(Wanted wanted, int atMost) {
      return sql.selectFrom(MATERIAL)
          .where(condition(wanted).and(unspent()))
          .orderBy(MATERIAL.SORT.asc().nullsLast(), MATERIAL.NAME.collate("C"))
          .limit(atMost)
          .forShare()
          .fetch(JooqMaterialStock.this::stocked);
    }

    private static Condition condition(Wanted wanted) {
      return fitting(wanted.tags(), wanted.video())
          .and(
              wanted
                  .owner()
                  .map(Username::canonical)
                  .map(MATERIAL.USERNAME_KEY::eq)
                  .orElseGet(MATERIAL.USERNAME_KEY::isNull));
    }

    private Condition unspent() {
      return DSL.notExists(
          DSL.selectOne()
              .from(MATERIAL_USE)
              .where(MATERIAL_USE.SOURCE_KEY.eq(MaterialRows.SOURCE_KEY))
              .and(MATERIAL_USE.USER_KEY.eq(user.key())));
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
          .where(MATERIAL_USE.USER_KEY.eq(user.key()))
          .and(MATERIAL_USE.SOURCE_KEY.eq(DSL.any(values(files))).or(directlyBelow))
          .fetchSingle(row -> (long) row.value1());
    }

    private static String[] values(Collection<SourceKey> keys) {
      return keys.stream().map(SourceKey::value).toArray(String[]::new);
    }
  }
}
