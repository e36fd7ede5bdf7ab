package dev.drover.device.profile.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.device.flow.PhoneBench;
import dev.drover.device.hierarchy.HierarchyParser;
import dev.drover.device.hierarchy.UiNode;
import dev.drover.device.hierarchy.UiTree;
import dev.drover.device.profile.AppProfiles;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests what room another button takes on a changed screen. */
@DisplayName("Another button in a row")
class InsertionTest {
  private static final String VIDEO =
      "<node content-desc=\"the video\" clickable=\"true\" bounds=\"[0,0][1000,1800]\"/>";
  private static final String LIKE =
      "<node content-desc=\"Like\" clickable=\"true\" bounds=\"[800,900][900,1000]\"/>";
  private static final String SHARE =
      "<node content-desc=\"Share\" clickable=\"true\" bounds=\"[900,900][1000,1000]\"/>";

  @TempDir private Path home;

  private UiTree changed(int seed, String... nodes) throws Exception {
    UiTree tree =
        new HierarchyParser()
            .parse(
                "<hierarchy><node bounds=\"[0,0][1000,2000]\">"
                    + String.join("", nodes)
                    + "</node></hierarchy>");
    LabelledScreen screen =
        new LabelledScreen(
            "screen",
            tree,
            List.of(
                new LabelledScreen.Label(
                    "video.like_button", "", List.of(node(tree, "Like")), false)));
    return new ScreenTrial(new AppProfiles(home, PhoneBench.APPS).profile("instagram"), screen)
        .changed(MutationKind.BUTTON_INSERTED, seed)
        .orElseThrow()
        .tree();
  }

  private static UiNode node(UiTree tree, String description) {
    return tree.nodes().stream()
        .filter(node -> node.description().equals(description))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void takes_it_from_those_beside_it() throws Exception {
    UiTree screen = changed(1, LIKE, SHARE);

    assertThat(screen.nodes()).hasSize(4);
    assertThat(node(screen, "Like").bounds().area()).isLessThan(100 * 100);
    assertThat(node(screen, "Share").bounds().area()).isLessThan(100 * 100);
    assertThat(screen.nodes()).allMatch(node -> !node.clickable() || node.bounds().left() >= 800);
  }

  @Test
  void takes_none_from_what_lies_behind_the_row() throws Exception {
    for (int seed = 0; seed < 10; seed++) {
      UiTree screen = changed(seed, VIDEO, LIKE, SHARE);

      assertThat(node(screen, "the video").bounds().right()).isEqualTo(1000);
      assertThat(node(screen, "Like").bounds().left()).isGreaterThanOrEqualTo(800);
    }
  }
}
