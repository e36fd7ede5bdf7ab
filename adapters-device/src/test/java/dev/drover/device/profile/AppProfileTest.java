package dev.drover.device.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.device.flow.PhoneBench;
import dev.drover.device.hierarchy.HierarchyParser;
import dev.drover.device.hierarchy.HierarchyUnreadable;
import dev.drover.device.hierarchy.UiNode;
import dev.drover.device.hierarchy.UiTree;
import dev.drover.device.profile.AppProfile.Malformed;
import dev.drover.domain.app.PackageName;
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
        "  a.b: [{text-regex: '(a)\\1'}] | line 3 | not a regular expression that can be used: inv",
        "  a.b: [{description-regex: '.*(?!b)c'}] | line 3 | a look-ahead is supported only where",
        "  a.b: [{text-regex: '(?<=a)b'}] | line 3 | (?<",
        "  a.b: [{region: everywhere}] | line 3 | must be left-right x top-bottom",
        "  a.b: [{clickable: maybe}] | line 3 | must be true or false",
        "  a.b: [] | line 3 | at least one candidate",
        "  a.b: [{}] | line 3 | says at least one thing",
        "  a.b: Follow | line 3 | must be a list",
        "  - a.b | line 3 | must be a mapping",
        "  a.b: [{below: c.d}] | line 3 | there is no element c.d",
        "  a.b: [{below: a.b}] | line 3 | relate to each other in a circle",
        "  a.b: [{text: <home>}] | line 3 | there is no label home",
      })
  void a_mistake_is_named_with_its_line(String elements, String line, String reason) {
    assertThatThrownBy(() -> profile("  " + elements + "\n"))
        .isInstanceOf(Malformed.class)
        .hasMessageContaining("tiktok.yaml")
        .hasMessageContaining(line)
        .hasMessageContaining(reason);
  }

  private static AppProfile file(String yaml) {
    return AppProfileReader.read("tiktok", "tiktok.yaml", yaml);
  }

  @ParameterizedTest(name = "{0} is wrong")
  @CsvSource(
      delimiter = '|',
      value = {
        "versions: 30 | line 3: must be conditions such as >=30 <36",
        "versions: '>=30 or so' | line 3: must be conditions such as >=30 <36",
        "pause-video: centre | line 3: must be left x top in percent",
        "labels: {} | line 3: there is no locale",
        "labels: {EN_us: {}} | line 3: \"EN_us\" is no locale",
        "labels: {en: {a: x, b: y}, fr: {a: z, c: z}} | line 3: the labels of fr are not those of"
            + " en: b, c",
        "dialogs: [{shows: a.b}] | line 3: a rule needs \"tap\"",
        "dialogs: [{shows: a.b, tap: c.d, says: x}] | line 3: there is no element c.d",
        "dialogs: [{show: a.b}] | line 3: \"show\" is not known; there is shows, tap, says",
        "blocking: [{shows: a.b, says: is full}] | line 3: a rule needs \"remedy\"",
        "blocking: [{shows: a.b, says: x, remedy: y, refused: no}] | line 3: must be true or false",
        "element: {} | line 3: \"element\" is not known; there is packages, versions",
      })
  void a_mistake_outside_the_elements_is_named_with_its_line(String section, String reason) {
    assertThatThrownBy(
            () ->
                file(
                    "packages: [com.example.app]\nelements: {a.b: [{text: x}]}\n" + section + "\n"))
        .isInstanceOf(Malformed.class)
        .hasMessageContaining("tiktok.yaml, " + reason);
  }

  private static final String SHIPPED =
      """
      packages: [com.example.app]
      versions: "<40"
      labels: {en: {like: Like, follow: Follow}, fr: {like: Aimer, follow: Suivre}}
      elements:
        a.like: [{text: <like>}]
        a.follow: [{text: <follow>}]
        a.popup: [{text: Rate us}]
      pages: {a: a.like}
      dialogs: [{shows: a.popup, tap: a.popup, says: asked for a rating}]
      """;

  private static AppProfile over(String own) {
    return AppProfileReader.readOwn("tiktok", "own.yaml", own, "shipped.yaml", SHIPPED);
  }

  @Test
  void a_file_without_packages_changes_only_what_it_names() throws Exception {
    AppProfile profile =
        over(
            """
            versions: "<41"
            labels: {en: {follow: Subscribe}}
            elements:
              a.like: [{description: Like it}]
              b.new: [{text: New}]
            dialogs: [{shows: b.new, tap: b.new, says: has news}]
            """);

    UiTree tree =
        screen(
            "<node content-desc=\"Like it\" bounds=\"[0,0][9,9]\"/>"
                + "<node text=\"Subscribe\" bounds=\"[0,20][9,29]\"/>"
                + "<node text=\"New\" bounds=\"[0,30][9,39]\"/>"
                + "<node text=\"Rate us\" bounds=\"[0,40][9,49]\"/>");
    assertThat(profile.selector("a.like").find(tree, "")).isPresent();
    assertThat(profile.selector("a.follow").find(tree, "")).isPresent();
    assertThat(profile.packages()).containsExactly(new PackageName("com.example.app"));
    assertThat(profile.fitsVersion("40")).isTrue();
    assertThat(profile.dialogs())
        .extracting(DialogRule::says)
        .containsExactly("has news", "asked for a rating");
    assertThat(profile.pages().get("a")).isEqualTo(PageRule.shownBy("a.like"));
    AppProfile french = profile.inLanguage("fr").orElseThrow();
    assertThat(
            french
                .selector("a.follow")
                .find(screen("<node text=\"Suivre\" bounds=\"[0,0][9,9]\"/>"), ""))
        .isPresent();
  }

  @Test
  void a_file_with_packages_is_the_whole_profile() {
    AppProfile profile = over("packages: [com.example.b]\nelements: {a.like: [{text: x}]}\n");

    assertThat(profile.packages()).containsExactly(new PackageName("com.example.b"));
    assertThat(profile.elementNames()).containsExactly("a.like");
  }

  @Test
  void a_mistake_in_a_file_over_another_is_named_with_the_file_that_it_is_in() {
    assertThatThrownBy(() -> over("elements:\n  a.like: [{below: a.nothing}]\n"))
        .isInstanceOf(Malformed.class)
        .hasMessage("own.yaml, line 2: there is no element a.nothing");
    assertThatThrownBy(() -> over("element: {}\n"))
        .isInstanceOf(Malformed.class)
        .hasMessageContaining("own.yaml, line 1: \"element\" is not known");
    // The mistake shows in the element below, which takes its label from the file above.
    assertThatThrownBy(() -> over("labels: {en: {extra: x}}\n"))
        .isInstanceOf(Malformed.class)
        .hasMessageContaining("own.yaml, line 1: the labels of fr are not those of en: extra");
  }

  @Test
  void a_profile_over_another_is_another_when_either_changes() {
    String own = "elements: {a.like: [{text: x}]}\n";
    AppProfile one = over(own);
    AppProfile other =
        AppProfileReader.readOwn(
            "tiktok", "own.yaml", own, "shipped.yaml", SHIPPED.replace("Rate us", "Rate"));

    assertThat(one.fingerprint()).isNotEqualTo(other.fingerprint());
    assertThat(one.fingerprint()).isEqualTo(over(own).fingerprint());
  }

  @Test
  void an_element_is_told_by_where_it_lies_seen_from_another() throws Exception {
    AppProfile profile =
        profile(
            """
              row.name: [{text: "{}"}]
              row.slider: [{class: SeekBar, right-of: row.name}]
              row.under: [{text: Reply, below: row.name}]
              sheet.root: [{id: sheet}]
              sheet.button: [{text: OK, inside: sheet.root}]
            """);
    UiTree tree =
        screen(
            node("text=\"Original\"", 0, 100, 300, 150)
                + node("class=\"android.widget.SeekBar\"", 310, 100, 900, 150)
                + node("text=\"Reply\"", 0, 160, 100, 190)
                + node("text=\"Added\"", 0, 200, 300, 250)
                + node("class=\"android.widget.SeekBar\"", 310, 200, 900, 250)
                + node("text=\"OK\"", 400, 500, 500, 550)
                + "<node resource-id=\"a:id/sheet\" bounds=\"[0,400][1000,900]\">"
                + node("text=\"OK\"", 400, 500, 500, 550)
                + "</node>");

    assertThat(find(profile, tree, "row.slider", "Added").bounds().top()).isEqualTo(200);
    assertThat(find(profile, tree, "row.slider", "Original").bounds().top()).isEqualTo(100);
    assertThat(find(profile, tree, "row.under", "Original").text()).isEqualTo("Reply");
    assertThat(profile.selector("row.under").find(tree, "Added")).isEmpty();
    assertThat(profile.selector("row.slider").find(tree, "Missing")).isEmpty();
    assertThat(find(profile, tree, "sheet.button", "").text()).isEqualTo("OK");
  }

  @Test
  void an_element_is_told_by_what_is_on_the_screen_with_it_and_what_is_not() throws Exception {
    AppProfile profile =
        profile(
            """
              own.edit: [{text: Edit}]
              visitor.button: [{text: Follow}]
              own.name: [{text-regex: "@.*", with: own.edit}, {text: "@me", without: visitor.button}]
            """);
    String name = node("text=\"@me\"", 0, 100, 300, 150);
    String edit = node("text=\"Edit\"", 0, 0, 300, 50);
    String follow = node("text=\"Follow\"", 0, 200, 300, 250);

    assertThat(find(profile, screen(name + edit), "own.name", "").text()).isEqualTo("@me");
    assertThat(find(profile, screen(name + edit + edit + follow), "own.name", "").text())
        .isEqualTo("@me");
    assertThat(find(profile, screen(name), "own.name", "").text()).isEqualTo("@me");
    assertThat(profile.selector("own.name").find(screen(name + follow), "")).isEmpty();
  }

  @Test
  void an_ambiguous_element_is_no_landmark_either() throws Exception {
    AppProfile profile = profile("  a.b: [{text: x}]\n  c.d: [{text: y, below: a.b}]\n");
    UiTree tree =
        screen(
            node("text=\"x\"", 0, 0, 10, 10)
                + node("text=\"x\"", 0, 20, 10, 30)
                + node("text=\"y\"", 0, 40, 10, 50));

    assertThatThrownBy(() -> profile.selector("c.d").find(tree, ""))
        .isInstanceOf(Selector.Ambiguous.class)
        .hasMessageStartingWith("a.b is ambiguous");
  }

  @Test
  void all_that_fit_are_found_where_all_are_asked_for() throws Exception {
    AppProfile profile = profile("  a.b: [{text: x}]\n");
    UiTree tree = screen(node("text=\"x\"", 0, 20, 10, 30) + node("text=\"x\"", 0, 0, 10, 10));

    assertThat(profile.selector("a.b").findAll(tree, "").orElseThrow().nodes()).hasSize(2);
  }

  @Test
  void labels_follow_the_phones_language() throws Exception {
    AppProfile profile =
        file(
            """
            packages: [com.example.app]
            labels:
              en: {home: Home, like: "Like video|Video liked"}
              fr: {home: Accueil, like: "J'aime la vidéo"}
              zh-Hant: {home: 首頁, like: 喜歡}
            elements:
              a.home: [{text: <home>}]
              a.like: [{description-regex: '<like>\\. \\d+'}]
            """);
    UiTree french = screen(node("text=\"ACCUEIL\"", 0, 0, 9, 9));
    UiTree english = screen(node("content-desc=\"Video liked. 7\"", 0, 0, 9, 9));

    assertThat(profile.inLanguage("fr-CA").orElseThrow().selector("a.home").find(french, ""))
        .isPresent();
    assertThat(profile.selector("a.home").find(french, "")).isPresent();
    assertThat(profile.selector("a.home").describe())
        .isEqualTo("a.home:\n  - {text: <home>} (line 7)");
    assertThat(profile.selector("a.like").find(english, "")).isPresent();
    assertThat(profile.inLanguage("zh-Hant-TW").orElseThrow().locale()).isEqualTo("zh-Hant");
    assertThat(profile.inLanguage("zh_TW").orElseThrow().locale()).isEqualTo("zh-Hant");
    assertThat(profile.inLanguage("").orElseThrow().locale()).isEqualTo("en");
    assertThat(profile.inLanguage("de_DE")).isEmpty();
  }

  @ParameterizedTest(name = "{1} is for {0}: {2}")
  @CsvSource({
    ">=30 <36, 34.5.3, true",
    ">=30 <36, 36.0.0, false",
    ">=30 <36, 29.9.9, false",
    ">=30 <36, 30, true",
    "<=34, 34.5.3, true",
    "=34.5, 34.5.3, true",
    ">34.5, 34.5.3, false",
    ">34.5.2, 34.5.3, true",
    ">=30, 45.1.2-beta, true",
    ">=30, beta, false",
  })
  void a_profile_is_for_a_range_of_versions(String range, String version, boolean fits) {
    AppProfile profile =
        file("packages: [com.example.app]\nversions: \"" + range + "\"\nelements: {}\n");

    assertThat(profile.fitsVersion(version)).isEqualTo(fits);
  }

  @Test
  void a_profile_without_a_range_is_for_every_version() {
    assertThat(profile("  a.b: [{text: x}]\n").fitsVersion("?")).isTrue();
  }

  @Test
  void a_file_that_was_changed_is_read_again() throws Exception {
    Path file = overrides.resolve("tiktok.yaml");
    AppProfiles profiles = new AppProfiles(overrides, PhoneBench.APPS);
    AppProfile shipped = profiles.profile("tiktok");

    Files.writeString(file, "packages: [com.example.app]\nelements: {a.b: [{text: x}]}\n");
    AppProfile first = profiles.profile("tiktok");
    assertThat(first.elementNames()).containsExactly("a.b");
    assertThat(profiles.profile("tiktok")).isSameAs(first);

    Files.writeString(file, "packages: [com.example.app]\nelements: {c.d: [{text: longer}]}\n");
    assertThat(profiles.profile("tiktok").elementNames()).containsExactly("c.d");

    Files.delete(file);
    assertThat(profiles.profile("tiktok")).isSameAs(shipped);
  }

  private static String node(String attributes, int left, int top, int right, int bottom) {
    return "<node %s bounds=\"[%d,%d][%d,%d]\"/>".formatted(attributes, left, top, right, bottom);
  }

  private static UiNode find(AppProfile profile, UiTree tree, String element, String argument) {
    return profile.selector(element).find(tree, argument).orElseThrow();
  }

  @Test
  void an_operators_own_file_takes_the_place_of_the_shipped_one() throws Exception {
    Files.writeString(
        overrides.resolve("tiktok.yaml"),
        "packages: [com.example.clone]\nelements:\n  a.b:\n    - {text: Mine}\n");

    AppProfile profile = new AppProfiles(overrides, PhoneBench.APPS).profile("tiktok");

    assertThat(profile.fits(new PackageName("com.example.clone"))).isTrue();
    assertThat(profile.selector("a.b").candidates()).hasSize(1);
  }

  @Test
  void the_shipped_profile_is_well_formed_and_names_its_apps() {
    AppProfile profile = new AppProfiles(overrides, PhoneBench.APPS).profile("tiktok");

    assertThat(profile.fits(new PackageName("com.zhiliaoapp.musically"))).isTrue();
    assertThat(profile.fits(new PackageName("com.ss.android.ugc.trill"))).isTrue();
    assertThat(profile.selector("profile.follow_button").candidates()).isNotEmpty();
  }
}
