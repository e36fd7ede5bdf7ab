package dev.drover.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.drover.bootstrap.config.ServerConfig;
import dev.drover.bootstrap.config.Setting;
import dev.drover.bootstrap.server.Server;
import dev.drover.bootstrap.server.StartFailed;
import dev.drover.persistence.testing.FixedPort;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests that a failed start exits with code 2 and one line that says what to do, and leaves nothing
 * behind.
 */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(180)
@Order(10)
class FailedStartTest {
  @TempDir private Path home;

  /** Returns the only line that the server prints. */
  private static String lineOf(ServerProcess server) throws Exception {
    Set<ProcessHandle> family = server.familyUntilItsEnd();
    assertThat(server.awaitExit()).as(server::output).isEqualTo(2);
    for (ProcessHandle process : family) {
      process.onExit().get(20, TimeUnit.SECONDS);
    }
    assertThat(server.output().lines()).as(server::output).hasSize(1);
    return server.output().strip();
  }

  private ServerProcess launchAt(int port, String... arguments) throws Exception {
    return ServerProcess.launchForTheFirstTime(home, port, Map.of(), arguments);
  }

  private static ServerSocket taken(String address) throws Exception {
    return new ServerSocket(0, 1, InetAddress.getByName(address));
  }

  @Test
  void the_port_of_another_server_is_in_use(@TempDir Path other) throws Exception {
    try (ServerProcess first = ServerProcess.start(other);
        ServerProcess second = launchAt(first.port())) {
      assertThat(lineOf(second))
          .isEqualTo(
              "drover: port "
                  + first.port()
                  + " of 127.0.0.1 is in use; stop that program, or start with another --port");
      assertThat(first.api().get("/license/check").code()).isZero();
      assertThat(home.resolve("postgres")).as("nothing was started").doesNotExist();
    }
  }

  @ParameterizedTest(name = "{0} taken, {1} wanted")
  @CsvSource({
    "127.0.0.1, 127.0.0.1",
    "0.0.0.0, 127.0.0.1",
    "::, 127.0.0.1",
    "::1, ::1",
    "::, ::1",
    "127.0.0.1, localhost",
    "::1, localhost"
  })
  void a_port_that_any_program_has_is_in_use(String taken, String wanted) throws Exception {
    // A server at localhost listens at two addresses, and names the one that is taken.
    String named = wanted.equals("localhost") ? taken : wanted;
    try (ServerSocket socket = taken(taken);
        ServerProcess server = launchAt(socket.getLocalPort(), "--host", wanted)) {
      assertThat(lineOf(server))
          .contains("port " + socket.getLocalPort() + " of " + named + " is in use");
    }
  }

  @Test
  void the_same_port_of_another_address_is_free() throws Exception {
    try (ServerSocket socket = taken("::1");
        ServerProcess server = launchAt(socket.getLocalPort(), "--host", "127.0.0.1")) {
      server.awaitAnswer();
    }
  }

  @Test
  void the_demo_ends_with_its_phones() throws Exception {
    try (ServerSocket socket = taken("127.0.0.1");
        ServerProcess demo = launchAt(socket.getLocalPort(), "demo", "--phones", "2")) {
      assertThat(lineOf(demo)).contains("is in use");
      assertThat(home.resolve("demo.json")).doesNotExist();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.1", "2001:db8::1"})
  void an_address_of_another_machine_is_no_host(String host) throws Exception {
    try (ServerProcess server = launchAt(FixedPort.free(), "--host", host)) {
      assertThat(lineOf(server))
          .isEqualTo(
              "drover: "
                  + host
                  + " is no address of this machine; start with --host 127.0.0.1, or an address"
                  + " that it has");
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void a_port_that_needs_a_right_is_refused_with_the_right() throws Exception {
    Path setpriv = Path.of("/usr/bin/setpriv");
    assumeTrue(
        Files.isExecutable(setpriv) && firstPortWithoutRight() > 81,
        "ports below 1024 need no right here, or it can't be given up");
    try (ServerProcess server =
        ServerProcess.launch(
            home,
            81,
            List.of(
                setpriv.toString(),
                "--inh-caps=-net_bind_service",
                "--bounding-set=-net_bind_service"),
            List.of(),
            Map.of())) {
      assertThat(lineOf(server))
          .contains("port 81 of 127.0.0.1 can't be listened on without the right to")
          .contains("--port");
    }
  }

  /** Read in one call: reading the file piecewise ends after the first digit. */
  private static int firstPortWithoutRight() throws Exception {
    try (var reader =
        Files.newBufferedReader(Path.of("/proc/sys/net/ipv4/ip_unprivileged_port_start"))) {
      return Integer.parseInt(reader.readLine().strip());
    }
  }

  @Test
  void a_database_that_can_not_be_reached_ends_it() throws Exception {
    int nobody = FixedPort.free();
    try (ServerProcess server =
        launchAt(
            FixedPort.free(),
            "--database-url",
            "postgresql://u:secret@127.0.0.1:" + nobody + "/d")) {
      assertThat(lineOf(server))
          .startsWith("drover: the database ")
          .contains("can't be reached")
          .doesNotContain("secret");
    }
  }

  @Test
  void the_home_of_another_server_is_refused() throws Exception {
    try (ServerProcess first = ServerProcess.start(home);
        ServerProcess second = ServerProcess.launch(home)) {
      assertThat(lineOf(second)).contains("another Drover server").contains("--home");
      assertThat(first.api().get("/license/check").code()).isZero();
    }
  }

  @Test
  void a_home_that_can_not_be_used_is_named() throws Exception {
    for (String damage : List.of("node-id", "drover.lock", "postgres")) {
      Path folder = home.resolve("of-" + damage);
      Files.createDirectories(folder);
      if (damage.equals("postgres")) {
        Files.writeString(folder.resolve(damage), "a file");
      } else {
        Files.createDirectories(folder.resolve(damage));
      }
      try (ServerProcess server = ServerProcess.launch(folder)) {
        assertThat(lineOf(server)).startsWith("drover: ").contains(folder.toString());
      }
    }
  }

  @Test
  void a_database_directory_of_another_version_ends_it() throws Exception {
    Path data = Files.createDirectories(home.resolve("postgres/data"));
    Files.writeString(data.resolve("PG_VERSION"), "12\n");
    try (ServerProcess server = ServerProcess.launch(home)) {
      assertThat(lineOf(server)).contains("PostgreSQL 12").contains("--home");
    }
  }

  @Test
  void whatever_is_thrown_at_the_start_ends_all_that_was_started() throws Exception {
    List<ProcessHandle> postgres = new ArrayList<>();
    int port = FixedPort.free();
    ServerConfig config =
        ServerConfig.load(
            Map.of(
                Setting.HOME,
                TestHome.withDatabase(home).toString(),
                Setting.PORT,
                Integer.toString(port),
                Setting.DEVICES_ADB_SERVER,
                "127.0.0.1:1"),
            Map.of(),
            Optional.empty());
    assertThatThrownBy(
            () ->
                Server.start(
                    config,
                    _ -> {
                      String data = home.resolve("postgres/data").toString();
                      ProcessHandle.allProcesses()
                          .filter(
                              process ->
                                  Arrays.asList(process.info().arguments().orElse(new String[0]))
                                      .contains(data))
                          .forEach(postgres::add);
                      throw new StackOverflowError("deep");
                    }))
        .isInstanceOf(StartFailed.class)
        .hasMessageContaining("StackOverflowError");

    assertThat(postgres).isNotEmpty();
    for (ProcessHandle process : postgres) {
      process.onExit().get(20, TimeUnit.SECONDS);
    }
    try (ServerSocket free = new ServerSocket()) {
      free.setReuseAddress(true);
      free.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }
  }
}
