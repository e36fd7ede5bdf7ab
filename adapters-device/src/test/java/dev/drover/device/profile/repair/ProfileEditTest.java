package dev.drover.device.profile.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.device.flow.PhoneBench;
import dev.drover.device.profile.AppProfile;
import dev.drover.device.profile.AppProfiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests what is added to an operator's file. */
class ProfileEditTest {
  private static final String ADDED = "{text: Keep up, class: Button}";

  @TempDir private Path home;

  private AppProfiles.Text texts(String own) throws Exception {
    Files.writeString(home.resolve("tiktok.yaml"), own);
    return new AppProfiles(home, PhoneBench.APPS).text("tiktok");
  }

  private static Addition added(AppProfiles.Text texts, boolean guarded) throws Exception {
    return new ProfileEdit(texts).withCandidate("profile.follow_button", ADDED, guarded);
  }

  @Test
  void without_a_file_the_shipped_candidates_come_first() throws Exception {
    AppProfiles.Text texts = new AppProfiles(home, PhoneBench.APPS).text("tiktok");
    Addition addition = added(texts, true);

    assertThat(addition.after())
        .startsWith(
            "elements:\n  profile.follow_button:\n    - {text-regex: <follow>, class: Button,")
        .contains("    - " + ADDED + "\npages:\n  profile:\n    signs: [");
    assertThat(addition.diff("profiles/tiktok.yaml"))
        .startsWith("--- /dev/null\n+++ profiles/tiktok.yaml\n@@ -0,0 +1,")
        .contains("\n+    - " + ADDED + "\n");
    AppProfile read = texts.with(addition.after());
    assertThat(read.selector("profile.follow_button").describe()).endsWith(line(read));
    assertThat(anywhere(read)).doesNotContain("profile.follow_button");
    assertThat(anywhere(texts.with(added(texts, false).after()))).contains("profile.follow_button");
  }

  private static List<String> anywhere(AppProfile profile) {
    return Optional.ofNullable(profile.pages().get("profile")).orElseThrow().anywhere();
  }

  private static String line(AppProfile read) {
    String all = read.selector("profile.follow_button").describe();
    return all.substring(all.indexOf("  - {text: Keep up"));
  }

  @Test
  void what_the_operator_wrote_stays_with_its_comments() throws Exception {
    String own =
        """
        # mine
        elements:
            # the button
            profile.follow_button:
                - {text: Follow}   # as before
                # and then
            feed.home_tab:
                - {text: Home}
        versions: ">=1"
        """;
    Addition addition = added(texts(own), false);

    assertThat(addition.after())
        .isEqualTo(own.replace("# as before\n", "# as before\n        - " + ADDED + "\n"));
    assertThat(addition.diff("f").lines().filter(line -> line.startsWith("-")).toList())
        .containsExactly("--- f");
    assertThat(addition.diff("f")).contains("@@ -3,6 +3,7 @@");
  }

  @Test
  void a_new_element_goes_to_the_end_of_the_elements() throws Exception {
    Addition addition =
        added(texts("elements:\n  feed.home_tab:\n  - {text: Home}\nversions: '>1'\n"), false);

    assertThat(addition.after())
        .startsWith("elements:\n  feed.home_tab:\n  - {text: Home}\n  profile.follow_button:\n")
        .endsWith("    - " + ADDED + "\nversions: '>1'\n");
  }

  @Test
  void a_list_in_brackets_can_not_be_added_to() throws Exception {
    AppProfiles.Text texts = texts("elements:\n  profile.follow_button: [{text: Follow}]\n");

    assertThatThrownBy(() -> added(texts, false))
        .isInstanceOf(ProfileEdit.NotEditable.class)
        .hasMessageContaining("profile.follow_button is written in brackets");
  }

  @Test
  void any_words_are_written_so_that_they_are_read_again() throws Exception {
    AppProfiles.Text texts = new AppProfiles(home, PhoneBench.APPS).text("tiktok");
    for (String words :
        new String[] {
          "a: b", "\"x\" \\ 'y'", "#1", "- no", "😀 done", "true", "关注", "\u2028", " x"
        }) {
      String yaml = CandidateText.EMPTY.with("text", words).yaml();
      AppProfiles.Text written =
          new AppProfiles.Text(
              texts.name(),
              texts.file(),
              Optional.of(
                  new ProfileEdit(texts)
                      .withCandidate("profile.follow_button", yaml, false)
                      .after()),
              texts.shipped());
      assertThat(
              new ProfileEdit(written).candidates("profile.follow_button").getLast().part("text"))
          .as(yaml)
          .contains(words);
    }
  }
}
