package dev.drover.device.adb;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Asks the local adb server which phones it knows ({@code host:devices}: four hexadecimal digits of
 * length, then lines of serial, tab, state). Each request uses a connection of its own, so a server
 * may restart at any time. The server is shared with other tools, and never ended.
 */
final class AdbServerClient {
  private static final int MILLIS = 2_000;

  /** Servers since 2014 have this version or a later one, and the same requests. */
  private static final int OLDEST_VERSION = 32;

  private final String host;
  private final int port;

  AdbServerClient(String host, int port) {
    this.host = host;
    this.port = port;
  }

  /** Signals that something answers at the server's port, but is not a usable adb server. */
  static final class Refused extends IOException {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message);
    }
  }

  String host() {
    return host;
  }

  int port() {
    return port;
  }

  /**
   * Returns the states of the server's phones ({@code device}, {@code offline}, {@code
   * unauthorized}, ...) by address.
   *
   * @throws Refused if the server can't be used; the message says what to do
   * @throws IOException if there is no server, or it is shutting down
   */
  Map<String, String> devices() throws IOException {
    Map<String, String> devices = new LinkedHashMap<>();
    for (String line : ask("host:devices").split("\\n")) {
      int tab = line.indexOf('\t');
      if (tab > 0) {
        devices.put(line.substring(0, tab), line.substring(tab + 1).strip());
      }
    }
    return devices;
  }

  /**
   * Returns the version of the server's protocol, such as 41.
   *
   * @throws IOException as {@link #devices}
   */
  int version() throws IOException {
    try {
      return Integer.parseInt(ask("host:version"), 16);
    } catch (NumberFormatException garbled) {
      throw new Refused(strange("no version"));
    }
  }

  private String ask(String request) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), MILLIS);
      socket.setSoTimeout(MILLIS);
      socket
          .getOutputStream()
          .write(
              String.format("%04x%s", request.length(), request)
                  .getBytes(StandardCharsets.US_ASCII));
      DataInputStream in = new DataInputStream(socket.getInputStream());
      String status = text(in, 4);
      if (!status.equals("OKAY") && !status.equals("FAIL")) {
        throw new Refused(strange("\"" + status.replaceAll("[^ -~]", "?") + "\""));
      }
      String answer = text(in, length(text(in, 4)));
      if (status.equals("FAIL")) {
        throw refusal(request, answer.replaceAll("[^ -~]", "?"));
      }
      return answer;
    }
  }

  private Refused refusal(String request, String reason) {
    if (!request.equals("host:version")) {
      try {
        int version = version();
        if (version < OLDEST_VERSION) {
          return new Refused(
              "the adb server at "
                  + host
                  + ":"
                  + port
                  + " is of version "
                  + version
                  + ", too old (\""
                  + reason
                  + "\"); update the Android platform-tools, then run: adb kill-server; adb"
                  + " start-server");
        }
      } catch (IOException alsoRefused) {
        return new Refused(strange("\"" + reason + "\""));
      }
    }
    return new Refused(strange("\"" + reason + "\""));
  }

  private String strange(String answer) {
    return "what listens at "
        + host
        + ":"
        + port
        + " is no adb server that Drover can use: it answered "
        + answer
        + "; run: adb kill-server; adb start-server, or set devices.adb-server to the right port";
  }

  private int length(String digits) throws IOException {
    try {
      return Integer.parseInt(digits, 16);
    } catch (NumberFormatException garbled) {
      throw new Refused(strange("a length of \"" + digits.replaceAll("[^ -~]", "?") + "\""));
    }
  }

  private static String text(DataInputStream in, int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("the adb server went away");
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
