package dev.drover.persistence.node;

import static dev.drover.persistence.postgres.ColumnValues.at;
import static dev.drover.persistence.schema.Tables.SEEN_TIME;

import dev.drover.application.port.storage.SeenTime;
import dev.drover.persistence.postgres.Database;
import java.time.Duration;
import java.time.Instant;

/** Stores in PostgreSQL the latest time that any server has seen. */
public final class JooqSeenTime implements SeenTime {
  /** The row is only written when it is at least this much behind, so most calls write nothing. */
  private static final Duration GRAIN = Duration.ofMinutes(1);

  private final Database database;

  public JooqSeenTime(Database database) {
    this.database = database;
  }

  @Override
  public Instant newest(Instant now) {
    return database.transaction(
        sql -> {
          sql.insertInto(SEEN_TIME)
              .set(SEEN_TIME.NEWEST, at(now))
              .onConflict(SEEN_TIME.ONLY_ROW)
              .doUpdate()
              .set(SEEN_TIME.NEWEST, at(now))
              .where(SEEN_TIME.NEWEST.le(at(now.minus(GRAIN))))
              .execute();
          return sql.selectFrom(SEEN_TIME).fetchSingle(row -> row.getNewest().toInstant());
        });
  }
}
