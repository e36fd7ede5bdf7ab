package dev.drover.device.adb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Debian's adb as a server on a port of its own, never the usual one. Tests are skipped if there is
 * no adb. A virtual phone that is connected to it stands for a phone on USB.
 */
record GenuineAdbServer(int port, Path home) implements AutoCloseable {
  static GenuineAdbServer start(Path home) throws IOException {
    boolean there =
        List.of(System.getenv("PATH").split(":", -1)).stream()
            .anyMatch(directory -> Files.isExecutable(Path.of(directory, "adb")));
    assumeTrue(there, "no adb on the PATH: install it to run this test (apt-get install adb)");
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    GenuineAdbServer server = new GenuineAdbServer(port, home);
    server.adb("start-server");
    return server;
  }

  String adb(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("adb", "-P", Integer.toString(port)));
    command.addAll(List.of(arguments));
    Path output = Files.createTempFile(home, "adb", ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().put("HOME", home.toString());
    Process process = builder.start();
    assertThat(process.onExit().orTimeout(30, TimeUnit.SECONDS).join().exitValue())
        .as(() -> String.join(" ", command))
        .isLessThan(2);
    return Files.readString(output);
  }

  @Override
  public void close() throws IOException {
    adb("kill-server");
  }
}
