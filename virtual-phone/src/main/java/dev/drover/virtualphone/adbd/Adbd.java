package dev.drover.virtualphone.adbd;

import dev.drover.virtualphone.adbd.Services.Service;
import dev.drover.virtualphone.agent.AgentServer;
import dev.drover.virtualphone.agent.AgentStream;
import dev.drover.virtualphone.fault.Fault;
import dev.drover.virtualphone.phone.Phone;
import dev.drover.virtualphone.shell.Shell;
import dev.drover.virtualphone.shell.ShellOutput;
import dev.drover.virtualphone.system.AgentProcess;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The phone's side of ADB over TCP: listens, and creates a connection for each client. */
public final class Adbd implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Adbd.class);

  /** Far longer than a machine that does much else needs. */
  private static final Duration ACCEPTING_ENDS = Duration.ofSeconds(5);

  private final Phone phone;
  private final String host;
  private final int port;
  private final Set<AdbConnection> connections = ConcurrentHashMap.newKeySet();
  private final AtomicLong accepted = new AtomicLong();
  private final Authorisation authorisation = new Authorisation();
  private ServerSocket listener;
  private @Nullable Thread accepting;
  private boolean offline;
  private boolean closed;

  private Adbd(Phone phone, String host, ServerSocket listener) {
    this.phone = phone;
    this.host = host;
    this.listener = listener;
    this.port = listener.getLocalPort();
  }

  /**
   * @param port the port, or 0 for a free one
   */
  public static Adbd start(Phone phone, String host, int port) throws IOException {
    Adbd adbd = new Adbd(phone, host, listen(host, port));
    adbd.accept();
    return adbd;
  }

  public int port() {
    return port;
  }

  /** The keys that the phone accepts. */
  public Authorisation authorisation() {
    return authorisation;
  }

  private static ServerSocket listen(String host, int port) throws IOException {
    ServerSocket socket = new ServerSocket();
    socket.setReuseAddress(true);
    socket.bind(new InetSocketAddress(InetAddress.getByName(host), port), 200);
    return socket;
  }

  private void accept() {
    ServerSocket current = listener;
    accepting = Thread.ofVirtual().name("adbd-accept-" + port).start(() -> acceptOn(current));
  }

  private void acceptOn(ServerSocket current) {
    while (!current.isClosed()) {
      try {
        Socket socket = current.accept();
        AdbConnection connection =
            new AdbConnection(
                accepted.incrementAndGet(), socket, phone.banner(), this::service, authorisation);
        connections.add(connection);
        Thread.ofVirtual()
            .name("adbd-connection")
            .start(
                () -> {
                  connection.serve();
                  connections.remove(connection);
                });
      } catch (IOException stopped) {
        log.debug("not accepting: {}", stopped.toString());
      }
    }
  }

  /** Goes off the network: cuts every connection and refuses new ones. */
  public synchronized void goOffline() {
    offline = true;
    closeListener();
    connections.forEach(AdbConnection::cut);
  }

  /** Comes back on the same port. */
  public synchronized void comeBack() {
    if (!offline || closed) {
      return;
    }
    try {
      listener = listen(host, port);
    } catch (IOException taken) {
      throw new UncheckedIOException("port " + port + " was taken meanwhile", taken);
    }
    offline = false;
    accept();
  }

  @Override
  public synchronized void close() {
    closed = true;
    closeListener();
    connections.forEach(AdbConnection::cut);
  }

  /**
   * Waits for the thread that accepts: until a virtual thread has left its call, the port still
   * takes connections.
   */
  private void closeListener() {
    try {
      listener.close();
      if (accepting != null) {
        accepting.join(ACCEPTING_ENDS);
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private Optional<Service> service(String destination) {
    if (destination.startsWith("shell,v2")) {
      String command = destination.substring(destination.indexOf(':') + 1);
      return Optional.of((stream, connection) -> shellV2(command, stream, connection));
    }
    if (destination.startsWith("shell:") || destination.startsWith("exec:")) {
      String command = destination.substring(destination.indexOf(':') + 1);
      return Optional.of((stream, connection) -> plainShell(command, stream, connection));
    }
    if (destination.equals("sync:")) {
      return Optional.of(
          (stream, connection) ->
              new SyncService(phone, connection.number(), stream, fault -> apply(fault, connection))
                  .serve());
    }
    if (destination.equals("tcp:" + AgentProcess.PORT) && phone.agent().isRunning()) {
      return Optional.of(
          (stream, connection) ->
              new AgentServer(phone, connection.number(), fault -> apply(fault, connection))
                  .serve(stream.input(), stream::write));
    }
    if (destination.equals("tcp:" + AgentProcess.STREAM_PORT) && phone.agent().isRunning()) {
      return Optional.of(
          (stream, connection) ->
              new AgentStream(phone, connection.number(), fault -> apply(fault, connection))
                  .serve(stream.input(), stream::write));
    }
    log.info("refused the service {}", destination);
    return Optional.empty();
  }

  /** Serves a v2 shell: output, errors, exit code and input each have packets of their own. */
  private void shellV2(String command, AdbStream stream, AdbConnection connection)
      throws IOException {
    ShellOutput out = data -> stream.write(shellPacket(1, data));
    ShellOutput err = data -> stream.write(shellPacket(2, data));
    int exit = runShell(command, new ShellV2Input(stream.input()), out, err, connection);
    stream.write(shellPacket(3, new byte[] {(byte) exit}));
  }

  /** Serves a raw shell: output and errors are mixed, and there is no exit code. */
  private void plainShell(String command, AdbStream stream, AdbConnection connection)
      throws IOException {
    runShell(command, stream.input(), stream::write, stream::write, connection);
  }

  private int runShell(
      String command, InputStream in, ShellOutput out, ShellOutput err, AdbConnection connection)
      throws IOException {
    Shell shell = new Shell(phone, connection.number(), fault -> apply(fault, connection));
    return command.isEmpty()
        ? shell.runInteractively(in, out, err)
        : shell.run(command, in, out, err);
  }

  /** Carries out a fault on the connection that it strikes. */
  private void apply(Fault fault, AdbConnection connection) throws IOException {
    switch (fault.kind()) {
      case CUT -> {
        connection.cut();
        throw new IOException("the fault cut the connection");
      }
      case STALL, LATE -> {
        phone.pause(fault.duration());
        if (connection.isClosed()) {
          // A phone ends the programs of a client that has gone.
          throw new IOException("the client went while the fault kept it waiting");
        }
      }
      case POPUP -> phone.screen().showPopup(fault.name());
      case OFFLINE -> {
        phone.offlineFor(fault.duration());
        throw new IOException("the fault took the phone off the network");
      }
      case GARBLE,
          SAYS,
          NO_IDLE,
          NULL_ROOT,
          LOGGED_OUT,
          VERIFICATION,
          SUSPENDED,
          UPLOAD_STALLS,
          TOO_FAST,
          REFUSE,
          MOVED,
          DISK_FULL,
          SCAN_NEVER,
          SLOW_APP,
          AGENT_DIES,
          AGENT_HANGS,
          AGENT_REFUSES,
          AGENT_GARBLES,
          AUTOMATION_TAKEN,
          UNREADABLE ->
          log.debug("{} is no fault of the connection", fault.kind());
    }
  }

  private static byte[] shellPacket(int id, byte[] data) {
    return ByteBuffer.allocate(5 + data.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put((byte) id)
        .putInt(data.length)
        .put(data)
        .array();
  }

  /**
   * Unpacks the standard input of a v2 shell. Ignores packets of other kinds, such as the window
   * size.
   */
  private static final class ShellV2Input extends InputStream {
    private static final int STDIN = 0;
    private static final int CLOSE_STDIN = 3;

    private final InputStream packets;
    private int remaining;
    private boolean ended;

    ShellV2Input(InputStream packets) {
      this.packets = packets;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      while (remaining == 0) {
        if (ended || !nextPacket()) {
          ended = true;
          return -1;
        }
      }
      int count = packets.read(target, offset, Math.min(length, remaining));
      if (count < 0) {
        ended = true;
        return -1;
      }
      remaining -= count;
      return count;
    }

    private boolean nextPacket() throws IOException {
      byte[] header = packets.readNBytes(5);
      if (header.length < 5) {
        return false;
      }
      int length = ByteBuffer.wrap(header, 1, 4).order(ByteOrder.LITTLE_ENDIAN).getInt();
      if (header[0] == STDIN) {
        remaining = length;
        return true;
      }
      packets.skipNBytes(length);
      return header[0] != CLOSE_STDIN;
    }
  }

  @Override
  public String toString() {
    return "adbd on " + host + ":" + port;
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
