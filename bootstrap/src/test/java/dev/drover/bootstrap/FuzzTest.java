package dev.drover.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.bootstrap.FuzzedRequests.Fuzzed;
import dev.drover.bootstrap.FuzzedRequests.Seen;
import dev.drover.bootstrap.config.Setting;
import dev.drover.bootstrap.server.Server;
import dev.drover.http.testing.Api;
import dev.drover.http.testing.OpenApiContract;
import dev.drover.persistence.postgres.DatabaseAddress;
import dev.drover.persistence.testing.RealPostgres;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sends random and mutated requests. Every answer must be an envelope with a code of the contract
 * and never an internal error, and exactly the acknowledged tasks must exist.
 */
@ExtendWith(RealPostgres.class)
class FuzzTest {
  private static final int CLIENTS = 4;
  private static final int REQUESTS_EACH = 5_000;

  /** The codes that a local server without a licence file can answer. */
  private static final Set<Integer> CODES =
      // 40101 and 40302 of the dashboard's session: nobody is signed in, and no request has an
      // Origin.
      Set.of(0, 40001, 40002, 40003, 40101, 40302, 40303, 40401, 40501, 40901, 41301, 41501);

  @Test
  void whatever_is_sent_is_answered_by_the_contract_and_nothing_is_half_done(
      @TempDir Path home, DatabaseAddress database) throws Exception {
    long seed = Long.getLong("drover.fuzz.seed", System.nanoTime());
    System.out.println("fuzz seed: -Ddrover.fuzz.seed=" + seed);
    try (Server server =
            Server.start(
                TestConfig.of(
                    home,
                    database,
                    Map.of(Setting.COMMENT_BASE_URLS, FuzzedRequests.COMMENT_ENDPOINT)));
        ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Seen>> running = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        Random random = new Random(seed + i);
        running.add(clients.submit(() -> run(server.port(), random)));
      }
      Map<Integer, Integer> codes = new TreeMap<>();
      long expected = 0;
      for (Future<Seen> client : running) {
        Seen seen = client.get();
        assertThat(seen.wrong().stream().limit(5)).as("seed %s", seed).isEmpty();
        seen.codes().forEach((code, count) -> codes.merge(code, count, Integer::sum));
        expected += seen.tasks();
      }

      System.out.println("fuzz answers by code: " + codes);
      assertThat(codes.values().stream().mapToInt(Integer::intValue).sum())
          .isEqualTo(CLIENTS * REQUESTS_EACH);
      assertThat(codes).containsKeys(0, 40001, 40002, 40003, 40401, 40501, 41501);
      Api api = new Api(server.port());
      assertThat(api.get("/task/stats").data().path("total").asLong())
          .as("seed %s", seed)
          .isEqualTo(expected);
      assertThat(api.get("/task").data().path("total").asLong()).isEqualTo(expected);
    }
  }

  private static Seen run(int port, Random random) throws Exception {
    Seen seen = new Seen(CODES);
    FuzzedRequests requests = new FuzzedRequests(random, port);
    try (HttpClient client = HttpClient.newHttpClient()) {
      for (int i = 0; i < REQUESTS_EACH; i++) {
        Fuzzed next = requests.next();
        seen.answered(next, client.send(next.request(), HttpResponse.BodyHandlers.ofByteArray()));
      }
    }
    return seen;
  }

  @Test
  void there_are_such_requests_of_every_operation_that_ends() {
    SortedSet<String> operations = new TreeSet<>(OpenApiContract.served().operations());
    operations.remove("GET /events");

    assertThat(FuzzedRequests.operations()).isEqualTo(operations);
  }
}
