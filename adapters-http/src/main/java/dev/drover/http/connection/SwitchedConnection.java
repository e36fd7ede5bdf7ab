package dev.drover.http.connection;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.socket.SocketContext;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import java.util.Optional;

/**
 * A connection that goes on in another protocol than HTTP, after a request that was checked as any
 * other. It counts towards the limit of connections, and is not given up for a new one. Nothing
 * limits how long the client may say nothing: whoever speaks the protocol asks for signs of life.
 *
 * <p>One thread reads, one thread writes; both may be the same.
 */
public final class SwitchedConnection {
  private final ConnectionGuard.Connection client;
  private final GuardedConnection conversation;

  private SwitchedConnection(ConnectionGuard.Connection client, GuardedConnection conversation) {
    this.client = client;
    this.conversation = conversation;
  }

  /**
   * Takes the connection of a request over. What the client has sent after the head is read as the
   * other protocol. The caller answers the request by {@link #write}.
   *
   * @throws CloseConnectionException if the client is gone
   */
  public static SwitchedConnection of(ServerRequest request) {
    Optional<ConnectionGuard.Connection> client =
        request.context().get(ConnectionGuard.Connection.class);
    GuardedConnection conversation =
        client
            .flatMap(ConnectionGuard.Connection::conversation)
            .orElseThrow(() -> new CloseConnectionException("the client is gone"));
    conversation.requests().switched();
    return new SwitchedConnection(client.orElseThrow(), conversation);
  }

  public DataReader reader() {
    return conversation.dataReader();
  }

  public SocketContext context() {
    return conversation;
  }

  /**
   * Sends bytes. The client must take each piece of them within the server's patience, or is cut
   * off.
   *
   * @throws java.io.UncheckedIOException if the client is gone or was cut off, or another exception
   *     of Helidon's that says so
   */
  public void write(BufferData data) {
    conversation.dataWriter().writeNow(data);
  }

  /** To be called after the last piece: the client has two seconds to close its end. */
  public void ending() {
    client.ending();
  }

  /** Ends the connection at once, whatever either thread does. Safe for any thread. */
  public void cutOff() {
    client.cutOff();
  }
}
