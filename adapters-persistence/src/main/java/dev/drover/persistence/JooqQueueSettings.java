package dev.drover.persistence;

import static dev.drover.persistence.schema.Tables.QUEUE_SETTING;

import dev.drover.application.port.QueueSettings;
import dev.drover.domain.task.QueuePolicy;

/** The queue's settings in PostgreSQL. */
public final class JooqQueueSettings implements QueueSettings {
  private final Database database;

  public JooqQueueSettings(Database database) {
    this.database = database;
  }

  @Override
  public QueuePolicy current() {
    return database.query(
        sql ->
            sql.selectFrom(QUEUE_SETTING)
                .fetchSingle(
                    row ->
                        new QueuePolicy(
                            row.getAutoRetry(), row.getMaxRetryCount(), row.getRandomOrder())));
  }

  @Override
  public void replace(QueuePolicy policy) {
    database.query(
        sql ->
            sql.update(QUEUE_SETTING)
                .set(QUEUE_SETTING.AUTO_RETRY, policy.autoRetry())
                .set(QUEUE_SETTING.MAX_RETRY_COUNT, (short) policy.maxRetryCount())
                .set(QUEUE_SETTING.RANDOM_ORDER, policy.randomOrder())
                .execute());
  }
}
