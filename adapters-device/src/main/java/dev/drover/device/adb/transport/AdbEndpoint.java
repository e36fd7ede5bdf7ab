package dev.drover.device.adb.transport;

import dadb.AdbKeyPair;
import dadb.Dadb;
import dadb.adbserver.AdbServer;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A way to reach a phone: over TCP, or through the local adb server. */
public sealed interface AdbEndpoint {
  int CONNECT_MILLIS = 3_000;

  /** A chain of causes may lead back to itself. */
  int MOST_CAUSES = 20;

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

  /** Tells a user why no connection was made within a time, and what to do. */
  String notConnected(Exception failed, Duration deadline);

  /** The first of the causes that is of this kind. */
  private static <T> Optional<T> cause(Exception failed, Class<T> kind) {
    return Stream.<Throwable>iterate(failed, Objects::nonNull, Throwable::getCause)
        .limit(MOST_CAUSES)
        .filter(kind::isInstance)
        .map(kind::cast)
        .findFirst();
  }

  /** The direct way to the phone's adbd. */
  record Tcp(String host, int port) implements AdbEndpoint {
    /** Reads {@code host:port}. */
    public static Tcp parse(String address) {
      int colon = address.lastIndexOf(':');
      if (colon < 1 || !address.substring(colon + 1).matches("\\d{1,5}")) {
        throw new IllegalArgumentException(
            "an ADB address is host:port, such as 192.0.2.7:5555, not " + address);
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

    @Override
    public String notConnected(Exception failed, Duration deadline) {
      if (cause(failed, UnknownHostException.class).isPresent()) {
        return "No machine is named " + host + ". Check the address";
      }
      if (cause(failed, NoRouteToHostException.class).isPresent()) {
        return "No way leads to " + address() + ". Is the phone in this network?";
      }
      if (cause(failed, ConnectException.class).isPresent()) {
        return "Connection refused at " + address() + ". Is ADB over TCP on (adb tcpip 5555)?";
      }
      return "the phone at "
          + address()
          + " did not answer within "
          + (cause(failed, SocketTimeoutException.class).isPresent()
              ? CONNECT_MILLIS / 1_000
              : deadline.toSeconds())
          + " s. Is it on, and in this network?";
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

    @Override
    public String notConnected(Exception failed, Duration deadline) {
      return cause(failed, ConnectException.class).isPresent()
          ? "no adb server answers at " + serverHost + ":" + serverPort + "; run adb start-server"
          : "the phone " + address + " did not answer by the adb server; plug it in anew";
    }
  }
}
