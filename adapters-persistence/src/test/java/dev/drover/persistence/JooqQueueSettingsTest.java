package dev.drover.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.domain.task.QueuePolicy;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RealPostgres.class)
class JooqQueueSettingsTest {

  @Test
  void of_changes_at_one_time_none_is_lost(Database database) throws Exception {
    JooqQueueSettings settings = new JooqQueueSettings(database);
    for (int round = 0; round < 10; round++) {
      settings.change(_ -> new QueuePolicy(false, 1, false));
      CyclicBarrier start = new CyclicBarrier(9);
      List<Callable<QueuePolicy>> changes =
          IntStream.range(0, 9)
              .<Callable<QueuePolicy>>mapToObj(
                  _ ->
                      () -> {
                        start.await();
                        return settings.change(
                            before ->
                                new QueuePolicy(
                                    !before.autoRetry(),
                                    before.maxRetryCount() + 1,
                                    !before.randomOrder()));
                      })
              .toList();
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (Future<QueuePolicy> change : threads.invokeAll(changes)) {
          change.get();
        }
      }

      assertThat(settings.current()).isEqualTo(new QueuePolicy(true, 10, true));
    }
  }
}
