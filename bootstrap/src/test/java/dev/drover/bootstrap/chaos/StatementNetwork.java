package dev.drover.bootstrap.chaos;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A network between a server and PostgreSQL that recognises statements. It can delay a statement or
 * its answer, or let PostgreSQL refuse it. For a refusal it replaces the statement by one that
 * raises the error, so that the transaction's state and the protocol stay genuine.
 */
final class StatementNetwork implements AutoCloseable {
  private static final int SSL_REQUEST = 80877103;
  private static final int GSS_REQUEST = 80877104;
  private static final int CANCEL_REQUEST = 80877102;

  /** An administrator ends the connection. */
  static final String TERMINATED = "57P01";

  private final int server;
  private final Rule rule;
  private final ServerSocket listener;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

  private StatementNetwork(int server, Rule rule, ServerSocket listener) {
    this.server = server;
    this.rule = rule;
    this.listener = listener;
  }

  /**
   * What happens to statements that are sent together.
   *
   * @param before what they are held back for
   * @param after what their answer is held back for
   * @param lost whether they never arrive, and their connection with them
   * @param refused which of them is refused, and how
   */
  record Fate(Duration before, Duration after, boolean lost, Optional<Refusal> refused) {
    static final Fate FAIR = late(Duration.ZERO, Duration.ZERO);

    static Fate lost(Duration after) {
      return new Fate(after, Duration.ZERO, true, Optional.empty());
    }

    static Fate late(Duration before, Duration after) {
      return new Fate(before, after, false, Optional.empty());
    }

    static Fate refused(int index, String state) {
      return new Fate(Duration.ZERO, Duration.ZERO, false, Optional.of(new Refusal(index, state)));
    }
  }

  /**
   * @param index of the statement among those that are sent together
   * @param state of the error
   */
  record Refusal(int index, String state) {}

  /** Decides. Called by many threads at one time. */
  interface Rule {
    /**
     * @param statements that are sent together, at least one
     */
    Fate of(List<String> statements);

    /** Whether PostgreSQL has no room for one more connection. */
    default boolean refusesConnection() {
      return false;
    }
  }

  static StatementNetwork before(int postgresPort, Rule rule) throws IOException {
    StatementNetwork network =
        new StatementNetwork(
            postgresPort, rule, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    Thread.ofVirtual().name("statements-accept").start(network::accept);
    return network;
  }

  int port() {
    return listener.getLocalPort();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        Thread.ofVirtual().name("statements").start(() -> link(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void link(Socket client) {
    try (client;
        Socket upstream = new Socket()) {
      sockets.add(client);
      client.setTcpNoDelay(true);
      upstream.setTcpNoDelay(true);
      DataInputStream in =
          new DataInputStream(new BufferedInputStream(client.getInputStream(), 64 * 1024));
      byte[] startup = startup(in, client);
      upstream.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server), 3_000);
      sockets.add(upstream);
      new Link(client, upstream, in).serve(startup);
    } catch (IOException gone) {
      // Either side may go at any time; both are closed then.
    } finally {
      sockets.removeIf(Socket::isClosed);
    }
  }

  /** The message that begins a connection, once it is agreed that nothing is encrypted. */
  private static byte[] startup(DataInputStream in, Socket client) throws IOException {
    while (true) {
      int length = in.readInt();
      byte[] body = new byte[length - 4];
      in.readFully(body);
      int code = ByteBuffer.wrap(body).getInt();
      if (code == CANCEL_REQUEST) {
        throw new IOException("nothing is cancelled here");
      }
      if (code != SSL_REQUEST && code != GSS_REQUEST) {
        return ByteBuffer.allocate(length).putInt(length).put(body).array();
      }
      client.getOutputStream().write('N');
    }
  }

  /** A message as it is on the wire. */
  private static final class Message {
    private final char type;
    private final byte[] body;

    Message(char type, byte[] body) {
      this.type = type;
      this.body = body;
    }

    void writeTo(DataOutputStream out) throws IOException {
      out.writeByte(type);
      out.writeInt(body.length + 4);
      out.write(body);
    }

    /** A text of the body that ends with a zero. */
    String text(int from) {
      int end = from;
      while (body[end] != 0) {
        end++;
      }
      return new String(body, from, end - from, StandardCharsets.UTF_8);
    }

    static Message read(DataInputStream in) throws IOException {
      char type = (char) in.readUnsignedByte();
      byte[] body = new byte[in.readInt() - 4];
      in.readFully(body);
      return new Message(type, body);
    }
  }

  private final class Link {
    private final Socket client;
    private final DataInputStream in;
    private final DataOutputStream toServer;
    private final DataInputStream fromServer;
    private final DataOutputStream toClient;
    private final Map<String, String> prepared = new HashMap<>();
    private final Set<String> errors = new HashSet<>();
    private final AtomicInteger ownParses = new AtomicInteger();
    private final AtomicLong holdAnswer = new AtomicLong();
    private volatile char transaction = 'I';

    Link(Socket client, Socket upstream, DataInputStream in) throws IOException {
      this.client = client;
      this.in = in;
      this.toServer =
          new DataOutputStream(new BufferedOutputStream(upstream.getOutputStream(), 64 * 1024));
      this.fromServer =
          new DataInputStream(new BufferedInputStream(upstream.getInputStream(), 64 * 1024));
      this.toClient =
          new DataOutputStream(new BufferedOutputStream(client.getOutputStream(), 64 * 1024));
    }

    void serve(byte[] startup) throws IOException {
      if (rule.refusesConnection()) {
        refuseConnection();
        return;
      }
      toServer.write(startup);
      toServer.flush();
      Thread back = Thread.ofVirtual().name("statements-back").start(this::answer);
      try {
        List<Message> together = new ArrayList<>();
        while (true) {
          Message message = Message.read(in);
          together.add(message);
          switch (message.type) {
            case 'P', 'B', 'D', 'E', 'C' -> {
              // More belongs to it.
            }
            default -> {
              forward(together);
              together.clear();
            }
          }
        }
      } catch (EOFException hungUp) {
        toServer.close();
      }
      try {
        back.join();
      } catch (InterruptedException end) {
        Thread.currentThread().interrupt();
      }
    }

    private void refuseConnection() throws IOException {
      byte[] said =
          "SFATAL\0VFATAL\0C53300\0Msorry, too many clients already\0\0"
              .getBytes(StandardCharsets.UTF_8);
      new Message('E', said).writeTo(toClient);
      toClient.flush();
    }

    /** Sends what a client wants to be done together, up to its {@code Sync}. */
    private void forward(List<Message> together) throws IOException {
      List<String> statements = new ArrayList<>();
      Map<Message, Integer> executed = new HashMap<>();
      for (Message message : together) {
        if (message.type == 'P') {
          String name = message.text(0);
          prepared.put(name, message.text(name.length() + 1));
        } else if (message.type == 'B') {
          int portal = message.text(0).length() + 1;
          executed.put(message, statements.size());
          statements.add(prepared.getOrDefault(message.text(portal), ""));
        } else if (message.type == 'Q') {
          executed.put(message, statements.size());
          statements.add(message.text(0));
        }
      }
      Fate fate = statements.isEmpty() ? Fate.FAIR : rule.of(statements);
      Stage.pass(fate.before());
      if (fate.lost()) {
        throw new IOException("the fate of these statements is to be lost");
      }
      holdAnswer.set(fate.after().toNanos());
      // Where a transaction has failed already, nothing but its end is done.
      Optional<Refusal> refusal = fate.refused().filter(_ -> transaction != 'E');
      if (refusal.isPresent() && together.getLast().type != 'Q') {
        prepareError(refusal.get().state());
      }
      boolean isRefused = false;
      for (Message message : together) {
        Optional<Integer> index = Optional.ofNullable(executed.get(message));
        boolean begins = index.isPresent();
        if (begins) {
          isRefused = refusal.map(Refusal::index).equals(index);
        }
        if (begins && isRefused) {
          raising(message, refusal.orElseThrow().state()).writeTo(toServer);
        } else if (!isRefused || message.type != 'D') {
          // What the refused statement would answer is not told: the client would remember it.
          message.writeTo(toServer);
        }
      }
      toServer.flush();
    }

    private void prepareError(String state) throws IOException {
      if (errors.add(state)) {
        ownParses.incrementAndGet();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(zeroEnded("refused_" + state));
        body.writeBytes(zeroEnded(error(state)));
        body.writeBytes(new byte[2]);
        new Message('P', body.toByteArray()).writeTo(toServer);
      }
    }

    private static Message raising(Message message, String state) {
      if (message.type == 'Q') {
        return new Message('Q', zeroEnded(error(state)));
      }
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      body.writeBytes(zeroEnded(message.text(0)));
      body.writeBytes(zeroEnded("refused_" + state));
      // No formats, no parameters, no formats of results.
      body.writeBytes(new byte[6]);
      return new Message('B', body.toByteArray());
    }

    private static String error(String state) {
      return state.equals(TERMINATED)
          ? "DO $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); END $$"
          : "DO $$ BEGIN RAISE EXCEPTION 'refused by chance' USING ERRCODE = '"
              + state
              + "'; END $$";
    }

    private static byte[] zeroEnded(String text) {
      return (text + "\0").getBytes(StandardCharsets.UTF_8);
    }

    private void answer() {
      try (client) {
        while (true) {
          Message message = Message.read(fromServer);
          long hold = holdAnswer.getAndSet(0);
          if (hold > 0) {
            Stage.pass(Duration.ofNanos(hold));
          }
          if (message.type == 'Z') {
            transaction = (char) message.body[0];
          }
          if (message.type != '1' || ownParses.get() == 0) {
            message.writeTo(toClient);
          } else {
            ownParses.decrementAndGet();
          }
          if (fromServer.available() == 0) {
            toClient.flush();
          }
        }
      } catch (IOException gone) {
        // The client hears of it by the end of its connection.
      }
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
