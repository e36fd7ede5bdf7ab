package dev.drover.device.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.drover.device.flow.PhoneBench;
import dev.drover.device.profile.AppProfile;
import dev.drover.device.profile.AppProfiles;
import dev.drover.virtualphone.system.PackageFile;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SequencedMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that a package which somebody made to do harm does none. */
@DisplayName("A hostile package")
class HostilePackageTest {
  @TempDir private Path home;

  private static byte[] good(String... words) {
    SequencedMap<String, String> strings = new LinkedHashMap<>();
    for (String word : words) {
      strings.put("name" + strings.size(), word);
    }
    return PackageFile.of("com.example.app", "", strings);
  }

  private static Optional<byte[]> table(byte[] apk) throws TableUnreadable {
    return ZippedTable.of(
        apk.length, (from, length) -> Arrays.copyOfRange(apk, (int) from, (int) from + length));
  }

  private static List<String> texts(byte[] arsc) throws TableUnreadable {
    ResourceTable table = ResourceTable.of(arsc);
    List<String> texts = new ArrayList<>();
    table.each(_ -> true, (_, string) -> table.string(string).ifPresent(texts::add));
    return texts;
  }

  private static byte[] zip(String name, byte[] content) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(content);
      zip.closeEntry();
    }
    return bytes.toByteArray();
  }

  /** Where the directory's only entry begins. */
  private static int directory(ByteBuffer zip) {
    return zip.getInt(zip.capacity() - 22 + 16);
  }

  private static ByteBuffer little(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  @Test
  void that_is_a_good_one_is_read() throws Exception {
    assertThat(texts(table(good("Follow", "Suivi(e)", "フォロー")).orElseThrow()))
        .containsExactly("Follow", "Suivi(e)", "フォロー");
  }

  @Test
  void that_inflates_to_more_than_it_says_is_refused() throws Exception {
    byte[] bomb = zip("resources.arsc", new byte[10_000_000]);
    ByteBuffer lying = little(bomb);
    lying.putInt(directory(lying) + 24, 1_000);
    assertThatThrownBy(() -> table(bomb)).hasMessageContaining("longer than its directory says");

    byte[] large = zip("resources.arsc", new byte[70_000_000]);
    assertThat(large.length).isLessThan(100_000);
    assertThatThrownBy(() -> table(large)).hasMessageContaining("its table has 70000000 bytes");
  }

  @Test
  void with_a_directory_that_goes_beyond_it_is_refused() {
    byte[] apk = good("Follow");
    ByteBuffer end = little(apk);
    end.putInt(apk.length - 22 + 12, 0x7fffffff);
    assertThatThrownBy(() -> table(apk)).hasMessageContaining("its directory has 2147483647");

    byte[] other = good("Follow");
    little(other).putInt(directory(little(other)) + 42, 0xfffffff0);
    assertThatCode(() -> table(other)).doesNotThrowAnyException();
  }

  @Test
  void whose_entries_are_paths_out_of_a_folder_writes_none() throws Exception {
    assertThat(table(zip("../../resources.arsc", new byte[10]))).isEmpty();
    assertThat(table(zip("/etc/resources.arsc", new byte[10]))).isEmpty();
  }

  @Test
  void with_two_tables_is_refused() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("resources.arsc"));
      zip.putNextEntry(new ZipEntry("resources.arsd"));
    }
    String doubled =
        new String(bytes.toByteArray(), StandardCharsets.ISO_8859_1)
            .replace("resources.arsd", "resources.arsc");
    assertThatThrownBy(() -> table(doubled.getBytes(StandardCharsets.ISO_8859_1)))
        .hasMessageContaining("two tables");
  }

  @Test
  void whose_table_is_damaged_anywhere_is_refused_or_read_and_ends() throws Exception {
    byte[] table = table(good("Follow", "Like video", "Home")).orElseThrow();
    Random random = new Random(11);
    for (int i = 0; i < 4_000; i++) {
      byte[] damaged = table.clone();
      for (int j = 0; j <= random.nextInt(4); j++) {
        int at = random.nextInt(damaged.length);
        damaged[at] = (byte) (random.nextBoolean() ? 0xff : random.nextInt(256));
      }
      refusedOrRead(damaged);
      refusedOrRead(Arrays.copyOf(table, random.nextInt(table.length)));
    }
  }

  private static void refusedOrRead(byte[] table) {
    try {
      assertThat(texts(table).size()).isLessThan(10_000);
    } catch (TableUnreadable refused) {
      assertThat(refused).hasMessageContaining("its table");
    }
  }

  @Test
  void with_millions_of_entries_takes_the_time_of_its_length() throws Exception {
    byte[] table = table(good("Follow")).orElseThrow();
    ByteBuffer head = little(table);
    // The only type chunk is the last one.
    int type = table.length - 84 - 4 - 16;
    assertThat(head.getShort(type)).isEqualTo((short) 0x0201);
    int count = 5_000_000;
    byte[] large = Arrays.copyOf(table, type + 84 + 4 * count + 16);
    ByteBuffer all = little(large);
    // All offsets lead to the one entry, which is the last.
    Arrays.fill(large, type + 84, large.length, (byte) 0);
    System.arraycopy(table, table.length - 16, large, large.length - 16, 16);
    all.putInt(4, large.length);
    int packageAt = 12 + head.getInt(12 + 4);
    all.putInt(packageAt + 4, large.length - packageAt);
    all.putInt(type + 4, large.length - type)
        .putInt(type + 12, count)
        .putInt(type + 16, 84 + 4 * count);

    assertTimeoutPreemptively(
        Duration.ofSeconds(20), () -> assertThat(texts(large)).hasSize(count));
  }

  @Test
  void says_only_words_that_are_text_on_one_line() {
    assertThat(Word.of("Folgen")).contains("Folgen");
    assertThat(Word.of("\u200e Fol\u202egen\u2069")).contains("Folgen");
    for (String unfit :
        List.of(
            "",
            "two\nlines",
            "\u001b[31mred",
            "a\u0000b",
            "a\u2028b",
            "\ud800",
            "%1$s likes",
            "{name}",
            "x".repeat(121))) {
      assertThat(Word.of(unfit)).as(unfit).isEmpty();
    }
  }

  @Test
  void says_words_that_stay_words() {
    AppProfile profile = new AppProfiles(home, PhoneBench.APPS).profile("tiktok");
    for (String word : List.of(".*", "a|b", "Folgen (2)?", "\\E.*", "[x", "{2,3}", "it's: \"#")) {
      String literal = LabelProposal.literal(word);
      assertThat(AppProfile.wordings(literal).test(word)).as(literal).isTrue();
      assertThat(AppProfile.wordings(literal).test("anything")).as(literal).isFalse();
      SequencedMap<String, String> labels = new LinkedHashMap<>();
      labels.put("follow", literal);
      String yaml = LabelDiff.changed("", "de", labels).orElseThrow();
      assertThat(yaml.lines()).hasSize(3);
    }
    assertThat(profile.locales()).contains("de");
  }

  @Test
  void is_compared_with_a_file_in_any_layout() {
    SequencedMap<String, String> labels = new LinkedHashMap<>();
    labels.put("home", "Start");
    assertThat(LabelDiff.changed("elements: {}", "de", labels))
        .contains("elements: {}\nlabels:\n  de:\n    home: 'Start'\n");
    assertThat(LabelDiff.changed("labels: {de: {home: x}}\n", "de", labels)).isEmpty();
    assertThat(
            LabelDiff.changed(
                "labels:\n    fr:\n        home: \ud83d\ude00 # said\n# end\nversions: '>=3'\n",
                "de",
                labels))
        .contains(
            """
            labels:
                fr:
                    home: \ud83d\ude00 # said
                de:
                  home: 'Start'
            # end
            versions: '>=3'
            """);
    assertThat(
            LabelDiff.changed("labels:\n  de:\n    home: \"\ud83d\ude00\" # said\n", "de", labels))
        .contains("labels:\n  de:\n    home: 'Start' # said\n");
  }
}
