package dev.drover.persistence.postgres;

import dev.drover.domain.task.TaskId;
import org.jooq.DSLContext;

/** The channels on which the servers on one database notify each other. */
public final class Channels {
  /** Wakes the dispatchers of all servers. */
  public static final String DISPATCH = "drover_dispatch";

  /** Asks the server that runs a task to stop it. */
  public static final String STOP = "drover_stop";

  /** Triggers on the tables notify here. */
  public static final String TASKS = "drover_task";

  public static final String DEVICES = "drover_device";

  public static final String ACCOUNTS = "drover_account";

  private Channels() {}

  /** Takes effect when the transaction commits. */
  public static void wakeDispatchers(DSLContext sql) {
    sql.execute("SELECT pg_notify(?, '')", DISPATCH);
  }

  /** Takes effect when the transaction commits. */
  public static void requestStop(DSLContext sql, TaskId id) {
    sql.execute("SELECT pg_notify(?, ?)", STOP, id.toString());
  }
}
