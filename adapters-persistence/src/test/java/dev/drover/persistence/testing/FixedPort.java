package dev.drover.persistence.testing;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for servers that tests stop and start again: below those that Linux (32768) and others
 * (49152) give to anybody who asks for any, so that none is taken while its server is away.
 */
public final class FixedPort {
  private static final int FIRST = 20_000;
  private static final int END = 32_000;
  private static final int TRIES = 100;

  private FixedPort() {}

  /**
   * @throws IOException if none is found
   */
  public static int free() throws IOException {
    for (int tried = 1; ; tried++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, END);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (BindException taken) {
        if (tried == TRIES) {
          throw taken;
        }
      }
    }
  }
}
