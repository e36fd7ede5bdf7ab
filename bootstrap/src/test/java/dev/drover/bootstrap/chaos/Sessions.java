package dev.drover.bootstrap.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drover.bootstrap.chaos.Evidence.SeenSession;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Programs, one for each phone, that lease it again and again, tap it, and release it or let the
 * lease run out. Each tap has its session's number as its place, so that the phone's record shows
 * whose it was.
 */
final class Sessions {
  /** Taps at this height are sessions'; no script taps there. */
  static final int HEIGHT = 2;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);

  /** A program that waits for a phone gives up before the server does. */
  private static final Duration OPENING_LIMIT = Duration.ofSeconds(15);

  /** A program that was not told that its lease is over goes on, so that a missing fence shows. */
  private static final Duration INSISTS = Duration.ofSeconds(5);

  /** Programs take turns with tasks at their phone, and both with all else on a busy machine. */
  private static final Duration NEXT_TAP = Duration.ofMinutes(2);

  private static final int OK = 0;
  private static final int NO_LEASE = 40303;
  private static final int BUSY = 40901;

  /** A server that has just started does not know its phones yet. */
  private static final int NO_PHONE = 40401;

  private static final int NOT_NOW = 50301;
  private static final Set<Integer> WAITS = Set.of(BUSY, NO_PHONE, NOT_NOW);

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private final List<Node> servers;
  private final long seed;
  private final Queue<SeenSession> seen = new ConcurrentLinkedQueue<>();
  private final AtomicInteger numbers = new AtomicInteger();
  private final List<Thread> programs = new ArrayList<>();
  private final List<Throwable> failures = new CopyOnWriteArrayList<>();
  private volatile boolean over;
  private int taps;

  /**
   * @param servers to send to; may grow and change
   */
  Sessions(List<Node> servers, long seed) {
    this.servers = servers;
    this.seed = seed;
  }

  /** The sessions that were granted, each with its end. */
  List<SeenSession> seen() {
    return List.copyOf(seen);
  }

  /** How many taps were acknowledged. */
  synchronized int taps() {
    return taps;
  }

  /** Waits for a tap after so many: whatever is broken next is broken while sessions go on. */
  synchronized void awaitTapAfter(int before) throws InterruptedException {
    long end = System.nanoTime() + NEXT_TAP.toNanos();
    while (taps <= before) {
      long left = end - System.nanoTime();
      if (left <= 0) {
        throw new AssertionError(
            "no program tapped within " + NEXT_TAP + ", after " + before + " taps: " + failures);
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
  }

  private synchronized void tapped() {
    taps++;
    notifyAll();
  }

  void start(List<String> serials) {
    for (String serial : serials) {
      Random random = new Random(seed * 37 + serial.hashCode());
      programs.add(
          Thread.ofVirtual().name("program-" + serial).start(() -> keepLeasing(serial, random)));
    }
  }

  /** Ends the programs; sessions that are open end as the programs leave them. */
  void end() throws InterruptedException {
    over = true;
    for (Thread program : programs) {
      program.join();
    }
    if (!failures.isEmpty()) {
      throw new AssertionError("a program failed", failures.getFirst());
    }
  }

  private void keepLeasing(String serial, Random random) {
    try {
      while (!over) {
        Node server = servers.get(random.nextInt(servers.size()));
        Reply reply = open(server, serial, 1 + random.nextInt(3), random.nextInt(3) > 0);
        if (reply.code() == OK) {
          int number = numbers.incrementAndGet();
          Instant began = until(reply).minusSeconds(reply.data().path("ttl_secs").asLong());
          Instant ended = drive(server, serial, number, reply, random);
          seen.add(new SeenSession(serial, number, began, ended));
        } else if (!WAITS.contains(reply.code())) {
          throw new AssertionError("opening a session was answered by " + reply);
        }
        pause(random, 20, 600);
      }
    } catch (IOException | RuntimeException | AssertionError failed) {
      failures.add(failed);
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Taps until the session is released or refused, or its time is over by the server's own word.
   *
   * @return the last moment at which a command of the session may reach the phone
   */
  private Instant drive(Node server, String serial, int number, Reply opened, Random random)
      throws IOException, InterruptedException {
    String id = opened.data().path("session_id").asText();
    Instant until = until(opened);
    int wanted = 1 + random.nextInt(25);
    boolean releases = random.nextInt(3) == 0;
    for (int done = 0; Instant.now().isBefore(until.plus(INSISTS)); done++) {
      if (over || (done >= wanted && releases)) {
        Reply released = send(server, "DELETE", "/rpc/session/" + id, "", "");
        if (released.code() == OK || released.code() == NO_LEASE) {
          return earlier(Instant.now(), until);
        }
      } else if (done < wanted && random.nextInt(6) == 0) {
        Reply extended = send(server, "POST", "/rpc/session/" + id + "/heartbeat", "{}", "");
        if (extended.code() == OK) {
          until = until(extended);
        }
      }
      Reply tapped =
          send(
              server,
              "POST",
              "/rpc/jsonrpc",
              "{\"serial\": \""
                  + serial
                  + "\", \"method\": \"click\", \"params\": ["
                  + number
                  + ", "
                  + HEIGHT
                  + "]}",
              id);
      if (tapped.code() == NO_LEASE) {
        return earlier(Instant.now(), until);
      }
      if (tapped.code() == OK) {
        tapped();
      }
      pause(random, 20, 250);
    }
    return until;
  }

  private static Instant until(Reply lease) {
    return Instant.parse(lease.data().path("expires_at").asText());
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static void pause(Random random, int shortestMillis, int longestMillis) {
    Stage.pass(Duration.ofMillis(random.nextInt(shortestMillis, longestMillis + 1)));
  }

  /**
   * @param queue whether to wait for the phone, before its next task
   */
  private Reply open(Node server, String serial, int seconds, boolean queue)
      throws IOException, InterruptedException {
    String body =
        "{\"serial\": \""
            + serial
            + "\", \"label\": \"chaos\", \"ttl_secs\": "
            + seconds
            + ", \"queue\": "
            + queue
            + "}";
    return send(server, "POST", "/rpc/session", body, "", OPENING_LIMIT);
  }

  /** What a request comes to; {@link #NOT_NOW} where nobody answers. */
  private record Reply(int code, JsonNode data, String message) {}

  private Reply send(Node server, String method, String path, String body, String session)
      throws IOException, InterruptedException {
    return send(server, method, path, body, session, ANSWER_LIMIT);
  }

  private Reply send(
      Node server, String method, String path, String body, String session, Duration limit)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server.api() + path))
            .timeout(limit)
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    if (!session.isEmpty()) {
      request.header("x-session-id", session);
    }
    byte[] answer;
    try {
      answer = client.send(request.build(), BodyHandlers.ofByteArray()).body();
    } catch (IOException noAnswer) {
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
      return new Reply(NOT_NOW, JSON.nullNode(), noAnswer.toString());
    }
    JsonNode envelope = JSON.readTree(answer);
    return new Reply(
        envelope.path("code").asInt(-1), envelope.path("data"), envelope.path("message").asText());
  }
}
