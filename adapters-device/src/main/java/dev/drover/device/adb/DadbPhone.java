package dev.drover.device.adb;

import dadb.AdbAuthException;
import dadb.AdbKeyPair;
import dadb.AdbStream;
import dadb.AdbStreamOpenException;
import dadb.AdbSyncFailException;
import dadb.AdbSyncStream;
import dadb.Dadb;
import dev.drover.device.adb.transport.AdbEndpoint;
import dev.drover.device.adb.transport.BoundedStream;
import dev.drover.device.adb.transport.CallWatch;
import dev.drover.device.adb.transport.MessageLimit;
import dev.drover.device.adb.transport.ScopedStream;
import dev.drover.device.adb.transport.TcpDadb;
import dev.drover.device.adb.transport.UnlinkedFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import okio.Buffer;
import okio.BufferedSource;
import okio.Okio;
import okio.Source;
import org.slf4j.LoggerFactory;

/**
 * One phone over one connection, one command at a time. After any fault the connection is closed,
 * and made anew by the next command. Safe for use by any thread; a second one waits for its turn.
 *
 * <p>A command costs one shell stream: three round trips.
 */
public final class DadbPhone implements AutoCloseable {
  private static final int STDOUT = 1;
  private static final int STDERR = 2;

  /** A regular file that its owner and group may write: what the gallery's owner expects. */
  private static final int FILE_MODE = 0100664;

  private static final int EXIT = 3;

  /** Before each packet's content: its kind and its length, in bytes. */
  private static final int PACKET_HEADER = 5;

  /** A hostile phone could talk for ever; hierarchies have some 100 KB, a few hundred at most. */
  static final int MOST_TEXT = 8 * 1024 * 1024;

  /** What a phone says to a file that it is sent: one packet, or why it refuses it. */
  private static final int MOST_REPLY = 64 * 1024;

  private static final int LONGEST_REASON = 200;

  /**
   * Ends calls that have not returned in time by closing their connection: the only way to cancel
   * one, since an interrupt would close the socket under a virtual thread anyway.
   */
  private static final ScheduledExecutorService WATCHDOG =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("adb-watchdog").factory());

  private final AdbEndpoint reach;
  private final AdbKeyPair key;
  private final ReentrantLock turn = new ReentrantLock();
  private volatile Optional<Dadb> connection = Optional.empty();

  /** The connection of the call that is under way. */
  private volatile Optional<Dadb> inCall = Optional.empty();

  /** Watches the call that is under way. */
  private volatile Optional<CallWatch> watched = Optional.empty();

  DadbPhone(AdbEndpoint reach, AdbKeyPair key) {
    this.reach = reach;
    this.key = key;
  }

  public String address() {
    return reach.address();
  }

  /**
   * Runs a command.
   *
   * @param deadline for all of it
   * @throws PhoneLost if the phone is gone or has not answered by then
   */
  public ShellResult shell(ShellCommand command, Duration deadline) {
    return shell(command, deadline, () -> {});
  }

  /**
   * The same.
   *
   * @param leave throws if the command is not to be sent after all; asked right before it is, when
   *     it is its turn and the phone is connected
   */
  ShellResult shell(ShellCommand command, Duration deadline, Runnable leave) {
    return call(
        command.line(),
        deadline,
        leave,
        dadb -> {
          ByteArrayOutputStream output = new ByteArrayOutputStream();
          ByteArrayOutputStream errors = new ByteArrayOutputStream();
          // Read here and not by dadb: it makes room for whatever length a packet claims to have.
          try (ScopedStream stream =
              new ScopedStream(dadb.open("shell,v2,raw:" + command.line()))) {
            BufferedSource packets = stream.source();
            int left = MOST_TEXT;
            while (true) {
              int id = packets.readByte();
              int length = packets.readIntLe();
              // Packets of any kind count, and empty ones: each costs time.
              left -= PACKET_HEADER;
              if (length < 0 || length > left) {
                throw new IOException("more than " + MOST_TEXT + " bytes of output");
              }
              left -= length;
              byte[] payload = packets.readByteArray(length);
              if (id == EXIT && length > 0) {
                return new ShellResult(
                    output.toString(StandardCharsets.UTF_8),
                    errors.toString(StandardCharsets.UTF_8),
                    payload[0] & 0xff);
              }
              if (id == STDOUT) {
                output.write(payload);
              } else if (id == STDERR) {
                errors.write(payload);
              }
            }
          }
        });
  }

  /**
   * Runs a command whose output is not text, such as {@code screencap -p}.
   *
   * @param leave as of {@link #shell(ShellCommand, Duration, Runnable)}
   * @throws PhoneLost as {@link #shell}
   */
  byte[] exec(ShellCommand command, Duration deadline, Runnable leave) {
    return call(
        command.line(),
        deadline,
        leave,
        dadb -> {
          try (ScopedStream stream = new ScopedStream(dadb.open("exec:" + command.line()))) {
            BufferedSource source = stream.source();
            Buffer content = new Buffer();
            while (source.read(content, 64 * 1024) != -1) {
              if (content.size() > MessageLimit.MOST_OUTPUT) {
                throw new IOException("more than " + MessageLimit.MOST_OUTPUT + " bytes of output");
              }
            }
            return content.readByteArray();
          }
        });
  }

  /**
   * Asks a program on the phone that speaks HTTP, over a stream of the same connection: no port of
   * this computer is opened for it, and it waits for its turn like any command.
   *
   * @param port of the phone
   * @param leave as of {@link #shell(ShellCommand, Duration, Runnable)}
   * @throws HttpExchangeFailed if nothing listens there, or it does not answer in time or not as
   *     HTTP. Whether the phone is still there is for the next command to find out
   */
  HttpResponse http(int port, HttpRequest request, Duration deadline, Runnable leave)
      throws HttpExchangeFailed {
    AtomicBoolean sent = new AtomicBoolean();
    try {
      return call(
              request.line(),
              deadline,
              leave,
              dadb -> {
                AdbStream stream;
                try {
                  stream = dadb.open("tcp:" + port);
                } catch (AdbStreamOpenException refused) {
                  return Optional.<HttpResponse>empty();
                }
                try (ScopedStream ended = new ScopedStream(stream)) {
                  sent.set(true);
                  return Optional.of(request.exchange(ended.source(), stream.getSink()));
                }
              })
          .orElseThrow(
              () ->
                  new HttpExchangeFailed(
                      "nothing listens on port " + port + " of the phone at " + address(), false));
    } catch (PhoneLost lost) {
      if (lost.refused()) {
        throw lost;
      }
      throw new HttpExchangeFailed(lost, sent.get());
    }
  }

  /**
   * Writes a file to the phone, as it is read from the disk.
   *
   * @param local its real path: no link is followed
   * @param remote its path on the phone; directories that lead there are made
   * @param leave as of {@link #shell(ShellCommand, Duration, Runnable)}
   * @return why the phone refused it, a full disk say; empty once it is there
   * @throws PhoneLost as {@link #shell}; a part of the file may be there
   * @throws UncheckedIOException if the local file can't be read
   */
  Optional<String> push(Path local, String remote, Duration deadline, Runnable leave) {
    try (Source content = Okio.source(UnlinkedFile.open(local))) {
      return call(
          "push " + remote,
          deadline,
          leave,
          dadb -> {
            AdbSyncStream sync =
                new AdbSyncStream(new BoundedStream(dadb.open("sync:"), MOST_REPLY));
            try (sync) {
              sync.send(
                  content,
                  remote,
                  FILE_MODE,
                  Files.getLastModifiedTime(local, LinkOption.NOFOLLOW_LINKS).toMillis());
              return Optional.empty();
            } catch (AdbSyncFailException refused) {
              return Optional.of(SafeText.line(refused.getReason(), LONGEST_REASON));
            }
          });
    } catch (IOException unreadable) {
      throw new UncheckedIOException(local + " can't be read", unreadable);
    }
  }

  /**
   * Makes a call that is under way fail at once, and closes the connection. The next call makes it
   * anew.
   */
  public void abort() {
    watched.ifPresent(CallWatch::interruptHandshake);
    inCall.ifPresent(DadbPhone::closeQuietly);
    disconnect();
  }

  /** Whether a command is under way. */
  boolean isBusy() {
    return turn.isLocked();
  }

  @Override
  public void close() {
    watched.ifPresent(CallWatch::interruptHandshake);
    disconnect();
  }

  private interface Call<T> {
    T on(Dadb dadb) throws IOException;
  }

  private <T> T call(String what, Duration deadline, Runnable leave, Call<T> call) {
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
          // May take long: leave is to be asked after it.
          shakeHands(dadb, watch);
          connecting = false;
        }
        leave.run();
        T answer = call.on(dadb);
        if (!watch.ended()) {
          // The answer is whole, but the connection is being closed.
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
        // A phone that asks its owner says nothing until it is answered.
        if (connecting && ((watch.hasCut() && reach.asksForKey()) || saysUnauthorized(failed))) {
          throw PhoneLost.unauthorized(unauthorized(address()), failed);
        }
        throw new PhoneLost(
            watch.hasCut()
                ? "the phone at "
                    + address()
                    + " did not answer within "
                    + deadline.toSeconds()
                    + " s ("
                    + abbreviated(what)
                    + ")"
                : "the connection to the phone at "
                    + address()
                    + " was lost ("
                    + abbreviated(what)
                    + ")",
            failed);
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
   * Connects. Meanwhile dadb can't be closed: it holds the lock that closing needs. But
   * interrupting a virtual thread closes the socket that it waits for.
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
   * Off the watchdog's thread: closing may wait. On a platform thread: phones that keep every
   * carrier busy must not keep the end of their own calls from coming.
   */
  private static void closeApart(Dadb dadb) {
    Thread.ofPlatform().daemon().name("adb-abort").start(() -> closeQuietly(dadb));
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
    Dadb dadb = connection.orElseGet(() -> reach.open(key));
    connection = Optional.of(dadb);
    return dadb;
  }

  private void disconnect() {
    Optional<Dadb> old = connection;
    connection = Optional.empty();
    old.ifPresent(DadbPhone::closeQuietly);
  }

  /** What fails while closing is already lost. */
  private static void closeQuietly(Dadb dadb) {
    try {
      dadb.close();
    } catch (Exception alreadyGone) {
      LoggerFactory.getLogger(DadbPhone.class)
          .debug("closing a connection that is gone: {}", alreadyGone.toString());
    }
  }

  private static String abbreviated(String command) {
    return command.length() <= 60 ? command : command.substring(0, 57) + "...";
  }
}
