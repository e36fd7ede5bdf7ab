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

/** Tests {@code drover profile check} from its command line. */
class ProfileCheckTest {
  private static final String SCREEN =
      """
      UI hierchary dumped to: /dev/tty
      <?xml version='1.0' encoding='UTF-8' standalone='yes' ?><hierarchy rotation="0">
      <node class="android.widget.FrameLayout" bounds="[0,0][1000,2000]">
      <node text="Following" class="android.widget.TextView" bounds="[100,700][300,750]"/>
      <node text="@ann" class="android.widget.TextView" bounds="[300,400][700,450]"/>
      <node text="Follow" class="android.widget.Button" clickable="true" bounds="[100,900][900,1000]"/>
      </node></hierarchy>
      """;

  @TempDir private Path home;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int check(String screen, String... arguments) throws Exception {
    Path file = Files.writeString(home.resolve("screen.xml"), screen);
    List<String> all = new ArrayList<>(List.of("profile", "check", file.toString()));
    all.addAll(List.of(arguments));
    if (!all.contains("--home")) {
      all.addAll(List.of("--home", home.toString()));
    }
    CommandLine command = Main.commandLine();
    command.setOut(new PrintWriter(out));
    command.setErr(new PrintWriter(err));
    return command.execute(all.toArray(String[]::new));
  }

  @Test
  void it_shows_what_was_found_by_which_line_and_where() throws Exception {
    int exit = check(SCREEN, "--for", "ann");

    assertThat(exit).isZero();
    assertThat(out.toString())
        .contains("pages: profile\n")
        .containsPattern("profile\\.username +found +\\{text: @\\{\\}, .*\\(line \\d+\\)")
        .contains("    Button \"Follow\" [100,900][900,1000]")
        .containsPattern("not on this screen: .*profile\\.following_button")
        .containsPattern("left out: \\d+ elements of other pages, .* --all lists them")
        .doesNotContain("feed.home_tab");
  }

  @Test
  void what_is_on_the_page_that_is_shown_comes_first() throws Exception {
    Files.createDirectories(home.resolve("profiles"));
    Files.writeString(
        home.resolve("profiles/tiktok.yaml"),
        """
        packages: [com.example.app]
        elements:
          any.button: [{class: Button}]
          profile.follow_button: [{text: Follow, class: Button}]
        pages: {profile: profile.follow_button}
        """);

    assertThat(check(SCREEN)).isZero();

    assertThat(out.toString().lines().filter(line -> line.contains(" found ")).toList())
        .satisfiesExactly(
            first -> assertThat(first).startsWith("profile.follow_button"),
            second -> assertThat(second).startsWith("any.button"));
  }

  @Test
  void with_all_it_lists_what_is_not_here_and_why() throws Exception {
    assertThat(check(SCREEN, "--for", "ann", "--all")).isZero();

    assertThat(out.toString())
        .containsPattern("of pages that this is not: .*feed\\.home_tab")
        .doesNotContain("left out");
  }

  @Test
  void an_operators_file_may_have_only_what_differs() throws Exception {
    Files.createDirectories(home.resolve("profiles"));
    Files.writeString(
        home.resolve("profiles/tiktok.yaml"),
        "elements: {profile.follow_button: [{text: Follow, class: Button}]}\n");

    assertThat(check(SCREEN, "--for", "ann")).isZero();

    assertThat(out.toString())
        .containsPattern("profile\\.follow_button +found +.*\\(line 1\\)")
        .containsPattern("profile\\.username +found +.*line \\d+ of the profile tiktok that");
  }

  @Test
  void what_uiautomator_says_around_the_screen_is_left_out() throws Exception {
    assertThat(check("WARNING: unused\n" + SCREEN + "UI hierchary dumped to: /dev/tty\n")).isZero();

    assertThat(out.toString()).contains("pages: profile\n");
  }

  @Test
  void an_element_that_names_somebody_is_not_looked_for_without_a_name() throws Exception {
    assertThat(check(SCREEN)).isZero();

    assertThat(out.toString())
        .containsPattern("not looked for without --for TEXT: .*profile\\.username");
  }

  @Test
  void what_is_ambiguous_is_shown_and_makes_the_exit_code_1() throws Exception {
    String twice =
        SCREEN.replace(
            "</node></hierarchy>",
            "<node text=\"Follow\" class=\"android.widget.Button\" clickable=\"true\""
                + " bounds=\"[100,1100][900,1200]\"/></node></hierarchy>");

    assertThat(check(twice)).isEqualTo(1);

    assertThat(out.toString())
        .containsPattern("profile\\.follow_button +AMBIGUOUS")
        .contains("[100,900][900,1000]")
        .contains("[100,1100][900,1200]");
  }

  @Test
  void the_operators_own_profile_is_checked_where_there_is_one() throws Exception {
    Files.createDirectories(home.resolve("profiles"));
    Files.writeString(
        home.resolve("profiles/tiktok.yaml"),
        "packages: [com.example.app]\nelements: {mine.button: [{class: Button}]}\n");

    assertThat(check(SCREEN)).isZero();

    assertThat(out.toString()).containsPattern("mine\\.button +found");
  }

  @Test
  void what_can_t_be_read_makes_the_exit_code_2() throws Exception {
    assertThat(check("no screen")).isEqualTo(2);
    assertThat(err.toString()).contains("screen.xml can't be read as a screen");

    assertThat(check(SCREEN, "--profile", "nonesuch")).isEqualTo(2);
    assertThat(err.toString()).contains("there is no app profile nonesuch");

    Files.createDirectories(home.resolve("profiles"));
    Files.writeString(home.resolve("profiles/tiktok.yaml"), "packages: [com.example.app]\n");
    assertThat(check(SCREEN)).isEqualTo(2);
    assertThat(err.toString()).contains("tiktok.yaml has no \"elements\"");
  }

  private void ownProfile(String yaml) throws Exception {
    Files.createDirectories(home.resolve("profiles"));
    Files.writeString(home.resolve("profiles/tiktok.yaml"), yaml);
  }

  @Test
  void the_first_line_says_which_profile_is_used() throws Exception {
    Path file = home.resolve("profiles/tiktok.yaml");

    assertThat(check(SCREEN)).isZero();
    assertThat(out.toString()).startsWith("profile: tiktok, shipped; there is no " + file + "\n");

    out.getBuffer().setLength(0);
    ownProfile("elements: {profile.follow_button: [{text: Follow, class: Button}]}\n");
    assertThat(check(SCREEN)).isZero();
    assertThat(out.toString())
        .startsWith("profile: tiktok, shipped, changed by " + file + " (1 element)\n");

    out.getBuffer().setLength(0);
    ownProfile("labels: {en: {follow: Follow, following: Following}}\nversions: \">=30\"\n");
    assertThat(check(SCREEN)).isZero();
    assertThat(out.toString())
        .startsWith("profile: tiktok, shipped, changed by " + file + " (2 labels, versions)\n");

    out.getBuffer().setLength(0);
    ownProfile("packages: [com.example.app]\nelements: {mine.button: [{class: Button}]}\n");
    assertThat(check(SCREEN)).isZero();
    assertThat(out.toString())
        .startsWith("profile: tiktok, " + file + " alone, since it has \"packages\"\n");
  }

  @Test
  void a_name_that_changes_nothing_is_told_with_its_line_and_the_nearest_name() throws Exception {
    ownProfile(
        """
        elements:
          profile.follow_buton: [{text: Follow, class: Button}]
          mine.sheet: [{text: Rate us}]
          mine.later: [{text: Later, below: mine.anchor}]
          mine.anchor: [{text: Rate us}]
          mine.forgotten:
            - {text: Follow us}
        dialogs:
          - {shows: mine.sheet, tap: mine.later, says: a request to rate the app}
        """);

    assertThat(check(SCREEN)).isEqualTo(1);

    Path file = home.resolve("profiles/tiktok.yaml");
    assertThat(out.toString())
        .contains(
            file
                + ", line 2: no element is called profile.follow_buton; did you mean"
                + " profile.follow_button?\n",
            file + ", line 6: no element is called mine.forgotten, and nothing here names it\n")
        .doesNotContain("called mine.sheet", "called mine.later", "called mine.anchor");
  }

  @Test
  void a_home_that_does_not_exist_is_told() throws Exception {
    assertThat(check(SCREEN, "--home", home.resolve("mistyped").toString())).isEqualTo(2);

    assertThat(err.toString())
        .contains("there is no folder " + home.resolve("mistyped") + "; correct --home");
  }

  @Test
  void saved_screens_are_changed_to_see_what_is_still_found() throws Exception {
    Path screens = Files.createDirectories(home.resolve("screens"));
    Files.writeString(
        screens.resolve("one.xml"),
        SCREEN.replace("class=\"android", "package=\"com.zhiliaoapp.musically\" class=\"android"));
    Files.writeString(screens.resolve("notes.txt"), "none");

    assertThat(run("--mutate", screens.toString(), "--screens", "60")).isZero();

    assertThat(out.toString())
        .contains("left out: notes.txt is no screen")
        .containsPattern("ids gone|wrapper")
        .containsPattern("all +60 +\\d+\\.\\d %");
  }

  @Test
  void a_file_or_a_folder_is_asked_for() {
    assertThat(run()).isEqualTo(2);

    assertThat(err.toString()).contains("give either FILE.xml or --mutate FOLDER");
  }

  private int run(String... arguments) {
    List<String> all = new ArrayList<>(List.of("profile", "check", "--home", home.toString()));
    all.addAll(List.of(arguments));
    CommandLine command = Main.commandLine();
    command.setOut(new PrintWriter(out));
    command.setErr(new PrintWriter(err));
    return command.execute(all.toArray(String[]::new));
  }
}
