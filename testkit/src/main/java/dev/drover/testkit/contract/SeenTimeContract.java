package dev.drover.testkit.contract;

import static dev.drover.testkit.SampleTasks.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.application.plugin.Storage;
import dev.drover.application.port.storage.SeenTime;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tests the promises of {@link SeenTime}. */
public abstract class SeenTimeContract extends StorageContract {
  private static final Instant LATER = NOW.plusSeconds(3_600);

  /**
   * @param storage a new, empty storage; closed after each test
   */
  protected SeenTimeContract(Storage storage) {
    super(storage);
  }

  @Test
  void the_newest_time_that_was_noted_is_kept_though_the_clock_is_set_back() {
    assertThat(seenTime.newest(NOW)).isEqualTo(NOW);
    assertThat(seenTime.newest(LATER)).isEqualTo(LATER);

    assertThat(seenTime.newest(NOW)).isEqualTo(LATER);
  }

  @Test
  void it_is_noted_to_the_minute() {
    seenTime.newest(NOW);

    assertThat(seenTime.newest(NOW.plusSeconds(59))).isEqualTo(NOW);
    assertThat(seenTime.newest(NOW.plusSeconds(60))).isEqualTo(NOW.plusSeconds(60));
  }

  @Test
  void of_times_noted_at_once_the_newest_stays() throws Exception {
    Together.run(
        IntStream.range(0, 8)
            .<Callable<Instant>>mapToObj(i -> () -> seenTime.newest(NOW.plusSeconds(120L * i)))
            .toList());

    assertThat(seenTime.newest(NOW)).isEqualTo(NOW.plusSeconds(840));
  }
}
