package dev.drover.device.adb;

import dadb.AdbKeyPair;
import dadb.Dadb;
import dadb.adbserver.AdbServer;

/** A way to a phone. */
sealed interface Reach {
  int CONNECT_MILLIS = 3_000;

  /** The ADB address: an alias of the phone's serial. */
  String address();

  /** A connection that is made with its first use. */
  Dadb open(AdbKeyPair key);

  /** Straight to the phone's adbd. */
  record Tcp(String host, int port) implements Reach {
    /** Reads {@code host:port}. */
    static Tcp parse(String address) {
      int colon = address.lastIndexOf(':');
      if (colon < 1) {
        throw new IllegalArgumentException("an ADB address is host:port, not " + address);
      }
      return new Tcp(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
    }

    @Override
    public String address() {
      return host + ":" + port;
    }

    @Override
    public Dadb open(AdbKeyPair key) {
      String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
      return Dadb.create(bare, port, key, CONNECT_MILLIS, 0);
    }
  }

  /** Through the local adb server, which knows the phones on USB. */
  record Server(String serverHost, int serverPort, String address) implements Reach {
    @Override
    public Dadb open(AdbKeyPair key) {
      return AdbServer.createDadb(
          serverHost, serverPort, "host:transport:" + address, CONNECT_MILLIS, 0);
    }
  }
}
