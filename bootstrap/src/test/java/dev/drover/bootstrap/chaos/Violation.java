package dev.drover.bootstrap.chaos;

/**
 * A broken promise.
 *
 * @param what what happened, to which task or phone, and when
 */
record Violation(Kind kind, String what) {

  /** Which promise. */
  enum Kind {
    /** A task that was acknowledged is gone. */
    LOST,
    /** Something was done or queued more often than it was asked for. */
    DOUBLED,
    /** A task claims to have had no effect, and had one. */
    DENIED,
    /** A task claims to have had its effect, and had none. */
    CLAIMED,
    /** Two runs touched one phone at one time, or one that had no right to. */
    OVERLAP,
    /** More phones ran than the licence allows. */
    OVER_LIMIT,
    /** A task neither runs nor can run, and nobody is told. */
    STUCK,
    /** A phone was touched for a task that was stopped. */
    AFTER_STOP,
    /** A phone was touched by a session that was over, or had never begun. */
    AFTER_LEASE,
    /** A loop of a server that is up has ended: what it did is not done any more. */
    LOOP_ENDED,
    /** A healthy phone runs nothing any more, though what went wrong is over. */
    PHONE_LOST,
    /** A server that is up did not answer, or ended without a word. */
    SILENT
  }

  @Override
  public String toString() {
    return kind + ": " + what;
  }
}
