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
 * Hears when any node has changed the queue, and says so. One thread calls {@link #hearOnce}, again
 * and again.
 */
public final class PostgresNotifications implements QueueEvents, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(PostgresNotifications.class);

  private static final List<String> CHANNELS =
      List.of(
          Channels.DISPATCH, Channels.STOP, Channels.TASKS, Channels.DEVICES, Channels.ACCOUNTS);

  /** How long one wait lasts: an interruption is noticed after it at the latest. */
  private static final Duration WAIT = Duration.ofSeconds(1);

  /** After so many waits in which nothing was heard the connection is tried. */
  private static final int SILENT_WAITS = 5;

  private final Database database;
  private final Runnable onQueueChange;
  private final List<Consumer<QueueEvent>> listeners = new CopyOnWriteArrayList<>();
  private volatile boolean closed;

  /** For the thread that hears. */
  private Optional<Connection> listening = Optional.empty();

  private int silent;

  /**
   * @param onQueueChange called when there may be work
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
   * Hears what is said within a second, and says so. What was said while nobody listened is asked
   * for: a connection that was lost is made anew.
   *
   * @throws StorageUnavailable if nobody can listen now; a retry is safe
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
    // What was said while nobody listened.
    onQueueChange.run();
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
      // A connection that nobody is at the other end of is silent too: this fails on it.
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

  /** Whoever may connect may notify, and a listener may fail: neither is to end the listening. */
  private void tellOf(PGNotification said) {
    try {
      switch (said.getName()) {
        case Channels.TASKS -> tellOfTasks(said.getParameter());
        case Channels.ACCOUNTS ->
            tell(new QueueEvent.AccountChanged(new AccountId(Long.parseLong(said.getParameter()))));
        case Channels.DEVICES ->
            tell(new QueueEvent.DeviceChanged(new DeviceSerial(said.getParameter())));
        default ->
            tell(new QueueEvent.StopRequested(new TaskId(Long.parseLong(said.getParameter()))));
      }
    } catch (RuntimeException failed) {
      log.warn(
          "what was said on {} could not be told: {}", said.getName(), said.getParameter(), failed);
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

  /** A listener that fails keeps nothing from the others. */
  private void tell(QueueEvent event) {
    for (Consumer<QueueEvent> listener : listeners) {
      try {
        listener.accept(event);
      } catch (RuntimeException failed) {
        log.warn("a listener failed on {}", event, failed);
      }
    }
  }

  /** Ends a wait that is under way, which an interrupt would not: by a notification. */
  @Override
  public void close() {
    closed = true;
    try (Connection connection = database.connection();
        Statement statement = connection.createStatement()) {
      statement.execute("NOTIFY " + Channels.DISPATCH);
    } catch (SQLException away) {
      log.debug("the database is away; nothing waits on it: {}", away.getMessage());
    }
  }
}
