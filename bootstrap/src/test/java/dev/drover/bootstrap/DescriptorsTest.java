package dev.drover.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.drover.http.testing.Passing;
import dev.drover.persistence.testing.FixedPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Tests a server process that may open few files. */
@EnabledOnOs(OS.LINUX)
@Timeout(180)
class DescriptorsTest {
  private static final String HALF = "GET /api/v1/task/stats HTTP/1.1\r\nHost: 127.0.0.1\r\nX: ";

  @TempDir private Path home;
  private final List<Socket> held = new ArrayList<>();

  private void hold(ServerProcess server, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
      held.add(socket);
      try {
        socket.getOutputStream().write(HALF.getBytes(StandardCharsets.US_ASCII));
      } catch (IOException cutOff) {
        assertThat(cutOff).hasMessageMatching("(?i).*(reset|broken pipe).*");
      }
    }
  }

  private void letGo() throws IOException {
    for (Socket socket : held) {
      socket.close();
    }
  }

  private static void awaitAnswers(ServerProcess server) throws Exception {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    for (int answered = 0; answered < 5; ) {
      if (answers(server)) {
        answered++;
      } else {
        assertThat(System.nanoTime()).as(server::output).isLessThan(deadline);
        Passing.untilNextLook();
      }
    }
  }

  /** Returns false if the client is cut off or refused. */
  private static boolean answers(ServerProcess server) throws Exception {
    try {
      return server.api().get("/task/stats").code() == 0;
    } catch (IOException cutOff) {
      return false;
    }
  }

  @Test
  void half_requests_of_more_clients_than_it_has_files_for_keep_nobody_out() throws Exception {
    try (ServerProcess server =
        ServerProcess.launch(
            home,
            FixedPort.free(),
            List.of("/bin/sh", "-c", "ulimit -n 256; exec \"$@\"", "sh"),
            List.of(),
            Map.of())) {
      server.awaitAnswer();
      assertThat(server.output()).contains("this process may open 256 files").contains("ulimit -n");
      try {
        hold(server, 600);
        awaitAnswers(server);
        List<Long> made =
            server
                .api()
                .create(
                    "{'serials': ['P1'], 'script_name': 'follow', 'script_config':"
                        + " {'target_users': ['@ann']}}");
        assertThat(made).hasSize(1);
      } finally {
        letGo();
      }
      awaitAnswers(server);
      assertThat(server.output()).doesNotContain(" ERROR ").doesNotContain("\tat ");
      server.terminate();
      assertThat(server.awaitExit()).isZero();
    }
  }

  @Test
  void a_process_without_a_file_left_takes_clients_on_again_when_it_has_some() throws Exception {
    Path prlimit = Path.of("/usr/bin/prlimit");
    assumeTrue(Files.isExecutable(prlimit), "prlimit takes files from a running process");
    try (ServerProcess server = ServerProcess.start(home)) {
      try (var open = Files.list(Path.of("/proc/" + server.pid() + "/fd"))) {
        limit(prlimit, server, open.count() + 5);
      }
      try {
        hold(server, 60);
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!server.output().contains("can't accept connections")) {
          assertThat(System.nanoTime()).as(server::output).isLessThan(deadline);
          Passing.untilNextLook();
        }
      } finally {
        letGo();
      }
      limit(prlimit, server, 2_000);
      awaitAnswers(server);
      server.terminate();
      assertThat(server.awaitExit()).isZero();
    }
  }

  private static void limit(Path prlimit, ServerProcess server, long files) throws Exception {
    Process set =
        new ProcessBuilder(
                prlimit.toString(),
                "--pid",
                Long.toString(server.pid()),
                "--nofile=" + files + ":20000")
            .inheritIO()
            .start();
    assertThat(set.waitFor()).isZero();
  }
}
