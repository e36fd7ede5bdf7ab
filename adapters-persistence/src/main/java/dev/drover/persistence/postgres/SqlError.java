package dev.drover.persistence.postgres;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;

/**
 * The error of a failed statement, from PostgreSQL or from the connection to it. The states are
 * those of appendix A of PostgreSQL's manual.
 *
 * @param state the SQLSTATE, or empty if there is none
 */
record SqlError(Kind kind, String state) {
  /** PostgreSQL refuses changes because it is a standby or set to read-only. */
  private static final String READ_ONLY = "25006";

  private static final String DEADLOCK = "40P01";
  private static final String SERIALIZATION_FAILURE = "40001";
  private static final String COMPLETION_UNKNOWN = "40003";
  private static final String QUERY_CANCELED = "57014";
  private static final String LOCK_NOT_AVAILABLE = "55P03";
  private static final String IDLE_IN_TRANSACTION = "25P03";
  private static final String TRANSACTION_TIMEOUT = "25P04";

  private static final SqlError OTHER = new SqlError(Kind.DEFECT, "");

  /** What an error means to the caller, in increasing severity. */
  enum Kind {
    /** The statement or its values are wrong. A retry fails again. */
    DEFECT,
    /**
     * PostgreSQL cancelled the transaction because of a deadlock, a conflict or a timeout. Nothing
     * was changed. A retry may succeed.
     */
    VICTIM,
    /**
     * PostgreSQL answers, but can't do this now: it has no disk space, memory or connections left,
     * or is read-only. Nothing was changed. A retry succeeds once that is over.
     */
    UNABLE,
    /** There is no connection, or it broke. Whether a change took effect is unknown. */
    AWAY
  }

  /**
   * Returns the most severe error that an exception carries. A failed rollback may otherwise hide
   * the original error.
   */
  static SqlError of(Throwable failed) {
    SqlError gravest = OTHER;
    Deque<Throwable> left = new ArrayDeque<>();
    left.add(failed);
    while (!left.isEmpty()) {
      Throwable next = left.remove();
      if (next instanceof SQLException refused) {
        SqlError error = of(refused);
        if (gravest.equals(OTHER) || error.kind().compareTo(gravest.kind()) > 0) {
          gravest = error;
        }
      }
      if (next.getCause() != null) {
        left.add(next.getCause());
      }
      left.addAll(java.util.Arrays.asList(next.getSuppressed()));
    }
    return gravest;
  }

  private static SqlError of(SQLException refused) {
    String state = Objects.requireNonNullElse(refused.getSQLState(), "");
    return new SqlError(
        refused instanceof SQLTransientConnectionException ? Kind.AWAY : kind(state), state);
  }

  private static Kind kind(String state) {
    return switch (state) {
      case READ_ONLY -> Kind.UNABLE;
      case DEADLOCK,
          SERIALIZATION_FAILURE,
          QUERY_CANCELED,
          LOCK_NOT_AVAILABLE,
          IDLE_IN_TRANSACTION,
          TRANSACTION_TIMEOUT ->
          Kind.VICTIM;
      // The pool reports a connection timeout without a state.
      case "", COMPLETION_UNKNOWN -> Kind.AWAY;
      default -> kindOfClass(state);
    };
  }

  private static Kind kindOfClass(String state) {
    // 08 is a connection error. 57P is a shutdown or crash. 53 is a lack of resources. 58 is an
    // error of the operating system, such as an unreadable disk.
    if (state.startsWith("08") || state.startsWith("57P")) {
      return Kind.AWAY;
    }
    return state.startsWith("53") || state.startsWith("58") ? Kind.UNABLE : Kind.DEFECT;
  }

  /**
   * Tests whether other connections to the same server are unusable too, because it went away or
   * became a standby.
   */
  boolean concernsAllConnections() {
    return state.startsWith("08") || state.startsWith("57P") || state.equals(READ_ONLY);
  }

  /**
   * Tests whether the transaction should run again at once. After a deadlock or conflict, the other
   * transaction goes on and a retry can succeed. After a timeout, a retry would only wait again.
   */
  boolean isWorthRepeating() {
    return kind == Kind.VICTIM && (state.equals(DEADLOCK) || state.equals(SERIALIZATION_FAILURE));
  }

  /**
   * Returns what happened and what to do, for users. For a defect, the exception has the details.
   */
  String message() {
    return switch (kind) {
      case AWAY -> "the database can't be reached now; try again in a moment";
      case VICTIM ->
          "the database is busy and cancelled the request (SQLSTATE "
              + state
              + "); nothing was changed, try again in a moment";
      case UNABLE -> unable() + " (SQLSTATE " + state + "); nothing was changed";
      case DEFECT -> "the database refuses a statement (SQLSTATE " + state + ")";
    };
  }

  private String unable() {
    return switch (state) {
      case "53100" -> "the database's disk is full; free space on its machine, then try again";
      case "53200" -> "the database has no memory left; try again in a moment";
      case "53300" ->
          "the database has no connection left; raise its max_connections, or try again in a"
              + " moment";
      case READ_ONLY ->
          "the database accepts no changes because it is a standby or set to read-only; try again"
              + " when its primary is back";
      default -> "the database can't do this now, its log says why; try again in a moment";
    };
  }
}
