package dev.drover.bootstrap.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Goes through all pages and the dialogs on them, and looks at each in light and dark, wide and at
 * 360 px, in English and Chinese: is anybody shut out, and does anything stand outside of its
 * place?
 */
final class EveryPage {
  private static final int WIDE = 1280;
  private static final int NARROW = 360;
  private static final int HEIGHT = 800;

  private final Visitor visitor;
  private final List<String> faults = new ArrayList<>();

  EveryPage(Visitor visitor) {
    this.visitor = visitor;
  }

  /**
   * The pages.
   *
   * @param phone that is connected
   * @param failed a task with the screen before its failure
   * @param done a task
   */
  List<String> faults(String phone, long failed, long done) {
    for (String language : List.of("en", "zh")) {
      visitor.page().addInitScript("localStorage.setItem('drover.language', '" + language + "')");
      for (String path :
          List.of(
              "/",
              "/phones/" + phone,
              "/phones/" + phone + "?elements=1",
              "/tasks/" + failed,
              "/tasks/" + done,
              "/new",
              "/new?script=post",
              "/new?script=follow&phones=" + phone,
              "/stats",
              "/reference",
              "/nowhere")) {
        look(language, path, _ -> {});
      }
      Map<String, Consumer<Page>> dialogs =
          Map.of(
              "/tasks",
              page -> {
                page.locator("th.pick input").check();
                page.locator(".actions .button.danger").click();
              },
              "/accounts",
              page -> page.locator("td.do .button").last().click(),
              "/materials",
              page -> page.locator("button.thumb").first().click(),
              "/settings",
              page -> {
                // The page itself must not have the focus in a field.
                page.locator("h1").click();
                page.keyboard().press("?");
              });
      dialogs.forEach(
          (path, open) -> {
            look(language, path, _ -> {});
            look(
                language,
                path,
                page -> {
                  open.accept(page);
                  assertThat(page.locator("dialog[open]")).isVisible();
                });
          });
    }
    return faults;
  }

  /**
   * Looks at a page as it stands then. Each page is seen in both languages, in light and dark, wide
   * and narrow; which of them meet changes from page to page.
   */
  private void look(String language, String path, Consumer<Page> before) {
    boolean first = language.equals("en");
    boolean narrow = first == (path.hashCode() % 2 == 0);
    boolean dark = !first;
    Page page = visitor.page();
    page.setViewportSize(WIDE, HEIGHT);
    page.emulateMedia(
        new Page.EmulateMediaOptions()
            .setColorScheme(dark ? ColorScheme.DARK : ColorScheme.LIGHT)
            .setReducedMotion(ReducedMotion.REDUCE));
    visitor.go(path);
    ready(page);
    before.accept(page);
    page.setViewportSize(narrow ? NARROW : WIDE, HEIGHT);
    String where =
        path + " " + language + (dark ? " dark " : " light ") + (narrow ? NARROW : WIDE) + " px: ";
    Axe.violations(page).forEach(fault -> faults.add(where + fault));
    Layout.faults(page).forEach(fault -> faults.add(where + fault));
  }

  /** Waits until the page has read what it shows. */
  static void ready(Page page) {
    assertThat(page.locator("main")).not().isEmpty();
    assertThat(page.locator("main .reading")).hasCount(0);
  }
}
