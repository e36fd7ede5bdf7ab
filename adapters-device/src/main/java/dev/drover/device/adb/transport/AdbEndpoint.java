package dev.drover.device.adb.transport;

import dadb.AdbKeyPair;
import dadb.Dadb;
import dadb.adbserver.AdbServer;
import java.util.Optional;
import java.util.regex.Pattern;

/** A way to a phone. */
public sealed interface AdbEndpoint {
  int CONNECT_MILLIS = 3_000;

  /** The ADB address: an alias of the phone's serial. */
  String address();

  /** Tells it from every other way, also from one to the same address. */
  String key();

  /** The phone's serial, where the way tells it. */
  Optional<String> serial();

  /** A connection that is made with its first use. */
  Dadb open(AdbKeyPair key);

  /** Whether the phone wants a key before it lets anyone in. Asks it, over a connection apart. */
  boolean asksForKey();

  /** Straight to the phone's adbd. */
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
      return AuthProbe.isAnsweredByAuth(bareHost(), port, CONNECT_MILLIS);
    }
  }

  /** Through the local adb server, which knows the phones on USB. */
  record Server(String serverHost, int serverPort, String address) implements AdbEndpoint {
    private static final Pattern USB_SERIAL = Pattern.compile("[A-Za-z0-9._-]{1,128}");

    @Override
    public String key() {
      return "adb server: " + address;
    }

    /** Of phones on USB the server's name is the serial; emulators and addresses are none. */
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

    /** The server says it by itself. */
    @Override
    public boolean asksForKey() {
      return false;
    }
  }
}
