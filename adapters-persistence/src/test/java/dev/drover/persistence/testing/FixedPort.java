package dev.drover.persistence.testing;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Finds ports for servers that tests stop and restart. They are below the ephemeral ports of Linux
 * (from 32768) and other systems (from 49152), so that no program gets the port while the server is
 * down.
 */
public final class FixedPort {
  private static final int FIRST = 20_000;
  private static final int END = 32_000;
  private static final int TRIES = 100;

  private FixedPort() {}

  /**
   * Returns a port that is free now.
   *
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
