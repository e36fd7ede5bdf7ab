package dev.drover.bootstrap.cli;

import static java.nio.file.StandardOpenOption.APPEND;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.drover.bootstrap.Main;
import dev.drover.bootstrap.server.HomeLock;
import dev.drover.virtualphone.VirtualPhone;
import dev.drover.virtualphone.config.PhoneConfig;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Tests {@code drover doctor} and {@code drover agent install} with virtual phones. */
class PhoneCommandsTest {
  private static final Said WELL = new Said(200, "{\"status\": \"UP\", \"database\": \"UP\"}");

  @TempDir private Path home;
  private VirtualPhone phone;

  private record Result(int exit, String output, String errors) {}

  @BeforeEach
  void start() throws Exception {
    phone = VirtualPhone.start(PhoneConfig.named("FIRST", "ann").withAdbKeyboard(false));
    Files.writeString(
        home.resolve("drover.yaml"),
        "devices:\n  connect: [" + phone.adbAddress() + "]\n  adb-server: 127.0.0.1:1\n");
  }

  @AfterEach
  void stop() {
    phone.close();
  }

  private Result drover(String... arguments) {
    StringWriter output = new StringWriter();
    StringWriter errors = new StringWriter();
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--home");
    all.add(home.toString());
    CommandLine commandLine = Main.commandLine();
    int exit =
        commandLine
            .setOut(new PrintWriter(output, true))
            .setErr(new PrintWriter(errors, true))
            .execute(all.toArray(String[]::new));
    return new Result(exit, output.toString(), errors.toString());
  }

  /**
   * Creates files that the virtual phone accepts as the agent's packages, because they contain the
   * packages' names.
   */
  private Path agentOfVersion(String version) throws Exception {
    Path apks = Files.createDirectories(home.resolve("package/apks"));
    Files.writeString(
        apks.resolve("appium-uiautomator2-server-v" + version + ".apk"),
        "PK\u0003\u0004 io.appium.uiautomator2.server");
    Files.writeString(
        apks.resolve("appium-uiautomator2-server-debug-androidTest.apk"),
        "PK\u0003\u0004 io.appium.uiautomator2.server.test");
    return home.resolve("package");
  }

  @Test
  void the_agent_is_installed_verified_and_then_found_by_the_doctor() throws Exception {
    Result before = drover("doctor");
    assertThat(before.output())
        .contains("ok    JDK", "ok    phone FIRST", "no UiAutomator2 agent", "plain ASCII only")
        .contains("note  adb server: no adb server answers at 127.0.0.1:1");
    assertThat(before.exit()).as(before.output()).isZero();

    Result install = drover("agent", "install", "--from", agentOfVersion("10.6.6").toString());

    assertThat(install.output()).isEqualTo("UiAutomator2 agent 10.6.6\nFIRST: installed\n");
    assertThat(install.exit()).isZero();
    assertThat(phone.files().list("/data/local/tmp")).noneMatch(name -> name.endsWith(".apk"));
    assertThat(drover("doctor").output()).contains("the UiAutomator2 agent is installed");
  }

  @Test
  void the_doctor_tells_of_a_server_whose_loop_does_not_turn() throws Exception {
    String health =
        """
        {"status": "DOWN", "database": "UP", "loops": [
          {"name": "phones", "status": "UP"},
          {"name": "lease", "status": "DOWN", "problem": "it has completed no step for 75 s"}]}
        """;
    HttpServer server = serverThatAnswers(Map.of("/observe/health/ready", new Said(503, health)));
    int port = server.getAddress().getPort();
    try {
      Result result = drover("doctor");

      assertThat(result.output())
          .contains(
              "FAIL  server at http://127.0.0.1:"
                  + port
                  + ": its loop lease does not turn: it has completed no step for 75 s")
          .doesNotContain("phones does not turn");
      assertThat(result.exit()).isEqualTo(1);
    } finally {
      server.stop(0);
    }
    assertThat(drover("doctor").output()).contains("note  server: none runs at 127.0.0.1:" + port);
  }

  private record Said(int status, String body) {}

  /** A server's answers by path, at the port that the configuration gets. */
  private HttpServer serverThatAnswers(Map<String, Said> answers) throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    answers.forEach(
        (path, said) ->
            server.createContext(
                path,
                exchange -> {
                  byte[] body = said.body().getBytes(StandardCharsets.UTF_8);
                  exchange.sendResponseHeaders(said.status(), body.length);
                  exchange.getResponseBody().write(body);
                  exchange.close();
                }));
    server.start();
    Files.writeString(
        home.resolve("drover.yaml"), "port: " + server.getAddress().getPort() + "\n", APPEND);
    return server;
  }

  @Test
  void the_doctor_checks_the_phones_that_the_running_server_remembers() throws Exception {
    VirtualPhone other = VirtualPhone.start(PhoneConfig.named("LAB1", "bob"));
    String devices =
        """
        {"code": 0, "message": "success", "data": {"devices": [
          {"serial": "FIRST", "node": "node-1", "state": "online", "addresses": ["%s"]},
          {"serial": "USB1", "node": "node-1", "state": "online", "addresses": ["USB1"]},
          {"serial": "FAR", "node": "node-2", "state": "online", "addresses": ["192.0.2.9:5555"]},
          {"serial": "LAB1", "node": "node-1", "state": "online", "addresses": ["%s"]}]}}
        """
            .formatted(phone.adbAddress(), other.adbAddress());
    Files.writeString(home.resolve("node-id"), "node-1");
    HttpServer server =
        serverThatAnswers(
            Map.of("/observe/health/ready", WELL, "/api/v1/devices", new Said(200, devices)));
    try (HomeLock held = HomeLock.acquire(home)) {
      Result result = drover("doctor");

      assertThat(held).isNotNull();
      assertThat(result.output())
          .contains("ok    phone FIRST", "ok    phone LAB1")
          .doesNotContain("192.0.2.9", "USB1");
      assertThat(result.output().lines().filter(line -> line.contains(": authorised"))).hasSize(2);
    } finally {
      server.stop(0);
      other.close();
    }
  }

  @Test
  void the_doctor_says_where_to_look_for_phones_that_it_can_t_ask_for() throws Exception {
    Files.writeString(home.resolve("drover.yaml"), "devices.adb-server: 127.0.0.1:1\n");
    String refused = "{\"code\": 40101, \"message\": \"an API key is needed\"}";
    HttpServer server =
        serverThatAnswers(
            Map.of("/observe/health/ready", WELL, "/api/v1/devices", new Said(401, refused)));
    String devices = "http://127.0.0.1:" + server.getAddress().getPort() + "/api/v1/devices";
    try {
      try (HomeLock held = HomeLock.acquire(home)) {
        assertThat(held).isNotNull();
        assertThat(drover("doctor").output())
            .contains(
                "note  phones connected through the API: not checked, since the server demands an"
                    + " API key; GET "
                    + devices
                    + " lists all phones and their problems");
      }
      assertThat(drover("doctor").output())
          .contains(
              "note  phones of the server: it has another home than " + home, "GET " + devices);
    } finally {
      server.stop(0);
    }
    assertThat(drover("doctor").output())
        .contains(
            "note  phones connected through the API: not checked, since only the running server"
                + " tells their addresses; start it, then run this again, or GET "
                + devices);
  }

  @Test
  void the_doctor_goes_on_after_an_address_that_is_none() throws Exception {
    Files.writeString(
        home.resolve("drover.yaml"),
        "devices: {connect: [nohost, 'a:b'], adb-server: '127.0.0.1:1'}\n");

    Result result = drover("doctor");

    assertThat(result.output())
        .contains(
            "FAIL  phone at nohost: an ADB address is host:port, such as 192.0.2.7:5555, not"
                + " nohost; correct devices.connect",
            "FAIL  phone at a:b: an ADB address is host:port");
    assertThat(result.exit()).isEqualTo(1);
  }

  @Test
  void an_agent_that_is_too_old_is_installed_nowhere() throws Exception {
    Result result = drover("agent", "install", "--from", agentOfVersion("10.5.9").toString());

    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.errors()).contains("10.5.9", "10.6 or later");
    assertThat(phone.commands()).noneMatch(command -> command.line().contains("pm install"));
  }

  @Test
  void a_folder_without_the_packages_and_a_phone_that_is_not_there_are_told() throws Exception {
    Files.createDirectories(home.resolve("empty"));
    assertThat(drover("agent", "install", "--from", home.resolve("empty").toString()).errors())
        .contains("lacks appium-uiautomator2-server-v", "the npm package");

    Result other =
        drover("agent", "install", "NONE", "--from", agentOfVersion("10.6.6").toString());
    assertThat(other.exit()).isEqualTo(2);
    assertThat(other.errors()).contains("there is no phone NONE; there are FIRST");
  }

  @Test
  void the_doctor_tells_of_a_phone_that_waits_for_its_owner() {
    phone.authorisation().demand();

    Result result = drover("doctor");

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.output())
        .contains("FAIL  phone at " + phone.adbAddress() + ": unauthorised")
        .contains("accept the prompt");
  }

  @Test
  void the_doctor_makes_no_home_and_asks_no_phone_with_a_key_that_would_not_last() {
    Path mistyped = home.resolve("mistyped");
    StringWriter output = new StringWriter();

    int exit =
        Main.commandLine()
            .setOut(new PrintWriter(output, true))
            .execute("doctor", "--home", mistyped.toString(), "--connect", phone.adbAddress());

    assertThat(output.toString())
        .contains(
            "note  home: there is none at " + mistyped,
            "drover serve --home " + mistyped,
            "note  phone at " + phone.adbAddress() + ": not asked");
    assertThat(exit).as(output.toString()).isZero();
    assertThat(mistyped).doesNotExist();
    assertThat(phone.commands()).isEmpty();
  }

  @Test
  void the_doctor_beside_a_running_server_has_nothing_to_find_fault_with() {
    try (HomeLock server = HomeLock.acquire(home)) {
      Result result = drover("doctor");

      assertThat(server).isNotNull();
      assertThat(result.output())
          .contains("ok    database: its own below " + home + ", in use by the running server")
          .doesNotContain("stop it first");
      assertThat(result.exit()).as(result.output()).isZero();
    }
  }

  @Test
  void the_doctors_hints_name_the_same_home() {
    assertThat(drover("doctor").output()).contains("drover agent install --home " + home);
  }
}
