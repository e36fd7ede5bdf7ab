package dev.drover.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.bootstrap.FuzzedRequests.Fuzzed;
import dev.drover.bootstrap.FuzzedRequests.Seen;
import dev.drover.bootstrap.ProcessGauge.Reading;
import dev.drover.bootstrap.SlowClients.Manner;
import dev.drover.http.testing.Api;
import dev.drover.http.testing.Passing;
import dev.drover.http.testing.RawHttp;
import dev.drover.virtualphone.VirtualPhone;
import dev.drover.virtualphone.config.PhoneConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Loads a real server process for minutes with fuzzed requests and slow clients. The server must
 * answer meanwhile, and must use no more resources at the end than at the beginning. Runs only with
 * {@code mvn verify -Pload}. The property {@code drover.load.seconds} sets the duration; {@code
 * drover.load.seed} repeats a run's choices.
 */
@Tag("load")
@EnabledOnOs(OS.LINUX)
class FuzzAndSlowClientsLoadTest {
  private static final int SECONDS = Integer.getInteger("drover.load.seconds", 600);
  private static final long SEED = Long.getLong("drover.load.seed", System.nanoTime() & 0xffffff);

  private static final int FUZZING = 8;
  private static final int SLOW = 39;

  /** Of the server under test: short, so that the slow are cut off often. */
  private static final int PATIENCE_SECONDS = 5;

  private static final int MOST_CONNECTIONS = 400;

  /** The rate where it is limited: less than the fuzzing clients ask for. */
  private static final int PER_SECOND = 5;

  private static final int BURST = 50;

  /** In which code is compiled, and pools and caches fill. */
  private static final int WARM_UP_SECONDS = Math.min(60, Math.max(5, SECONDS / 4));

  private static final int BETWEEN_READINGS_SECONDS = Math.clamp(SECONDS / 30, 2, 10);

  /** How often the garbage is collected, to see what is not. */
  private static final int LIVE_READINGS = 10;

  /** Shorter runs show no trend. */
  private static final int SHORTEST_FOR_TRENDS_SECONDS = 60;

  private static final Set<Integer> CODES =
      Set.of(0, 40001, 40002, 40003, 40101, 40302, 40303, 40401, 40501, 40901, 41301, 41501, 50301);

  private static final Set<Integer> LIMITED_CODES =
      Set.of(
          0, 40001, 40002, 40003, 40101, 40302, 40303, 40401, 40501, 40901, 41301, 41501, 42901,
          50301);

  private static final List<String> TOLD = new ArrayList<>();

  @TempDir private Path home;

  @AfterAll
  static void tell() throws IOException {
    String text = "seed " + SEED + ", " + SECONDS + " s\n\n" + String.join("\n", TOLD) + "\n";
    Files.writeString(Files.createDirectories(Path.of("target")).resolve("load-summary.md"), text);
    System.out.println("\n" + text);
  }

  private static void tell(String line) {
    TOLD.add(line);
  }

  /** Asks for the licence once a second, each time by a new connection. */
  private static final class Probe {
    private final int port;
    private final InetAddress from;
    private final List<Double> millis = new ArrayList<>();
    private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();

    Probe(int port, InetAddress from) {
      this.port = port;
      this.from = from;
    }

    void run(long end) {
      while (System.nanoTime() < end) {
        long began = System.nanoTime();
        ask();
        Passing.time(Duration.ofSeconds(1).minusNanos(System.nanoTime() - began));
      }
    }

    private void ask() {
      long began = System.nanoTime();
      try (Socket socket = new Socket()) {
        socket.bind(new InetSocketAddress(from, 0));
        socket.setSoTimeout(10_000);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 10_000);
        socket
            .getOutputStream()
            .write(
                "GET /api/v1/license/check HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
        RawHttp.Answer answer = RawHttp.parsed(socket.getInputStream());
        if (answer.code() != 0) {
          wrong.add(answer.body());
        }
        synchronized (millis) {
          millis.add((System.nanoTime() - began) / 1e6);
        }
      } catch (IOException notAnswered) {
        wrong.add("not answered: " + notAnswered);
      }
    }

    /** Since this was asked last, in order. */
    List<Double> take() {
      synchronized (millis) {
        List<Double> taken = new ArrayList<>(millis);
        millis.clear();
        taken.sort(Double::compare);
        return taken;
      }
    }
  }

  /** The fuzzing clients, until the end. */
  private static final class Fuzzing {
    private final List<Future<Seen>> clients = new ArrayList<>();
    private final AtomicLong requests = new AtomicLong();

    Fuzzing(ExecutorService threads, int port, long seed, long end, Set<Integer> codes) {
      for (int i = 0; i < FUZZING; i++) {
        FuzzedRequests fuzzed = new FuzzedRequests(new Random(seed + i), port);
        clients.add(threads.submit(() -> run(fuzzed, end, codes)));
      }
    }

    private Seen run(FuzzedRequests fuzzed, long end, Set<Integer> codes) throws Exception {
      Seen seen = new Seen(codes);
      try (HttpClient client = HttpClient.newHttpClient()) {
        while (System.nanoTime() < end) {
          Fuzzed next = fuzzed.next();
          seen.answered(next, client.send(next.request(), BodyHandlers.ofByteArray()));
          requests.incrementAndGet();
        }
      }
      return seen;
    }

    /** What all of them saw together. */
    Map<Integer, Integer> codes() throws Exception {
      Map<Integer, Integer> codes = new TreeMap<>();
      for (Future<Seen> client : clients) {
        Seen seen = client.get();
        assertThat(seen.wrong().stream().limit(5)).as("seed %s", SEED).isEmpty();
        seen.codes().forEach((code, count) -> codes.merge(code, count, Integer::sum));
      }
      return codes;
    }

    long tasks() throws Exception {
      long tasks = 0;
      for (Future<Seen> client : clients) {
        tasks += client.get().tasks();
      }
      return tasks;
    }
  }

  /** Connects again what the fuzzed requests took away, and gives the phones something to do. */
  private static final class Restorer {
    private final Api api;
    private final List<VirtualPhone> phones;
    private long tasks;

    Restorer(Api api, List<VirtualPhone> phones) {
      this.api = api;
      this.phones = phones;
    }

    /**
     * Goes on until the end.
     *
     * @return how many tasks it has created
     */
    long run(long end) throws Exception {
      while (System.nanoTime() < end) {
        restore();
        for (VirtualPhone phone : phones) {
          follow(phone.serial(), "somebody" + tasks);
        }
        Passing.time(Duration.ofSeconds(3));
      }
      return tasks;
    }

    void restore() throws Exception {
      for (VirtualPhone phone : phones) {
        api.post("/devices/connect", "{\"address\": \"" + phone.adbAddress() + "\"}");
        api.post("/devices/" + phone.serial() + "/resume", "");
      }
      api.post("/queue/resume", "");
    }

    /**
     * Has a model asked for a comment, which the fuzzed requests may come to late or never. The
     * first time, some 7 MiB of classes are loaded for it, and stay.
     */
    void askForComment(String serial) throws Exception {
      tasks++;
      long id =
          api.create(
                  "{'serials': ['"
                      + serial
                      + "'], 'script_name': 'account_warmup', 'script_config': {'task_duration': 4,"
                      + " 'min_duration': 1, 'max_duration': 1, 'comment_probable': 100,"
                      + " 'generate_by_chatgpt': true, 'chatgpt_settings': {'api_key': 'k',"
                      + " 'base_url': '"
                      + FuzzedRequests.COMMENT_ENDPOINT
                      + "'}}}")
              .getFirst();
      assertThat(api.awaitStatus(id, "completed").path("log").toString())
          .as("what the task tells of the endpoint, which is not there")
          .contains("127.0.0.1:1");
    }

    long follow(String serial, String user) throws Exception {
      tasks++;
      return api.create(
              "{'serials': ['"
                  + serial
                  + "'], 'script_name': 'follow', 'script_config': {'target_users': ['@"
                  + user
                  + "']}}")
          .getFirst();
    }
  }

  /** A film that no fuzzed request deletes, since it has not the number that they ask for. */
  private static String uploadFilm(Api api) throws Exception {
    byte[] film = new byte[4 * 1024 * 1024];
    byte[] beginning = "\0\0\0\u0018ftypmp42".getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(beginning, 0, film, 0, beginning.length);
    upload(api, "first", beginning);
    return "/materials/" + upload(api, "film", film) + "/content";
  }

  private static long upload(Api api, String name, byte[] content) throws Exception {
    Api.Answer kept =
        api.upload("/materials/" + name + ".mp4", BodyPublishers.ofByteArray(content));
    assertThat(kept.code()).as(kept.message()).isZero();
    return kept.data().path("id").asLong();
  }

  /** One that calls nothing but this machine, whatever it is told: it knows no other name. */
  private ServerProcess launch(Map<String, String> environment) throws Exception {
    Path hosts = Files.writeString(home.resolve("hosts"), "127.0.0.1 localhost\n");
    Map<String, String> all = new HashMap<>(environment);
    all.put("DROVER_REQUEST_PATIENCE_SECONDS", Integer.toString(PATIENCE_SECONDS));
    all.put("DROVER_COMMENTS_ALLOWED_BASE_URLS", FuzzedRequests.COMMENT_ENDPOINT);
    ServerProcess server =
        ServerProcess.launch(home, List.of("-Djdk.net.hosts.file=" + hosts), all);
    server.awaitAnswer();
    return server;
  }

  /**
   * The same for a while, so that what is measured afterwards is no code, pool or cache that fills.
   *
   * @return how many tasks the fuzzed requests have left
   */
  private static long warmUp(ExecutorService threads, int port, String film, Restorer restorer)
      throws Exception {
    Duration duration = Duration.ofSeconds(WARM_UP_SECONDS);
    long end = System.nanoTime() + duration.toNanos();
    Fuzzing fuzzing = new Fuzzing(threads, port, SEED + FUZZING, end, CODES);
    SlowClients slow = SlowClients.start(port, film, SLOW, duration, SEED + FUZZING);
    restorer.run(end);
    slow.join();
    assertThat(slow.failures()).isEmpty();
    assertThat(fuzzing.codes()).isNotEmpty();
    return fuzzing.tasks();
  }

  @Test
  void it_answers_and_takes_up_no_more_in_the_end_than_in_the_beginning() throws Exception {
    try (VirtualPhone first = VirtualPhone.start(PhoneConfig.named("P1", "ann"));
        VirtualPhone second = VirtualPhone.start(PhoneConfig.named("P2", "ben"));
        VirtualPhone untouched = VirtualPhone.start(PhoneConfig.named("P9", "carl"));
        ServerProcess server =
            launch(Map.of("DROVER_REQUEST_MOST_CONNECTIONS", Integer.toString(MOST_CONNECTIONS)));
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Api api = server.api();
      Restorer beside = new Restorer(api, List.of(untouched));
      beside.restore();
      beside.askForComment("P9");
      Restorer restorer = new Restorer(api, List.of(first, second));
      restorer.restore();
      String film = uploadFilm(api);
      ProcessGauge gauge = new ProcessGauge(server);
      Reading cold = gauge.read();
      long warmUpTasks = warmUp(threads, server.port(), film, restorer);
      Reading before = settle(gauge, cold);
      double atRest = gauge.live();
      Duration duration = Duration.ofSeconds(SECONDS);
      long began = System.nanoTime();
      long end = began + duration.toNanos();
      Probe probe = new Probe(server.port(), InetAddress.getLoopbackAddress());
      Fuzzing fuzzing = new Fuzzing(threads, server.port(), SEED, end, CODES);
      Future<Long> restoring = threads.submit(() -> restorer.run(end));
      Future<?> probing = threads.submit(() -> probe.run(end));
      SlowClients slow = SlowClients.start(server.port(), film, SLOW, duration, SEED);

      List<Reading> readings = new ArrayList<>();
      tell(
          "| s | requests/s | probe ms: half | 99 % | worst | RSS MiB | heap MiB | live MiB |"
              + " threads | files | connections |");
      tell("|---|---|---|---|---|---|---|---|---|---|---|");
      tellReading("before", 0, probe, before, atRest);
      List<Double> lives = new ArrayList<>();
      long nextLive = began + Duration.ofSeconds(WARM_UP_SECONDS).toNanos();
      long last = began;
      long lastRequests = 0;
      while (last < end) {
        Passing.time(Duration.ofSeconds(BETWEEN_READINGS_SECONDS));
        double live = Double.NaN;
        long now = System.nanoTime();
        if (now >= nextLive && now < end) {
          live = gauge.live();
          lives.add(live);
          nextLive = now + Duration.ofSeconds(SECONDS).dividedBy(LIVE_READINGS).toNanos();
        }
        Reading reading = gauge.read();
        readings.add(reading);
        long requests = fuzzing.requests.get();
        now = System.nanoTime();
        tellReading(
            Long.toString(Duration.ofNanos(now - began).toSeconds()),
            (requests - lastRequests) * 1e9 / (now - last),
            probe,
            reading,
            live);
        last = now;
        lastRequests = requests;
      }
      slow.join();
      long tasks = restoring.get();
      probing.get();
      Map<Integer, Integer> codes = fuzzing.codes();
      flood(server.port(), gauge);
      Reading settled = settle(gauge, before);
      double after = gauge.live();
      tellReading("settled", 0, probe, settled, after);
      tell("");
      int effects = first.effects().size() + second.effects().size();
      tell("answers by code: " + codes);
      tell("slow clients, rounds (ended by the server): " + slow.tried());
      tell("done on the phones meanwhile: " + effects);

      assertThat(probe.wrong).as("probes that were not answered").isEmpty();
      assertThat(slow.failures()).isEmpty();
      assertThat(server.output()).doesNotContain(" ERROR ").doesNotContain("OutOfMemoryError");
      assertThat(codes).containsKeys(0, 40001, 40401, 40501);
      assertThat(api.get("/task/stats").data().path("total").asLong())
          .as("tasks by what was acknowledged, seed %s", SEED)
          .isEqualTo(beside.tasks + warmUpTasks + fuzzing.tasks() + tasks);
      assertThat(slow.tried()).allSatisfy(tried -> assertThat(tried.rounds()).isPositive());
      assertThat(slow.tried(Manner.SAYS_NOTHING).endedByServer()).isPositive();
      assertThat(settled.threads()).as("threads").isLessThanOrEqualTo(before.threads() + 8);
      assertThat(settled.files()).as("open files").isLessThanOrEqualTo(before.files() + 24);
      if (SECONDS >= SHORTEST_FOR_TRENDS_SECONDS) {
        assertThat(slow.tried(Manner.TAKES_NO_ANSWER).endedByServer()).isPositive();
        assertThat(effects).as("done on the phones meanwhile").isPositive();
        assertThat(lives).hasSizeGreaterThanOrEqualTo(4);
        assertThat(least(lives.subList(lives.size() - 2, lives.size())))
            .as("live heap at the end of the load, by that after its first minute")
            .isLessThan(1.25 * least(lives.subList(0, 2)));
        assertThat(after).as("live heap afterwards, by that before").isLessThan(1.1 * atRest);
        assertThat(meanResident(readings, 2, 3))
            .as("RSS in the last third, by that in the second")
            .isLessThan(1.1 * meanResident(readings, 1, 2));
      }
      // The last of the fuzzed requests may have paused the queue.
      beside.restore();
      long id = beside.follow("P9", "zoe");
      assertThat(api.awaitStatus(id, "completed").path("outcome").asText()).isEqualTo("committed");
    }
  }

  private static void tellReading(
      String when, double requests, Probe probe, Reading reading, double live) {
    List<Double> millis = probe.take();
    tell(
        String.format(
            Locale.ROOT,
            "| %s | %.0f | %s | %s | %s | %.0f | %.0f | %s | %d | %d | %d |",
            when,
            requests,
            quantile(millis, 0.5),
            quantile(millis, 0.99),
            quantile(millis, 1),
            reading.resident(),
            reading.heap(),
            Double.isNaN(live) ? "" : String.format(Locale.ROOT, "%.1f", live),
            reading.threads(),
            reading.files(),
            reading.connections()));
  }

  private static String quantile(List<Double> sorted, double part) {
    return sorted.isEmpty()
        ? ""
        : String.format(
            Locale.ROOT,
            "%.1f",
            sorted.get((int) Math.min(sorted.size() - 1, Math.floor(part * sorted.size()))));
  }

  private static double least(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
  }

  private static double meanResident(List<Reading> readings, int fromThird, int toThird) {
    return readings.subList(readings.size() * fromThird / 3, readings.size() * toThird / 3).stream()
        .mapToDouble(Reading::resident)
        .average()
        .orElseThrow();
  }

  /**
   * Three times as many connections as are kept; who asks for something is answered all the same.
   */
  private static void flood(int port, ProcessGauge gauge) throws IOException {
    List<Socket> silent = new ArrayList<>();
    Probe probe = new Probe(port, InetAddress.getLoopbackAddress());
    try {
      for (int i = 1; i <= 3 * MOST_CONNECTIONS; i++) {
        silent.add(new Socket(InetAddress.getLoopbackAddress(), port));
        if (i % 50 == 0) {
          probe.ask();
        }
      }
      Reading reading = gauge.read();
      tellReading("flood", 0, probe, reading, Double.NaN);
      assertThat(probe.wrong).as("probes in a flood of connections").isEmpty();
      assertThat(reading.connections()).isLessThanOrEqualTo(MOST_CONNECTIONS);
    } finally {
      for (Socket socket : silent) {
        socket.close();
      }
    }
  }

  /** Waits until about as much is taken up as before, or it is plain that it stays. */
  private static Reading settle(ProcessGauge gauge, Reading before) throws IOException {
    long end = System.nanoTime() + Duration.ofSeconds(45).toNanos();
    Reading reading = gauge.read();
    while (System.nanoTime() < end
        && (reading.files() > before.files() + 12
            || reading.threads() > before.threads() + 4
            || reading.connections() > before.connections() + 2)) {
      Passing.time(Duration.ofSeconds(1));
      reading = gauge.read();
    }
    return reading;
  }

  @Test
  void with_a_rate_limit_it_answers_others_while_one_address_asks_for_too_much() throws Exception {
    int seconds = Math.max(10, SECONDS / 6);
    try (ServerProcess server =
            launch(
                Map.of(
                    "DROVER_RATE_LIMIT_PER_SECOND", Integer.toString(PER_SECOND),
                    "DROVER_RATE_LIMIT_BURST", Integer.toString(BURST)));
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Duration duration = Duration.ofSeconds(seconds);
      long end = System.nanoTime() + duration.toNanos();
      Probe other = new Probe(server.port(), InetAddress.getByName("127.0.0.2"));
      Fuzzing fuzzing = new Fuzzing(threads, server.port(), SEED, end, LIMITED_CODES);
      Future<?> probing = threads.submit(() -> other.run(end));
      SlowClients slow = SlowClients.start(server.port(), "/openapi", SLOW, duration, SEED);
      slow.join();
      probing.get();
      Map<Integer, Integer> codes = fuzzing.codes();
      List<Double> millis = other.take();
      int refused = codes.getOrDefault(42901, 0);
      int let = codes.values().stream().mapToInt(Integer::intValue).sum() - refused;
      tell("");
      tell(
          String.format(
              Locale.ROOT,
              "rate limit on, %d s: %d of the fuzzed requests were let in and %d refused; probe of another"
                  + " address %s ms half, %s ms worst; answers by code: %s",
              seconds,
              let,
              refused,
              quantile(millis, 0.5),
              quantile(millis, 1),
              codes));

      assertThat(other.wrong).as("probes of another address").isEmpty();
      assertThat(slow.failures()).isEmpty();
      assertThat(server.output()).doesNotContain(" ERROR ").doesNotContain("OutOfMemoryError");
      assertThat(refused).isPositive();
      assertThat(let).isLessThanOrEqualTo(BURST + PER_SECOND * (seconds + 30));
    }
  }
}
