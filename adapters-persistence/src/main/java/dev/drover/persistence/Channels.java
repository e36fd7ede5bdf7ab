package dev.drover.persistence;

import dev.drover.domain.task.TaskId;
import org.jooq.DSLContext;

/** The channels on which the servers on one database notify each other. */
final class Channels {
  /** Wakes the dispatchers of all servers. */
  static final String DISPATCH = "drover_dispatch";

  /** Asks the server that runs a task to stop it. */
  static final String STOP = "drover_stop";

  /** Triggers on the tables notify here. */
  static final String TASKS = "drover_task";

  static final String DEVICES = "drover_device";

  private Channels() {}

  /** Takes effect when the transaction commits. */
  static void wakeDispatchers(DSLContext sql) {
    sql.execute("SELECT pg_notify(?, '')", DISPATCH);
  }

  /** Takes effect when the transaction commits. */
  static void requestStop(DSLContext sql, TaskId id) {
    sql.execute("SELECT pg_notify(?, ?)", STOP, id.toString());
  }
}
