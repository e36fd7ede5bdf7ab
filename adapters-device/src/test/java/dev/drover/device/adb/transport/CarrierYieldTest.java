package dev.drover.device.adb.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Exchanger;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CarrierYieldTest {
  /** Enough to bring the readers into the queues of all carriers. */
  private static final int PAIRS = 40;

  private static final int ROUNDS = 200;

  private volatile boolean isOver;
  private final List<Thread> readers = new ArrayList<>();

  @AfterEach
  void end() throws InterruptedException {
    isOver = true;
    for (Thread reader : readers) {
      reader.join();
    }
  }

  @Test
  void a_new_thread_runs_beside_threads_that_read_without_a_pause() throws Exception {
    for (int k = 0; k < 2 * Runtime.getRuntime().availableProcessors(); k++) {
      readers.add(Thread.startVirtualThread(this::readWithoutPause));
    }
    // Threads that hand things to each other wake each other on their own carriers; once they fall
    // silent, only readers are left in those queues.
    CountDownLatch silent = new CountDownLatch(2 * PAIRS);
    for (int k = 0; k < PAIRS; k++) {
      Exchanger<Integer> hand = new Exchanger<>();
      Thread.startVirtualThread(() -> exchange(hand, silent));
      Thread.startVirtualThread(() -> exchange(hand, silent));
    }
    assertThat(silent.await(20, TimeUnit.SECONDS)).as("the pairs have ended").isTrue();

    CountDownLatch ran = new CountDownLatch(1);
    Thread.startVirtualThread(ran::countDown);

    assertThat(ran.await(10, TimeUnit.SECONDS)).as("a new thread got a carrier").isTrue();
  }

  private void readWithoutPause() {
    CarrierYield turns = new CarrierYield();
    while (!isOver) {
      turns.took(64 * 1024);
    }
  }

  private static void exchange(Exchanger<Integer> hand, CountDownLatch silent) {
    try {
      for (int k = 0; k < ROUNDS; k++) {
        hand.exchange(k);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      silent.countDown();
    }
  }
}
