package dev.drover.virtualphone.adbd;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;

/**
 * One stream of a connection. {@link #input} reads what the client sends; {@link #write} sends one
 * packet at a time and waits until the client has taken it.
 */
final class AdbStream {
  private static final byte[] END = new byte[0];

  private final AdbConnection connection;
  private final int localId;
  private final int remoteId;
  private final int maxData;
  private final Semaphore taken = new Semaphore(0);
  private final BlockingQueue<byte[]> received = new LinkedBlockingQueue<>();
  private final InputStream input = new Input();
  private volatile boolean closed;

  AdbStream(AdbConnection connection, int localId, int remoteId, int maxData) {
    this.connection = connection;
    this.localId = localId;
    this.remoteId = remoteId;
    this.maxData = maxData;
  }

  int localId() {
    return localId;
  }

  int remoteId() {
    return remoteId;
  }

  InputStream input() {
    return input;
  }

  void write(byte[] data) throws IOException {
    for (int from = 0; from < data.length; from += maxData) {
      int length = Math.min(maxData, data.length - from);
      byte[] part = new byte[length];
      System.arraycopy(data, from, part, 0, length);
      connection.send(new Packet(Packet.WRTE, localId, remoteId, part));
      awaitTaken();
    }
  }

  private void awaitTaken() throws IOException {
    try {
      taken.acquire();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", interrupted);
    }
    if (closed) {
      throw new IOException("the client closed the stream");
    }
  }

  /** Records that the client has acknowledged the last packet. */
  void onTaken() {
    taken.release();
  }

  void onData(byte[] data) {
    if (data.length > 0) {
      received.add(data);
    }
  }

  /** Records that the client has closed the stream, or that the connection is gone. */
  void onClosed() {
    closed = true;
    received.add(END);
    taken.release();
  }

  boolean isClosed() {
    return closed;
  }

  private final class Input extends InputStream {
    private byte[] current = END;
    private int position;
    private boolean ended;

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      while (position == current.length) {
        if (ended) {
          return -1;
        }
        current = next();
        position = 0;
        ended = current.length == 0;
      }
      int count = Math.min(length, current.length - position);
      System.arraycopy(current, position, target, offset, count);
      position += count;
      return count;
    }

    @Override
    public int available() {
      byte[] next = received.peek();
      return current.length - position + (next == null ? 0 : next.length);
    }

    private byte[] next() throws IOException {
      try {
        return received.take();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", interrupted);
      }
    }
  }

  /** Collects small writes into one packet. */
  static final class Batch {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Batch add(byte[] data) {
      bytes.writeBytes(data);
      return this;
    }

    byte[] toBytes() {
      return bytes.toByteArray();
    }
  }
}
