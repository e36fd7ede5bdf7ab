package dev.drover.persistence.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.persistence.testing.RealPostgres;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.postgresql.ds.PGSimpleDataSource;

/** Who gets a connection for a single statement, and when. */
@ExtendWith(RealPostgres.class)
class ConnectionTurnsTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  private final PGSimpleDataSource postgres = new PGSimpleDataSource();

  ConnectionTurnsTest(DatabaseAddress address) {
    postgres.setUrl(address.jdbcUrl());
    address.user().ifPresent(postgres::setUser);
    address.password().ifPresent(postgres::setPassword);
  }

  private static void awaitWaiting(ConnectionTurns turns, int count) {
    while (turns.waiting() < count) {
      Thread.onSpinWait();
    }
  }

  @Test
  void whoever_came_first_is_first() throws Exception {
    ConnectionTurns turns = new ConnectionTurns(postgres, 1, LONG);
    Connection held = turns.acquire();
    List<Integer> served = new CopyOnWriteArrayList<>();
    List<Future<?>> all = new CopyOnWriteArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 5; i++) {
        int number = i;
        all.add(
            threads.submit(
                () -> {
                  Connection mine = turns.acquire();
                  served.add(number);
                  turns.release(mine);
                }));
        awaitWaiting(turns, i + 1);
      }
      assertThat(served).isEmpty();

      turns.release(held);

      for (Future<?> one : all) {
        one.get();
      }
    }
    assertThat(served).containsExactly(0, 1, 2, 3, 4);
  }

  @Test
  void who_waits_too_long_is_told_that_the_database_is_away_for_now() {
    ConnectionTurns turns = new ConnectionTurns(postgres, 1, Duration.ofMillis(1));
    Connection held = turns.acquire();

    assertThatThrownBy(turns::acquire)
        .isInstanceOf(DataAccessException.class)
        .hasMessageContaining("in use for 1 ms")
        .satisfies(failed -> assertThat(SqlError.of(failed).kind()).isEqualTo(SqlError.Kind.AWAY));

    turns.release(held);
    turns.release(turns.acquire());
  }

  @Test
  void a_connection_that_can_not_be_made_costs_no_turn() {
    PGSimpleDataSource nobody = new PGSimpleDataSource();
    nobody.setUrl("jdbc:postgresql://127.0.0.1:1/none");
    ConnectionTurns turns = new ConnectionTurns(nobody, 1, Duration.ofMillis(1));

    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(turns::acquire).hasMessageContaining("127.0.0.1:1");
    }
  }
}
