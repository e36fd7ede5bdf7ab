package dev.drover.http.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.application.loop.Loop;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests the health checks while loops work, are stuck, or have ended. */
class HealthTest {
  private final AtomicLong nanoTime = new AtomicLong();
  private final CountDownLatch stuck = new CountDownLatch(1);
  private final CountDownLatch begun = new CountDownLatch(1);
  private final Loop lease =
      loop(
          "lease",
          () -> {
            begun.countDown();
            stuck.await();
            return Duration.ofDays(1);
          },
          Optional.empty());
  private final CountDownLatch resting = new CountDownLatch(1);
  private final Loop phones =
      loop(
          "phones",
          () -> Duration.ofDays(1),
          Optional.of(
              _ -> {
                resting.countDown();
                stuck.await();
              }));
  private boolean databaseAnswers = true;
  private final Health health = new Health(() -> databaseAnswers, List.of(lease, phones));

  private Loop loop(String name, Loop.Step step, Optional<Loop.Wait> wait) {
    return new Loop(
        name,
        new Loop.Pace(Duration.ofSeconds(60), Duration.ofSeconds(1)),
        step,
        wait,
        _ -> {},
        nanoTime::get);
  }

  @BeforeEach
  void start() throws Exception {
    lease.start();
    phones.start();
    begun.await();
    resting.await();
  }

  @AfterEach
  void end() {
    lease.close();
    phones.close();
  }

  @Test
  void each_loop_is_told_of_by_its_name() {
    assertThat(health.liveness().up()).isTrue();
    assertThat(health.liveness().body())
        .hasToString(
            "{\"status\":\"UP\",\"loops\":[{\"name\":\"lease\",\"status\":\"UP\"},{\"name\":\"phones\",\"status\":\"UP\"}]}");
    assertThat(health.readiness().up()).isTrue();
  }

  @Test
  void a_loop_that_is_stuck_makes_both_down_and_is_named() {
    nanoTime.addAndGet(Duration.ofSeconds(75).toNanos());

    assertThat(health.liveness().up()).isFalse();
    assertThat(health.liveness().body().path("loops").path(0).path("problem").asText())
        .isEqualTo("it has completed no step for 75 s");
    assertThat(health.liveness().body().path("loops").path(1).path("status").asText())
        .isEqualTo("UP");
    assertThat(health.readiness().up()).isFalse();
  }

  @Test
  void a_loop_that_has_ended_is_named() {
    phones.close();

    assertThat(health.liveness().up()).isFalse();
    assertThat(health.liveness().body().path("status").asText()).isEqualTo("DOWN");
    assertThat(health.liveness().body().path("loops").path(1).path("problem").asText())
        .isEqualTo("its thread has ended");
  }

  /** A restart would not help. */
  @Test
  void without_its_database_a_server_lives_and_is_not_ready() {
    databaseAnswers = false;

    assertThat(health.liveness().up()).isTrue();
    assertThat(health.readiness().up()).isFalse();
    assertThat(health.readiness().body().path("database").asText()).isEqualTo("DOWN");
  }
}
