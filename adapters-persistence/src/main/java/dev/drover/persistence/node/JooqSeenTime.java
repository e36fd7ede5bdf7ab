package dev.drover.persistence.node;

import static dev.drover.persistence.postgres.ColumnValues.at;
import static dev.drover.persistence.schema.Tables.SEEN_TIME;

import dev.drover.application.port.storage.SeenTime;
import dev.drover.persistence.postgres.Database;
import java.time.Duration;
import java.time.Instant;

/** The newest time seen, in PostgreSQL. */
public final class JooqSeenTime implements SeenTime {
  /** Noted no finer: a server that looks every few seconds need not write each time. */
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
