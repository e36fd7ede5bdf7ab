package dev.drover.device.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.application.port.device.DeviceUnreachable;
import dev.drover.application.port.device.PhoneControl;
import dev.drover.application.port.device.PhoneControl.CommandRefused;
import dev.drover.device.VirtualPhoneLab;
import dev.drover.domain.control.NodeSelector;
import dev.drover.domain.control.NodeSelector.Comparison;
import dev.drover.domain.control.PhoneCommand;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.virtualphone.VirtualPhone;
import dev.drover.virtualphone.config.PhoneConfig;
import dev.drover.virtualphone.fault.Fault;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Single commands on a virtual phone over ADB, beyond the contract. */
class DadbPhoneControlTest {
  private static final DeviceSerial SERIAL = new DeviceSerial("FIRST");
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final NodeSelector FIELD = NodeSelector.ofClass("android.widget.EditText");

  @TempDir private Path home;
  private VirtualPhoneLab lab;
  private VirtualPhone phone;

  @BeforeEach
  void connect() {
    lab = new VirtualPhoneLab(home, false);
    phone = lab.connect(PhoneConfig.named("FIRST", "ann"));
  }

  private PhoneControl replaced(PhoneConfig config) {
    phone = lab.connect(config);
    return control();
  }

  private PhoneControl control() {
    return lab.gateway().control(SERIAL, () -> true);
  }

  @AfterEach
  void close() {
    lab.close();
  }

  private static Object shell(PhoneControl control, String... args) {
    return control.perform(new PhoneCommand.Shell(List.of(args), SOON));
  }

  private static void openComments(PhoneControl control) {
    shell(
        control,
        "am",
        "start",
        "-W",
        "-a",
        "android.intent.action.VIEW",
        "-d",
        "https://www.tiktok.com/@mila.cooks/video/7",
        "com.zhiliaoapp.musically");
    control.perform(
        new PhoneCommand.TapNode(
            Selectors.ofDescription(Comparison.STARTS_WITH, "Read or add comments")));
  }

  @Test
  void the_panels_of_the_status_bar_are_opened() {
    try (PhoneControl control = control()) {
      control.perform(new PhoneCommand.OpenNotifications());
      assertThat(control.perform(new PhoneCommand.Exists(NodeSelector.ofText("No notifications"))))
          .isEqualTo(true);
      control.perform(new PhoneCommand.PressKey(4));
      control.perform(new PhoneCommand.OpenQuickSettings());
      assertThat(control.perform(new PhoneCommand.Exists(NodeSelector.ofText("Quick settings"))))
          .isEqualTo(true);
    }
  }

  @Test
  void gestures_reach_the_phone_in_its_own_words() {
    try (PhoneControl control = control()) {
      control.perform(new PhoneCommand.Swipe(100, 900, 100, 300, Duration.ofMillis(250)));
      control.perform(new PhoneCommand.LongPress(10, 20, Duration.ofMillis(900)));
      control.perform(new PhoneCommand.Drag(1, 2, 3, 4, Duration.ofMillis(400)));
      control.perform(new PhoneCommand.PressKey(187));
    }
    assertThat(phone.commands())
        .extracting(command -> command.line())
        .containsSubsequence(
            "input swipe 100 900 100 300 250",
            "input swipe 10 20 10 20 900",
            "input draganddrop 1 2 3 4 400",
            "input keyevent 187",
            "input keyevent 3");
  }

  @Test
  void a_stock_phone_keeps_its_clipboard_to_itself_and_says_what_helps() {
    try (PhoneControl control = control()) {
      assertThatThrownBy(() -> control.perform(new PhoneCommand.SetClipboard("a")))
          .isInstanceOf(CommandRefused.class)
          .hasMessageContaining("drover agent install");
    }
  }

  @Test
  void the_agent_sets_the_clipboard_and_reads_it_before_android_10() {
    try (PhoneControl control = replaced(PhoneConfig.named("FIRST", "ann").withAndroid("9"))) {
      phone.installAgent();
      control.perform(new PhoneCommand.SetClipboard("日本 'x' 😀"));
      assertThat(control.perform(new PhoneCommand.GetClipboard())).isEqualTo("日本 'x' 😀");
    }
  }

  @Test
  void an_empty_clipboard_of_a_newer_android_is_not_taken_for_the_truth() {
    phone.installAgent();
    try (PhoneControl control = control()) {
      control.perform(new PhoneCommand.SetClipboard("a"));
      assertThatThrownBy(() -> control.perform(new PhoneCommand.GetClipboard()))
          .isInstanceOf(CommandRefused.class)
          .hasMessageContaining("Android 10");
    }
  }

  @Test
  void a_phone_without_a_keyboard_for_it_refuses_a_text_plainly() {
    try (PhoneControl control =
        replaced(PhoneConfig.named("FIRST", "ann").withAdbKeyboard(false))) {
      openComments(control);
      assertThatThrownBy(() -> control.perform(new PhoneCommand.SetText(FIELD, "日本")))
          .isInstanceOf(CommandRefused.class)
          .hasMessageContaining("FIRST")
          .hasMessageContaining("ADBKeyBoard");
      control.perform(new PhoneCommand.SetText(FIELD, "plain"));
      assertThat(control.perform(new PhoneCommand.GetText(FIELD))).isEqualTo("plain");
    }
  }

  @Test
  void any_text_is_typed_at_the_cursor_without_touching_what_is_there() {
    try (PhoneControl control = control()) {
      openComments(control);
      control.perform(new PhoneCommand.TapNode(FIELD));
      control.perform(new PhoneCommand.TypeText("hi "));
      control.perform(new PhoneCommand.TypeText("你好 👋🏽"));
      control.perform(new PhoneCommand.TypeText(" grüße, 50%s off"));
      assertThat(control.perform(new PhoneCommand.GetText(FIELD)))
          .isEqualTo("hi 你好 👋🏽 grüße, 50%s off");
    }
  }

  @Test
  void text_that_looks_like_a_command_is_text() {
    try (PhoneControl control = control()) {
      openComments(control);
      control.perform(new PhoneCommand.TapNode(FIELD));
      control.perform(new PhoneCommand.TypeText("'; rm -rf /sdcard; echo '$(id)"));
      assertThat(control.perform(new PhoneCommand.GetText(FIELD)))
          .isEqualTo("'; rm -rf /sdcard; echo '$(id)");
    }
    assertThat(phone.commands())
        .allSatisfy(
            command ->
                assertThat(command.executed())
                    .noneMatch(
                        words ->
                            List.of("rm", "id").contains(words.getFirst())
                                && words.contains("/sdcard")));
  }

  @Test
  void a_keyboard_that_an_earlier_attempt_left_is_given_back() {
    try (PhoneControl control = control()) {
      shell(control, "ime", "enable", "com.android.adbkeyboard/.AdbIME");
      shell(control, "ime", "set", "com.android.adbkeyboard/.AdbIME");
      phone
          .files()
          .write(
              "/data/local/tmp/drover_input_method",
              "com.android.inputmethod.latin/.LatinIME\n".getBytes(StandardCharsets.UTF_8));
      openComments(control);
      control.perform(new PhoneCommand.SetText(FIELD, "é"));
    }
    assertThat(phone.inputMethod()).startsWith("com.android.inputmethod.latin");
  }

  @Test
  void a_file_is_sent_and_keeps_its_name_in_a_folder() throws Exception {
    Path file = Files.writeString(home.resolve("clip.txt"), "content");
    try (PhoneControl control = control()) {
      shell(control, "mkdir", "-p", "/sdcard/Download/mine");
      for (String to :
          List.of("/sdcard/Download/a b.txt", "/sdcard/Download/mine", "/sdcard/Download/")) {
        assertThat(control.perform(new PhoneCommand.Push(file, to, SOON)).toString())
            .startsWith("1 file pushed");
      }
    }
    for (String there :
        List.of("Download/a b.txt", "Download/mine/clip.txt", "Download/clip.txt")) {
      assertThat(phone.files().read("/sdcard/" + there)).isPresent();
    }
  }

  @Test
  void what_is_no_app_is_not_installed() throws Exception {
    Path file = Files.writeString(home.resolve("app.apk"), "no zip");
    try (PhoneControl control = control()) {
      assertThatThrownBy(() -> control.perform(new PhoneCommand.Install(file, SOON)))
          .isInstanceOf(CommandRefused.class)
          .hasMessageContaining("INSTALL_FAILED_INVALID_APK");
    }
  }

  @Test
  void a_program_that_does_not_end_in_time_is_no_lost_phone() {
    try (PhoneControl control = control()) {
      phone.inject(Fault.stall("sleep", Duration.ofSeconds(20)));
      assertThatThrownBy(
              () ->
                  control.perform(
                      new PhoneCommand.Shell(List.of("sleep", "9"), Duration.ofMillis(200))))
          .isInstanceOf(CommandRefused.class)
          .hasMessageContaining("sleep did not end within 200 ms");
      assertThat(control.perform(new PhoneCommand.IsScreenOn())).isEqualTo(true);
    }
  }

  @Test
  void a_program_that_is_missing_says_so() {
    try (PhoneControl control = control()) {
      assertThat(shell(control, "nonesuch; id").toString()).contains("not found");
      assertThatThrownBy(() -> shell(control, "echo", "x".repeat(5_000)))
          .isInstanceOf(CommandRefused.class)
          .hasMessageContaining("longer than phones take");
    }
  }

  @Test
  void a_phone_that_comes_back_at_another_address_is_driven_on() throws Exception {
    try (PhoneControl control = control()) {
      phone.goOffline();
      assertThatThrownBy(() -> control.perform(new PhoneCommand.IsScreenOn()))
          .isInstanceOf(DeviceUnreachable.class);
      phone = lab.connect(PhoneConfig.named("FIRST", "ann"));

      assertThat(control.perform(new PhoneCommand.IsScreenOn())).isEqualTo(true);
    }
    assertThat(phone.commands()).extracting(command -> command.line()).contains("input keyevent 3");
  }

  @Test
  void scrolling_goes_on_until_the_page_stops_moving() {
    try (PhoneControl control = control()) {
      shell(
          control,
          "am",
          "start",
          "-W",
          "-a",
          "android.intent.action.VIEW",
          "-d",
          "https://www.tiktok.com/@mila.cooks",
          "com.zhiliaoapp.musically");
      assertThatThrownBy(
              () ->
                  control.perform(
                      new PhoneCommand.ScrollTo(
                          Optional.of(NodeSelector.ofText("no such list")),
                          NodeSelector.ofText("nothing"),
                          OptionalInt.of(3))))
          .isInstanceOf(CommandRefused.class)
          .hasMessageContaining("no such list");
      assertThat(
              control.perform(
                  new PhoneCommand.ScrollTo(
                      Optional.empty(), NodeSelector.ofText("nothing"), OptionalInt.of(3))))
          .isEqualTo(false);
    }
  }
}
