package dev.drover.persistence.postgres;

import dev.drover.domain.task.TaskId;
import java.util.List;
import java.util.stream.Collectors;
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

  /** Says which tasks have taken steps, by their ids. */
  public static final String STEPS = "drover_step";

  public static final String DEVICES = "drover_device";

  public static final String ACCOUNTS = "drover_account";

  public static final String LEASES = "drover_lease";

  /** Says that a key was revoked, or that a session ended; triggers send it. */
  public static final String ACCESS = "drover_access";

  private Channels() {}

  /** Wakes all dispatchers when the transaction commits. */
  public static void wakeDispatchers(DSLContext sql) {
    sql.execute("SELECT pg_notify(?, '')", DISPATCH);
  }

  /** Tells which tasks have taken steps, a few hundred at most. */
  public static void tellOfSteps(DSLContext sql, List<TaskId> ids) {
    sql.execute(
        "SELECT pg_notify(?, ?)",
        STEPS,
        ids.stream().map(TaskId::toString).collect(Collectors.joining(",")));
  }

  /** Asks for the stop of a task when the transaction commits. */
  public static void requestStop(DSLContext sql, TaskId id) {
    sql.execute("SELECT pg_notify(?, ?)", STOP, id.toString());
  }
}
