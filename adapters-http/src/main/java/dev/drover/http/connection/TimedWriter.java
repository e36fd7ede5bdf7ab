package dev.drover.http.connection;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataWriter;

/**
 * Writes in pieces of at most {@value #PIECE} bytes, so that it can be seen whether a client that
 * takes a large answer gets on with it. Used by the connection's own thread.
 */
final class TimedWriter implements DataWriter {
  private static final int PIECE = 16 * 1024;

  private final DataWriter writer;
  private final Watch watch;

  /** Told of each piece. */
  interface Watch {
    void beforePiece();

    void afterPiece();
  }

  TimedWriter(DataWriter writer, Watch watch) {
    this.writer = writer;
    this.watch = watch;
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
    watch.beforePiece();
    try {
      writer.writeNow(next);
    } finally {
      watch.afterPiece();
    }
  }
}
