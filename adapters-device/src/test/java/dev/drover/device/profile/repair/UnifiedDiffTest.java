package dev.drover.device.profile.repair;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.difflib.UnifiedDiffUtils;
import com.github.difflib.patch.Patch;
import org.junit.jupiter.api.Test;

/** Tests that a change of an operator's file is told as {@code patch} takes it. */
class UnifiedDiffTest {
  private static final String FILE = "profiles/tiktok.yaml";
  private static final String BEFORE =
      "a: 1\nb: 2\nc: 3\nd: 4\ne: 5\nf: 6\ng: 7\nh: 8\ni: 9\nj: 10\nk: 11\n";

  @Test
  void a_file_that_is_not_there_is_made() {
    assertThat(UnifiedDiff.of(FILE, "", "a:\n  b: 1\n"))
        .isEqualTo("--- /dev/null\n+++ profiles/tiktok.yaml\n@@ -0,0 +1,2 @@\n+a:\n+  b: 1\n");
  }

  @Test
  void what_is_far_apart_is_told_apart_with_three_lines_around_it() {
    String diff =
        UnifiedDiff.of(FILE, BEFORE, BEFORE.replace("a: 1\n", "a: 1\nnew\n").concat("last\n"));

    assertThat(diff)
        .isEqualTo(
            """
            --- profiles/tiktok.yaml
            +++ profiles/tiktok.yaml
            @@ -1,4 +1,5 @@
             a: 1
            +new
             b: 2
             c: 3
             d: 4
            @@ -9,3 +10,4 @@
             i: 9
             j: 10
             k: 11
            +last
            """);
  }

  @Test
  void it_leads_from_one_text_to_the_other() throws Exception {
    String after = "head\n" + BEFORE.replace("c: 3\n", "").replace("i: 9", "i: 99") + "tail\n";
    Patch<String> patch =
        UnifiedDiffUtils.parseUnifiedDiff(UnifiedDiff.of(FILE, BEFORE, after).lines().toList());

    assertThat(patch.applyTo(BEFORE.lines().toList())).isEqualTo(after.lines().toList());
  }

  @Test
  void nothing_is_told_of_what_stays() {
    assertThat(UnifiedDiff.of(FILE, BEFORE, BEFORE)).isEmpty();
    assertThat(UnifiedDiff.of(FILE, "", "")).isEmpty();
  }
}
