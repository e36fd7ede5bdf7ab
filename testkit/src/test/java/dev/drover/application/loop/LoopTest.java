package dev.drover.application.loop;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.drover.application.port.storage.StorageUnavailable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** Tests a loop whose steps and clock the test controls. */
class LoopTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 1_000);
  private final BlockingQueue<Optional<Throwable>> ends = new LinkedBlockingQueue<>();
  private final Semaphore begun = new Semaphore(0);
  private final Semaphore resting = new Semaphore(0);
  private final AtomicInteger failures = new AtomicInteger();
  private final Loop loop =
      new Loop(
          "tested",
          new Loop.Pace(LIMIT, Duration.ofNanos(1)),
          this::step,
          Optional.of(_ -> resting.release()),
          _ -> failures.incrementAndGet(),
          nanoTime::get);

  @AfterEach
  void end() {
    loop.close();
  }

  private Duration step() throws InterruptedException {
    begun.release();
    Optional<Throwable> end = ends.take();
    if (end.isPresent()) {
      throw LoopTest.<RuntimeException>asIs(end.get());
    }
    return Duration.ofSeconds(1);
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> RuntimeException asIs(Throwable thrown) throws T {
    throw (T) thrown;
  }

  private void awaitStep() throws InterruptedException {
    assertThat(begun.tryAcquire(20, TimeUnit.SECONDS)).as("another step").isTrue();
  }

  private void completeStep() throws InterruptedException {
    ends.add(Optional.empty());
    assertThat(resting.tryAcquire(20, TimeUnit.SECONDS)).as("the step's end").isTrue();
    awaitStep();
  }

  private void pass(Duration time) {
    nanoTime.addAndGet(time.toNanos());
  }

  /** An error that fails even when it is printed. */
  private static final class Unspeakable extends Error {
    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      throw new OutOfMemoryError("made up by the test");
    }

    @Override
    public String toString() {
      throw new OutOfMemoryError("made up by the test");
    }
  }

  static List<Named<Throwable>> whateverIsThrown() {
    return Stream.of(
            new IllegalStateException("a defect"),
            new OutOfMemoryError("made up by the test"),
            new StackOverflowError(),
            new AssertionError("an error"),
            new InterruptedException("nobody has closed it"),
            new Unspeakable())
        .map(thrown -> Named.<Throwable>of(thrown.getClass().getSimpleName(), thrown))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("whateverIsThrown")
  void it_goes_on_whatever_a_step_throws(Throwable thrown) throws Exception {
    loop.start();
    awaitStep();

    for (int i = 0; i < 3; i++) {
      ends.add(Optional.of(thrown));
      awaitStep();
    }
    completeStep();

    assertThat(loop.problem()).isEmpty();
    assertThat(failures).hasValue(thrown instanceof InterruptedException ? 0 : 3);
  }

  @Test
  void a_step_that_takes_longer_than_its_limit_is_told_of_and_forgotten_when_it_ends()
      throws Exception {
    loop.start();
    awaitStep();
    pass(LIMIT);
    assertThat(loop.problem()).isEmpty();

    pass(Duration.ofSeconds(1));
    assertThat(loop.problem()).hasValue("it has completed no step for 61 s");

    completeStep();
    assertThat(loop.problem()).isEmpty();
    pass(LIMIT.plusSeconds(1));
    assertThat(loop.problem()).as("its rest counts").isEmpty();
    pass(Duration.ofSeconds(1));
    assertThat(loop.problem()).isPresent();
  }

  @Test
  void a_loop_that_fails_all_the_time_does_not_turn() throws Exception {
    loop.start();
    awaitStep();
    for (int i = 0; i < 3; i++) {
      pass(Duration.ofSeconds(25));
      ends.add(Optional.of(new IllegalStateException("a defect")));
      awaitStep();
    }

    assertThat(loop.problem()).hasValue("it has completed no step for 75 s");
  }

  /** A restart does not help while the database is away. */
  @Test
  void a_loop_that_waits_for_the_database_turns() throws Exception {
    loop.start();
    awaitStep();
    for (int i = 0; i < 3; i++) {
      pass(Duration.ofSeconds(25));
      ends.add(Optional.of(new StorageUnavailable("away", new IllegalStateException())));
      awaitStep();
    }

    assertThat(loop.problem()).isEmpty();
    assertThat(failures).hasValue(3);
  }

  @Test
  void a_loop_that_is_closed_is_told_of() throws Exception {
    loop.start();
    awaitStep();

    loop.close();

    assertThat(loop.problem()).hasValue("its thread has ended");
  }

  @Test
  void a_failure_is_logged_once_with_its_cause_and_then_that_it_repeats() throws Exception {
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    Logger logger = (Logger) LoggerFactory.getLogger(Loop.class);
    Level before = logger.getLevel();
    logger.setLevel(Level.INFO);
    logger.addAppender(lines);
    try {
      loop.start();
      awaitStep();
      for (int i = 0; i < 10; i++) {
        ends.add(Optional.of(new IllegalStateException("a defect")));
        awaitStep();
      }
      completeStep();

      assertThat(lines.list)
          .extracting(ILoggingEvent::getFormattedMessage)
          .containsExactly(
              "loop tested has failed, and goes on",
              "loop tested has failed 2 times in a row: java.lang.IllegalStateException: a defect",
              "loop tested has failed 4 times in a row: java.lang.IllegalStateException: a defect",
              "loop tested has failed 8 times in a row: java.lang.IllegalStateException: a defect",
              "loop tested turns again, after 10 failure(s)");
    } finally {
      logger.detachAppender(lines);
      logger.setLevel(before);
    }
  }
}
