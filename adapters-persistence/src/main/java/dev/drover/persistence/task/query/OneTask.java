package dev.drover.persistence.task.query;

import static dev.drover.persistence.schema.Tables.TASK;

import dev.drover.domain.task.TaskId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;

/**
 * Reads all that is shown of one task by one statement. Its text is made once, since making it
 * takes jOOQ longer than PostgreSQL needs to answer it.
 */
final class OneTask {
  private static final Field<?>[] COLUMNS =
      TaskRecords.with(
          TaskParts.ATTEMPTS,
          TaskParts.LOG,
          TaskParts.CHOSEN,
          TaskParts.MATERIALS,
          TaskParts.CONFIG,
          TaskParts.PAUSED_SINCE);

  private static final String TEXT = text();

  private OneTask() {}

  private static String text() {
    DSLContext sql = DSL.using(SQLDialect.POSTGRES, new Settings().withRenderSchema(false));
    return sql.render(TaskRecords.select(sql, COLUMNS, TASK.ID.eq(0L)));
  }

  /** Returns its row, or nothing. */
  static List<Record> read(DSLContext sql, TaskId id) {
    return sql.connectionResult(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(TEXT)) {
            statement.setLong(1, id.value());
            try (ResultSet rows = statement.executeQuery()) {
              return sql.fetch(rows, COLUMNS);
            }
          }
        });
  }
}
