package dev.drover.application.port;

/**
 * The storage can't be reached now. Whether the call took effect is unknown unless it only read;
 * reads, fenced writes and transitions may be tried again safely, an insert may not.
 */
public final class StorageUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StorageUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
