package dev.drover.bootstrap.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.bootstrap.chaos.Evidence.SeenPhone;
import dev.drover.bootstrap.chaos.Node.Means;
import dev.drover.bootstrap.chaos.PhoneFarm.Phone;
import dev.drover.persistence.testing.RestartablePostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Tests that a fault affects only what it touches, and never another phone, a loop or the server.
 * Works like {@link NeverTwiceNeverLostTest}, with faults that do not end a server.
 */
@Execution(ExecutionMode.CONCURRENT)
@Order(3)
class FaultsCostWhatTheyTouchTest {
  /** Of a phone that nobody has. */
  private static final String NOBODY = "NOBODY-1";

  /** Of one request, at the most. */
  private static final int TARGETS = 10_000;

  private static final int SMALL_HEAP = 160;
  private static final int FEW_FILES = 256;

  private static RestartablePostgres postgres;

  @TempDir private Path homes;

  @BeforeAll
  static void startPostgres() throws Exception {
    postgres = RestartablePostgres.start();
  }

  @AfterAll
  static void tell() throws Exception {
    postgres.close();
    Rounds.tell();
  }

  @Test
  void statements_come_late() throws Exception {
    int rounds = Rounds.of(1, 40);
    try (Stage stage = Stage.open(homes, postgres, 4, Rounds.SEED + 10)) {
      List<LateStatements> rules =
          List.of(new LateStatements(Rounds.SEED), new LateStatements(Rounds.SEED + 1));
      for (LateStatements rule : rules) {
        stage.addNodeBehind(rule);
      }
      stage.nothingIsLate();
      // Between two likes no command is sent for longer than a server goes without its lease.
      stage.load().startWithWarmups(stage.serials(), 40, Rounds.FULL ? 40 : 6, 6);
      for (int round = 0; round < rounds; round++) {
        // One at a time is late, so that the other may take over.
        LateStatements rule = rules.get(round % rules.size());
        stage
            .record()
            .await(
                Duration.ofSeconds(30),
                "SELECT least(1, count(*)) FROM task WHERE status = 1 AND node = ?"
                    + " AND intent IS NOT NULL",
                1,
                stage.nodes().get(round % rules.size()).id());
        rule.storm();
        // A lease of 15 seconds that lapses, and what comes of it.
        Stage.pass(Duration.ofSeconds(Rounds.FULL ? 60 : 23));
        rule.calm();
        stage.pass(500, 2_000);
      }
      Rounds.conclude(
          "statements that come late",
          stage,
          rounds,
          rules.stream().mapToInt(LateStatements::late).sum());
      assertThat(rules.stream().mapToInt(LateStatements::lapses).sum())
          .as("leases that were made to lapse")
          .isPositive();
    }
  }

  @Test
  void phones_say_what_harms_who_listens() throws Exception {
    int rounds = Rounds.of(1, 20);
    // More than can keep all of a server's processors busy at one time.
    int hostile = Math.max(4, Runtime.getRuntime().availableProcessors() + 2);
    try (Stage stage = Stage.open(homes, postgres, hostile + 3, Rounds.SEED + 11)) {
      List<Phone> phones = stage.farm().phones();
      List<Phone> enemies = phones.subList(0, hostile);
      List<String> healthy =
          phones.subList(hostile, phones.size()).stream().map(Phone::serial).toList();
      Node node = stage.addNode(1);
      // Who claims a serial first, has it.
      assertThat(
              stage
                  .record()
                  .await(
                      Duration.ofSeconds(30),
                      "SELECT count(*) FROM device WHERE serial = ? AND state = 'ONLINE'",
                      1,
                      healthy.getFirst()))
          .isTrue();
      PhoneFarm impostors =
          stage.addPhones(
              1,
              healthy.getFirst(),
              "--hides-boot-id",
              "--model",
              "\u202Eeno ym\u2066 \u200Bphone\uFEFF");
      connect(node, impostors.phones().getFirst());
      stage.load().startWithWarmups(stage.serials(), 8, 8, 1);
      stage.pass(1_000, 2_000);
      try (HealthWatch _ = HealthWatch.over(stage)) {
        for (int round = 0; round < rounds; round++) {
          turnAgainst(stage, enemies, round);
          stage.pass(3_000, 6_000);
          stage.sendThrough(healthy);
          for (Phone enemy : enemies) {
            stage.farm().heal(enemy);
          }
        }
      }
      SeenPhone impostor = impostors.seen(impostors.phones().getFirst());
      stage.seen(
          new SeenPhone(
              "another that claims " + impostor.serial(), impostor.commands(), List.of()));
      Rounds.conclude("hostile phones", stage, rounds, rounds * hostile);
    }
  }

  private static void connect(Node node, Phone phone) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      client.send(
          HttpRequest.newBuilder(URI.create(node.api() + "/devices/connect"))
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString("{\"address\": \"" + phone.adb() + "\"}"))
              .build(),
          BodyHandlers.discarding());
    }
  }

  /** In the first round by what is looked for with the most doubt, in the others by chance. */
  private static void turnAgainst(Stage stage, List<Phone> enemies, int round) throws Exception {
    String restless =
        "{\"kind\": \"no_idle\", \"times\": 1000000},"
            + " {\"kind\": \"says\", \"match\": \"dumpsys window\", \"name\": \"focus\"}";
    List<String> others =
        new ArrayList<>(
            List.of(
                says("uiautomator dump", "deep"),
                says("uiautomator dump", "wide"),
                says("", "flood"),
                says("", "endless"),
                says("", "spaces"),
                says("", "braces"),
                says("", "focus"),
                says("", "bidi"),
                says("dumpsys", "spaces"),
                says("dumpsys", "braces"),
                says("dumpsys", "endless")));
    Collections.shuffle(others, stage.random);
    for (int i = 0; i < enemies.size(); i++) {
      String faults =
          i < enemies.size() / 2 + 1 && (round == 0 || stage.random.nextBoolean())
              ? restless
              : others.get(i % others.size());
      stage.farm().arm(enemies.get(i), "[" + faults + "]");
    }
  }

  private static String says(String match, String name) {
    return "{\"kind\": \"says\", \"match\": \"" + match + "\", \"name\": \"" + name + "\"}";
  }

  @Test
  void memory_runs_short() throws Exception {
    int rounds = Rounds.of(1, 10);
    try (Stage stage = Stage.open(homes, postgres, 3, Rounds.SEED + 12)) {
      Node node = stage.addNode(new Means(SMALL_HEAP, 0, Map.of()));
      stage.load().start(stage.serials());
      int ends = 0;
      for (int round = 0; round < rounds; round++) {
        stage.pass(500, 1_500);
        post(stage, node, manyTargets(0));
        ends += reviveIfEnded(stage, node);
        list(node);
        ends += reviveIfEnded(stage, node);
        String listen = "GET /api/v1/events HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
        try (CrowdOfClients _ = CrowdOfClients.of(350, node.process().port(), listen, false);
            CrowdOfClients _ = CrowdOfClients.of(350, node.process().port(), listen, true)) {
          post(stage, node, manyTargets(0));
          stage.pass(1_000, 2_000);
        }
        ends += reviveIfEnded(stage, node);
        // With spaces between them, one request is as large as a request may be.
        post(stage, node, manyTargets(1_020));
        ends += reviveIfEnded(stage, node);
        list(node);
        ends += reviveIfEnded(stage, node);
        stage.forgetElsewhere(NOBODY);
      }
      Rounds.conclude("memory, " + ends + " times at its end", stage, rounds, rounds * 5);
    }
  }

  /** A request for as many tasks as one may make, of a phone that nobody has. */
  private static String manyTargets(int spaces) {
    String users =
        IntStream.range(0, TARGETS)
            .mapToObj(i -> "\"@" + "u".repeat(10) + i + "\"")
            .collect(Collectors.joining("," + " ".repeat(spaces)));
    return "{\"serials\": [\""
        + NOBODY
        + "\"], \"script_name\": \"follow\", \"script_config\": {\"target_users\": ["
        + users
        + "]}}";
  }

  /** Posts it; what is acknowledged must be there, now and after all that may follow. */
  private static void post(Stage stage, Node node, String body) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(URI.create(node.api() + "/task"))
                  .timeout(Duration.ofSeconds(60))
                  .header("Content-Type", "application/json")
                  .POST(BodyPublishers.ofString(body))
                  .build(),
              BodyHandlers.ofString());
      if (answer.statusCode() == 200) {
        stage.acknowledgedElsewhere(TARGETS);
      }
    } catch (IOException noAnswer) {
      // Nothing is acknowledged then, whatever was done.
      System.out.println("a large request was not answered: " + noAnswer);
    }
  }

  /** Twenty clients read the longest list that there is. */
  private static void list(Node node) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        all.add(
            threads.submit(
                () ->
                    client.send(
                        HttpRequest.newBuilder(
                                URI.create(node.api() + "/task?page_size=100&serial=" + NOBODY))
                            .timeout(Duration.ofSeconds(30))
                            .build(),
                        BodyHandlers.discarding())));
      }
      for (Future<?> one : all) {
        try {
          one.get(60, TimeUnit.SECONDS);
        } catch (ExecutionException refused) {
          assertThat(refused).hasCauseInstanceOf(IOException.class);
        }
      }
    }
  }

  /**
   * A server whose memory is at its end may end, if it says so last; whoever looks after it starts
   * it again. One that is up does all of its work.
   *
   * @return 1 if it had ended
   */
  private static int reviveIfEnded(Stage stage, Node node) throws Exception {
    stage.acknowledgedElsewhereAreThere(NOBODY);
    if (node.process().isAlive()) {
      stage.lookAtLoops();
    }
    if (node.process().isAlive()) {
      return 0;
    }
    String last = node.lastLine();
    if (!last.contains("OutOfMemoryError") && !last.contains("memory")) {
      stage.silent("a server ended, and its last line is: " + last);
    }
    node.startAgain();
    return 1;
  }

  @Test
  void descriptors_run_out() throws Exception {
    int rounds = Rounds.of(1, 10);
    try (Stage stage = Stage.open(homes, postgres, 3, Rounds.SEED + 13)) {
      Node node = stage.addNode(new Means(256, FEW_FILES, Map.of()));
      stage.load().start(stage.serials());
      for (int round = 0; round < rounds; round++) {
        stage.pass(500, 1_500);
        String said = stage.random.nextBoolean() ? "" : "GET /api/v1/task HTTP/1.1\r\nHost: 12";
        try (CrowdOfClients _ =
            CrowdOfClients.of(600, node.process().port(), said, stage.random.nextBoolean())) {
          stage.pass(3_000, 6_000);
        }
        assertAnswersWithin(stage, node, Duration.ofSeconds(20));
      }
      Rounds.conclude("descriptors", stage, rounds, rounds);
    }
  }

  private static void assertAnswersWithin(Stage stage, Node node, Duration limit)
      throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    String last = "nothing";
    try (HttpClient client = HttpClient.newHttpClient()) {
      while (System.nanoTime() < end) {
        try {
          client.send(
              HttpRequest.newBuilder(URI.create(node.observed() + "/health/live"))
                  .timeout(Duration.ofSeconds(2))
                  .build(),
              BodyHandlers.discarding());
          return;
        } catch (IOException noAnswer) {
          last = noAnswer.toString();
        }
        Stage.pass(Duration.ofMillis(100));
      }
    }
    stage.silent("within " + limit + " of the end of the crowd: " + last);
  }

  @Test
  void postgresql_refuses_statements_of_every_kind() throws Exception {
    int rounds = Rounds.of(1, 60);
    try (Stage stage = Stage.open(homes, postgres, 4, Rounds.SEED + 14)) {
      // The tables are there once a server has started.
      stage.addNode(1).close();
      stage.nodes().clear();
      RefusedStatements rule = new RefusedStatements(Rounds.SEED, stage.record().tables());
      stage.addNodeBehind(rule);
      stage.addNodeBehind(rule);
      // Whatever was refused was not done: it may be asked for again.
      stage.load().repeatAfter(50001);
      stage.load().startWithWarmups(stage.serials(), 4, 4, 1);
      try (Chores _ = Chores.begin(stage, Rounds.SEED)) {
        for (int round = 0; round < rounds; round++) {
          stage.pass(500, 1_000);
          rule.storm();
          Stage.pass(Duration.ofSeconds(Rounds.FULL ? 55 : 10));
          rule.calm();
          stage.pass(1_000, 3_000);
        }
      }
      System.out.println("refused: " + rule.struck());
      Rounds.conclude("statements refused", stage, rounds, rule.refused());
      assertThat(rule.spared()).as("classes of statements that nobody refused").isEmpty();
    }
  }
}
