package dev.drover.application.port.storage;

import dev.drover.domain.account.AccountId;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.task.TaskId;
import java.util.function.Consumer;

/**
 * Tells of changes as they happen, whichever node made them. Best effort: while the storage can't
 * be reached changes go untold. {@link QueueEvent.ChangesMissed} says so afterwards.
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

    /**
     * The attempt of a task has taken steps. Several within half a second or so are told once, and
     * those of an attempt that has ended need not be told.
     */
    record StepTaken(TaskId id) implements QueueEvent {}

    /** The node that runs the task is to end it. */
    record StopRequested(TaskId id) implements QueueEvent {}

    /** An account is held or released, or the app on its phone is logged in or out. */
    record AccountChanged(AccountId id) implements QueueEvent {}

    /** A phone is new, gone, or says something new of itself. */
    record DeviceChanged(DeviceSerial serial) implements QueueEvent {}

    /** A lease of a phone has begun or ended. An extension is not told. */
    record LeaseChanged(DeviceSerial serial) implements QueueEvent {}

    /**
     * A key was revoked, or a session of the dashboard ended before its time: what is open for
     * longer than one call is to be checked anew.
     */
    record AccessEnded() implements QueueEvent {}

    /**
     * The storage could not hear of changes for a while, and can again: what happened meanwhile is
     * to be read anew.
     */
    record ChangesMissed() implements QueueEvent {}
  }
}
