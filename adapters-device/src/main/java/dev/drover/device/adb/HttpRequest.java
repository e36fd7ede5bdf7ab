package dev.drover.device.adb;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import okio.BufferedSink;
import okio.BufferedSource;

/**
 * A request to a program on a phone, over a stream of its own. No HTTP client takes a dadb stream
 * as its transport, and a forwarded port would be open to every program on this computer, so this
 * has the part of HTTP/1.1 that is needed. The phone may be hostile: everything read is limited.
 *
 * @param path of plain ASCII, without blanks
 * @param body JSON, or empty for none
 */
public record HttpRequest(String method, String path, String body) {
  private static final int LONGEST_LINE = 8 * 1024;
  private static final int MOST_HEADERS = 100;
  private static final long MOST_BODY = 32L * 1024 * 1024;

  public HttpRequest {
    if (!method.matches("[A-Z]+") || !path.matches("/[A-Za-z0-9/_.~%-]*")) {
      throw new IllegalArgumentException("no request: " + method + " " + path);
    }
  }

  public static HttpRequest get(String path) {
    return new HttpRequest("GET", path, "");
  }

  public static HttpRequest post(String path, String json) {
    return new HttpRequest("POST", path, json);
  }

  String line() {
    return method + " " + path;
  }

  /**
   * @throws IOException if the answer is none, or is cut off
   */
  HttpResponse exchange(BufferedSource source, BufferedSink sink) throws IOException {
    byte[] content = body.getBytes(StandardCharsets.UTF_8);
    sink.writeUtf8(line() + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n");
    if (content.length > 0) {
      sink.writeUtf8(
          "Content-Type: application/json; charset=utf-8\r\nContent-Length: "
              + content.length
              + "\r\n");
    }
    sink.writeUtf8("\r\n").write(content).flush();

    String statusLine = source.readUtf8LineStrict(LONGEST_LINE);
    if (!statusLine.matches("HTTP/1\\.[01] [1-5]\\d\\d( .*)?")) {
      throw new IOException("the answer is not HTTP");
    }
    int status = Integer.parseInt(statusLine.substring(9, 12));
    long length = -1;
    int headers = 0;
    String header = source.readUtf8LineStrict(LONGEST_LINE);
    while (!header.isEmpty()) {
      headers++;
      if (headers > MOST_HEADERS) {
        throw new IOException("the answer has more than " + MOST_HEADERS + " headers");
      }
      String lower = header.toLowerCase(Locale.ROOT);
      if (lower.startsWith("transfer-encoding:")) {
        throw new IOException("the answer is " + header);
      }
      if (lower.startsWith("content-length:")) {
        length = length(header.substring("content-length:".length()).strip());
      }
      header = source.readUtf8LineStrict(LONGEST_LINE);
    }
    return new HttpResponse(
        status, length < 0 ? untilClosed(source) : source.readByteArray(length));
  }

  private static long length(String text) throws IOException {
    if (!text.matches("\\d{1,9}") || Long.parseLong(text) > MOST_BODY) {
      throw new IOException("the answer has a length of " + text);
    }
    return Long.parseLong(text);
  }

  private static byte[] untilClosed(BufferedSource source) throws IOException {
    if (source.request(MOST_BODY + 1)) {
      throw new IOException("the answer has more than " + MOST_BODY + " bytes");
    }
    return source.readByteArray();
  }
}
