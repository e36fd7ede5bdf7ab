package dev.drover.device.adb.transport;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Reads from a phone, and fails on a message that is longer than the protocol allows, or on too
 * many bytes in one call. dadb would allocate what a hostile phone announces, up to two gigabytes,
 * and keeps what arrives on an open stream until it is read.
 *
 * <p>For each stream, and so for each command, dadb also allocates the longest message that the
 * phone takes, which is 1 MB on current phones. Therefore the phone's greeting is changed on its
 * way: it announces {@value #LONGEST_SENT} bytes at most. Used by one thread at a time.
 */
public final class MessageLimit extends FilterInputStream {
  /** The longest output of a command, in bytes. Screenshots have a few MB. */
  public static final int MOST_OUTPUT = 32 * 1024 * 1024;

  /** The longest message that the protocol allows, in bytes. */
  static final int LONGEST_MESSAGE = 1024 * 1024;

  /** The most bytes in one call: a screenshot and the protocol's overhead. */
  public static final int MOST_IN_A_CALL = MOST_OUTPUT + 16 * LONGEST_MESSAGE;

  /** The longest message that is sent, in bytes: a portion of a pushed file, and a little more. */
  static final int LONGEST_SENT = 68 * 1024;

  private static final int HEADER_BYTES = 24;

  /** The command of a greeting, "CNXN", as the first word of its header. */
  private static final int GREETING = 0x4e584e43;

  /** The offset of the longest message that the phone takes, in a greeting's header. */
  private static final int TAKES_AT = 8;

  /** The offset of the payload's length in the header, little-endian. */
  private static final int LENGTH_AT = 12;

  private final CarrierYield turns = new CarrierYield();
  private long inThisCall;
  private int headerRead;
  private int length;
  private int payloadLeft;

  /** A header before the greeting has come, which is read as a whole. */
  private final ByteBuffer head =
      ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN).limit(0);

  private boolean greeted;

  MessageLimit(InputStream in) {
    super(in);
  }

  void startCall() {
    inThisCall = 0;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int count) throws IOException {
    int read =
        greeted && !head.hasRemaining()
            ? super.read(bytes, offset, count)
            : readUntilGreeted(bytes, offset, count);
    inThisCall += Math.max(0, read);
    if (inThisCall > MOST_IN_A_CALL) {
      throw new IOException("more than " + MOST_IN_A_CALL + " bytes in one call");
    }
    turns.took(Math.max(0, read));
    for (int at = 0; at < read; ) {
      if (payloadLeft > 0) {
        int skipped = Math.min(payloadLeft, read - at);
        payloadLeft -= skipped;
        at += skipped;
      } else {
        header(bytes[offset + at]);
        at++;
      }
    }
    return read;
  }

  private int readUntilGreeted(byte[] bytes, int offset, int count) throws IOException {
    if (payloadLeft > 0) {
      return super.read(bytes, offset, Math.min(count, payloadLeft));
    }
    if (!head.hasRemaining()) {
      head.clear().limit(in.readNBytes(head.array(), 0, HEADER_BYTES));
      if (!head.hasRemaining()) {
        return -1;
      }
      if (head.limit() == HEADER_BYTES && head.getInt(0) == GREETING) {
        greeted = true;
        int takes = head.getInt(TAKES_AT);
        head.putInt(TAKES_AT, takes < 0 ? LONGEST_SENT : Math.min(takes, LONGEST_SENT));
      }
    }
    int read = Math.min(count, head.remaining());
    head.get(bytes, offset, read);
    return read;
  }

  private void header(byte next) throws IOException {
    if (headerRead >= LENGTH_AT && headerRead < LENGTH_AT + 4) {
      length |= (next & 0xff) << (8 * (headerRead - LENGTH_AT));
    }
    headerRead++;
    if (headerRead < HEADER_BYTES) {
      return;
    }
    if (length < 0 || length > LONGEST_MESSAGE) {
      throw new IOException(
          "the phone announces a message of " + Integer.toUnsignedLong(length) + " bytes");
    }
    payloadLeft = length;
    length = 0;
    headerRead = 0;
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
