package dev.drover.bootstrap.cli.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.bootstrap.Main;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Tests {@code drover profile repair} from its command line. */
class ProfileRepairTest {
  private static final String SCREEN =
      """
      UI hierchary dumped to: /dev/tty
      <?xml version='1.0' encoding='UTF-8' standalone='yes' ?><hierarchy rotation="0">
      <node class="android.widget.FrameLayout" package="com.zhiliaoapp.musically" bounds="[0,0][1000,2000]">
      <node text="Following" class="android.widget.TextView" package="com.zhiliaoapp.musically" bounds="[100,700][300,750]"/>
      <node text="@ann" class="android.widget.TextView" package="com.zhiliaoapp.musically" bounds="[300,400][700,450]"/>
      <node text="%s" class="android.widget.Button" package="com.zhiliaoapp.musically" clickable="true" bounds="[100,900][450,1000]"/>
      <node text="Message" class="android.widget.Button" package="com.zhiliaoapp.musically" clickable="true" bounds="[500,900][900,1000]"/>
      </node></hierarchy>
      """;

  private static final String FAILED = SCREEN.formatted("Keep up");

  @TempDir private Path home;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String command, String screen, String... arguments) throws Exception {
    Path file = Files.writeString(home.resolve("screen.xml"), screen);
    List<String> all = new ArrayList<>(List.of("profile", command, file.toString()));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--home", home.toString()));
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    return line.execute(all.toArray(String[]::new));
  }

  private Path own() {
    return home.resolve("profiles").resolve("tiktok.yaml");
  }

  private Path before() throws Exception {
    Path folder = Files.createDirectories(home.resolve("old"));
    Files.writeString(folder.resolve("before.xml"), SCREEN.formatted("Follow"));
    return folder;
  }

  @Test
  void what_the_button_was_before_the_update_tells_which_one_it_is_now() throws Exception {
    int exit =
        run(
            "repair",
            FAILED,
            "--element",
            "profile.follow_button",
            "--screens",
            before().toString());

    assertThat(exit).as(out + " " + err).isZero();
    assertThat(out.toString())
        .contains("1. profile.follow_button is Button \"Keep up\" [100,900][450,1000], by {")
        .contains("on 1 of which the profile finds profile.follow_button")
        .contains("+++ profiles/tiktok.yaml")
        .contains("Nothing was changed");
    assertThat(own()).doesNotExist();
  }

  @Test
  void what_is_accepted_is_added_to_the_operators_file_and_found_from_then_on() throws Exception {
    Files.createDirectories(own().getParent());
    Files.writeString(own(), "# mine\nversions: \">=1\"   # all\n");

    int exit =
        run(
            "repair",
            FAILED,
            "--element",
            "profile.follow_button",
            "--at",
            "Keep up",
            "--screens",
            before().toString(),
            "--write");

    assertThat(exit).as(out + " " + err).isZero();
    assertThat(own()).content().startsWith("# mine\nversions: \">=1\"   # all\n");
    assertThat(run("check", FAILED)).isZero();
    assertThat(out.toString())
        .containsPattern("profile\\.follow_button +found ")
        .contains("    Button \"Keep up\" [100,900][450,1000]");
  }

  @Test
  void what_is_only_guessed_is_shown_and_not_written() throws Exception {
    int exit = run("repair", FAILED, "--element", "profile.follow_button", "--write");

    assertThat(exit).isEqualTo(1);
    assertThat(out.toString())
        .contains("Nothing was written: which thing it is was only guessed")
        .contains("look at the screen");
    assertThat(own()).doesNotExist();
  }

  @Test
  void without_stored_screens_its_own_words_come_before_its_kind_and_place() throws Exception {
    int exit = run("repair", FAILED, "--element", "profile.follow_button", "--at", "Keep up");

    assertThat(exit).as(out + " " + err).isZero();
    assertThat(out.toString())
        .contains("1. profile.follow_button is Button \"Keep up\" [100,900][450,1000], by {text: ");
    assertThat(out.toString().lines().takeWhile(line -> !line.startsWith("2. ")))
        .noneMatch(line -> line.contains("WEAK"));
  }

  @Test
  void what_goes_by_kind_and_place_alone_is_called_weak_and_not_written() throws Exception {
    int exit =
        run(
            "repair",
            SCREEN.formatted(""),
            "--element",
            "profile.follow_button",
            "--at",
            "275,950",
            "--write");

    assertThat(exit).as(out + " " + err).isEqualTo(1);
    assertThat(out.toString())
        .contains("   WEAK it goes by kind and place alone")
        .contains("Nothing was written: the first proposal is weak")
        .contains("Give --screens");
    assertThat(own()).doesNotExist();
  }

  @Test
  void a_mistake_is_told_with_the_option() throws Exception {
    assertThat(run("repair", FAILED, "--element", "profile.folow_button")).isEqualTo(2);
    assertThat(err.toString())
        .contains("--element:")
        .contains("did you mean profile.follow_button?");
    assertThat(run("repair", FAILED, "--element", "profile.follow_button", "--at", "Nowhere"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("--at: nothing on the screen says \"Nowhere\"");
    assertThat(run("repair", "no screen", "--element", "profile.follow_button")).isEqualTo(2);
  }
}
