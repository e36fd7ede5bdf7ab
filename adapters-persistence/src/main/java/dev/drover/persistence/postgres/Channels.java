package dev.drover.persistence.postgres;

import dev.drover.domain.task.TaskId;
import org.jooq.DSLContext;

/** The channels on which the servers on one database notify each other. */
public final class Channels {
  /** Wakes the dispatchers of all servers. */
  public static final String DISPATCH = "drover_dispatch";

  /** Asks the server that runs a task to stop it. */
  public static final String STOP = "drover_stop";

  /**
   * Carries changes of tasks, and {@link #DEVICES} those of phones. Triggers on the tables send
   * them.
   */
  public static final String TASKS = "drover_task";

  public static final String DEVICES = "drover_device";

  public static final String ACCOUNTS = "drover_account";

  private Channels() {}

  /** Wakes all dispatchers when the transaction commits. */
  public static void wakeDispatchers(DSLContext sql) {
    sql.execute("SELECT pg_notify(?, '')", DISPATCH);
  }

  /** Asks for the stop of a task when the transaction commits. */
  public static void requestStop(DSLContext sql, TaskId id) {
    sql.execute("SELECT pg_notify(?, ?)", STOP, id.toString());
  }
}
