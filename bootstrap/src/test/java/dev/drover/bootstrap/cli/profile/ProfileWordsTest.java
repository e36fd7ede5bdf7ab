package dev.drover.bootstrap.cli.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.bootstrap.Main;
import dev.drover.device.app.Apps;
import dev.drover.device.profile.AppProfiles;
import dev.drover.virtualphone.VirtualPhone;
import dev.drover.virtualphone.app.tiktok.content.TikTokLabel;
import dev.drover.virtualphone.config.PhoneConfig;
import dev.drover.virtualphone.system.PackageFile;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Tests {@code drover profile words} from its command line, on a virtual phone. */
@DisplayName("drover profile words")
class ProfileWordsTest {
  private static final String BASE = "/data/app/com.zhiliaoapp.musically/base.apk";

  @TempDir private Path home;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int words(VirtualPhone phone, String... arguments) {
    List<String> all = new ArrayList<>(List.of("profile", "words"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--connect", phone.adbAddress(), "--home", home.toString()));
    CommandLine command = Main.commandLine();
    command.setOut(new PrintWriter(out));
    command.setErr(new PrintWriter(err));
    return command.execute(all.toArray(String[]::new));
  }

  private static VirtualPhone phone(String locale) {
    return VirtualPhone.start(PhoneConfig.named("WORDS1", "ann").withLocale(locale));
  }

  private Path own(String yaml) throws Exception {
    Files.createDirectories(home.resolve("profiles"));
    return Files.writeString(home.resolve("profiles/tiktok.yaml"), yaml);
  }

  private String label(String locale, String name) {
    return new AppProfiles(home.resolve("profiles"), Apps.load(Main.class.getClassLoader()))
        .profile("tiktok")
        .labels(locale)
        .getOrDefault(name, "");
  }

  /** Takes the lines that a diff adds, as {@code patch} would for a new file. */
  private static String added(String diff) {
    return diff.lines()
        .filter(line -> line.startsWith("+") && !line.startsWith("+++"))
        .map(line -> line.substring(1))
        .reduce("", (all, line) -> all + line + "\n");
  }

  @Test
  void it_proposes_what_the_app_says_where_the_profile_says_otherwise() throws Exception {
    Path own = own("labels:\n  de:\n    follow: 'Anders'\n    next: 'Weiter'\n\nelements: {}\n");
    String before = Files.readString(own);
    try (VirtualPhone phone = phone("de-DE")) {
      assertThat(words(phone, "WORDS1")).as(err.toString()).isZero();
    }

    assertThat(out.toString())
        .isEqualTo(
            """
            --- %1$s
            +++ %1$s
            @@ -1,6 +1,6 @@
             labels:
               de:
            -    follow: 'Anders'
            +    follow: 'Anders|Folgen|Zurückfolgen'
                 next: 'Weiter'
             \n\
             elements: {}
            """
                .formatted(own));
    assertThat(err.toString())
        .contains("com.zhiliaoapp.musically", "1 labels to add or widen", "nothing was changed");
    assertThat(own).hasContent(before);
  }

  @Test
  void a_language_that_the_profile_lacks_gets_a_block_that_the_profile_reads() throws Exception {
    // The app's texts stand for those of a language that nobody ships.
    try (VirtualPhone phone = phone("en-US")) {
      phone
          .files()
          .write(
              "/data/app/com.zhiliaoapp.musically/split_config.pl.apk",
              PackageFile.of("com.zhiliaoapp.musically", "pl", polish()));
      assertThat(words(phone, "WORDS1", "--language", "pl-PL")).as(err.toString()).isZero();
    }
    String diff = out.toString();

    assertThat(diff).startsWith("--- /dev/null\n+++ " + home.resolve("profiles/tiktok.yaml"));
    own(added(diff));
    assertThat(label("pl-PL", "home")).isEqualTo("Główna \\(start\\)");
    assertThat(label("pl-PL", "friends")).isEqualTo("Znajomi: 'tak'|Przyjaciele");
    assertThat(label("pl-PL", "inbox")).isEqualTo("Inbox");
    assertThat(err.toString())
        .contains("friends: several strings are \"Friends\" in the known language");
  }

  /** The texts of the first labels, by the resources' numbers; FRIEND comes later. */
  private static SequencedMap<String, String> polish() {
    SequencedMap<String, String> strings = new LinkedHashMap<>();
    for (var label : TikTokLabel.values()) {
      strings.put(
          label.name(),
          switch (label) {
            case HOME -> "Główna \u202e(start)";
            case FRIENDS -> "Znajomi: 'tak'";
            case FRIEND -> "Przyjaciele";
            case INBOX -> "two\nlines";
            default -> "%1$s";
          });
    }
    return strings;
  }

  @Test
  void every_language_of_the_app_is_already_in_the_profile() {
    for (String locale : List.of("id-ID", "ja-JP")) {
      try (VirtualPhone phone = phone(locale)) {
        for (String app : List.of("tiktok", "instagram")) {
          assertThat(words(phone, "WORDS1", "--app", app)).as(err.toString()).isZero();
        }
      }
    }
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).contains("0 labels to add or widen");
  }

  @Test
  void what_is_missing_is_told_plainly() {
    try (VirtualPhone phone = phone("en-US")) {
      assertThat(words(phone, "NOBODY")).isEqualTo(2);
      assertThat(words(phone, "WORDS1", "--language", "pl")).isEqualTo(1);
      assertThat(words(phone, "WORDS1", "--language", "$(x)")).isEqualTo(2);
      assertThat(words(phone, "WORDS1", "--known", "xx")).isEqualTo(2);
      phone.files().write(BASE, "PK none".getBytes(StandardCharsets.US_ASCII));
      assertThat(words(phone, "WORDS1", "--language", "de")).isEqualTo(2);
    }

    assertThat(out.toString()).isEmpty();
    assertThat(err.toString())
        .contains(
            "there is no phone NOBODY; there are WORDS1",
            "com.zhiliaoapp.musically has no strings in pl",
            "--language: must be such as de",
            "--known: the profile has labels of en",
            "base.apk can't be read: it has 7 bytes");
  }
}
