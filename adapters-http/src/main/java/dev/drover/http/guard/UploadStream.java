package dev.drover.http.guard;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A body that is read as it arrives. A client that disconnects, or sends less than it announced,
 * causes an {@link IOException}, whatever Helidon throws.
 */
public final class UploadStream extends FilterInputStream {
  private static final Logger log = LoggerFactory.getLogger(UploadStream.class);

  public UploadStream(InputStream body) {
    super(body);
  }

  @Override
  public int read() throws IOException {
    try {
      return super.read();
    } catch (RuntimeException broken) {
      throw new IOException("the client's body broke off", broken);
    }
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    try {
      return super.read(into, offset, length);
    } catch (RuntimeException broken) {
      throw new IOException("the client's body broke off", broken);
    }
  }

  /**
   * Reads on and keeps nothing, so that a client which sends its whole body before it reads the
   * answer sees why it was refused. Stops after {@link RequestBody#MOST_DISCARDED} bytes.
   */
  public void discard() {
    byte[] buffer = new byte[64 * 1024];
    try {
      int length = read(buffer);
      for (long read = length; length >= 0 && read < RequestBody.MOST_DISCARDED; read += length) {
        length = read(buffer);
      }
    } catch (IOException gone) {
      log.debug("a client went before its refused body had ended", gone);
    }
  }
}
