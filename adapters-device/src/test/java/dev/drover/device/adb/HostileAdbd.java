package dev.drover.device.adb;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** The worst possible phone: it greets like a real one and then sends anything. */
final class HostileAdbd implements AutoCloseable {
  static final int CNXN = 0x4e584e43;
  static final int OPEN = 0x4e45504f;
  static final int OKAY = 0x59414b4f;
  static final int WRTE = 0x45545257;

  private static final int CHUNK = 64 * 1024;
  private static final int OUR_ID = 7;

  private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

  /** Platform threads, because a phone is another computer and must not occupy carriers. */
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          Thread.ofPlatform().daemon().name("hostile-phone-", 1).factory());

  private final AtomicLong sent = new AtomicLong();
  private final Behaviour behaviour;

  /** How it responds to a requested service. */
  @FunctionalInterface
  interface Behaviour {
    void answer(Conversation with, String service) throws IOException;
  }

  HostileAdbd(Behaviour behaviour) throws IOException {
    this.behaviour = behaviour;
    threads.execute(this::accept);
  }

  String address() {
    return "127.0.0.1:" + socket.getLocalPort();
  }

  /** Returns the number of bytes that were sent, which is more than the other side has stored. */
  long sent() {
    return sent.get();
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket client = socket.accept();
        threads.execute(() -> talk(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void talk(Socket client) {
    try (client) {
      DataInputStream in = new DataInputStream(client.getInputStream());
      Conversation conversation = new Conversation(client.getOutputStream());
      while (true) {
        ByteBuffer header = ByteBuffer.wrap(in.readNBytes(24)).order(ByteOrder.LITTLE_ENDIAN);
        if (header.remaining() < 24) {
          return;
        }
        int command = header.getInt(0);
        byte[] payload = in.readNBytes(header.getInt(12));
        if (command == CNXN) {
          behaviour.answer(conversation, "");
        } else if (command == OPEN) {
          conversation.theirs = header.getInt(4);
          behaviour.answer(
              conversation, new String(payload, StandardCharsets.UTF_8).replace("\0", ""));
        }
      }
    } catch (IOException cutOff) {
      // As it should be.
      return;
    }
  }

  /** One connection. */
  final class Conversation {
    private final OutputStream out;
    private int theirs;

    Conversation(OutputStream out) {
      this.out = out;
    }

    /** Greets as phones do. */
    void greet() throws IOException {
      byte[] banner =
          "device::ro.product.name=x;ro.product.model=x;ro.product.device=x;features=shell_v2,cmd"
              .getBytes(StandardCharsets.UTF_8);
      message(CNXN, 0x01000001, 256 * 1024, banner.length, banner);
    }

    void okay() throws IOException {
      message(OKAY, OUR_ID, theirs, 0, new byte[0]);
    }

    /** As {@link #okay()}, with content that nobody asks for. */
    void okay(byte[] payload) throws IOException {
      message(OKAY, OUR_ID, theirs, payload.length, payload);
    }

    void write(byte[] payload) throws IOException {
      message(WRTE, OUR_ID, theirs, payload.length, payload);
    }

    /** To a stream that nobody has opened. */
    void writeElsewhere(byte[] payload) throws IOException {
      message(WRTE, OUR_ID, theirs + 1, payload.length, payload);
    }

    /** A message that claims to be as long as that, whatever follows. */
    void message(int command, int first, int second, int length, byte[] payload)
        throws IOException {
      ByteBuffer header = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
      header.putInt(command).putInt(first).putInt(second).putInt(length).putInt(0).putInt(~command);
      send(header.array());
      send(payload);
    }

    /** A shell packet, or what begins as one, in a message of its own. */
    void shell(int id, int length, byte[] content) throws IOException {
      ByteBuffer packet = ByteBuffer.allocate(5 + content.length).order(ByteOrder.LITTLE_ENDIAN);
      packet.put((byte) id).putInt(length).put(content);
      write(packet.array());
    }

    /** Raw bytes until the other side has enough. */
    void flood() throws IOException {
      byte[] chunk = new byte[CHUNK];
      while (true) {
        send(chunk);
      }
    }

    /** Orderly messages until the other side has enough. */
    void floodOrderly() throws IOException {
      byte[] chunk = new byte[CHUNK];
      while (true) {
        write(chunk);
      }
    }

    private void send(byte[] bytes) throws IOException {
      out.write(bytes);
      sent.addAndGet(bytes.length);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
    threads.shutdownNow();
  }
}
