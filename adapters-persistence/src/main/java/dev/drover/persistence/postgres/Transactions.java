package dev.drover.persistence.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.sql.DataSource;
import org.jooq.TransactionContext;
import org.jooq.TransactionProvider;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DefaultConnectionProvider;

/**
 * Begins and ends transactions without a round trip of its own: PostgreSQL's driver sends {@code
 * BEGIN} with the first statement. jOOQ's own provider asks for the isolation level each time. A
 * transaction within another is a savepoint.
 */
final class Transactions implements TransactionProvider {
  /** Finds the open transaction in the data of a jOOQ configuration, which only it has. */
  private static final Object KEY = new Object();

  private final DataSource pool;

  Transactions(DataSource pool) {
    this.pool = pool;
  }

  private record Open(Connection connection, Deque<Savepoint> savepoints) {}

  @Override
  public void begin(TransactionContext context) {
    try {
      if (context.configuration().data(KEY) instanceof Open outer) {
        outer.savepoints().push(outer.connection().setSavepoint());
      } else {
        begin(context, pool.getConnection());
      }
    } catch (SQLException failed) {
      throw new DataAccessException("a transaction can't begin: " + failed.getMessage(), failed);
    }
  }

  private static void begin(TransactionContext context, Connection connection) throws SQLException {
    try {
      connection.setAutoCommit(false);
    } catch (SQLException failed) {
      connection.close();
      throw failed;
    }
    context.configuration().data(KEY, new Open(connection, new ArrayDeque<>()));
    context.configuration().set(new DefaultConnectionProvider(connection));
  }

  @Override
  public void commit(TransactionContext context) {
    Open open = open(context);
    try {
      if (open.savepoints().isEmpty()) {
        open.connection().commit();
        end(context, open);
      } else {
        open.connection().releaseSavepoint(open.savepoints().pop());
      }
    } catch (SQLException failed) {
      throw new DataAccessException("a transaction can't commit: " + failed.getMessage(), failed);
    }
  }

  @Override
  public void rollback(TransactionContext context) {
    // There is none if it could not begin.
    if (context.configuration().data(KEY) instanceof Open open) {
      try {
        if (open.savepoints().isEmpty()) {
          try {
            open.connection().rollback();
          } finally {
            end(context, open);
          }
        } else {
          open.connection().rollback(open.savepoints().pop());
        }
      } catch (SQLException failed) {
        throw new DataAccessException(
            "a transaction can't be rolled back: " + failed.getMessage(), failed);
      }
    }
  }

  /** Gives the connection back. The pool lets its next user's statements commit by themselves. */
  private static void end(TransactionContext context, Open open) throws SQLException {
    context.configuration().data().remove(KEY);
    open.connection().close();
  }

  private static Open open(TransactionContext context) {
    if (context.configuration().data(KEY) instanceof Open open) {
      return open;
    }
    throw new IllegalStateException("there is no transaction to commit");
  }
}
