package dev.drover.persistence.postgres;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;

/**
 * What PostgreSQL, or the connection to it, said when a statement failed. The states are those of
 * appendix A of PostgreSQL's manual.
 *
 * @param state the SQLSTATE, or empty where there is none
 */
record SqlError(Kind kind, String state) {
  /** PostgreSQL refuses a change: it is a standby, or it was told to only read. */
  private static final String READ_ONLY = "25006";

  private static final String DEADLOCK = "40P01";
  private static final String SERIALIZATION_FAILURE = "40001";
  private static final String COMPLETION_UNKNOWN = "40003";
  private static final String QUERY_CANCELED = "57014";
  private static final String LOCK_NOT_AVAILABLE = "55P03";
  private static final String IDLE_IN_TRANSACTION = "25P03";
  private static final String TRANSACTION_TIMEOUT = "25P04";

  private static final SqlError OTHER = new SqlError(Kind.DEFECT, "");

  /** What an error means to the caller, the gravest last. */
  enum Kind {
    /** The statement or its values are wrong. A repetition fails the same way. */
    DEFECT,
    /**
     * PostgreSQL ended the transaction in favour of others: a deadlock, a conflict, a timeout.
     * Nothing was changed. A repetition may succeed.
     */
    VICTIM,
    /**
     * PostgreSQL answers and can't do it now: its disk is full, its memory or its connections are
     * used up, or it only reads. Nothing was changed. A repetition succeeds once that is over.
     */
    UNABLE,
    /** There is no connection, or it broke. Whether a change took effect is unknown. */
    AWAY
  }

  /** The gravest of all that an exception carries: a failed rollback may hide what came first. */
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
      // A pool that has given up a connection says so without any state.
      case "", COMPLETION_UNKNOWN -> Kind.AWAY;
      default -> kindOfClass(state);
    };
  }

  private static Kind kindOfClass(String state) {
    // 08: the connection; 57P: an administrator or a crash ended it; 53: resources; 58: the
    // operating system, an unreadable disk for example.
    if (state.startsWith("08") || state.startsWith("57P")) {
      return Kind.AWAY;
    }
    return state.startsWith("53") || state.startsWith("58") ? Kind.UNABLE : Kind.DEFECT;
  }

  /**
   * Whether the other connections to the same server are of no use either: it went, or was the
   * primary and is a standby now.
   */
  boolean concernsAllConnections() {
    return state.startsWith("08") || state.startsWith("57P") || state.equals(READ_ONLY);
  }

  /**
   * Whether the same transaction is to be run again at once. PostgreSQL has rolled it back, and
   * what it collided with goes on. After a timeout, it would only wait once more.
   */
  boolean isWorthRepeating() {
    return kind == Kind.VICTIM && (state.equals(DEADLOCK) || state.equals(SERIALIZATION_FAILURE));
  }

  /** What happened and what to do, for people; a defect is told by its exception. */
  String message() {
    return switch (kind) {
      case AWAY -> "the database can't be reached now; try again in a moment";
      case VICTIM ->
          "the database is busy and gave this up (SQLSTATE "
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
          "the database takes no changes: it is a standby, or set to read only; try again when its"
              + " primary is back";
      default -> "the database can't do this now, its log says why; try again in a moment";
    };
  }
}
