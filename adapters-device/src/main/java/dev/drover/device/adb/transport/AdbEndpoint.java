package dev.drover.device.adb.transport;

import dadb.AdbKeyPair;
import dadb.Dadb;
import dadb.adbserver.AdbServer;
import java.util.Optional;
import java.util.regex.Pattern;

/** A way to reach a phone: over TCP, or through the local adb server. */
public sealed interface AdbEndpoint {
  int CONNECT_MILLIS = 3_000;

  /** The ADB address: an alias of the phone's serial. */
  String address();

  /** A key that differs from that of every other way, even of one with the same address. */
  String key();

  /** The phone's serial, if this way reveals it. */
  Optional<String> serial();

  /** Opens a connection, which connects on first use. */
  Dadb open(AdbKeyPair key);

  /** Tests whether the phone asks for a key, over a separate connection. */
  boolean asksForKey();

  /** The direct way to the phone's adbd. */
  record Tcp(String host, int port) implements AdbEndpoint {
    /** Reads {@code host:port}. */
    public static Tcp parse(String address) {
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
    public String key() {
      return address();
    }

    @Override
    public Optional<String> serial() {
      return Optional.empty();
    }

    @Override
    public Dadb open(AdbKeyPair key) {
      return new TcpDadb(bareHost(), port, key, CONNECT_MILLIS);
    }

    private String bareHost() {
      return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    @Override
    public boolean asksForKey() {
      return AuthProbe.asksForKey(bareHost(), port, CONNECT_MILLIS);
    }
  }

  /** The way through the local adb server, which knows the phones on USB. */
  record Server(String serverHost, int serverPort, String address) implements AdbEndpoint {
    private static final Pattern USB_SERIAL = Pattern.compile("[A-Za-z0-9._-]{1,128}");

    @Override
    public String key() {
      return "adb server: " + address;
    }

    /**
     * The adb server names phones on USB by their serials; emulators and addresses are not serials.
     */
    @Override
    public Optional<String> serial() {
      return Optional.of(address)
          .filter(name -> USB_SERIAL.matcher(name).matches() && !name.startsWith("emulator-"));
    }

    @Override
    public Dadb open(AdbKeyPair key) {
      return AdbServer.createDadb(
          serverHost, serverPort, "host:transport:" + address, CONNECT_MILLIS, 0);
    }

    /** The adb server reports this as the phone's state instead. */
    @Override
    public boolean asksForKey() {
      return false;
    }
  }
}
