package dev.drover.http.guard;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The body of a request as it comes in. A client that goes, or sends less than it promised, is an
 * {@link IOException} here, whatever the server library makes of it.
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
   * Reads on without keeping anything, so that a client that sends all of its body before it looks
   * for an answer gets the one that refuses it. From who sends very much more it is kept.
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
