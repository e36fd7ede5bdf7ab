package dev.drover.device.adb.transport;

import dadb.AdbStream;
import java.io.IOException;
import okio.Buffer;
import okio.BufferedSink;
import okio.BufferedSource;
import okio.ForwardingSource;
import okio.Okio;

/** A phone's stream that fails when the phone sends more than a limit. */
public final class BoundedStream implements AdbStream {
  private final AdbStream stream;
  private final BufferedSource source;

  public BoundedStream(AdbStream stream, long mostBytes) {
    this.stream = stream;
    this.source =
        Okio.buffer(
            new ForwardingSource(stream.getSource()) {
              private long seen;

              @Override
              public long read(Buffer sink, long byteCount) throws IOException {
                long read = super.read(sink, byteCount);
                seen += Math.max(0, read);
                if (seen > mostBytes) {
                  throw new IOException("more than " + mostBytes + " bytes from the phone");
                }
                return read;
              }
            });
  }

  @Override
  public BufferedSource getSource() {
    return source;
  }

  @Override
  public BufferedSink getSink() {
    return stream.getSink();
  }

  @Override
  public void close() {
    new ScopedStream(stream).close();
  }
}
