package dev.drover.device.adb.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MessageLimitTest {
  private static final int HEADER = 24;
  private static final int AUTH = 0x48545541;
  private static final int OKAY = 0x59414b4f;

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

  /**
   * More readers than carriers, none of which ever waits. Each begins another one, so that every
   * carrier has several of them in its own queue, which it empties before it looks elsewhere.
   */
  @Test
  void reading_without_end_lets_other_virtual_threads_have_a_turn() throws Exception {
    CountDownLatch others = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    int readers = 4 * Runtime.getRuntime().availableProcessors();
    CountDownLatch reading = new CountDownLatch(readers);
    for (int i = 0; i < readers; i++) {
      Thread.ofVirtual()
          .start(
              () -> {
                Thread.ofVirtual().start(() -> readUntil(end));
                reading.countDown();
                readUntil(end);
              });
    }
    try {
      assertThat(reading.await(60, TimeUnit.SECONDS)).isTrue();
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
    MessageLimit limit =
        new MessageLimit(
            new SequenceInputStream(new ByteArrayInputStream(greeting(4096)), new Talk()));
    assertThat(limit.readNBytes(HEADER)).isEqualTo(greeting(4096));
    limit.startCall();
    byte[] most = new byte[MessageLimit.MOST_IN_A_CALL];

    assertThat(limit.readNBytes(most, 0, most.length)).isEqualTo(most.length);
    assertThatThrownBy(limit::read)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("in one call");
    limit.startCall();
    assertThat(limit.read()).isEqualTo(0);
  }

  @Test
  void a_phone_that_takes_long_messages_gets_shorter_ones() throws Exception {
    int megabyte = 1024 * 1024;
    byte[] token = new byte[20];
    ByteBuffer sent =
        ByteBuffer.allocate(3 * HEADER + token.length)
            .put(message(AUTH, 1, token.length))
            .put(token)
            .put(greeting(megabyte))
            // A later message is none of a greeting.
            .put(message(OKAY, megabyte, 0));

    MessageLimit limit = new MessageLimit(new ByteArrayInputStream(sent.array()));

    assertThat(limit.readNBytes(HEADER + token.length))
        .isEqualTo(Arrays.copyOf(sent.array(), HEADER + token.length));
    assertThat(limit.readNBytes(HEADER)).isEqualTo(greeting(MessageLimit.LONGEST_SENT));
    assertThat(limit.readNBytes(HEADER)).isEqualTo(message(OKAY, megabyte, 0));
    assertThat(limit.read()).isNegative();
  }

  @Test
  void a_greeting_may_come_in_pieces_and_be_read_in_pieces() throws Exception {
    byte[] sent = greeting(-1);
    InputStream inPieces =
        new FilterInputStream(new ByteArrayInputStream(sent)) {
          @Override
          public int read(byte[] bytes, int offset, int count) throws IOException {
            return super.read(bytes, offset, Math.min(5, count));
          }
        };
    MessageLimit limit = new MessageLimit(inPieces);
    byte[] read = new byte[HEADER];
    for (int i = 0; i < HEADER; i++) {
      read[i] = (byte) limit.read();
    }

    assertThat(read).isEqualTo(greeting(MessageLimit.LONGEST_SENT));
    assertThat(limit.read()).isNegative();
  }

  private static byte[] greeting(int takes) {
    return message(0x4e584e43, takes, 0);
  }

  /** A header, whose second argument is what a greeting tells of the phone's messages. */
  private static byte[] message(int command, int argument, int length) {
    return ByteBuffer.allocate(HEADER)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(command)
        .putInt(0x01000001)
        .putInt(argument)
        .putInt(length)
        .putInt(0)
        .putInt(~command)
        .array();
  }
}
