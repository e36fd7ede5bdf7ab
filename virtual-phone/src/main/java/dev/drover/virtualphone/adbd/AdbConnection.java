package dev.drover.virtualphone.adbd;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import jdk.net.ExtendedSocketOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's connection. One thread reads its packets; each stream's service has a thread of its
 * own.
 */
final class AdbConnection {
  private static final Logger log = LoggerFactory.getLogger(AdbConnection.class);
  private static final int VERSION = 0x01000001;

  private static final int TOKEN_LENGTH = 20;
  private static final int AUTH_TOKEN = 1;
  private static final int AUTH_SIGNATURE = 2;
  private static final int AUTH_PUBLIC_KEY = 3;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final long number;
  private final Socket socket;
  private final String banner;
  private final Services services;
  private final Authorisation authorisation;
  private final Runnable whenAccepted = this::welcomeIfAccepted;
  private final OutputStream out;
  private final ReentrantLock sending = new ReentrantLock();
  private final Map<Integer, AdbStream> streams = new ConcurrentHashMap<>();
  private Optional<String> asking = Optional.empty();
  private byte[] token = new byte[TOKEN_LENGTH];
  private boolean welcome;
  private int lastLocalId;
  private int maxData = 4096;

  /**
   * @param number the connection's number among all connections of the phone
   * @param banner the phone's description of itself: {@code
   *     device::ro.product.name=...;features=...}
   */
  AdbConnection(
      long number, Socket socket, String banner, Services services, Authorisation authorisation)
      throws IOException {
    this.authorisation = authorisation;
    this.number = number;
    this.socket = socket;
    this.banner = banner;
    this.services = services;
    socket.setTcpNoDelay(true);
    this.out = new BufferedOutputStream(socket.getOutputStream(), 64 * 1024);
  }

  long number() {
    return number;
  }

  /** Serves the client until it disconnects or breaks the protocol. */
  void serve() {
    try (socket;
        DataInputStream in =
            new DataInputStream(new BufferedInputStream(socket.getInputStream()))) {
      while (true) {
        Packet packet = Packet.read(in);
        acknowledgeAtOnce();
        handle(packet);
      }
    } catch (ProtocolException broken) {
      log.info("connection closed: {}", broken.getMessage());
    } catch (IOException gone) {
      log.debug("connection ended: {}", gone.toString());
    } finally {
      authorisation.forget(whenAccepted);
      streams.values().forEach(AdbStream::onClosed);
    }
  }

  /**
   * Acknowledges received data at once. Clients with Nagle's algorithm wait for the ACK before they
   * send the next small packet, and the kernel would delay it by 40 ms. The option applies to the
   * present data only, so it is set again each time.
   */
  private void acknowledgeAtOnce() throws IOException {
    if (socket.supportedOptions().contains(ExtendedSocketOptions.TCP_QUICKACK)) {
      socket.setOption(ExtendedSocketOptions.TCP_QUICKACK, true);
    }
  }

  /** Whether the client has disconnected, or was cut off. */
  boolean isClosed() {
    return socket.isClosed();
  }

  /** Drops the connection, as a pulled cable would. */
  void cut() {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException alreadyGone) {
      log.debug("cutting a connection that is gone", alreadyGone);
    }
  }

  private void handle(Packet packet) throws IOException {
    if (packet.command() == Packet.CNXN) {
      maxData = Math.max(1, Math.min(Packet.MAX_DATA, packet.argument1()));
      if (authorisation.isDemanded()) {
        challenge();
      } else {
        welcome();
      }
    } else if (packet.command() == Packet.AUTH) {
      authenticate(packet);
    } else if (!isWelcome()) {
      log.debug("passed over a packet of a client that is not let in");
    } else if (packet.command() == Packet.OPEN) {
      open(packet.argument0(), packet.text());
    } else if (packet.command() == Packet.WRTE) {
      AdbStream stream = streams.get(packet.argument1());
      if (stream == null) {
        send(Packet.of(Packet.CLSE, packet.argument1(), packet.argument0()));
      } else {
        stream.onData(packet.data());
        send(Packet.of(Packet.OKAY, stream.localId(), stream.remoteId()));
      }
    } else if (packet.command() == Packet.OKAY) {
      AdbStream stream = streams.get(packet.argument1());
      if (stream != null) {
        stream.onTaken();
      }
    } else if (packet.command() == Packet.CLSE) {
      AdbStream stream = streams.remove(packet.argument1());
      if (stream != null) {
        stream.onClosed();
      }
    } else {
      throw new ProtocolException("unknown command 0x" + Integer.toHexString(packet.command()));
    }
  }

  private synchronized boolean isWelcome() {
    return welcome;
  }

  private synchronized void welcome() throws IOException {
    welcome = true;
    send(
        new Packet(Packet.CNXN, VERSION, Packet.MAX_DATA, banner.getBytes(StandardCharsets.UTF_8)));
  }

  private void challenge() throws IOException {
    token = new byte[TOKEN_LENGTH];
    RANDOM.nextBytes(token);
    send(new Packet(Packet.AUTH, AUTH_TOKEN, 0, token));
  }

  /**
   * Answers a wrong signature with another token. A key waits, unanswered, for the phone's owner.
   */
  private void authenticate(Packet packet) throws IOException {
    if (packet.argument0() == AUTH_SIGNATURE) {
      if (authorisation.isSigned(token, packet.data())) {
        welcome();
      } else {
        challenge();
      }
    } else if (packet.argument0() == AUTH_PUBLIC_KEY) {
      synchronized (this) {
        asking = authorisation.ask(packet.text());
      }
      authorisation.onAccept(whenAccepted);
      welcomeIfAccepted();
    }
  }

  private synchronized void welcomeIfAccepted() {
    if (welcome || asking.filter(authorisation::isAccepted).isEmpty()) {
      return;
    }
    try {
      welcome();
    } catch (IOException gone) {
      log.debug("the client went before it was let in: {}", gone.toString());
    }
  }

  private void open(int remoteId, String destination) throws IOException {
    var service = services.find(destination);
    if (service.isEmpty()) {
      send(Packet.of(Packet.CLSE, 0, remoteId));
      return;
    }
    lastLocalId++;
    AdbStream stream = new AdbStream(this, lastLocalId, remoteId, maxData);
    streams.put(stream.localId(), stream);
    send(Packet.of(Packet.OKAY, stream.localId(), remoteId));
    Thread.ofVirtual()
        .name("adbd-" + destination)
        .start(
            () -> {
              try {
                service.get().serve(stream, this);
              } catch (IOException gone) {
                log.debug("service {} ended: {}", destination, gone.toString());
              } finally {
                close(stream);
              }
            });
  }

  private void close(AdbStream stream) {
    streams.remove(stream.localId());
    if (stream.isClosed()) {
      return;
    }
    try {
      send(Packet.of(Packet.CLSE, stream.localId(), stream.remoteId()));
    } catch (IOException gone) {
      log.debug("the client went before its stream was closed: {}", gone.toString());
    }
  }

  void send(Packet packet) throws IOException {
    sending.lock();
    try {
      packet.write(out);
    } finally {
      sending.unlock();
    }
  }
}
