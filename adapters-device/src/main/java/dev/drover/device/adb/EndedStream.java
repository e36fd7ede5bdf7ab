package dev.drover.device.adb;

import dadb.AdbStream;
import okio.BufferedSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A stream of a phone's that is ended with its use. Its source alone does not end it: the phone
 * would keep it, and dadb some hundred bytes for each command that this connection ever sent.
 */
record EndedStream(AdbStream stream) implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EndedStream.class);

  BufferedSource source() {
    return stream.getSource();
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
