package dev.drover.http.connection;

import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.socket.PeerInfo;
import io.helidon.http.Headers;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.ProxyProtocolData;
import io.helidon.webserver.Router;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;

/**
 * A connection as the server library sees it: what it receives has heads that the library can read
 * and even chunks, and what it sends goes in pieces, in the words of the client's version.
 */
final class GuardedConnection implements ConnectionContext {
  private final ListenerContext listener;
  private final Router router;
  private final HelidonSocket socket;
  private final ConnectionGuard.Connection client;
  private final Http10Requests heads;
  private final DataReader reader;
  private final DataWriter writer;

  /**
   * @param received the next bytes, at least one
   */
  GuardedConnection(
      ListenerContext listener,
      Router router,
      HelidonSocket socket,
      Supplier<byte[]> received,
      DataWriter writer,
      ConnectionGuard.Connection client) {
    this.listener = listener;
    this.router = router;
    this.socket = socket;
    this.client = client;
    Http10Responses answers = new Http10Responses(writer);
    this.heads = new Http10Requests(received, answers);
    this.reader = DataReader.create(heads);
    this.writer = answers;
  }

  ConnectionGuard.Connection client() {
    return client;
  }

  /** A head is complete; its body, if it has one, comes next. */
  void headEnded(Headers head) {
    int available = reader.available();
    heads.headEnded(head, available == 0 ? new byte[0] : reader.readBytes(available));
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
    return listener;
  }

  @Override
  public ExecutorService executor() {
    return listener.executor();
  }

  @Override
  public Router router() {
    return router;
  }

  @Override
  public Optional<ProxyProtocolData> proxyProtocolData() {
    return Optional.empty();
  }

  @Override
  public HelidonSocket serverSocket() {
    return socket;
  }

  @Override
  public PeerInfo remotePeer() {
    return socket.remotePeer();
  }

  @Override
  public PeerInfo localPeer() {
    return socket.localPeer();
  }

  @Override
  public boolean isSecure() {
    return socket.isSecure();
  }

  @Override
  public String socketId() {
    return socket.socketId();
  }

  @Override
  public String childSocketId() {
    return socket.childSocketId();
  }
}
