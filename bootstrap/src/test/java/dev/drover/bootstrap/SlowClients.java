package dev.drover.bootstrap;

import dev.drover.http.testing.Passing;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Clients that hold connections and hardly progress, or send abusive requests. Each behaves in one
 * manner, repeatedly, until it is told to end.
 */
final class SlowClients {
  /** Longer than the patience that the server under test is given. */
  private static final Duration LONGEST_ROUND = Duration.ofSeconds(20);

  private static final Duration STEP = Duration.ofMillis(100);
  private static final int MEGABYTE = 1024 * 1024;
  private static final byte[] FILLING = new byte[16 * 1024];

  /** What a client does with a connection. */
  enum Manner {
    SAYS_NOTHING,
    HEAD_BYTE_BY_BYTE,
    BODY_BYTE_BY_BYTE,
    TAKES_NO_ANSWER,
    TAKES_LITTLE_AT_A_TIME,
    LISTENS_NO_LONGER,
    CUTS_ITS_UPLOAD,
    UPLOAD_STANDS_STILL,
    ENDLESS_CHUNK,
    NO_CHUNKS_AT_ALL,
    ASKS_MUCH_AND_TAKES_NOTHING,
    IS_NO_HTTP,
    LARGE_BODIES;

    /** Between two rounds: what is sent at full speed is not to be all that the server does. */
    private Duration rest() {
      return switch (this) {
        case ENDLESS_CHUNK, LARGE_BODIES -> Duration.ofSeconds(5);
        case SAYS_NOTHING,
            HEAD_BYTE_BY_BYTE,
            BODY_BYTE_BY_BYTE,
            TAKES_NO_ANSWER,
            TAKES_LITTLE_AT_A_TIME,
            LISTENS_NO_LONGER,
            CUTS_ITS_UPLOAD,
            UPLOAD_STANDS_STILL,
            NO_CHUNKS_AT_ALL,
            ASKS_MUCH_AND_TAKES_NOTHING,
            IS_NO_HTTP ->
            Duration.ofMillis(200);
      };
    }
  }

  /** One connection, and whether the server ended it. */
  private record Round(Manner manner, boolean endedByServer) {}

  /** How often a manner was tried, and how often the server ended it. */
  record Tried(Manner manner, int rounds, int endedByServer) {
    @Override
    public String toString() {
      return manner + " " + rounds + " (" + endedByServer + ")";
    }
  }

  private final int port;
  private final String largeAnswer;
  private final long end;
  private final List<Thread> threads = new ArrayList<>();
  private final Queue<Round> rounds = new ConcurrentLinkedQueue<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

  private SlowClients(int port, String largeAnswer, Duration duration) {
    this.port = port;
    this.largeAnswer = largeAnswer;
    this.end = System.nanoTime() + duration.toNanos();
  }

  /**
   * Starts so many, each manner about as often as any other.
   *
   * @param largeAnswer a path below /api/v1 whose answer is larger than what the system keeps of it
   */
  static SlowClients start(int port, String largeAnswer, int count, Duration duration, long seed) {
    SlowClients clients = new SlowClients(port, largeAnswer, duration);
    for (int i = 0; i < count; i++) {
      Manner manner = Manner.values()[i % Manner.values().length];
      Random random = new Random(seed + i);
      clients.threads.add(
          Thread.ofVirtual().name("slow-" + manner).start(() -> clients.run(manner, random)));
    }
    return clients;
  }

  List<Tried> tried() {
    return Arrays.stream(Manner.values()).map(this::tried).toList();
  }

  Tried tried(Manner manner) {
    List<Round> those = rounds.stream().filter(round -> round.manner() == manner).toList();
    return new Tried(
        manner, those.size(), (int) those.stream().filter(Round::endedByServer).count());
  }

  /** What went wrong with the clients themselves. */
  List<Throwable> failures() {
    return List.copyOf(failures);
  }

  /**
   * Waits until every round has ended. Clients that are still in one when they should have ended by
   * themselves, or been cut off, are a failure.
   */
  void join() throws InterruptedException {
    long latest = end + 2 * LONGEST_ROUND.toNanos();
    for (Thread thread : threads) {
      if (!thread.join(Duration.ofNanos(Math.max(1, latest - System.nanoTime())))) {
        failures.add(new AssertionError(thread.getName() + " was neither answered nor cut off"));
      }
    }
    for (Socket socket : open) {
      close(socket);
    }
  }

  private void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException failed) {
      failures.add(failed);
    }
  }

  private boolean goesOn(long since) {
    long now = System.nanoTime();
    return now < end && now - since < LONGEST_ROUND.toNanos();
  }

  private void run(Manner manner, Random random) {
    try {
      while (System.nanoTime() < end) {
        boolean ended = false;
        try (Socket socket = new Socket()) {
          open.add(socket);
          socket.setReceiveBufferSize(4_096);
          socket.setSoTimeout((int) LONGEST_ROUND.toMillis());
          socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
          round(manner, socket, random);
        } catch (SocketTimeoutException patient) {
          // Its own patience was shorter than the server's.
        } catch (IOException cutOff) {
          ended = true;
        }
        open.removeIf(Socket::isClosed);
        rounds.add(new Round(manner, ended));
        Passing.time(manner.rest());
      }
    } catch (RuntimeException | Error wrong) {
      failures.add(wrong);
    }
  }

  private void round(Manner manner, Socket socket, Random random) throws IOException {
    OutputStream out = socket.getOutputStream();
    switch (manner) {
      case SAYS_NOTHING -> awaitEnd(socket);
      case HEAD_BYTE_BY_BYTE -> {
        send(out, "GET /api/v1/task HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ");
        drip(out);
      }
      case BODY_BYTE_BY_BYTE -> {
        send(out, head("POST", "/task", "Content-Length: 100000"));
        drip(out);
      }
      case TAKES_NO_ANSWER -> {
        send(out, head("GET", largeAnswer, "X: y"));
        // A byte that is not read by anybody shows when the connection is gone.
        drip(out);
      }
      case TAKES_LITTLE_AT_A_TIME -> {
        send(out, head("GET", "/task?page_size=100", "X: y"));
        long began = System.nanoTime();
        while (goesOn(began) && socket.getInputStream().read(new byte[512]) > 0) {
          Passing.time(STEP);
        }
      }
      case LISTENS_NO_LONGER -> {
        send(out, head("GET", "/events", "X: y"));
        socket.getInputStream().readNBytes(100);
        drip(out);
      }
      case CUTS_ITS_UPLOAD -> {
        send(out, head("PUT", "/materials/cut.png", "Content-Length: " + MEGABYTE));
        out.write(FILLING);
        Passing.time(Duration.ofMillis(random.nextInt(200)));
        if (random.nextBoolean()) {
          socket.setSoLinger(true, 0);
        }
      }
      case UPLOAD_STANDS_STILL -> {
        send(out, head("PUT", "/materials/still.mp4", "Content-Length: " + MEGABYTE));
        send(out, "\0\0\0\u0018ftypmp42");
        out.write(FILLING);
        awaitEnd(socket);
      }
      case ENDLESS_CHUNK -> {
        send(
            out,
            head(
                "POST",
                random.nextBoolean() ? "/task" : "/no/such/path",
                "Transfer-Encoding: chunked"));
        send(out, random.nextBoolean() ? "7fffffff\r\n" : "fffffffffff\r\n");
        for (int sent = 0; sent < 80 * MEGABYTE; sent += FILLING.length) {
          out.write(FILLING);
        }
        awaitEnd(socket);
      }
      case NO_CHUNKS_AT_ALL -> {
        send(out, head("POST", "/task", "Transfer-Encoding: chunked"));
        send(out, random.nextBoolean() ? "2\r\n{}xx" : "1;" + "x".repeat(100_000));
        awaitEnd(socket);
      }
      case ASKS_MUCH_AND_TAKES_NOTHING -> {
        for (int i = 0; i < 2_000; i++) {
          send(out, head("GET", "/openapi", "X: y"));
        }
        drip(out);
      }
      case IS_NO_HTTP -> {
        byte[] anything = new byte[1 + random.nextInt(20_000)];
        random.nextBytes(anything);
        out.write(anything);
        awaitEnd(socket);
      }
      case LARGE_BODIES -> {
        byte[] body = large(random).getBytes(StandardCharsets.US_ASCII);
        send(out, head("POST", "/task", "Content-Length: " + body.length));
        out.write(body);
        socket.getInputStream().readNBytes(12);
      }
    }
  }

  /** Something that is large as it comes, or in what it becomes. */
  private static String large(Random random) {
    return switch (random.nextInt(5)) {
      case 0 -> "[" + "[],".repeat(3 * MEGABYTE) + "0]";
      case 1 -> "{\"serials\":[" + "\"u\",".repeat(2 * MEGABYTE) + "\"v\"]}";
      case 2 -> "{\"script_name\":\"" + "x".repeat(9 * MEGABYTE) + "\"}";
      case 3 -> " ".repeat(11 * MEGABYTE);
      default -> "[".repeat(5 * MEGABYTE);
    };
  }

  private static String head(String method, String path, String header) {
    return method
        + " /api/v1"
        + path
        + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        + header
        + "\r\n\r\n";
  }

  private static void send(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** One byte after another, until the server ends it. */
  private void drip(OutputStream out) throws IOException {
    long began = System.nanoTime();
    while (goesOn(began)) {
      out.write('a');
      Passing.time(STEP);
    }
  }

  /** Reads until the server ends the connection. */
  private static void awaitEnd(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    byte[] buffer = new byte[4_096];
    int length = in.read(buffer);
    while (length >= 0) {
      length = in.read(buffer);
    }
    throw new IOException("the server ended it");
  }
}
