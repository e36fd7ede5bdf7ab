package dev.drover.persistence.task;

import static dev.drover.persistence.postgres.ColumnValues.at;
import static dev.drover.persistence.schema.Tables.QUEUE_SETTING;

import dev.drover.application.port.storage.QueueSettings;
import dev.drover.domain.task.QueuePolicy;
import dev.drover.persistence.postgres.Channels;
import dev.drover.persistence.postgres.Database;
import dev.drover.persistence.schema.tables.records.QueueSettingRecord;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Stores the queue's settings in PostgreSQL. */
public final class JooqQueueSettings implements QueueSettings {
  private final Database database;

  public JooqQueueSettings(Database database) {
    this.database = database;
  }

  @Override
  public QueuePolicy current() {
    return database.query(
        sql -> sql.selectFrom(QUEUE_SETTING).fetchSingle(JooqQueueSettings::policy));
  }

  @Override
  public QueuePolicy change(UnaryOperator<QueuePolicy> edit) {
    return database.transaction(
        sql -> {
          QueuePolicy after =
              edit.apply(
                  sql.selectFrom(QUEUE_SETTING).forUpdate().fetchSingle(JooqQueueSettings::policy));
          sql.update(QUEUE_SETTING)
              .set(QUEUE_SETTING.AUTO_RETRY, after.autoRetry())
              .set(QUEUE_SETTING.MAX_RETRY_COUNT, (short) after.maxRetryCount())
              .set(QUEUE_SETTING.RANDOM_ORDER, after.randomOrder())
              .execute();
          return after;
        });
  }

  private static QueuePolicy policy(QueueSettingRecord row) {
    return new QueuePolicy(row.getAutoRetry(), row.getMaxRetryCount(), row.getRandomOrder());
  }

  @Override
  public Optional<Instant> pausedSince() {
    return database.query(
        sql ->
            sql.select(QUEUE_SETTING.PAUSED_SINCE)
                .from(QUEUE_SETTING)
                .fetchOptional(QUEUE_SETTING.PAUSED_SINCE)
                .map(OffsetDateTime::toInstant));
  }

  @Override
  public void pause(Instant now) {
    database.query(
        sql ->
            sql.update(QUEUE_SETTING)
                .set(QUEUE_SETTING.PAUSED_SINCE, at(now))
                .where(QUEUE_SETTING.PAUSED_SINCE.isNull())
                .execute());
  }

  @Override
  public void resume() {
    database.transaction(
        sql -> {
          int changed = sql.update(QUEUE_SETTING).setNull(QUEUE_SETTING.PAUSED_SINCE).execute();
          Channels.wakeDispatchers(sql);
          return changed;
        });
  }
}
