package dev.drover.bootstrap.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drover.bootstrap.chaos.Evidence.StopAnswer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Clients of the public API, one for each phone, that follow its documentation: each request has an
 * Idempotency-Key, and is repeated with it until any server answers. A phone follows a user,
 * unfollows it and follows it again, so that duplicated work shows.
 */
final class Load {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** Tasks that wait for one phone at the most. */
  private static final int BACKLOG = 3;

  /** Follow, unfollow, and so on, of one user. */
  private static final int CHAIN = 4;

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private final List<Node> servers;
  private final QueueRecord record;
  private final long seed;
  private final Set<Long> acknowledged = ConcurrentHashMap.newKeySet();
  private final ConcurrentLinkedQueue<StopAnswer> stops = new ConcurrentLinkedQueue<>();
  private final Set<Integer> notNow = ConcurrentHashMap.newKeySet();
  private final AtomicInteger users = new AtomicInteger();
  private final AtomicLong longestRefusal = new AtomicLong();
  private final List<Thread> clients = new ArrayList<>();
  private final List<Throwable> failures = new CopyOnWriteArrayList<>();
  private volatile int firstWarmupSeconds;
  private volatile int warmupSeconds;
  private volatile int viewSeconds;
  private volatile boolean over;

  /**
   * @param servers to send to; may grow and change
   */
  Load(List<Node> servers, QueueRecord record, long seed) {
    this.servers = servers;
    this.record = record;
    this.seed = seed;
    notNow.add(50301);
  }

  /** From now on a request that is answered by this is repeated too. */
  void repeatAfter(int code) {
    notNow.add(code);
  }

  Set<Long> acknowledged() {
    return Set.copyOf(acknowledged);
  }

  List<StopAnswer> stops() {
    return List.copyOf(stops);
  }

  /** The longest that anybody waited to be told that the database is away. */
  Duration longestRefusal() {
    return Duration.ofNanos(longestRefusal.get());
  }

  String newUser() {
    return "user" + users.incrementAndGet();
  }

  /** Keeps these phones busy until it is ended. */
  void start(List<String> serials) {
    for (String serial : serials) {
      Random random = new Random(seed * 31 + serial.hashCode());
      clients.add(
          Thread.ofVirtual().name("client-" + serial).start(() -> keepBusy(serial, random)));
    }
  }

  /**
   * The same; before each user each phone is warmed up, and likes each video.
   *
   * @param first seconds of a phone's first warm-up
   * @param later seconds of the others
   * @param view the least seconds for a video; the most are twice as many
   */
  void startWithWarmups(List<String> serials, int first, int later, int view) {
    firstWarmupSeconds = first;
    warmupSeconds = later;
    viewSeconds = view;
    start(serials);
  }

  private void keepBusy(String serial, Random random) {
    try {
      int warmup = firstWarmupSeconds;
      while (!over) {
        if (warmup > 0) {
          warmUp(serial, warmup, random);
          awaitRoom(serial);
          warmup = warmupSeconds;
        }
        String user = newUser();
        for (int step = 0; step < CHAIN && !over; step++) {
          create(serial, step % 2 == 0 ? "follow" : "unfollow", user, random);
          LockSupport.parkNanos(Duration.ofMillis(random.nextInt(400)).toNanos());
          awaitRoom(serial);
        }
      }
    } catch (IOException | RuntimeException | AssertionError failed) {
      failures.add(failed);
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitRoom(String serial) {
    while (!over
        && record
                .number("SELECT count(*) FROM task WHERE serial = ? AND status < 2", serial)
                .orElse(0L)
            >= BACKLOG) {
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }
  }

  /** Queues one task, however often that has to be tried, and answers its id. */
  long create(String serial, String script, String user, Random random)
      throws IOException, InterruptedException {
    return create(serial, script, "{\"target_users\": [\"@" + user + "\"]}", random, PATIENCE);
  }

  private long warmUp(String serial, int seconds, Random random)
      throws IOException, InterruptedException {
    String config =
        "{\"task_duration\": "
            + seconds
            + ", \"min_duration\": "
            + viewSeconds
            + ", \"max_duration\": "
            + 2 * viewSeconds
            + ", \"like_probable\": 100}";
    return create(serial, "account_warmup", config, random, PATIENCE);
  }

  /**
   * Queues one task that a phone is to show by that it is there.
   *
   * @param patience after which nobody answers any more
   */
  long probe(String serial, Random random, Duration patience)
      throws IOException, InterruptedException {
    String config = "{\"target_users\": [\"@" + newUser() + "\"]}";
    return create(serial, "follow", config, random, patience);
  }

  private long create(String serial, String script, String config, Random random, Duration patience)
      throws IOException, InterruptedException {
    String key = UUID.randomUUID().toString();
    String body =
        "{\"serials\": [\""
            + serial
            + "\"], \"script_name\": \""
            + script
            + "\", \"script_config\": "
            + config
            + "}";
    JsonNode data = insist("/task", body, key, random, patience).path("data");
    long id = data.path("task_ids").path(0).asLong();
    acknowledged.add(id);
    return id;
  }

  /**
   * Stops a task.
   *
   * @return false when it did not run any more
   */
  boolean stop(long id, Random random) throws IOException, InterruptedException {
    JsonNode answer =
        insist("/task/" + id + "/stop", "", UUID.randomUUID().toString(), random, PATIENCE);
    if (answer.path("code").asInt() == 0) {
      stops.add(new StopAnswer(id, Instant.now()));
      return true;
    }
    return false;
  }

  /** Sends until somebody answers with more than "not now". */
  private JsonNode insist(String path, String body, String key, Random random, Duration patience)
      throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    String last = "no server";
    while (System.nanoTime() < end) {
      long asked = System.nanoTime();
      try {
        Node server = servers.get(random.nextInt(servers.size()));
        HttpRequest.Builder request =
            HttpRequest.newBuilder(URI.create(server.api() + path))
                .timeout(ANSWER_LIMIT)
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
          request.header("Content-Type", "application/json");
        }
        HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
        JsonNode answer = JSON.readTree(response.body());
        int code = answer.path("code").asInt(-1);
        if (code == 0 || code == 40901) {
          return answer;
        }
        if (!notNow.contains(code)
            || (code == 50301 && response.headers().firstValue("Retry-After").isEmpty())) {
          throw new AssertionError("answered " + response.statusCode() + " " + answer);
        }
        longestRefusal.accumulateAndGet(System.nanoTime() - asked, Math::max);
        last = answer.path("message").asText();
      } catch (IOException noAnswer) {
        last = noAnswer.toString();
      }
      LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
    }
    throw new AssertionError("no answer within " + patience + ": " + last);
  }

  /** Sends nothing new, and waits until everything that was sent is answered. */
  void end() throws InterruptedException {
    over = true;
    for (Thread one : clients) {
      one.join();
    }
    if (!failures.isEmpty()) {
      AssertionError first = new AssertionError("a client failed", failures.getFirst());
      failures.stream().skip(1).forEach(first::addSuppressed);
      failures.clear();
      throw first;
    }
  }
}
