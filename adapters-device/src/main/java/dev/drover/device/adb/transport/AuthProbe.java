package dev.drover.device.adb.transport;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.slf4j.LoggerFactory;

/**
 * Detects whether a phone waits for its owner's permission, by opening a separate connection to its
 * adbd and reading only the first message. To dadb, such a phone looks dead.
 */
final class AuthProbe {
  private static final int CONNECT = word("CNXN");
  private static final int AUTH = word("AUTH");
  private static final int VERSION = 0x01000000;
  private static final int MAX_DATA = 4096;
  private static final int HEADER_LENGTH = 24;

  private AuthProbe() {}

  /** Tests whether the phone asks for a key. */
  static boolean asksForKey(String host, int port, int millis) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), millis);
      socket.setSoTimeout(millis);
      socket.getOutputStream().write(connect());
      byte[] header = new byte[HEADER_LENGTH];
      new DataInputStream(socket.getInputStream()).readFully(header);
      return ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN).getInt() == AUTH;
    } catch (IOException silent) {
      LoggerFactory.getLogger(AuthProbe.class).debug("{}:{} is silent: {}", host, port, silent);
      return false;
    }
  }

  private static byte[] connect() {
    byte[] banner = "host::\0".getBytes(StandardCharsets.US_ASCII);
    int sum = 0;
    for (byte one : banner) {
      sum += one & 0xff;
    }
    return ByteBuffer.allocate(HEADER_LENGTH + banner.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(CONNECT)
        .putInt(VERSION)
        .putInt(MAX_DATA)
        .putInt(banner.length)
        .putInt(sum)
        .putInt(~CONNECT)
        .put(banner)
        .array();
  }

  private static int word(String name) {
    return ByteBuffer.wrap(name.getBytes(StandardCharsets.US_ASCII))
        .order(ByteOrder.LITTLE_ENDIAN)
        .getInt();
  }
}
