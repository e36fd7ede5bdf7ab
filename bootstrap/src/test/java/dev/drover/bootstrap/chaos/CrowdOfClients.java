package dev.drover.bootstrap.chaos;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Many connections to one server, each of which sends the same text and stays open. */
final class CrowdOfClients implements AutoCloseable {
  private static final int CONNECT_MILLIS = 3_000;

  private final List<Socket> sockets = new ArrayList<>();

  /**
   * @param said by each; empty for nothing
   * @param listens whether they take what they are told; else it stays in the sockets
   */
  static CrowdOfClients of(int count, int port, String said, boolean listens) {
    CrowdOfClients crowd = new CrowdOfClients();
    for (int i = 0; i < count; i++) {
      crowd.add(port, said, listens);
    }
    return crowd;
  }

  private void add(int port, String said, boolean listens) {
    Socket socket = new Socket();
    sockets.add(socket);
    try {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
      socket.getOutputStream().write(said.getBytes(StandardCharsets.US_ASCII));
      if (listens) {
        Thread.ofVirtual().name("crowd").start(() -> listen(socket));
      }
    } catch (IOException refused) {
      // That the server has no room for one more is what it may say.
    }
  }

  private static void listen(Socket socket) {
    try {
      socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException hungUp) {
      // Either side may.
    }
  }

  @Override
  public void close() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
