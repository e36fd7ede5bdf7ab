package dev.drover.device.adb;

import dadb.AdbAuthException;
import dadb.AdbKeyPair;
import dadb.Dadb;
import dev.drover.device.adb.transport.AdbEndpoint;
import dev.drover.device.adb.transport.CallWatch;
import dev.drover.device.adb.transport.TcpDadb;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;

/**
 * The connection to one phone. It makes one call at a time, each with a deadline. After a failure
 * it is closed, and the next call opens it again. Safe for use by any thread; concurrent calls wait
 * for their turn.
 */
final class PhoneConnection implements AutoCloseable {
  /**
   * Closes the connection of a call that has not returned in time. There is no other way to cancel
   * a call, since an interrupt on a virtual thread would close the socket as well.
   */
  private static final ScheduledExecutorService WATCHDOG =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("adb-watchdog").factory());

  private final AdbEndpoint endpoint;
  private final AdbKeyPair key;
  private final ReentrantLock turn = new ReentrantLock();
  private volatile Optional<Dadb> connection = Optional.empty();

  /** The connection of the current call. */
  private volatile Optional<Dadb> inCall = Optional.empty();

  /** Watches the current call. */
  private volatile Optional<CallWatch> watched = Optional.empty();

  PhoneConnection(AdbEndpoint endpoint, AdbKeyPair key) {
    this.endpoint = endpoint;
    this.key = key;
  }

  String address() {
    return endpoint.address();
  }

  /**
   * Makes a call that is under way fail at once, and closes the connection. The next call makes it
   * anew.
   */
  void abort() {
    watched.ifPresent(CallWatch::interruptHandshake);
    inCall.ifPresent(PhoneConnection::closeQuietly);
    disconnect();
  }

  /** Whether a command is under way. */
  boolean isBusy() {
    return turn.isLocked();
  }

  /** Waits until no call is under way, or until a time has passed. */
  void awaitPause(Duration longest) {
    try {
      if (turn.tryLock(longest.toMillis(), TimeUnit.MILLISECONDS)) {
        turn.unlock();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    watched.ifPresent(CallWatch::interruptHandshake);
    disconnect();
  }

  /** A command that runs on an open connection. */
  interface Call<T> {
    T on(Dadb dadb) throws IOException;
  }

  /** Takes the connection's turn for what precedes a call, and the call itself. */
  <T> T inTurn(Supplier<T> steps) {
    turn.lock();
    try {
      return steps.get();
    } finally {
      turn.unlock();
    }
  }

  /**
   * Makes a call when it is its turn.
   *
   * @param what for messages; may be empty
   * @param deadline for all of it, but for the wait for the turn
   * @param beforeSend throws {@link PhoneLost} if the command must not be sent after all; asked
   *     when the phone is connected
   * @throws PhoneLost if the phone is gone or has not answered by then; the connection is closed
   */
  <T> T call(String what, Duration deadline, Runnable beforeSend, Call<T> call) {
    turn.lock();
    try {
      boolean connecting = connection.isEmpty();
      Dadb dadb = connected();
      inCall = Optional.of(dadb);
      CallWatch watch = new CallWatch(() -> closeApart(dadb));
      watched = Optional.of(watch);
      if (dadb instanceof TcpDadb direct) {
        direct.startCall();
      }
      ScheduledFuture<?> scheduled =
          WATCHDOG.schedule(watch, deadline.toMillis(), TimeUnit.MILLISECONDS);
      try {
        if (connecting) {
          // The handshake may take long, so beforeSend is called after it.
          shakeHands(dadb, watch);
          connecting = false;
        }
        beforeSend.run();
        T answer = call.on(dadb);
        if (!watch.ended()) {
          // The answer is complete, but the watchdog is closing the connection.
          disconnect();
        }
        return answer;
      } catch (PhoneLost notAllowed) {
        if (!watch.ended()) {
          disconnect();
        }
        throw notAllowed;
      } catch (AdbAuthException refused) {
        disconnect();
        throw PhoneLost.unauthorized(unauthorized(address()), refused);
      } catch (IOException | RuntimeException failed) {
        disconnect();
        // A phone that waits for its owner's permission sends nothing until the owner answers.
        if (connecting && ((watch.hasCut() && endpoint.asksForKey()) || saysUnauthorized(failed))) {
          throw PhoneLost.unauthorized(unauthorized(address()), failed);
        }
        if (connecting) {
          throw new PhoneLost(endpoint.notConnected(failed, deadline), failed);
        }
        String message = broken(watch.hasCut(), what, deadline);
        throw watch.hasCut() ? PhoneLost.late(message, failed) : new PhoneLost(message, failed);
      } finally {
        inCall = Optional.empty();
        watched = Optional.empty();
        watch.ended();
        scheduled.cancel(false);
      }
    } finally {
      turn.unlock();
    }
  }

  /**
   * Connects, on a thread of its own. dadb can't be closed meanwhile, since it holds the lock that
   * closing needs; interrupting the virtual thread closes the socket that it waits for.
   */
  private static void shakeHands(Dadb dadb, CallWatch watch) throws IOException {
    FutureTask<Boolean> connecting = new FutureTask<>(() -> dadb.supportsFeature("shell_v2"));
    Thread thread = Thread.ofVirtual().name("adb-handshake").unstarted(connecting);
    watch.connectsBy(thread);
    thread.start();
    try {
      connecting.get();
    } catch (InterruptedException interrupted) {
      thread.interrupt();
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while connecting");
    } catch (ExecutionException failed) {
      switch (failed.getCause()) {
        case IOException lost -> throw lost;
        case RuntimeException lost -> throw lost;
        case null, default -> throw new IOException("the connection was not made", failed);
      }
    } finally {
      watch.connected();
    }
  }

  /**
   * Closes on a thread of its own, since closing may wait: a platform thread, so that phones that
   * keep every carrier busy can't delay the end of their own calls.
   */
  private static void closeApart(Dadb dadb) {
    Thread.ofPlatform().daemon().name("adb-abort").start(() -> closeQuietly(dadb));
  }

  private String broken(boolean cut, String what, Duration deadline) {
    return "the phone at "
        + address()
        + (cut ? " did not answer within " + deadline.toSeconds() + " s" : " closed the connection")
        + (what.isEmpty() ? "" : " (" + abbreviated(what) + ")");
  }

  static String unauthorized(String address) {
    return "unauthorised: unlock the phone at "
        + address
        + " and accept the prompt on it (\"Allow USB debugging\", always from this computer)";
  }

  private static boolean saysUnauthorized(Exception failed) {
    return String.valueOf(failed.getMessage()).contains("unauthorized");
  }

  private Dadb connected() {
    Dadb dadb = connection.orElseGet(() -> endpoint.open(key));
    connection = Optional.of(dadb);
    return dadb;
  }

  private void disconnect() {
    Optional<Dadb> old = connection;
    connection = Optional.empty();
    old.ifPresent(PhoneConnection::closeQuietly);
  }

  /** What fails while closing is already lost. */
  private static void closeQuietly(Dadb dadb) {
    try {
      dadb.close();
    } catch (Exception alreadyGone) {
      LoggerFactory.getLogger(PhoneConnection.class)
          .debug("closing a connection that is gone: {}", alreadyGone.toString());
    }
  }

  private static String abbreviated(String command) {
    return command.length() <= 60 ? command : command.substring(0, 57) + "...";
  }
}
