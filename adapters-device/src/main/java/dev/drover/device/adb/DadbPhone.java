package dev.drover.device.adb;

import dadb.AdbKeyPair;
import dadb.AdbStream;
import dadb.AdbStreamOpenException;
import dadb.AdbSyncFailException;
import dadb.AdbSyncStream;
import dadb.Dadb;
import dev.drover.device.adb.transport.AdbEndpoint;
import dev.drover.device.adb.transport.BoundedStream;
import dev.drover.device.adb.transport.OutputMemory;
import dev.drover.device.adb.transport.ScopedStream;
import dev.drover.device.adb.transport.UnlinkedFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import okio.BufferedSource;
import okio.Okio;
import okio.Source;

/**
 * Sends commands to one phone over one connection, one at a time. Safe for use by any thread;
 * concurrent commands wait for their turn.
 *
 * <p>A command opens one shell stream, which takes three round trips.
 */
public final class DadbPhone implements AutoCloseable {
  private static final int STDOUT = 1;
  private static final int STDERR = 2;

  /** A regular file that owner and group may write, as Android's gallery requires. */
  private static final int FILE_MODE = 0100664;

  private static final int EXIT = 3;

  /** Each packet begins with its kind and its length, in 5 bytes. */
  private static final int PACKET_HEADER = 5;

  /**
   * The most bytes of output. A hostile phone could send without end; hierarchies have about 100
   * KB.
   */
  static final int MOST_TEXT = 8 * 1024 * 1024;

  /**
   * The most bytes of a phone's reply to a file: one packet, or the reason why it refuses the file.
   */
  private static final int MOST_REPLY = 64 * 1024;

  private static final int LONGEST_REASON = 200;

  private final AdbEndpoint endpoint;
  private final AdbKeyPair key;
  private final OutputMemory memory;
  private final PhoneConnection connection;

  /**
   * @param memory for output that is read as a whole, shared with other phones
   */
  DadbPhone(AdbEndpoint endpoint, AdbKeyPair key, OutputMemory memory) {
    this.endpoint = endpoint;
    this.key = key;
    this.memory = memory;
    this.connection = new PhoneConnection(endpoint, key);
  }

  public String address() {
    return connection.address();
  }

  /**
   * Runs a command.
   *
   * @param deadline for the whole command
   * @throws PhoneLost if the phone is gone or has not answered in time; the command may still run
   */
  public ShellResult shell(ShellCommand command, Duration deadline) {
    return shell(command, deadline, () -> {});
  }

  /**
   * Runs a command.
   *
   * @param beforeSend called when it is the command's turn and the phone is connected; throws if
   *     the command must not be sent
   */
  ShellResult shell(ShellCommand command, Duration deadline, Runnable beforeSend) {
    return shell(command.line(), command, deadline, beforeSend);
  }

  /**
   * Asks whether the phone is there.
   *
   * @throws PhoneLost as {@link #shell}
   */
  void ping(Duration deadline) {
    shell("", ShellCommand.of("true"), deadline, () -> {});
  }

  private ShellResult shell(
      String what, ShellCommand command, Duration deadline, Runnable beforeSend) {
    return connection.call(
        what,
        deadline,
        beforeSend,
        dadb -> {
          ByteArrayOutputStream output = new ByteArrayOutputStream();
          ByteArrayOutputStream errors = new ByteArrayOutputStream();
          // Read here because dadb allocates whatever length a packet claims.
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
   * @param beforeSend as of {@link #shell(ShellCommand, Duration, Runnable)}
   * @throws PhoneLost as {@link #shell}
   */
  byte[] exec(ShellCommand command, Duration deadline, Runnable beforeSend) {
    return connection.inTurn(
        () ->
            memory.during(
                portions ->
                    connection.call(
                        command.line(),
                        deadline,
                        beforeSend,
                        dadb -> {
                          try (ScopedStream stream =
                              new ScopedStream(dadb.open("exec:" + command.line()))) {
                            return portions.read(stream.source());
                          }
                        })));
  }

  /**
   * Asks a program on the phone that speaks HTTP, over a stream of the same connection: no port of
   * this computer is opened for it, and it waits for its turn like any command.
   *
   * @param port of the phone
   * @param beforeSend as of {@link #shell(ShellCommand, Duration, Runnable)}
   * @throws HttpExchangeFailed if nothing listens there, or it does not answer in time or not as
   *     HTTP. Whether the phone is still there is for the next command to find out
   */
  HttpResponse http(int port, HttpRequest request, Duration deadline, Runnable beforeSend)
      throws HttpExchangeFailed {
    AtomicBoolean sent = new AtomicBoolean();
    try {
      return connection
          .call(
              request.line(),
              deadline,
              beforeSend,
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
          .orElseThrow(() -> nothingListens(port));
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
   * @param beforeSend as of {@link #shell(ShellCommand, Duration, Runnable)}
   * @return why the phone refused it, a full disk say; empty once it is there
   * @throws PhoneLost as {@link #shell}; a part of the file may be there
   * @throws UncheckedIOException if the local file can't be read
   */
  Optional<String> push(Path local, String remote, Duration deadline, Runnable beforeSend) {
    try (Source content = Okio.source(UnlinkedFile.open(local))) {
      return connection.call(
          "push " + remote,
          deadline,
          beforeSend,
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

  /** Returns the same phone over another connection, which is made on first use. */
  DadbPhone overAnotherConnection() {
    return new DadbPhone(endpoint, key, memory);
  }

  /**
   * Reads from a program on the phone that keeps sending, over a stream that is opened at the first
   * read and again after a failure.
   *
   * @param port of the phone
   * @param request what is sent first
   */
  Incoming incoming(int port, String request) {
    return new Incoming(port, request);
  }

  /** What a program on the phone keeps sending. Used by one thread at a time. */
  final class Incoming implements AutoCloseable {
    private final int port;
    private final String request;
    private Optional<Opened> opened = Optional.empty();

    /** A stream belongs to the connection on which it was opened. */
    private record Opened(Dadb connection, ScopedStream stream, InputStream bytes) {}

    private Incoming(int port, String request) {
      this.port = port;
      this.request = request;
    }

    /**
     * Reads the next portion. What it leaves unread is there at the next read.
     *
     * @param beforeSend as of {@link #shell(ShellCommand, Duration, Runnable)}
     * @throws HttpExchangeFailed if nothing listens on the port, nothing comes in time, or the
     *     portion is not as expected. The next read opens the stream anew
     */
    <T> T read(Duration deadline, Runnable beforeSend, Portion<T> portion)
        throws HttpExchangeFailed {
      try {
        Optional<T> read =
            connection.call("port " + port, deadline, beforeSend, dadb -> read(dadb, portion));
        return read.orElseThrow(() -> nothingListens(port));
      } catch (PhoneLost lost) {
        if (lost.refused()) {
          throw lost;
        }
        throw new HttpExchangeFailed(lost, true);
      }
    }

    private <T> Optional<T> read(Dadb dadb, Portion<T> portion) throws IOException {
      if (opened.filter(stream -> stream.connection().equals(dadb)).isEmpty()) {
        opened = Optional.empty();
        AdbStream stream;
        try {
          stream = dadb.open("tcp:" + port);
        } catch (AdbStreamOpenException refused) {
          return Optional.empty();
        }
        ScopedStream scoped = new ScopedStream(stream);
        opened = Optional.of(new Opened(dadb, scoped, scoped.source().inputStream()));
        stream.getSink().writeUtf8(request).flush();
      }
      return Optional.of(portion.from(opened.orElseThrow().bytes()));
    }

    /** Closes the stream, so that the program on the phone need not send any more. */
    @Override
    public void close() {
      opened.ifPresent(stream -> stream.stream().close());
      opened = Optional.empty();
    }
  }

  /** What one read takes from the bytes that a program on the phone sends. */
  @FunctionalInterface
  public interface Portion<T> {
    /**
     * @throws IOException if what comes is not as expected, or it ends
     */
    T from(InputStream bytes) throws IOException;
  }

  private HttpExchangeFailed nothingListens(int port) {
    return new HttpExchangeFailed(
        "nothing listens on port " + port + " of the phone at " + address(), false);
  }

  /**
   * Waits until no command is under way, or until a time has passed. Nobody waits for whoever waits
   * here.
   */
  void awaitPause(Duration longest) {
    connection.awaitPause(longest);
  }

  /**
   * Makes a call that is under way fail at once, and closes the connection. The next call makes it
   * anew.
   */
  public void abort() {
    connection.abort();
  }

  /** Whether a command is under way. */
  boolean isBusy() {
    return connection.isBusy();
  }

  @Override
  public void close() {
    connection.close();
  }
}
