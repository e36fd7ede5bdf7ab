package dev.drover.device.hierarchy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ParsingThreadsTest {
  private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

  /** As many pieces of work as hold all of its threads, and more. */
  @Test
  void work_leaves_the_carriers_to_other_virtual_threads() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    Set<Thread> workers = ConcurrentHashMap.newKeySet();
    List<Thread> callers =
        Stream.generate(
                () ->
                    Thread.ofVirtual()
                        .start(
                            () ->
                                ParsingThreads.process(
                                    () -> {
                                      workers.add(Thread.currentThread());
                                      while (end.getCount() > 0) {
                                        Thread.onSpinWait();
                                      }
                                      return "";
                                    })))
            .limit(4L * PROCESSORS)
            .toList();
    try {
      CountDownLatch others = new CountDownLatch(1);
      Thread.ofVirtual().start(others::countDown);
      assertThat(others.await(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      end.countDown();
    }
    for (Thread caller : callers) {
      caller.join();
    }

    assertThat(workers).hasSizeBetween(1, PROCESSORS).noneMatch(Thread::isVirtual);
  }

  @Test
  void what_fails_fails_for_the_caller() {
    assertThatThrownBy(
            () ->
                ParsingThreads.process(
                    () -> {
                      throw new IllegalStateException("as it should");
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("as it should");
    assertThatThrownBy(() -> ParsingThreads.parsed(new HierarchyParser(), "nothing"))
        .isInstanceOf(HierarchyUnreadable.class);
  }
}
