package dev.drover.persistence.postgres;

import org.jooq.DSLContext;

/**
 * The advisory lock under which servers count the phones that are driven, and claim or lease
 * further ones.
 */
public final class ClaimLock {
  /** The number is arbitrary. */
  public static final long NUMBER = 0x44524f564552L;

  private ClaimLock() {}

  /**
   * Takes the lock until the transaction ends. Statements that count must come after it, because
   * their snapshots must be taken after the lock is granted.
   */
  public static void take(DSLContext sql) {
    sql.execute("SELECT pg_advisory_xact_lock(?)", NUMBER);
  }
}
