package dev.drover.application.port.storage;

/**
 * The storage can't serve a call now: it can't be reached, is busy with others, is full, or takes
 * no changes. The message says which and what to do; it is for the user.
 *
 * <p>A storage that is busy, full or takes no changes has changed nothing, and every call may be
 * tried again later. When it can't be reached, whether the call took effect is unknown unless it
 * only read: reads, fenced writes and transitions may be tried again safely, an insert may not. A
 * caller that does not know the reason assumes the latter.
 *
 * <p>Every port of the storage throws this, and beside it what its methods name. Any other
 * exception is a defect, and a retry fails the same way.
 */
public final class StorageUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StorageUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
