package dev.drover.bootstrap.cli.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.bootstrap.Main;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Tests {@code drover profile diff} from its command line. */
class ProfileDiffTest {
  private static final String PROFILE =
      """
      packages: [com.example.app]
      elements:
        any.kept: [{text: Kept}]
        any.lost: [{text: Lost}]
        any.moved: [{text: Moved}]
        any.reworded: [{text-regex: Follow|Keep up}]
        any.fresh: [{text: Fresh}]
      """;

  @TempDir private Path home;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void writeProfile() throws Exception {
    Files.createDirectories(home.resolve("profiles"));
    Files.createDirectories(home.resolve("old"));
    Files.createDirectories(home.resolve("new"));
    Files.writeString(home.resolve("profiles/tiktok.yaml"), PROFILE);
  }

  private static String node(String text, String kind, int top) {
    return "<node text=\"%s\" class=\"android.widget.%s\" package=\"com.example.app\" bounds=\"[100,%d][300,%d]\"/>\n"
        .formatted(text, kind, top, top + 50);
  }

  private void save(String file, String... nodes) throws Exception {
    Files.writeString(
        home.resolve(file),
        "<hierarchy rotation=\"0\"><node class=\"android.widget.FrameLayout\""
            + " package=\"com.example.app\" bounds=\"[0,0][1000,2000]\">\n"
            + String.join("", nodes)
            + "</node></hierarchy>");
  }

  private int diff(String... more) {
    CommandLine command = Main.commandLine();
    command.setOut(new PrintWriter(out));
    command.setErr(new PrintWriter(err));
    String[] arguments = {
      "profile",
      "diff",
      home.resolve("old").toString(),
      home.resolve("new").toString(),
      "--home",
      home.toString()
    };
    return command.execute(
        java.util.stream.Stream.concat(
                java.util.Arrays.stream(arguments), java.util.Arrays.stream(more))
            .toArray(String[]::new));
  }

  @Test
  void it_tells_what_is_lost_moved_reworded_new_and_the_same() throws Exception {
    save(
        "old/page.xml",
        node("Kept", "TextView", 100),
        node("Lost", "Button", 200),
        node("Moved", "TextView", 300),
        node("Follow", "Button", 400));
    save(
        "new/page.xml",
        node("Kept", "TextView", 110),
        node("Moved", "Button", 1300),
        node("Keep up", "Button", 400),
        node("Fresh", "Button", 500));

    assertThat(diff("--all")).isEqualTo(1);

    assertThat(out.toString())
        .containsPattern("any\\.lost +lost +page\\.xml")
        .containsPattern("any\\.moved +moved +page\\.xml")
        .contains("    class: \"android.widget.TextView\" -> \"android.widget.Button\"")
        .contains("    place: 20% from the left, 16% from the top -> 20% from the left, 66%")
        .containsPattern("any\\.reworded +reworded")
        .contains("    text: \"Follow\" -> \"Keep up\"")
        .containsPattern("any\\.fresh +new")
        .containsPattern("any\\.kept +same")
        .contains(
            "1 screens of the old version, 1 of the new: 1 the same, 1 lost, 1 moved, 1 reworded,"
                + " 1 new");
  }

  @Test
  void an_update_that_changes_nothing_ends_with_0_and_files_that_are_no_screens_are_told()
      throws Exception {
    save("old/page.xml", node("Kept", "TextView", 100), node("Follow", "Button", 400));
    save("new/page.xml", node("Kept", "TextView", 100), node("Follow", "Button", 400));
    Files.writeString(home.resolve("new/other.xml"), "no screen");

    assertThat(diff()).isZero();

    assertThat(out.toString())
        .contains("left out: new: other.xml is no screen")
        .contains("2 the same, 0 lost")
        .doesNotContain("any.kept");
  }

  @Test
  void screens_of_other_names_are_compared_too() throws Exception {
    save("old/a.xml", node("Lost", "Button", 100));
    save("new/b.xml", node("Lost", "Button", 900));

    assertThat(diff()).isZero();

    assertThat(out.toString()).containsPattern("any\\.lost +moved +a\\.xml, b\\.xml");
  }

  @Test
  void an_empty_folder_is_refused() throws Exception {
    save("old/page.xml", node("Kept", "TextView", 100));

    assertThat(diff()).isEqualTo(2);

    assertThat(err.toString()).contains("has no screen");
  }
}
