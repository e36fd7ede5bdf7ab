package dev.drover.http.testing;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** Requests as no well-behaved client sends them: any Host, any header, written byte by byte. */
public final class RawHttp {
  private RawHttp() {}

  /**
   * An answer.
   *
   * @param headers by their names, upper or lower case
   */
  public record Answer(int status, Map<String, String> headers, String body) {
    public int code() {
      return body.matches("(?s).*\"code\":\\d+.*")
          ? Integer.parseInt(body.replaceFirst("(?s).*?\"code\":(\\d+).*", "$1"))
          : -1;
    }
  }

  /**
   * Sends one request and reads its answer.
   *
   * @param head the request line and the headers, without the empty line at the end
   */
  public static Answer send(int port, String head, String body) throws IOException {
    return send(port, head, body, true);
  }

  /** Sends a HEAD request, whose answer has no body whatever its length says. */
  public static Answer head(int port, String head) throws IOException {
    return send(port, head, "", false);
  }

  private static Answer send(int port, String head, String body, boolean hasBody)
      throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(20_000);
      String request = head.strip().replace("\n", "\r\n") + "\r\n";
      if (!body.isEmpty()) {
        request += "Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length + "\r\n";
      }
      request += "Connection: close\r\n\r\n" + body;
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      return parsed(socket.getInputStream(), hasBody);
    }
  }

  public static Answer parsed(InputStream in) throws IOException {
    return parsed(in, true);
  }

  private static Answer parsed(InputStream in, boolean hasBody) throws IOException {
    String head = until(in, "\r\n\r\n");
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    String[] lines = head.split("\r\n");
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      headers.put(lines[i].substring(0, colon), lines[i].substring(colon + 1).strip());
    }
    String body =
        !hasBody
            ? new String(in.readAllBytes(), StandardCharsets.UTF_8)
            : headers.getOrDefault("Transfer-Encoding", "").equals("chunked")
                ? until(in, "0\r\n\r\n")
                : new String(
                    in.readNBytes(Integer.parseInt(headers.getOrDefault("Content-Length", "0"))),
                    StandardCharsets.UTF_8);
    return new Answer(Integer.parseInt(lines[0].split(" ")[1]), headers, body);
  }

  private static String until(InputStream in, String end) throws IOException {
    StringBuilder text = new StringBuilder();
    while (text.indexOf(end) < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("the answer broke off: " + text);
      }
      text.append((char) next);
    }
    return text.toString();
  }
}
