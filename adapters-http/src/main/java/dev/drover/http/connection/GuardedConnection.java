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
 * A connection as Helidon sees it. Helidon reads requests of HTTP/1.1 with small chunks, whatever
 * the client sends, and its answers go out in the client's version.
 *
 * @param serverSocket the client's socket
 * @param client the same connection, as {@link ConnectionGuard} watches it
 */
record GuardedConnection(
    ListenerContext listenerContext,
    Router router,
    HelidonSocket serverSocket,
    ConnectionGuard.Connection client,
    Http10Requests requests,
    DataReader dataReader,
    DataWriter dataWriter)
    implements ConnectionContext {

  /**
   * Puts the translation of HTTP/1.0 and of chunks between a socket and Helidon.
   *
   * @param received gives the next bytes, at least one
   * @param writer sends bytes to the client
   */
  static GuardedConnection of(
      ListenerContext listener,
      Router router,
      HelidonSocket socket,
      Supplier<byte[]> received,
      DataWriter writer,
      ConnectionGuard.Connection client) {
    Http10Responses responses = new Http10Responses(writer);
    Http10Requests requests = new Http10Requests(received, responses);
    return new GuardedConnection(
        listener, router, socket, client, requests, DataReader.create(requests), responses);
  }

  /** Called when a head is complete; its body, if it has one, comes next. */
  void headEnded(Headers head) {
    int available = dataReader.available();
    requests.headEnded(head, available == 0 ? new byte[0] : dataReader.readBytes(available));
  }

  @Override
  public ExecutorService executor() {
    return listenerContext.executor();
  }

  @Override
  public Optional<ProxyProtocolData> proxyProtocolData() {
    return Optional.empty();
  }

  @Override
  public PeerInfo remotePeer() {
    return serverSocket.remotePeer();
  }

  @Override
  public PeerInfo localPeer() {
    return serverSocket.localPeer();
  }

  @Override
  public boolean isSecure() {
    return serverSocket.isSecure();
  }

  @Override
  public String socketId() {
    return serverSocket.socketId();
  }

  @Override
  public String childSocketId() {
    return serverSocket.childSocketId();
  }
}
