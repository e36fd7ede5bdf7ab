package dev.drover.device.adb.transport;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Cuts a call off at its deadline unless it has ended before. Exactly one of the two happens. Safe
 * for use by any thread.
 */
public final class CallWatch implements Runnable {
  private enum State {
    UNDER_WAY,
    ENDED,
    CUT
  }

  private final AtomicReference<State> state = new AtomicReference<>(State.UNDER_WAY);
  private final Runnable cut;

  /** The thread that connects for this call, while it connects. */
  private volatile Optional<Thread> handshake = Optional.empty();

  /**
   * @param cut makes the call fail; called once at most
   */
  public CallWatch(Runnable cut) {
    this.cut = cut;
  }

  public void connectsBy(Thread thread) {
    handshake = Optional.of(thread);
  }

  public void connected() {
    handshake = Optional.empty();
  }

  /** Ends the handshake, if one is under way: until it ends, the connection can't be closed. */
  public void interruptHandshake() {
    handshake.ifPresent(Thread::interrupt);
  }

  /** Called at the deadline. */
  @Override
  public void run() {
    if (state.compareAndSet(State.UNDER_WAY, State.CUT)) {
      interruptHandshake();
      cut.run();
    }
  }

  /**
   * Records that the call has ended.
   *
   * @return false if it was cut off before; its connection is being closed
   */
  public boolean ended() {
    return state.compareAndSet(State.UNDER_WAY, State.ENDED);
  }

  /** Whether the call was cut off. */
  public boolean hasCut() {
    return state.get() == State.CUT;
  }
}
