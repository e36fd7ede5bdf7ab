package dev.drover.device.adb.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MessageLimitTest {
  /** Empty messages without end: there is always something to read. */
  private static final class Talk extends InputStream {
    @Override
    public int read() {
      return 0;
    }

    @Override
    public int read(byte[] bytes, int offset, int count) {
      return count;
    }
  }

  /** As many readers as there are carriers, and more; none of them ever waits. */
  @Test
  void reading_without_end_lets_other_virtual_threads_have_a_turn() throws Exception {
    CountDownLatch others = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) {
      Thread.ofVirtual().start(() -> readUntil(end));
    }
    try {
      Thread.ofVirtual().start(others::countDown);

      assertThat(others.await(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      end.countDown();
    }
  }

  private static void readUntil(CountDownLatch end) {
    MessageLimit limit = new MessageLimit(new Talk());
    byte[] bytes = new byte[8192];
    try {
      while (end.getCount() > 0) {
        limit.startCall();
        limit.read(bytes, 0, bytes.length);
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  @Test
  void a_call_brings_so_much_and_the_next_one_as_much_again() throws Exception {
    MessageLimit limit = new MessageLimit(new Talk());
    byte[] most = new byte[MessageLimit.MOST_IN_A_CALL];

    assertThat(limit.read(most, 0, most.length)).isEqualTo(most.length);
    assertThatThrownBy(limit::read)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("in one call");
    limit.startCall();
    assertThat(limit.read()).isEqualTo(0);
  }
}
