package dev.drover.device.screen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.device.adb.AdbPhones;
import dev.drover.device.adb.PhoneSession;
import dev.drover.device.adb.SharedAdbKey;
import dev.drover.device.flow.PhoneBench;
import dev.drover.device.hierarchy.HierarchyParser;
import dev.drover.device.profile.AppProfiles;
import dev.drover.domain.app.PackageName;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.virtualphone.VirtualPhone;
import dev.drover.virtualphone.config.PhoneConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.junit.jupiter.api.Test;

/**
 * Types texts of any kind through ADB into a field of a virtual phone, and reads them back from the
 * hierarchy.
 */
class TypingTest {
  private static final PackageName APP = new PackageName("com.zhiliaoapp.musically");
  private static final Duration SOON = Duration.ofSeconds(10);

  private static Optional<Opened> shared = Optional.empty();

  /** A phone that shows the comments on a video. */
  private record Opened(VirtualPhone phone, AdbPhones phones, PhoneSession session, Screen screen)
      implements AutoCloseable {
    static Opened with(PhoneConfig config) throws IOException {
      VirtualPhone phone = VirtualPhone.start(config);
      Path home = Files.createTempDirectory("typing");
      AdbPhones phones = new AdbPhones(SharedAdbKey.into(home), "127.0.0.1", 1, Clock.systemUTC());
      phones.connect(phone.adbAddress());
      PhoneSession session =
          new PhoneSession(
              phones.phone(new DeviceSerial(config.serial())).orElseThrow(), () -> true);
      Screen screen =
          new Screen(
              session,
              new AppProfiles(home, PhoneBench.APPS).profile("tiktok"),
              ScreenTest::pause,
              note -> {});
      assertThat(screen.apps().openLink("https://www.tiktok.com/@mila.cooks/video/7", APP))
          .isTrue();
      screen.tap(screen.await("video.comments_button", SOON));
      screen.await("comments.field", SOON);
      return new Opened(phone, phones, session, screen);
    }

    String typed(String text) {
      screen.type(screen.await("comments.field", SOON), text);
      return screen.await("comments.field", SOON).text();
    }

    @Override
    public void close() {
      session.close();
      phones.close();
      phone.close();
    }
  }

  @BeforeContainer
  static void open() throws IOException {
    shared = Optional.of(Opened.with(PhoneConfig.named("SHARED", "ann")));
  }

  @AfterContainer
  static void close() {
    shared.ifPresent(Opened::close);
  }

  @Provide
  Arbitrary<String> hostile() {
    Arbitrary<String> nasty =
        Arbitraries.of(
            "'",
            "\"",
            "\\",
            "$(id)",
            "`id`",
            ";",
            "&",
            "|",
            "\n",
            "\r\n",
            "\t",
            "%s",
            "%",
            "*",
            "#fyp",
            "@ann",
            "é",
            "e\u0301",
            "日本",
            "한국어",
            "العربية",
            "עברית",
            "😀",
            "👨‍👩‍👧",
            "🇫🇷",
            "\u200e",
            "\ufeff",
            "\u0001",
            "\ud800",
            "\udc00",
            "\ufffe",
            "\u0000",
            "&amp;",
            "<b>",
            "]]>",
            " ",
            "  ",
            "a");
    Arbitrary<String> any = Arbitraries.strings().ofMaxLength(30);
    return Arbitraries.oneOf(nasty, any).list().ofMaxSize(8).map(parts -> String.join("", parts));
  }

  @Property(tries = 80)
  void any_text_arrives_in_the_field(@ForAll @From("hostile") String text) {
    String wanted = HierarchyParser.visible(Keyboard.typeable(text));

    String shown = shared.orElseThrow().typed(text);

    if (wanted.isEmpty()) {
      assertThat(shown).startsWith("Add comment");
    } else {
      assertThat(shown).isEqualTo(wanted);
    }
  }

  @Property(tries = 200)
  void a_text_is_cut_between_characters_only(@ForAll @From("hostile") String text) {
    String typeable = Keyboard.typeable(text);

    List<String> chunks = Keyboard.chunks(typeable, 7);

    assertThat(String.join("", chunks)).isEqualTo(typeable);
    assertThat(chunks)
        .allSatisfy(
            chunk -> {
              assertThat(chunk.getBytes(StandardCharsets.UTF_8).length).isBetween(1, 7);
              assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(chunk)).isTrue();
            });
  }

  @Test
  void a_long_text_comes_in_commands_that_old_phones_take() throws Exception {
    String caption = "Größe 😀 'x' $HOME ".repeat(220).strip();
    try (Opened opened = Opened.with(PhoneConfig.named("LONG", "ann"))) {
      assertThat(opened.typed(caption)).isEqualTo(caption);

      assertThat(opened.phone().commands())
          .allSatisfy(
              command ->
                  assertThat(command.line().getBytes(StandardCharsets.UTF_8).length)
                      .isLessThanOrEqualTo(4_000));
    }
  }

  @Test
  void plain_text_needs_no_other_keyboard() throws Exception {
    try (Opened opened = Opened.with(PhoneConfig.named("PLAIN", "ann").withAdbKeyboard(false))) {
      assertThat(opened.typed("100% plain & simple")).isEqualTo("100% plain & simple");
      assertThat(opened.typed("again")).isEqualTo("again");
      assertThat(opened.screen().replacedInputMethod()).isEmpty();

      assertThatThrownBy(() -> opened.typed("日本"))
          .isInstanceOf(Keyboard.CannotType.class)
          .hasMessageContaining(opened.phone().adbAddress())
          .hasMessageContaining("ADBKeyBoard");
    }
  }
}
