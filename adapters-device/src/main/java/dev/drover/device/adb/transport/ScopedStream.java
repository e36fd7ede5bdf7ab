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
 * A stream of a phone's that is ended with its use. Its source alone does not end it: the phone
 * would keep it, and dadb some hundred bytes for each command that this connection ever sent.
 */
public record ScopedStream(AdbStream stream) implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ScopedStream.class);

  /** What the phone says; to be called once. */
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

  /** What was answered is whole. Whether the connection is still there, the next call finds out. */
  @Override
  public void close() {
    try {
      stream.close();
    } catch (Exception gone) {
      log.debug("a stream could not be ended: {}", gone.toString());
    }
  }
}
