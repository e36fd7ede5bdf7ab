package dev.drover.device.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.device.ui.AppProfile.Malformed;
import dev.drover.domain.device.PackageName;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AppProfileTest {
  @TempDir private Path overrides;

  private static AppProfile profile(String elements) {
    return AppProfileReader.read(
        "tiktok", "tiktok.yaml", "packages: [com.example.app]\nelements:\n" + elements);
  }

  private static UiTree screen(String nodes) throws HierarchyUnreadable {
    return new HierarchyParser()
        .parse("<hierarchy><node bounds=\"[0,0][1000,2000]\">" + nodes + "</node></hierarchy>");
  }

  @Test
  void the_first_candidate_that_fits_anything_counts() throws Exception {
    AppProfile profile =
        profile("  a.b:\n    - {text: Missing}\n    - {description-contains: like VIDEO}\n");
    UiTree tree =
        screen(
            "<node text=\"x\" bounds=\"[0,0][9,9]\"/>"
                + "<node content-desc=\"Like video. 5 likes\" bounds=\"[10,10][20,20]\"/>");

    assertThat(profile.selector("a.b").find(tree, "").orElseThrow().description())
        .isEqualTo("Like video. 5 likes");
  }

  @Test
  void several_fits_are_an_error_and_not_a_guess() throws Exception {
    AppProfile profile = profile("  a.b:\n    - {text: Follow}\n");
    UiTree tree =
        screen(
            "<node text=\"Follow\" bounds=\"[0,0][9,9]\"/>"
                + "<node text=\"Follow\" bounds=\"[0,20][9,29]\"/>");

    assertThatThrownBy(() -> profile.selector("a.b").find(tree, ""))
        .isInstanceOf(Selector.Ambiguous.class)
        .hasMessageContaining("a.b is ambiguous")
        .hasMessageContaining("line 4");
  }

  @Test
  void a_region_tells_equal_texts_apart() throws Exception {
    AppProfile profile = profile("  a.b:\n    - {text: Follow, region: 0-100 x 50-100}\n");
    UiTree tree =
        screen(
            "<node text=\"Follow\" bounds=\"[0,0][9,9]\"/>"
                + "<node text=\"Follow\" bounds=\"[0,1900][9,1910]\"/>");

    assertThat(profile.selector("a.b").find(tree, "").orElseThrow().bounds().top()).isEqualTo(1900);
  }

  @Test
  void the_user_in_question_is_never_taken_for_a_pattern() throws Exception {
    AppProfile profile = profile("  a.b:\n    - {text-regex: \"@{}( .*)?\"}\n");
    UiTree tree = screen("<node text=\"@aXb\" bounds=\"[0,0][9,9]\"/>");

    assertThat(profile.selector("a.b").find(tree, "a.b")).isEmpty();
    assertThat(profile.selector("a.b").find(tree, "aXb")).isPresent();
  }

  @ParameterizedTest(name = "{0} is wrong in line {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "  a.b: [{texty: Follow}] | line 3 | \"texty\" is not known",
        "  a.b: [{text-regex: '('}] | line 3 | not a regular expression",
        "  a.b: [{region: everywhere}] | line 3 | must be left-right x top-bottom",
        "  a.b: [{clickable: maybe}] | line 3 | must be true or false",
        "  a.b: [] | line 3 | at least one candidate",
        "  a.b: [{}] | line 3 | says at least one thing",
        "  a.b: Follow | line 3 | must be a list",
        "  - a.b | line 3 | must be a mapping",
      })
  void a_mistake_is_named_with_its_line(String elements, String line, String reason) {
    assertThatThrownBy(() -> profile("  " + elements + "\n"))
        .isInstanceOf(Malformed.class)
        .hasMessageContaining("tiktok.yaml")
        .hasMessageContaining(line)
        .hasMessageContaining(reason);
  }

  @Test
  void an_operators_own_file_takes_the_place_of_the_shipped_one() throws Exception {
    Files.writeString(
        overrides.resolve("tiktok.yaml"),
        "packages: [com.example.clone]\nelements:\n  a.b:\n    - {text: Mine}\n");

    AppProfile profile = AppProfile.load("tiktok", overrides);

    assertThat(profile.fits(new PackageName("com.example.clone"))).isTrue();
    assertThat(profile.selector("a.b").candidates()).hasSize(1);
  }

  @Test
  void the_shipped_profile_is_well_formed_and_names_its_apps() {
    AppProfile profile = AppProfile.shipped("tiktok");

    assertThat(profile.fits(new PackageName("com.zhiliaoapp.musically"))).isTrue();
    assertThat(profile.fits(new PackageName("com.ss.android.ugc.trill"))).isTrue();
    assertThat(profile.selector("profile.follow_button").candidates()).isNotEmpty();
  }
}
