package dev.drover.device.adb.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import okio.Buffer;
import okio.BufferedSource;
import okio.Okio;
import okio.Source;
import okio.Timeout;
import org.junit.jupiter.api.Test;

class OutputMemoryTest {
  /** A phone's output: zeros, which take no memory here. */
  private static BufferedSource output(long length) {
    return Okio.buffer(
        new Source() {
          private long left = length;

          @Override
          public long read(Buffer sink, long count) {
            long read = Math.min(left, Math.min(count, 8192));
            if (read == 0) {
              return -1;
            }
            left -= read;
            sink.write(new byte[(int) read]);
            return read;
          }

          @Override
          public Timeout timeout() {
            return Timeout.NONE;
          }

          @Override
          public void close() {}
        });
  }

  private static byte[] read(OutputMemory.Portions memory, long length) {
    try {
      return memory.read(output(length));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Test
  void a_long_output_takes_what_others_leave_and_gives_it_back() {
    OutputMemory memory = new OutputMemory(2);

    for (int i = 0; i < 3; i++) {
      assertThat(memory.during(portions -> read(portions, OutputMemory.PORTION + 1)))
          .hasSize(OutputMemory.PORTION + 1);
    }
  }

  @Test
  void an_output_longer_than_the_memory_that_is_left_fails_and_gives_its_part_back() {
    OutputMemory memory = new OutputMemory(2);

    memory.during(
        _ -> {
          assertThatThrownBy(
                  () -> memory.during(portions -> read(portions, OutputMemory.PORTION + 1)))
              .hasMessageContaining("try again");
          assertThat(memory.during(portions -> read(portions, OutputMemory.PORTION)))
              .hasSize(OutputMemory.PORTION);
          return new byte[0];
        });
  }

  @Test
  void an_output_beyond_what_a_command_may_say_fails() {
    assertThatThrownBy(
            () ->
                new OutputMemory(12)
                    .during(portions -> read(portions, MessageLimit.MOST_OUTPUT + 1L)))
        .hasMessageContaining("bytes of output");
  }

  @Test
  void a_call_begins_once_another_has_ended() throws Exception {
    OutputMemory memory = new OutputMemory(1);
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch ends = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<byte[]> first =
          threads.submit(
              () ->
                  memory.during(
                      _ -> {
                        begun.countDown();
                        try {
                          ends.await();
                        } catch (InterruptedException stopped) {
                          Thread.currentThread().interrupt();
                        }
                        return new byte[0];
                      }));
      begun.await();
      Future<byte[]> second =
          threads.submit(
              () -> {
                assertThat(ends.getCount()).isPositive();
                return memory.during(
                    portions -> {
                      assertThat(ends.getCount()).isZero();
                      return read(portions, 10);
                    });
              });
      while (!memory.isWaitedFor()) {
        Thread.onSpinWait();
      }
      ends.countDown();

      assertThat(second.get()).hasSize(10);
      assertThat(first.get()).isEmpty();
    }
  }
}
