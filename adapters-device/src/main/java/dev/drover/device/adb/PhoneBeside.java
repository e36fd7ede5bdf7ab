package dev.drover.device.adb;

import java.time.Duration;

/**
 * A phone for those who only watch it while an attempt or a person uses it. It has a connection of
 * its own, so that no call of the others waits for one of these, or fails with it. Before it sends
 * something, it waits for a moment in which the others have no call under way, but not for long.
 * Safe for use by any thread; one call at a time.
 */
public final class PhoneBeside implements AutoCloseable {
  /**
   * The longest wait for the others' call to end. A push or a start of an app can take a minute,
   * and who watches wants to see it.
   */
  static final Duration PATIENCE = Duration.ofSeconds(1);

  private final DadbPhone used;
  private final DadbPhone own;
  private volatile boolean closed;

  /**
   * @param used the phone as the others use it
   */
  public PhoneBeside(DadbPhone used) {
    this.used = used;
    this.own = used.overAnotherConnection();
  }

  /** Whether this watches the phone over which the others send now. */
  public boolean isBeside(DadbPhone phone) {
    return used.equals(phone);
  }

  /**
   * Runs a command.
   *
   * @throws PhoneLost as {@link DadbPhone#shell}, and when this was closed
   */
  public ShellResult shell(ShellCommand command, Duration deadline) {
    used.awaitPause(PATIENCE);
    try {
      return own.shell(command, deadline, this::refuseIfClosed);
    } finally {
      endIfClosed();
    }
  }

  /**
   * Runs a command whose output is not text.
   *
   * @throws PhoneLost as {@link DadbPhone#exec}, and when this was closed
   */
  public byte[] exec(ShellCommand command, Duration deadline) {
    used.awaitPause(PATIENCE);
    try {
      return own.exec(command, deadline, this::refuseIfClosed);
    } finally {
      endIfClosed();
    }
  }

  /**
   * Asks a program on the phone that speaks HTTP.
   *
   * @throws HttpExchangeFailed as {@link DadbPhone#http}
   * @throws PhoneLost when this was closed
   */
  public HttpResponse http(int port, HttpRequest request, Duration deadline)
      throws HttpExchangeFailed {
    used.awaitPause(PATIENCE);
    try {
      return own.http(port, request, deadline, this::refuseIfClosed);
    } finally {
      endIfClosed();
    }
  }

  /**
   * Reads from a program on the phone that keeps sending. Nothing is sent before the first read.
   *
   * @param port of the phone
   * @param request what is sent first
   */
  public Stream stream(int port, String request) {
    return new Stream(own.incoming(port, request));
  }

  /** What a program on the phone keeps sending. Used by one thread at a time. */
  public final class Stream implements AutoCloseable {
    private final DadbPhone.Incoming incoming;
    private boolean begun;

    private Stream(DadbPhone.Incoming incoming) {
      this.incoming = incoming;
    }

    /**
     * Reads the next portion.
     *
     * @throws HttpExchangeFailed if nothing listens on the port, nothing comes in time, or the
     *     portion is not as expected
     * @throws PhoneLost when the phone beside was closed
     */
    public <T> T read(Duration deadline, DadbPhone.Portion<T> portion) throws HttpExchangeFailed {
      if (!begun) {
        begun = true;
        used.awaitPause(PATIENCE);
      }
      try {
        return incoming.read(deadline, PhoneBeside.this::refuseIfClosed, portion);
      } finally {
        endIfClosed();
      }
    }

    @Override
    public void close() {
      incoming.close();
    }
  }

  private void refuseIfClosed() {
    if (closed) {
      throw PhoneLost.notAllowed("nobody watches the phone at " + used.address() + " any more");
    }
  }

  /** A call that had just begun has connected again. */
  private void endIfClosed() {
    if (closed) {
      own.close();
    }
  }

  /** Ends the connection, from any thread. A call under way fails soon, and later calls at once. */
  @Override
  public void close() {
    closed = true;
    own.abort();
  }
}
