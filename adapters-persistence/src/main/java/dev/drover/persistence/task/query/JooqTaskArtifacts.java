package dev.drover.persistence.task.query;

import static dev.drover.persistence.postgres.ColumnValues.at;
import static dev.drover.persistence.schema.Tables.TASK_ARTIFACT;
import static dev.drover.persistence.schema.Tables.TASK_ATTEMPT;

import dev.drover.application.port.storage.TaskArtifacts;
import dev.drover.domain.task.TaskId;
import dev.drover.persistence.postgres.Database;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;

/** Stores artifacts of attempts in PostgreSQL, so that every server can show them. */
public final class JooqTaskArtifacts implements TaskArtifacts {
  private static final Field<?>[] DESCRIPTION = {
    TASK_ARTIFACT.ATTEMPT,
    TASK_ARTIFACT.OF_SUCCESS,
    TASK_ARTIFACT.NAME,
    TASK_ARTIFACT.CONTENT_TYPE,
    TASK_ARTIFACT.SIZE,
    TASK_ARTIFACT.CREATED_AT
  };

  /**
   * Deletes the least wanted artifacts first, because whether an artifact is over the limit depends
   * on the sizes of more wanted ones: what is too old, then successes, then failures, the oldest of
   * each first. Skips locked rows, because the deletion of a task locks its artifacts in another
   * order.
   */
  private static final String PRUNE =
      """
      DELETE FROM task_artifact
      WHERE (task_id, attempt, name) IN (
        SELECT old.task_id, old.attempt, old.name
        FROM task_artifact AS old
        JOIN (SELECT task_id, attempt, name, created_at < ?::timestamptz AS aged,
                     sum(size) OVER (ORDER BY created_at < ?::timestamptz, of_success,
                                              created_at DESC, task_id DESC, name) AS kept
              FROM task_artifact) AS wanted USING (task_id, attempt, name)
        WHERE wanted.aged OR wanted.kept > ?
        ORDER BY wanted.aged DESC, old.of_success DESC, old.created_at, old.task_id
        LIMIT ?
        FOR UPDATE OF old SKIP LOCKED)
      """;

  private final Database database;

  public JooqTaskArtifacts(Database database) {
    this.database = database;
  }

  @Override
  public void keep(TaskId task, Artifact artifact) {
    Description kept = artifact.description();
    byte[] content = artifact.content();
    boolean ofSuccess = kept.shows() == Shows.SUCCESS;
    database.query(
        sql ->
            sql.insertInto(
                    TASK_ARTIFACT,
                    TASK_ARTIFACT.TASK_ID,
                    TASK_ARTIFACT.ATTEMPT,
                    TASK_ARTIFACT.OF_SUCCESS,
                    TASK_ARTIFACT.NAME,
                    TASK_ARTIFACT.CONTENT_TYPE,
                    TASK_ARTIFACT.SIZE,
                    TASK_ARTIFACT.CONTENT,
                    TASK_ARTIFACT.CREATED_AT)
                // If the task was deleted meanwhile, nothing is inserted.
                .select(
                    DSL.select(
                            TASK_ATTEMPT.TASK_ID,
                            TASK_ATTEMPT.NUMBER,
                            DSL.val(ofSuccess),
                            DSL.val(kept.name()),
                            DSL.val(kept.contentType()),
                            DSL.val(kept.size()),
                            DSL.val(content),
                            DSL.val(at(kept.createdAt())))
                        .from(TASK_ATTEMPT)
                        .where(TASK_ATTEMPT.TASK_ID.eq(task.value()))
                        .and(TASK_ATTEMPT.NUMBER.eq(kept.attempt())))
                .onConflict(TASK_ARTIFACT.TASK_ID, TASK_ARTIFACT.ATTEMPT, TASK_ARTIFACT.NAME)
                .doUpdate()
                .set(TASK_ARTIFACT.OF_SUCCESS, ofSuccess)
                .set(TASK_ARTIFACT.CONTENT_TYPE, kept.contentType())
                .set(TASK_ARTIFACT.SIZE, kept.size())
                .set(TASK_ARTIFACT.CONTENT, content)
                .set(TASK_ARTIFACT.CREATED_AT, at(kept.createdAt()))
                .execute());
  }

  @Override
  public List<Description> list(TaskId task) {
    return database.query(
        sql ->
            sql.select(DESCRIPTION)
                .from(TASK_ARTIFACT)
                .where(TASK_ARTIFACT.TASK_ID.eq(task.value()))
                .orderBy(TASK_ARTIFACT.ATTEMPT.desc(), TASK_ARTIFACT.NAME)
                .fetch(JooqTaskArtifacts::description));
  }

  @Override
  public Optional<Artifact> find(TaskId task, String name) {
    return database.query(
        sql ->
            sql.select(DESCRIPTION)
                .select(TASK_ARTIFACT.CONTENT)
                .from(TASK_ARTIFACT)
                .where(TASK_ARTIFACT.TASK_ID.eq(task.value()))
                .and(TASK_ARTIFACT.NAME.eq(name))
                .orderBy(TASK_ARTIFACT.ATTEMPT.desc())
                .limit(1)
                .fetchOptional(
                    row -> new Artifact(description(row), row.get(TASK_ARTIFACT.CONTENT))));
  }

  @Override
  public List<Kept> newest(String name, long mostBytes, int atMost) {
    return database.query(
        sql ->
            sql.select(DESCRIPTION)
                .select(TASK_ARTIFACT.TASK_ID, TASK_ARTIFACT.CONTENT)
                .from(TASK_ARTIFACT)
                .where(TASK_ARTIFACT.NAME.eq(name))
                .and(TASK_ARTIFACT.SIZE.le(mostBytes))
                .orderBy(TASK_ARTIFACT.CREATED_AT.desc(), TASK_ARTIFACT.TASK_ID.desc())
                .limit(atMost)
                .fetch(
                    row ->
                        new Kept(
                            new TaskId(row.get(TASK_ARTIFACT.TASK_ID)),
                            new Artifact(description(row), row.get(TASK_ARTIFACT.CONTENT)))));
  }

  private static Description description(Record row) {
    return new Description(
        row.get(TASK_ARTIFACT.ATTEMPT),
        row.get(TASK_ARTIFACT.OF_SUCCESS) ? Shows.SUCCESS : Shows.FAILURE,
        row.get(TASK_ARTIFACT.NAME),
        row.get(TASK_ARTIFACT.CONTENT_TYPE),
        row.get(TASK_ARTIFACT.SIZE),
        row.get(TASK_ARTIFACT.CREATED_AT).toInstant());
  }

  @Override
  public int prune(Instant before, long mostBytes, int atMost) {
    return database.query(sql -> sql.execute(PRUNE, at(before), at(before), mostBytes, atMost));
  }
}
