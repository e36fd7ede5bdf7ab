package dev.drover.http;

import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.socket.PeerInfo;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.ProxyProtocolData;
import io.helidon.webserver.Router;
import java.util.Optional;
import java.util.concurrent.ExecutorService;

/**
 * A connection as the server library sees it: its own, but that what it receives has even chunks,
 * and what it sends goes by a writer of ours.
 */
final class WatchedContext implements ConnectionContext {
  private final ConnectionContext own;
  private final EvenChunks chunks;
  private final DataReader reader;
  private final DataWriter writer;

  WatchedContext(ConnectionContext own, DataWriter writer) {
    this.own = own;
    this.chunks = new EvenChunks(() -> received(own.dataReader()));
    this.reader = DataReader.create(chunks);
    this.writer = writer;
  }

  /** All that is there, or at least one byte. */
  private static byte[] received(DataReader reader) {
    reader.ensureAvailable();
    return reader.readBytes(reader.available());
  }

  /** A head is complete; its body, if it has one, comes next. */
  void headEnded(Headers head) {
    if (head.contains(HeaderNames.TRANSFER_ENCODING)) {
      int available = reader.available();
      chunks.begin(available == 0 ? new byte[0] : reader.readBytes(available));
    }
  }

  @Override
  public DataReader dataReader() {
    return reader;
  }

  @Override
  public DataWriter dataWriter() {
    return writer;
  }

  @Override
  public ListenerContext listenerContext() {
    return own.listenerContext();
  }

  @Override
  public ExecutorService executor() {
    return own.executor();
  }

  @Override
  public Router router() {
    return own.router();
  }

  @Override
  public Optional<ProxyProtocolData> proxyProtocolData() {
    return own.proxyProtocolData();
  }

  @Override
  public HelidonSocket serverSocket() {
    return own.serverSocket();
  }

  @Override
  public PeerInfo remotePeer() {
    return own.remotePeer();
  }

  @Override
  public PeerInfo localPeer() {
    return own.localPeer();
  }

  @Override
  public boolean isSecure() {
    return own.isSecure();
  }

  @Override
  public String socketId() {
    return own.socketId();
  }

  @Override
  public String childSocketId() {
    return own.childSocketId();
  }
}
