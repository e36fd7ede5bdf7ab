package dev.drover.device.adb;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Asks the local adb server which phones it knows ({@code host:devices}: four hexadecimal digits of
 * length, then lines of serial, tab, state). Asked anew each time, so that a restarted server needs
 * no care; it is shared, and never ended.
 */
final class AdbServerClient {
  private static final int MILLIS = 2_000;

  private final String host;
  private final int port;

  AdbServerClient(String host, int port) {
    this.host = host;
    this.port = port;
  }

  String host() {
    return host;
  }

  int port() {
    return port;
  }

  /**
   * The states of its phones ({@code device}, {@code offline}, {@code unauthorized}, ...) by their
   * addresses.
   *
   * @throws IOException if there is no server, or it does not answer as one
   */
  Map<String, String> devices() throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), MILLIS);
      socket.setSoTimeout(MILLIS);
      String request = "host:devices";
      socket
          .getOutputStream()
          .write(
              String.format("%04x%s", request.length(), request)
                  .getBytes(StandardCharsets.US_ASCII));
      DataInputStream in = new DataInputStream(socket.getInputStream());
      String status = text(in, 4);
      if (!status.equals("OKAY")) {
        throw new IOException("the adb server at " + host + ":" + port + " answered " + status);
      }
      String list = text(in, Integer.parseInt(text(in, 4), 16));
      Map<String, String> devices = new LinkedHashMap<>();
      for (String line : list.split("\\n")) {
        int tab = line.indexOf('\t');
        if (tab > 0) {
          devices.put(line.substring(0, tab), line.substring(tab + 1).strip());
        }
      }
      return devices;
    } catch (NumberFormatException garbled) {
      throw new IOException(
          "the adb server at " + host + ":" + port + " answered garbage", garbled);
    }
  }

  private static String text(DataInputStream in, int length) throws IOException {
    return new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }
}
