package dev.drover.persistence.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A proxy between a client and a server on this machine that simulates network failures. */
public final class TcpProxy implements AutoCloseable {
  private final InetSocketAddress server;
  private final ServerSocket listener;
  private final Set<Link> links = ConcurrentHashMap.newKeySet();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private Weather weather = Weather.FAIR;
  private volatile Optional<String> forbidden = Optional.empty();

  /** The state of the network. */
  public enum Weather {
    /** Everything passes. */
    FAIR,
    /** Connections are cut, and new ones are refused. */
    CUT,
    /** Connections stay, but nothing passes. The data arrives when this state ends. */
    STALLED,
    /**
     * Connections stay open at the client's end but lead nowhere; what the client sends is lost.
     * New ones lead nowhere too.
     */
    HALF_OPEN
  }

  /** A client's connection together with its connection to the server. */
  private static final class Link {
    private final Socket client;
    private final Socket upstream = new Socket();
    private volatile boolean halfOpen;

    Link(Socket client) {
      this.client = client;
    }

    void loseServer() {
      halfOpen = true;
      closeQuietly(upstream);
    }

    void close() {
      closeQuietly(client);
      closeQuietly(upstream);
    }
  }

  private TcpProxy(InetSocketAddress server, ServerSocket listener) {
    this.server = server;
    this.listener = listener;
  }

  public static TcpProxy before(String host, int port) throws IOException {
    TcpProxy proxy =
        new TcpProxy(
            new InetSocketAddress(host, port),
            new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    Thread.ofVirtual().name("proxy-accept").start(proxy::accept);
    return proxy;
  }

  public int port() {
    return listener.getLocalPort();
  }

  public void turn(Weather newWeather) {
    lock.lock();
    try {
      weather = newWeather;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    switch (newWeather) {
      case CUT -> {
        links.forEach(Link::close);
        links.clear();
      }
      case HALF_OPEN -> links.forEach(Link::loseServer);
      case FAIR, STALLED -> {
        // Existing connections stay.
      }
    }
  }

  /** Cuts a connection as soon as its client sends this ASCII text; empty turns that off. */
  public void cutAt(Optional<String> words) {
    forbidden = words;
  }

  private boolean isForbidden(byte[] said, int count) {
    String text = new String(said, 0, count, StandardCharsets.ISO_8859_1);
    return forbidden.filter(text::contains).isPresent();
  }

  private Weather now() {
    lock.lock();
    try {
      return weather;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits while the network is stalled.
   *
   * @return the state after that
   */
  private Weather awaitMovement() throws InterruptedException {
    lock.lock();
    try {
      while (weather == Weather.STALLED) {
        changed.await();
      }
      return weather;
    } finally {
      lock.unlock();
    }
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        Thread.ofVirtual().name("proxy-link").start(() -> link(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void link(Socket client) {
    Link link = new Link(client);
    links.add(link);
    try {
      switch (now()) {
        case CUT -> link.close();
        case HALF_OPEN -> swallow(client);
        case FAIR, STALLED -> {
          awaitMovement();
          link.upstream.connect(server, 3_000);
          Thread back =
              Thread.ofVirtual().name("proxy-back").start(() -> pump(link, link.upstream, client));
          pump(link, client, link.upstream);
          back.join();
        }
      }
    } catch (IOException unreachable) {
      link.close();
    } catch (InterruptedException end) {
      link.close();
      Thread.currentThread().interrupt();
    } finally {
      links.remove(link);
    }
  }

  private void pump(Link link, Socket from, Socket to) {
    byte[] buffer = new byte[16 * 1024];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      int count = in.read(buffer);
      while (count >= 0) {
        awaitMovement();
        if (from.equals(link.client) && isForbidden(buffer, count)) {
          link.close();
          return;
        }
        out.write(buffer, 0, count);
        count = in.read(buffer);
      }
      awaitMovement();
      if (!link.halfOpen) {
        link.close();
      }
    } catch (IOException broken) {
      if (!link.halfOpen) {
        link.close();
      } else if (from.equals(link.client)) {
        swallow(link.client);
      }
    } catch (InterruptedException end) {
      link.close();
      Thread.currentThread().interrupt();
    }
  }

  /** Reads what a client sends without answering, until the client gives up. */
  private static void swallow(Socket client) {
    try (client) {
      client.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException gone) {
      // The client gave up, as expected.
      closeQuietly(client);
    }
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException alreadyGone) {
      throw new IllegalStateException("a socket that can't be closed", alreadyGone);
    }
  }

  @Override
  public void close() {
    turn(Weather.CUT);
    try {
      listener.close();
    } catch (IOException failed) {
      throw new IllegalStateException("the proxy can't be closed", failed);
    }
  }
}
