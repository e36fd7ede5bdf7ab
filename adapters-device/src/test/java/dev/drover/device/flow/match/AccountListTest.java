package dev.drover.device.flow.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.device.flow.PhoneBench;
import dev.drover.device.flow.PhoneBench.Setup;
import dev.drover.device.flow.QuickWaits;
import dev.drover.device.hierarchy.HierarchyParser;
import dev.drover.device.hierarchy.HierarchyUnreadable;
import dev.drover.device.hierarchy.UiTree;
import dev.drover.domain.account.Username;
import dev.drover.domain.app.Platform;
import dev.drover.testkit.SettableClock;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Tests what is read of an account switcher, on screens that were made for this test. They are 1000
 * by 2000 pixels.
 */
@Execution(ExecutionMode.CONCURRENT)
class AccountListTest {
  private static final String TITLE = text("Switch account", "[300,1000][700,1080]", false);

  @TempDir private Path home;

  private static String text(String text, String bounds, boolean clickable) {
    return "<node class=\"android.widget.TextView\" text=\"%s\" bounds=\"%s\" clickable=\"%s\"/>"
        .formatted(text, bounds, clickable);
  }

  /** A row that takes taps as a whole. */
  private static String row(int top, String description, String... children) {
    return "<node class=\"android.view.ViewGroup\" content-desc=\"%s\" bounds=\"[0,%d][1000,%d]\" clickable=\"true\">"
            .formatted(description, top, top + 100)
        + String.join("", children)
        + "</node>";
  }

  private static String child(int top, int left, String text) {
    return text(text, "[%d,%d][%d,%d]".formatted(left, top + 10, left + 150, top + 50), false);
  }

  private static UiTree screen(String... nodes) {
    try {
      return new HierarchyParser()
          .parse(
              "<hierarchy><node class=\"android.widget.FrameLayout\" bounds=\"[0,0][1000,2000]\">"
                  + String.join("", nodes)
                  + "</node></hierarchy>");
    } catch (HierarchyUnreadable mistaken) {
      throw new IllegalArgumentException(mistaken);
    }
  }

  private AccountList read(Platform platform, UiTree page) {
    try (PhoneBench bench = PhoneBench.of(home, Setup.of(platform))) {
      return bench.onScreen(
          new QuickWaits(new SettableClock(Instant.EPOCH)),
          context -> AccountList.on(page, context.screen()));
    }
  }

  @Test
  void a_row_is_read_by_what_it_is_called_or_by_its_only_name() {
    AccountList list =
        read(
            Platform.TIKTOK,
            screen(
                TITLE,
                row(1100, "ann", child(1100, 200, "Annie"), child(1100, 800, "3")),
                row(1200, "", child(1200, 200, "bob_2"), child(1200, 800, "12")),
                row(1300, "cleo, 2 notifications"),
                text("Add account", "[0,1400][1000,1500]", true)));

    assertThat(list.names())
        .containsExactly(new Username("ann"), new Username("bob_2"), new Username("cleo"));
    assertThat(list.unread()).isZero();
  }

  @Test
  void a_row_that_could_be_either_of_two_names_is_not_read() {
    AccountList list =
        read(
            Platform.TIKTOK,
            screen(
                TITLE,
                row(1100, "", child(1100, 200, "Annie"), child(1100, 500, "ann")),
                row(1200, "bob"),
                text("Add account", "[0,1300][1000,1400]", true)));

    assertThat(list.names()).containsExactly(new Username("bob"));
    assertThat(list.unread()).isEqualTo(1);
  }

  @Test
  void what_shows_through_from_the_page_behind_is_no_account() {
    AccountList list =
        read(
            Platform.INSTAGRAM,
            screen(
                row(700, "0posts"),
                row(1400, "ann"),
                row(1500, "bob, 2 new"),
                row(1600, "Add Instagram account"),
                row(1850, "home")));

    assertThat(list.names()).containsExactly(new Username("ann"), new Username("bob"));
    assertThat(list.unread()).isZero();
  }
}
