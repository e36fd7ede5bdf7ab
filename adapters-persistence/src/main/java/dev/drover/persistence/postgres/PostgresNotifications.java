package dev.drover.persistence.postgres;

import dev.drover.application.port.storage.QueueEvents;
import dev.drover.application.port.storage.StorageUnavailable;
import dev.drover.domain.account.AccountId;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.task.TaskId;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives PostgreSQL's notifications of changes that any server made to the queue, and passes them
 * to listeners. One thread calls {@link #hearOnce} repeatedly; other methods are safe for use by
 * any thread.
 */
public final class PostgresNotifications implements QueueEvents, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(PostgresNotifications.class);

  private static final List<String> CHANNELS =
      List.of(
          Channels.DISPATCH,
          Channels.STOP,
          Channels.TASKS,
          Channels.STEPS,
          Channels.DEVICES,
          Channels.ACCOUNTS,
          Channels.LEASES,
          Channels.ACCESS);

  /** How long one wait lasts. {@link #hearOnce} returns after this time at the latest. */
  private static final Duration WAIT = Duration.ofSeconds(1);

  /** After this many waits without a notification the connection is tested. */
  private static final int SILENT_WAITS = 5;

  private final Database database;
  private final Runnable onQueueChange;
  private final List<Consumer<QueueEvent>> listeners = new CopyOnWriteArrayList<>();
  private volatile boolean closed;

  /** Used only by the listening thread. */
  private Optional<Connection> listening = Optional.empty();

  private int silent;

  /** Whether there was a connection before. */
  private boolean heardBefore;

  /**
   * @param onQueueChange called when a task may be ready to run
   */
  public PostgresNotifications(Database database, Runnable onQueueChange) {
    this.database = database;
    this.onQueueChange = onQueueChange;
  }

  @Override
  public Subscription subscribe(Consumer<QueueEvent> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  /**
   * Waits up to a second for notifications and passes them to listeners. Connects first if there is
   * no connection, and then calls {@code onQueueChange}, because notifications may have been
   * missed.
   *
   * @throws StorageUnavailable if the connection is lost or can't be made; a retry is safe
   */
  public void hearOnce() {
    try {
      if (listening.isEmpty()) {
        listen();
      }
      hear(listening.orElseThrow());
    } catch (SQLException lost) {
      endListening();
      throw new StorageUnavailable(
          "nobody listens for changes of the queue: " + lost.getMessage(), lost);
    } finally {
      if (closed) {
        endListening();
      }
    }
  }

  private void listen() throws SQLException {
    Connection connection = database.connection();
    listening = Optional.of(connection);
    silent = 0;
    try (Statement statement = connection.createStatement()) {
      for (String channel : CHANNELS) {
        statement.execute("LISTEN " + channel);
      }
    }
    // Notifications were missed while there was no connection.
    onQueueChange.run();
    if (heardBefore) {
      tell(new QueueEvent.ChangesMissed());
    }
    heardBefore = true;
  }

  private void endListening() {
    Optional<Connection> before = listening;
    listening = Optional.empty();
    try {
      if (before.isPresent()) {
        before.get().close();
      }
    } catch (SQLException gone) {
      log.debug("a lost connection could not be closed: {}", gone.getMessage());
    }
  }

  private void hear(Connection connection) throws SQLException {
    PGNotification[] heard =
        connection.unwrap(PGConnection.class).getNotifications((int) WAIT.toMillis());
    silent = heard.length == 0 ? silent + 1 : 0;
    if (silent >= SILENT_WAITS) {
      // A dead connection is silent too; the statement fails on it.
      try (Statement statement = connection.createStatement()) {
        statement.execute("SELECT 1");
      }
      silent = 0;
    }
    boolean work = false;
    for (PGNotification said : heard) {
      switch (said.getName()) {
        case Channels.DISPATCH -> work = true;
        default -> tellOf(said);
      }
    }
    if (work) {
      onQueueChange.run();
    }
  }

  /**
   * Handles errors of one notification: anyone with database access may send a malformed one, and
   * it must not end the listening.
   */
  private void tellOf(PGNotification said) {
    try {
      switch (said.getName()) {
        case Channels.TASKS -> tellOfTasks(said.getParameter());
        case Channels.STEPS -> tellOfSteps(said.getParameter());
        case Channels.ACCOUNTS ->
            tell(new QueueEvent.AccountChanged(new AccountId(Long.parseLong(said.getParameter()))));
        case Channels.DEVICES ->
            tell(new QueueEvent.DeviceChanged(new DeviceSerial(said.getParameter())));
        case Channels.LEASES ->
            tell(new QueueEvent.LeaseChanged(new DeviceSerial(said.getParameter())));
        case Channels.ACCESS -> tell(new QueueEvent.AccessEnded());
        default ->
            tell(new QueueEvent.StopRequested(new TaskId(Long.parseLong(said.getParameter()))));
      }
    } catch (RuntimeException failed) {
      log.warn(
          "a notification on {} could not be handled: {}",
          said.getName(),
          said.getParameter(),
          failed);
    }
  }

  private void tellOfTasks(String changes) {
    if (listeners.isEmpty()) {
      return;
    }
    for (String change : changes.split(",")) {
      int colon = change.indexOf(':');
      TaskId id = new TaskId(Long.parseLong(change.substring(0, colon)));
      tell(change.endsWith(":-") ? new QueueEvent.TaskDeleted(id) : new QueueEvent.TaskChanged(id));
    }
  }

  private void tellOfSteps(String tasks) {
    for (String task : tasks.split(",")) {
      tell(new QueueEvent.StepTaken(new TaskId(Long.parseLong(task))));
    }
  }

  /** A listener that fails must not keep the event from the others. */
  private void tell(QueueEvent event) {
    for (Consumer<QueueEvent> listener : listeners) {
      try {
        listener.accept(event);
      } catch (RuntimeException failed) {
        log.warn("a listener failed on {}", event, failed);
      }
    }
  }

  /** Ends a wait in progress by sending a notification; the wait ignores interrupts. */
  @Override
  public void close() {
    closed = true;
    try (Connection connection = database.connection();
        Statement statement = connection.createStatement()) {
      statement.execute("NOTIFY " + Channels.DISPATCH);
    } catch (SQLException away) {
      log.debug("the database is away, so no wait has to be ended: {}", away.getMessage());
    }
  }
}
