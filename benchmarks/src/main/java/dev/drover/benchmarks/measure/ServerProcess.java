package dev.drover.benchmarks.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A server in a process of its own: Drover, or a peer. */
public final class ServerProcess implements AutoCloseable {
  /** Drover's launcher builds what has changed and records a start, which takes minutes. */
  private static final Duration START_LIMIT = Duration.ofMinutes(10);

  /** Ticks of the processor's time in {@code /proc}, a second. */
  private static final double TICKS = 100;

  private final Process process;
  private final int port;
  private final Path log;

  private ServerProcess(Process process, int port, Path log) {
    this.process = process;
    this.port = port;
    this.log = log;
  }

  public static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  /** The command of a class on this program's class path. */
  public static List<String> java(List<String> options, String main, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
    command.addAll(arguments);
    return command;
  }

  /**
   * Starts a server, and waits until its port is open and {@code path} is answered with 200.
   *
   * @param command with the port in it
   */
  public static ServerProcess start(
      List<String> command, Map<String, String> environment, int port, String path)
      throws IOException, InterruptedException {
    Path log = Files.createTempFile("drover-benchmark-server", ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    ServerProcess server = new ServerProcess(builder.start(), port, log);
    server.await(path);
    return server;
  }

  /** Takes over a process that was started otherwise. */
  public static ServerProcess of(Process process, int port, String path)
      throws IOException, InterruptedException {
    ServerProcess server =
        new ServerProcess(process, port, Files.createTempFile("drover-benchmark-server", ".log"));
    server.await(path);
    return server;
  }

  private void await(String path) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    // An answer of a process that has ended is another server's at the same port.
    while (!answers(port, path) || !process.isAlive()) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        String said = Files.readString(log);
        close();
        throw new IOException("a server did not start: " + said);
      }
      Thread.sleep(Duration.ofMillis(2));
    }
  }

  /** Whether a request is answered with 200 now, asked on a plain socket. */
  public static boolean answers(int port, String path) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(5_000);
      socket
          .getOutputStream()
          .write(
              ("GET "
                      + path
                      + " HTTP/1.1\r\nHost: localhost:"
                      + port
                      + "\r\nConnection: close\r\n"
                      + "\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      byte[] head = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
      return new String(head, StandardCharsets.US_ASCII).equals("HTTP/1.1 200");
    } catch (IOException notYet) {
      return false;
    }
  }

  public int port() {
    return port;
  }

  public long pid() {
    return process.pid();
  }

  /** Seconds of a processor that it has taken so far, in user and system mode. */
  public double cpuSeconds() {
    // The name in brackets may have spaces; utime and stime are the 12th and 13th after it.
    String[] fields = read("stat").replaceFirst("^.*\\) ", "").split(" ");
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS;
  }

  /** Memory that it occupies, in megabytes. */
  public double residentMegabytes() {
    return read("status")
            .lines()
            .filter(line -> line.startsWith("VmRSS"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
            .findFirst()
            .orElseThrow()
        / 1024.0;
  }

  private String read(String file) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(process.pid()), file));
    } catch (IOException gone) {
      throw new UncheckedIOException("a server has ended", gone);
    }
  }

  public String log() throws IOException {
    return Files.readString(log);
  }

  @Override
  public void close() throws IOException {
    // A launcher that has not become the server yet runs programs that do not end with it.
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    Files.deleteIfExists(log);
  }
}
