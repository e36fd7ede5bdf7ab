package dev.drover.persistence.postgres;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jooq.ExecuteContext;
import org.jooq.ExecuteListener;
import org.jooq.tools.jdbc.DefaultPreparedStatement;
import org.jspecify.annotations.Nullable;

/**
 * Replaces the NUL characters in every text that a statement sends to PostgreSQL, which refuses
 * them. Phones and clients may send any text.
 */
public final class StorableTexts implements ExecuteListener {
  private static final long serialVersionUID = 1L;

  @Override
  public void prepareEnd(ExecuteContext context) {
    PreparedStatement statement = context.statement();
    if (statement != null) {
      context.statement(new StorableStatement(statement));
    }
  }

  public static String storable(String text) {
    return text.replace('\0', '\uFFFD');
  }

  /** jOOQ binds texts, arrays of texts and JSON as strings, through either of these two methods. */
  private static final class StorableStatement extends DefaultPreparedStatement {
    StorableStatement(PreparedStatement statement) {
      super(statement);
    }

    @Override
    public void setString(int index, @Nullable String text) throws SQLException {
      super.setString(index, text == null ? null : StorableTexts.storable(text));
    }

    @Override
    public void setObject(int index, @Nullable Object value, int type) throws SQLException {
      super.setObject(
          index, value instanceof String text ? StorableTexts.storable(text) : value, type);
    }
  }
}
