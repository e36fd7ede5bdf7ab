package dev.drover.device.adb.transport;

import dadb.AdbStream;
import java.io.IOException;
import okio.Buffer;
import okio.BufferedSource;
import okio.ForwardingSource;
import okio.Okio;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A phone's stream that is ended by {@link #close}. Closing only its source would not end it: the
 * phone would keep the stream, and dadb about a hundred bytes for each command.
 */
public record ScopedStream(AdbStream stream) implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ScopedStream.class);

  /** What the phone sends. Call it once. */
  public BufferedSource source() {
    CarrierYield turns = new CarrierYield();
    return Okio.buffer(
        new ForwardingSource(stream.getSource()) {
          @Override
          public long read(Buffer sink, long byteCount) throws IOException {
            long read = super.read(sink, byteCount);
            turns.took(Math.max(0, read));
            return read;
          }
        });
  }

  /**
   * Ends the stream. A failure is only logged: the answer is complete, and the next call notices.
   */
  @Override
  public void close() {
    try {
      stream.close();
    } catch (Exception gone) {
      log.debug("a stream could not be closed: {}", gone.toString());
    }
  }
}
