package dev.drover.device.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.device.flow.PhoneBench;
import dev.drover.device.hierarchy.HierarchyParser;
import dev.drover.device.hierarchy.HierarchyUnreadable;
import dev.drover.device.hierarchy.UiNode;
import dev.drover.device.hierarchy.UiTree;
import dev.drover.domain.app.PackageName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests what elements are where an app says the same in another way: controls as a whole, pages,
 * other languages.
 */
@DisplayName("An element")
class ScreenModelTest {
  private static final String PAGED =
      """
      packages: [com.example.app]
      elements:
        own.edit: [{text: Edit profile}]
        own.name: [{text-regex: "@.+"}]
        other.title: [{text: Others}]
        sheet.confirm: [{text: Unfollow}]
      pages:
        own: {signs: [own.edit], unless: [other.title]}
        sheet: {signs: [other.title], anywhere: [sheet.confirm]}
      """;

  private static final String NAME = "<node text=\"@ann\" bounds=\"[0,0][100,40]\"/>";
  private static final String EDIT = "<node text=\"Edit profile\" bounds=\"[0,50][100,90]\"/>";

  @TempDir private Path overrides;

  private static AppProfile elements(String elements) {
    return AppProfileReader.read(
        "a", "a.yaml", "packages: [com.example.app]\nelements: {" + elements + "}\n");
  }

  private static AppProfile profile(String yaml) {
    return AppProfileReader.read("a", "a.yaml", yaml);
  }

  private static UiTree screen(String... nodes) throws HierarchyUnreadable {
    return new HierarchyParser()
        .parse(
            "<hierarchy><node class=\"android.widget.FrameLayout\" bounds=\"[0,0][1000,2000]\">"
                + String.join("", nodes)
                + "</node></hierarchy>");
  }

  private static List<UiNode> found(AppProfile profile, String element, UiTree screen) {
    return profile.findAll(screen, element, "").map(Selector.Match::nodes).orElse(List.of());
  }

  private static String node(String attributes, String... children) {
    return "<node bounds=\"[100,100][300,180]\" "
        + attributes
        + ">"
        + String.join("", children)
        + "</node>";
  }

  @Test
  void says_its_words_in_a_description_where_a_text_is_asked_for_and_the_reverse()
      throws Exception {
    assertThat(
            found(
                elements("a.b: [{text: Next}]"),
                "a.b",
                screen(node("content-desc=\"Next\" clickable=\"true\""))))
        .hasSize(1);
    assertThat(
            found(
                elements("a.b: [{description: Next}]"),
                "a.b",
                screen(node("text=\"Next\" clickable=\"true\""))))
        .hasSize(1);
  }

  @Test
  void is_a_button_if_what_is_around_its_words_is_one() throws Exception {
    AppProfile profile = elements("a.b: [{text: Next, class: Button, clickable: true}]");

    assertThat(
            found(
                profile,
                "a.b",
                screen(
                    node(
                        "class=\"android.widget.Button\" clickable=\"true\"",
                        node("class=\"android.widget.TextView\" text=\"Next\"")))))
        .hasSize(1);
    assertThat(
            found(
                profile,
                "a.b",
                screen(
                    node(
                        "class=\"android.widget.Button\" text=\"Next\"",
                        node("class=\"android.view.View\" clickable=\"true\"")))))
        .hasSize(1);
  }

  @Test
  void is_no_counter_that_says_its_word_beside_a_number() throws Exception {
    assertThat(
            found(
                elements("a.b: [{text: Following, clickable: true}]"),
                "a.b",
                screen(
                    node("clickable=\"true\"", node("text=\"12\""), node("text=\"Following\"")))))
        .isEmpty();
  }

  @Test
  void is_selected_as_its_icon_or_its_wrapper_says() throws Exception {
    AppProfile profile =
        elements("a.on: [{text: Like, selected: true}], a.off: [{text: Like, selected: false}]");
    UiTree byIcon =
        screen(
            node(
                "text=\"Like\" clickable=\"true\"",
                "<node selected=\"true\" bounds=\"[110,110][140,140]\"/>"));
    UiTree byWrapper = screen(node("selected=\"true\"", node("text=\"Like\" clickable=\"true\"")));

    for (UiTree screen : List.of(byIcon, byWrapper)) {
      assertThat(found(profile, "a.on", screen)).hasSize(1);
      assertThat(found(profile, "a.off", screen)).isEmpty();
    }
  }

  @Test
  void counts_once_where_a_button_and_its_label_both_say_it() throws Exception {
    UiTree screen =
        screen(
            node("content-desc=\"Next\" text=\"Next\" clickable=\"true\"", node("text=\"Next\"")));

    assertThat(elements("a.b: [{text: Next}]").find(screen, "a.b", "")).isPresent();
  }

  @Test
  void of_a_grid_is_the_cell_and_not_the_circle_in_it() throws Exception {
    UiTree screen =
        screen(
            "<node class=\"Cell\" clickable=\"true\" bounds=\"[0,0][300,300]\">"
                + "<node class=\"Cell\" clickable=\"true\" bounds=\"[250,10][290,50]\"/></node>",
            "<node class=\"Cell\" clickable=\"true\" bounds=\"[300,0][600,300]\"/>");

    assertThat(
            found(elements("a.b: [{class: Cell, clickable: true, several: true}]"), "a.b", screen))
        .hasSize(2);
  }

  @Test
  void is_not_named_by_the_number_of_its_text() throws Exception {
    assertThat(
            found(
                elements("a.b: [{text-regex: \"(?:Next|@.*)\"}]"),
                "a.b",
                screen(node("content-desc=\"@2131888108\" clickable=\"true\""))))
        .isEmpty();
  }

  @Test
  void may_be_of_another_language_than_the_phone() throws Exception {
    AppProfile profile =
        profile(
            """
            packages: [com.example.app]
            labels: {en: {next: Next}, fr: {next: Suivant}}
            elements: {a.b: [{text: <next>}]}
            """);

    assertThat(found(profile, "a.b", screen(node("text=\"Suivant\"")))).hasSize(1);
    // The phone's own language comes first.
    UiTree mixed =
        screen(node("text=\"Next\""), "<node text=\"Suivant\" bounds=\"[0,500][90,590]\"/>");
    assertThat(found(profile, "a.b", mixed)).extracting(UiNode::text).containsExactly("Next");
    assertThat(profile.selector("a.b").describe()).hasLineCount(2);
  }

  @Test
  void is_looked_for_on_its_own_page_only() throws Exception {
    AppProfile profile = profile(PAGED);

    assertThat(found(profile, "own.name", screen(NAME, EDIT))).hasSize(1);
    assertThat(found(profile, "own.name", screen(NAME))).isEmpty();
    assertThat(
            found(
                profile,
                "own.name",
                screen(NAME, EDIT, "<node text=\"Others\" bounds=\"[0,100][100,140]\"/>")))
        .isEmpty();
    assertThat(profile.pagesOn(screen(NAME, EDIT))).containsExactly("own");
    assertThat(found(profile, "sheet.confirm", screen(node("text=\"Unfollow\"")))).hasSize(1);
  }

  @Test
  void is_looked_for_everywhere_if_its_page_has_a_single_sign_as_in_older_files() throws Exception {
    AppProfile profile =
        profile(PAGED.replace("own: {signs: [own.edit], unless: [other.title]}", "own: own.edit"));

    assertThat(found(profile, "own.name", screen(NAME))).hasSize(1);
  }

  @Test
  void that_the_operator_has_repaired_is_looked_for_everywhere() throws Exception {
    UiTree broken =
        screen(
            "<node class=\"android.widget.Button\" text=\"Keep up\" clickable=\"true\""
                + " bounds=\"[100,600][900,700]\"/>");
    Files.writeString(
        overrides.resolve("tiktok.yaml"), "elements: {profile.follow_button: [{text: Keep up}]}\n");

    AppProfile repaired = new AppProfiles(overrides, PhoneBench.APPS).profile("tiktok");

    assertThat(repaired.find(broken, "profile.follow_button", "")).isPresent();
  }

  @Test
  void is_on_an_unknown_page_where_the_app_shows_none_of_the_profiles() throws Exception {
    AppProfile profile = profile(PAGED);
    PackageName app = new PackageName("com.example.app");
    String button = "package=\"com.example.app\" clickable=\"true\" text=\"Buy\"";

    assertThat(profile.on(screen(node(button))).isUnknown(app)).isTrue();
    assertThat(profile.on(screen(node(button), EDIT)).isUnknown(app)).isFalse();
    // Nothing to tap: the page is still to come.
    assertThat(profile.on(screen(node(button.replace("true", "false")))).isUnknown(app)).isFalse();
    assertThat(profile.on(screen(node(button))).isUnknown(new PackageName("com.example.other")))
        .isFalse();
    assertThat(elements("a.b: [{text: x}]").on(screen(node(button))).isUnknown(app)).isFalse();
  }

  @Test
  void cannot_be_on_a_page_without_signs() {
    assertThatThrownBy(() -> profile(PAGED.replace("signs: [own.edit], ", "")))
        .isInstanceOf(AppProfile.Malformed.class)
        .hasMessageContaining("a page needs \"signs\"");
  }
}
