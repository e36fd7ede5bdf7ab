package dev.drover.bootstrap.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.persistence.testing.RestartablePostgres;
import dev.drover.persistence.testing.TcpProxy;
import dev.drover.persistence.testing.TcpProxy.Weather;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Tests that a program's session sends nothing to its phone once its lease is over, and nothing
 * during an attempt, while servers are stopped, killed and cut off. Tasks for the same phones run
 * in between.
 */
@Execution(ExecutionMode.CONCURRENT)
@Order(6)
class NoCommandAfterTheLeaseTest {
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
  void a_server_ends_at_any_moment_of_a_session() throws Exception {
    int rounds = Rounds.of(2, 30);
    try (Stage stage = Stage.open(homes, postgres, 4, Rounds.SEED + 20)) {
      Node node = stage.addNode(1);
      stage.load().start(stage.serials());
      stage.sessions().start(stage.serials());
      for (int round = 0; round < rounds; round++) {
        int taps = stage.sessions().taps();
        stage.pass(2_000, 6_000);
        stage.sessions().awaitTapAfter(taps);
        if (round % 2 == 0) {
          node.kill();
        } else {
          node.process().signal("TERM");
          assertThat(node.process().awaitExit()).as(node.process()::output).isZero();
        }
        node.startAgain();
      }
      conclude("kill -9 and SIGTERM during sessions", stage, rounds);
    }
  }

  @Test
  void a_server_with_sessions_is_cut_off_from_postgresql() throws Exception {
    int rounds = Rounds.of(1, 10);
    try (Stage stage = Stage.open(homes, postgres, 4, Rounds.SEED + 21)) {
      List<TcpProxy> networks = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        networks.add(stage.addFarNode());
      }
      List<Weather> weathers = List.of(Weather.STALLED, Weather.CUT, Weather.HALF_OPEN);
      stage.load().start(stage.serials());
      stage.sessions().start(stage.serials());
      for (int round = 0; round < rounds; round++) {
        int taps = stage.sessions().taps();
        stage.pass(3_000, 6_000);
        stage.sessions().awaitTapAfter(taps);
        TcpProxy network = networks.get(stage.random.nextInt(networks.size()));
        network.turn(weathers.get(Math.floorMod(round + Rounds.SEED, weathers.size())));
        Stage.pass(PAST_THE_LEASE);
        stage.pass(0, 2_000);
        network.turn(Weather.FAIR);
        stage.pass(1_000, 3_000);
      }
      conclude("a server cut off during sessions", stage, rounds);
    }
  }

  private static void conclude(String scenario, Stage stage, int rounds) throws Exception {
    Rounds.conclude(scenario, stage, rounds, rounds);
    assertThat(stage.sessions().seen()).as("sessions").isNotEmpty();
    assertThat(stage.sessions().taps()).as("taps of sessions").isPositive();
  }
}
