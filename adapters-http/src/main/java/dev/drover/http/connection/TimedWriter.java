package dev.drover.http.connection;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataWriter;

/**
 * Writes in pieces of at most {@value #PIECE} bytes, each with a time limit of its own, so that a
 * client that keeps taking a large answer has enough time. Used by the connection's own thread.
 */
final class TimedWriter implements DataWriter {
  private static final int PIECE = 16 * 1024;

  private final DataWriter writer;
  private final ConnectionGuard.Connection client;

  TimedWriter(DataWriter writer, ConnectionGuard.Connection client) {
    this.writer = writer;
    this.client = client;
  }

  @Override
  public void write(BufferData... buffers) {
    writeNow(buffers);
  }

  @Override
  public void write(BufferData buffer) {
    writeNow(buffer);
  }

  @Override
  public void writeNow(BufferData... buffers) {
    writeNow(BufferData.create(buffers));
  }

  @Override
  public void writeNow(BufferData buffer) {
    if (buffer.available() <= PIECE) {
      piece(buffer);
      return;
    }
    while (!buffer.consumed()) {
      byte[] next = new byte[Math.min(PIECE, buffer.available())];
      piece(BufferData.create(next, 0, buffer.read(next)));
    }
  }

  private void piece(BufferData next) {
    client.beforePiece();
    try {
      writer.writeNow(next);
    } finally {
      client.afterPiece();
    }
  }
}
