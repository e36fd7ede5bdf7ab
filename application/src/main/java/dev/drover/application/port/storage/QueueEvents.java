package dev.drover.application.port.storage;

import dev.drover.domain.account.AccountId;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.task.TaskId;
import java.util.function.Consumer;

/**
 * Tells of changes as they happen, whichever node made them. Best effort: while the storage can't
 * be reached changes go untold, and what they led to is to be read anew.
 */
public interface QueueEvents {

  /**
   * Has {@code listener} called on a thread of the storage's until the subscription is closed. It
   * must not block.
   */
  Subscription subscribe(Consumer<QueueEvent> listener);

  /** Ends with {@link #close}. */
  interface Subscription extends AutoCloseable {
    @Override
    void close();
  }

  /** Something that changed. */
  sealed interface QueueEvent {
    /** A task is new, in another state, for another phone, or due at another time. */
    record TaskChanged(TaskId id) implements QueueEvent {}

    record TaskDeleted(TaskId id) implements QueueEvent {}

    /** The node that runs the task is to end it. */
    record StopRequested(TaskId id) implements QueueEvent {}

    /** An account is held or released, or the app on its phone is logged in or out. */
    record AccountChanged(AccountId id) implements QueueEvent {}

    /** A phone is new, gone, or says something new of itself. */
    record DeviceChanged(DeviceSerial serial) implements QueueEvent {}
  }
}
