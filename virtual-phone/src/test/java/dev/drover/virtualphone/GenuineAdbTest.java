package dev.drover.virtualphone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.drover.virtualphone.config.PhoneConfig;
import dev.drover.virtualphone.fault.Fault;
import dev.drover.virtualphone.phone.Command;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the virtual phone with Debian's genuine {@code adb}; skipped if there is no adb. */
class GenuineAdbTest {
  @TempDir private static Path home;
  private static int serverPort;
  private VirtualPhone phone;

  /** Its output is kept byte by byte. */
  private record Result(int exit, String latin1, String errors) {
    byte[] output() {
      return latin1.getBytes(StandardCharsets.ISO_8859_1);
    }

    String text() {
      return new String(output(), StandardCharsets.UTF_8);
    }
  }

  private static Result adb(String... arguments) throws IOException {
    return adb(new byte[0], arguments);
  }

  private static Result adb(byte[] input, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("adb", "-P", Integer.toString(serverPort)));
    command.addAll(List.of(arguments));
    Path in = Files.write(home.resolve("in"), input);
    Path out = home.resolve("out");
    Path err = home.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectInput(in.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().put("HOME", home.toString());
    int exit = builder.start().onExit().orTimeout(60, TimeUnit.SECONDS).join().exitValue();
    return new Result(
        exit, Files.readString(out, StandardCharsets.ISO_8859_1), Files.readString(err));
  }

  private Result onPhone(String... arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of("-s", phone.adbAddress()));
    all.addAll(Arrays.asList(arguments));
    return adb(all.toArray(String[]::new));
  }

  @BeforeAll
  static void startServer() throws IOException {
    boolean there =
        Arrays.stream(System.getenv("PATH").split(":", -1))
            .anyMatch(directory -> Files.isExecutable(Path.of(directory, "adb")));
    assumeTrue(there, "no adb on the PATH: install it to run this test (apt-get install adb)");
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      serverPort = socket.getLocalPort();
    }
    assertThat(adb("start-server").exit()).isZero();
  }

  @AfterAll
  static void endServer() throws IOException {
    if (serverPort != 0) {
      adb("kill-server");
    }
  }

  @BeforeEach
  void connect() throws IOException {
    phone = VirtualPhone.start(PhoneConfig.named("GENUINE", "account"));
    assertThat(adb("connect", phone.adbAddress()).text()).contains("connected to");
  }

  @AfterEach
  void disconnect() throws IOException {
    adb("disconnect", phone.adbAddress());
    phone.close();
  }

  @Test
  void it_is_listed_with_its_model() throws IOException {
    assertThat(adb("devices", "-l").text())
        .contains(phone.adbAddress())
        .contains("device ")
        .contains("model:Virtual_Phone");
  }

  @Test
  void a_shell_has_output_errors_and_an_exit_code() throws IOException {
    Result result = onPhone("shell", "getprop ro.serialno; nonesuch");

    assertThat(result.text()).isEqualTo("GENUINE\n");
    assertThat(result.errors()).contains("nonesuch").contains("not found");
    assertThat(result.exit()).isEqualTo(127);
    assertThat(onPhone("shell", "exit 3").exit()).isEqualTo(3);
  }

  @Test
  void a_file_goes_there_and_comes_back_as_it_was() throws IOException {
    byte[] bytes = new byte[1_000_003];
    new Random(1).nextBytes(bytes);
    Path local = Files.write(home.resolve("clip.mp4"), bytes);
    Path back = home.resolve("back.mp4");

    assertThat(onPhone("push", local.toString(), "/sdcard/Movies/clip.mp4").exit()).isZero();
    assertThat(onPhone("pull", "/sdcard/Movies/clip.mp4", back.toString()).exit()).isZero();

    assertThat(Files.readAllBytes(back)).isEqualTo(bytes);
    assertThat(onPhone("shell", "ls /sdcard/Movies").text()).contains("clip.mp4");
  }

  @Test
  void a_screenshot_comes_unchanged() throws IOException {
    assertThat(onPhone("exec-out", "screencap", "-p").output())
        .startsWith(0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n')
        .endsWith('I', 'E', 'N', 'D', 0xae, 0x42, 0x60, 0x82);
  }

  @Test
  void a_command_with_quotes_arrives_as_a_posix_shell_reads_it() throws IOException {
    assertThat(onPhone("shell", "echo 'it'\\''s $HOME'; echo \"a  b\"").text())
        .isEqualTo("it's $HOME\na  b\n");
  }

  @Test
  void what_happens_on_its_screen_is_recorded() throws IOException {
    onPhone(
        "shell",
        "am start -W -a android.intent.action.VIEW -d https://www.tiktok.com/@ann"
            + " com.zhiliaoapp.musically");
    String hierarchy =
        onPhone("shell", "uiautomator dump /sdcard/window.xml && cat /sdcard/window.xml").text();

    assertThat(hierarchy).contains("@ann").contains("Follow");
    assertThat(phone.effects()).isEmpty();
    assertThat(phone.commands())
        .extracting(Command::line)
        .anyMatch(line -> line.contains("uiautomator dump"));
  }

  private String awaitRow(String uri) throws IOException {
    for (int attempt = 0; attempt < 100; attempt++) {
      String rows =
          onPhone("shell", "content query --uri " + uri + " --projection _id:_data").text();
      if (rows.startsWith("Row:")) {
        return rows;
      }
    }
    throw new AssertionError("the scan brought no row");
  }

  @Test
  void a_pushed_video_goes_through_the_gallery_to_the_platform() throws IOException {
    byte[] bytes = new byte[200_000];
    new Random(2).nextBytes(bytes);
    Path local = Files.write(home.resolve("film.mp4"), bytes);
    onPhone("push", local.toString(), "/sdcard/Movies/Drover/film.mp4");
    onPhone(
        "shell",
        "touch /sdcard/Movies/Drover/film.mp4; content call --uri content://media --method"
            + " scan_file --arg /storage/emulated/0/Movies/Drover/film.mp4");
    String row = awaitRow("content://media/external/video/media");
    assertThat(row).contains("_data=/storage/emulated/0/Movies/Drover/film.mp4");
    onPhone(
        "shell",
        "am start -a android.intent.action.SEND -t video/mp4 --eu android.intent.extra.STREAM"
            + " content://media/external/video/media/"
            + row.replaceFirst("(?s).*_id=(\\d+),.*", "$1")
            + " --grant-read-uri-permission -p com.zhiliaoapp.musically");

    assertThat(onPhone("shell", "uiautomator dump /dev/tty").text())
        .contains("Add sound")
        .contains("Your Story");
    assertThat(phone.commands())
        .extracting(Command::line)
        .contains("sync SEND /sdcard/Movies/Drover/film.mp4");
  }

  @Test
  void a_full_disk_refuses_what_is_pushed_as_a_phone_does() throws IOException {
    phone.inject(Fault.of(Fault.Kind.DISK_FULL, ""));
    Path local = Files.write(home.resolve("film.mp4"), new byte[100_000]);
    Result refused = onPhone("push", local.toString(), "/sdcard/Movies/film.mp4");

    assertThat(refused.exit()).isNotZero();
    assertThat(refused.text() + refused.errors()).contains("No space left on device");
    assertThat(onPhone("shell", "ls /sdcard/Movies").text()).doesNotContain("film.mp4");
    phone.clearFaults();
    assertThat(onPhone("push", local.toString(), "/sdcard/Movies/film.mp4").exit()).isZero();
  }

  @Test
  void a_command_whose_client_has_gone_while_it_stalled_is_not_carried_out() throws IOException {
    phone.inject(Fault.stall("touch", Duration.ofSeconds(1)));
    Process waiting =
        new ProcessBuilder(
                "adb",
                "-P",
                Integer.toString(serverPort),
                "-s",
                phone.adbAddress(),
                "shell",
                "touch /sdcard/stalled")
            .start();
    while (phone.commands().stream().noneMatch(command -> command.line().startsWith("touch"))) {
      Thread.onSpinWait();
    }
    adb("disconnect", phone.adbAddress());
    waiting.onExit().orTimeout(60, TimeUnit.SECONDS).join();
    adb("connect", phone.adbAddress());
    onPhone("shell", "sleep 1.5");

    assertThat(phone.files().entry("/sdcard/stalled")).isEmpty();
    assertThat(phone.commands()).extracting(Command::line).contains("touch /sdcard/stalled");
  }

  @Test
  void a_push_is_cut_like_any_command() throws IOException {
    phone.inject(Fault.cut("sync SEND /sdcard/Movies", Fault.Moment.AFTER));
    Path local = Files.write(home.resolve("film.mp4"), new byte[100_000]);

    assertThat(onPhone("push", local.toString(), "/sdcard/Movies/film.mp4").exit()).isNotZero();
    assertThat(phone.files().read("/sdcard/Movies/film.mp4")).isPresent();
  }

  @Test
  void a_keyboard_is_installed_and_types_any_letter() throws IOException {
    phone.close();
    phone = VirtualPhone.start(PhoneConfig.named("BARE", "account").withAdbKeyboard(false));
    adb("connect", phone.adbAddress());
    Path apk =
        Files.write(
            home.resolve("keyboard.apk"),
            "PK\3\4 com.android.adbkeyboard".getBytes(StandardCharsets.US_ASCII));
    assertThat(onPhone("install", apk.toString()).text()).contains("Success");
    onPhone("shell", "ime enable com.android.adbkeyboard/.AdbIME");
    onPhone("shell", "ime set com.android.adbkeyboard/.AdbIME");
    onPhone("shell", "monkey -p com.zhiliaoapp.musically 1; input tap 1000 170");
    onPhone("shell", "am broadcast -a ADB_INPUT_B64 --es msg Z3LDtsOfZSDimIA=");

    assertThat(onPhone("shell", "uiautomator dump /dev/tty").text()).contains("größe ☀");
  }

  @Test
  void the_agent_answers_through_a_forwarded_port_while_it_runs() throws Exception {
    phone.installAgent();
    onPhone(
        "shell",
        "nohup am instrument -w io.appium.uiautomator2.server.test/androidx.test.runner"
            + ".AndroidJUnitRunner > /data/local/tmp/agent.log 2>&1 < /dev/null &");
    String port = onPhone("forward", "tcp:0", "tcp:6790").text().strip();
    HttpRequest status =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/status")).build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      while (!phone.agentRuns()) {
        assertThat(System.nanoTime()).isLessThan(end);
        Thread.onSpinWait();
      }

      assertThat(client.send(status, HttpResponse.BodyHandlers.ofString()).body())
          .contains("\"sessionId\":\"None\"", "\"ready\":true", "\"version\":\"10.6.6\"");
    }
    assertThat(onPhone("shell", "uiautomator dump /sdcard/a.xml").exit()).isEqualTo(137);
    onPhone("shell", "am force-stop io.appium.uiautomator2.server");
    assertThat(onPhone("shell", "uiautomator dump /sdcard/a.xml").text()).contains("dumped to");
  }
}
