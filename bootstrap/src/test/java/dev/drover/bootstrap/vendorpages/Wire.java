package dev.drover.bootstrap.vendorpages;

import dev.drover.http.testing.RawHttp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A connection on which requests are written byte by byte, as a client of a kind writes them. */
final class Wire implements AutoCloseable {
  private final Socket socket;

  private Wire(Socket socket) {
    this.socket = socket;
  }

  static Wire to(InetAddress address, int port) throws IOException {
    Socket socket = new Socket(address, port);
    socket.setSoTimeout(20_000);
    return new Wire(socket);
  }

  /**
   * Sends a request and reads its answer.
   *
   * @param head the request line and the headers, without the empty line at the end
   */
  Reply ask(String head, String body) throws IOException {
    String request = head.strip().replace("\n", "\r\n") + "\r\n\r\n" + body;
    socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
    RawHttp.Answer answer = RawHttp.parsed(socket.getInputStream());
    while (answer.status() == 100) {
      answer = RawHttp.parsed(socket.getInputStream());
    }
    return Reply.of(answer.status(), answer.body());
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
