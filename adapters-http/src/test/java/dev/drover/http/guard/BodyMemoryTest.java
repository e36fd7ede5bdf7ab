package dev.drover.http.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.http.json.ApiError;
import dev.drover.http.json.ErrorCode;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Large bodies that come at one time. */
class BodyMemoryTest {
  private static final int MEGABYTE = 1024 * 1024;

  @Test
  void what_is_taken_up_by_one_request_is_not_there_for_another_until_it_is_given_back() {
    BodyMemory memory = new BodyMemory(2 * MEGABYTE, Duration.ofMillis(1));
    BodyMemory.Share first = memory.share();
    BodyMemory.Share second = memory.share();
    first.need(MEGABYTE);
    first.need(2 * MEGABYTE);

    assertThatThrownBy(() -> second.need(MEGABYTE))
        .isInstanceOfSatisfying(
            ApiError.class, error -> assertThat(error.code()).isEqualTo(ErrorCode.NOT_READY))
        .hasMessageContaining("try again");

    first.close();
    second.need(2 * MEGABYTE);
  }

  @Test
  void what_a_request_has_already_is_not_counted_again() {
    BodyMemory memory = new BodyMemory(2 * MEGABYTE, Duration.ofMillis(1));
    BodyMemory.Share share = memory.share();
    for (int i = 0; i < 10; i++) {
      share.need(MEGABYTE);
    }

    memory.share().need(MEGABYTE);
  }

  @Test
  void a_small_body_needs_no_leave_however_many_there_are() {
    BodyMemory memory = new BodyMemory(1_024, Duration.ofMillis(1));
    memory.share().need(BodyMemory.FREE + 1_024);

    for (int i = 0; i < 10_000; i++) {
      memory.share().need(BodyMemory.FREE);
    }
    assertThatThrownBy(() -> memory.share().need(BodyMemory.FREE + 1)).isInstanceOf(ApiError.class);
  }

  @Test
  void one_that_finds_no_room_waits_for_it() throws Exception {
    BodyMemory memory = new BodyMemory(2 * MEGABYTE, Duration.ofSeconds(20));
    BodyMemory.Share first = memory.share();
    first.need(2 * MEGABYTE);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> second = threads.submit(() -> memory.share().need(MEGABYTE));
      first.close();

      second.get(10, TimeUnit.SECONDS);
    }
  }
}
