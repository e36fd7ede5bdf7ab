package dev.drover.bootstrap.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.bootstrap.chaos.PhoneFarm.Phone;
import dev.drover.persistence.testing.RestartablePostgres;
import dev.drover.persistence.testing.TcpProxy;
import dev.drover.persistence.testing.TcpProxy.Weather;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Tests Drover's promises while real processes are killed, paused, cut off and starved, under a
 * load through the public API. A build runs a few rounds of each scenario; {@code mvn verify
 * -Pchaos} runs all. The property {@code drover.chaos.percent} reduces the rounds, and {@code
 * drover.chaos.seed} repeats a run's choices.
 */
@Execution(ExecutionMode.CONCURRENT)
@Order(2)
class NeverTwiceNeverLostTest {
  /** Longer than a node's lease. */
  private static final Duration PAST_THE_LEASE = Duration.ofSeconds(17);

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
  void a_server_is_killed_at_any_moment() throws Exception {
    int rounds = Rounds.of(2, 50);
    try (Stage stage = Stage.open(homes, postgres, 4, Rounds.SEED)) {
      Node node = stage.addNode(1);
      stage.load().start(stage.serials());
      for (int round = 0; round < rounds; round++) {
        stage.pass(300, 6_000);
        node.kill();
        node.startAgain();
      }
      Rounds.conclude("kill -9 of the server", stage, rounds, rounds);
    }
  }

  @Test
  void a_server_is_told_to_end_at_any_moment() throws Exception {
    int rounds = Rounds.of(1, 20);
    try (Stage stage = Stage.open(homes, postgres, 4, Rounds.SEED + 1)) {
      Node node = stage.addNode(1);
      stage.load().start(stage.serials());
      for (int round = 0; round < rounds; round++) {
        stage.pass(300, 6_000);
        node.process().signal("TERM");
        assertThat(node.process().awaitExit()).as(node.process()::output).isZero();
        assertThat(stage.record().number("SELECT count(*) FROM task WHERE status = 1"))
            .as("tasks left running by a server that ended in order")
            .hasValue(0L);
        node.startAgain();
      }
      Rounds.conclude("SIGTERM", stage, rounds, rounds);
    }
  }

  @Test
  void a_server_stands_still_past_its_lease() throws Exception {
    int rounds = Rounds.of(1, 10);
    try (Stage stage = Stage.open(homes, postgres, 4, Rounds.SEED + 2)) {
      List<Node> nodes = List.of(stage.addNode(1), stage.addNode(1));
      stage.load().start(stage.serials());
      for (int round = 0; round < rounds; round++) {
        Node victim = nodes.get(round % 2);
        awaitRuns(stage, victim);
        stage.pass(0, 300);
        victim.process().signal("STOP");
        Stage.pass(PAST_THE_LEASE);
        stage.pass(0, 2_000);
        victim.process().signal("CONT");
        stage.pass(1_000, 3_000);
      }
      Rounds.conclude("kill -STOP past the lease, then -CONT", stage, rounds, rounds);
    }
  }

  private static void awaitRuns(Stage stage, Node node) throws Exception {
    stage
        .record()
        .await(
            Duration.ofSeconds(10),
            "SELECT least(1, count(*)) FROM task WHERE status = 1 AND node = ?",
            1,
            node.id());
  }

  @Test
  void postgresql_stops_and_comes_back() throws Exception {
    int rounds = Rounds.of(1, 20);
    try (RestartablePostgres own = RestartablePostgres.start();
        Stage stage = Stage.open(homes, own, 4, Rounds.SEED + 3)) {
      stage.addNode(1);
      stage.load().start(stage.serials());
      for (int round = 0; round < rounds; round++) {
        stage.pass(500, 2_500);
        if (stage.random.nextBoolean()) {
          own.stop();
        } else {
          own.crash();
        }
        if (round % 5 == 4) {
          Stage.pass(PAST_THE_LEASE);
        } else {
          stage.pass(500, 4_000);
        }
        own.startAgain();
      }
      Rounds.conclude("PostgreSQL stopped and started", stage, rounds, rounds);
      assertThat(stage.load().longestRefusal())
          .as("how long a client waits to hear that the database is away")
          .isLessThan(Duration.ofSeconds(9));
    }
  }

  @Test
  void one_of_three_servers_is_cut_off_from_postgresql() throws Exception {
    int rounds = Rounds.of(1, 10);
    // More phones than the licence lets run at one time.
    try (Stage stage = Stage.open(homes, postgres, 22, Rounds.SEED + 4)) {
      List<TcpProxy> networks = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        networks.add(stage.addFarNode());
      }
      List<Weather> weathers = List.of(Weather.STALLED, Weather.CUT, Weather.HALF_OPEN);
      stage.load().start(stage.serials());
      for (int round = 0; round < rounds; round++) {
        stage.pass(500, 2_000);
        TcpProxy network = networks.get(stage.random.nextInt(networks.size()));
        network.turn(weathers.get(Math.floorMod(round + Rounds.SEED, weathers.size())));
        Stage.pass(PAST_THE_LEASE);
        stage.pass(0, 2_000);
        network.turn(Weather.FAIR);
        stage.pass(1_000, 3_000);
      }
      Rounds.conclude("one of three nodes cut off", stage, rounds, rounds);
    }
  }

  @Test
  void phones_vanish_stall_and_garble_at_any_byte() throws Exception {
    int faults = Rounds.of(40, 1_000);
    AtomicInteger left = new AtomicInteger(faults);
    try (Stage stage = Stage.open(homes, postgres, Rounds.FULL ? 12 : 6, Rounds.SEED + 5)) {
      stage.addNode(1);
      forEachPhone(
          stage,
          (phone, random) -> {
            String user = stage.load().newUser();
            for (int step = 0; left.getAndDecrement() > 0; step++) {
              if (step % 4 == 0) {
                user = stage.load().newUser();
              }
              stage.farm().arm(phone, fault(random));
              runOne(stage, phone, step % 2 == 0 ? "follow" : "unfollow", user, random);
              stage.farm().heal(phone);
            }
          });
      Rounds.conclude("phone faults", stage, faults, faults);
    }
  }

  private static void runOne(Stage stage, Phone phone, String script, String user, Random random)
      throws Exception {
    long id = stage.load().create(phone.serial(), script, user, random);
    stage.record().await(Duration.ofSeconds(40), "SELECT status / 2 FROM task WHERE id = ?", 1, id);
  }

  private static String fault(Random random) {
    List<String> kinds = List.of("cut", "stall", "late", "garble", "offline");
    List<String> matches =
        List.of("input tap", "input tap", "uiautomator", "am start", "dumpsys", "input keyevent");
    return String.format(
        "{\"kind\": \"%s\", \"match\": \"%s\", \"moment\": \"%s\", \"skip\": %d, \"times\": 1,"
            + " \"for_ms\": %d}",
        kinds.get(random.nextInt(kinds.size())),
        matches.get(random.nextInt(matches.size())),
        random.nextBoolean() ? "before" : "after",
        random.nextInt(3),
        random.nextInt(200, 1_500));
  }

  @Test
  void tasks_are_stopped_at_any_moment() throws Exception {
    int stops = Rounds.of(5, 100);
    AtomicInteger left = new AtomicInteger(stops);
    try (Stage stage = Stage.open(homes, postgres, 4, Rounds.SEED + 6)) {
      stage.addNode(1);
      forEachPhone(
          stage,
          (phone, random) -> {
            while (left.get() > 0) {
              long id =
                  stage.load().create(phone.serial(), "follow", stage.load().newUser(), random);
              stage
                  .record()
                  .await(
                      Duration.ofSeconds(20),
                      "SELECT count(*) FROM task WHERE id = ? AND status > 0",
                      1,
                      id);
              Stage.pass(Duration.ofMillis(random.nextInt(900)));
              if (stage.load().stop(id, random)) {
                left.decrementAndGet();
                if (random.nextBoolean()) {
                  // Nothing else runs there, so that every late command shows.
                  Stage.pass(Duration.ofMillis(2_500));
                }
              }
            }
          });
      Rounds.conclude("stops", stage, stops, stage.load().stops().size());
    }
  }

  private interface PhoneWork {
    void run(Phone phone, Random random) throws Exception;
  }

  /** Does the same with each phone, at one time. */
  private static void forEachPhone(Stage stage, PhoneWork work) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      for (Phone phone : stage.farm().phones()) {
        Random random = new Random(stage.random.nextLong());
        all.add(
            threads.submit(
                () -> {
                  work.run(phone, random);
                  return null;
                }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof Exception exception ? exception : failed;
    }
  }
}
