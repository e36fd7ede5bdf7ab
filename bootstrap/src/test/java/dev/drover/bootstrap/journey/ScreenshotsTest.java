package dev.drover.bootstrap.journey;

import com.microsoft.playwright.Page;
import dev.drover.persistence.postgres.DatabaseAddress;
import dev.drover.persistence.testing.RealPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Makes the pictures of docs/images: each page in light and dark, wide and narrow, and the wall in
 * Chinese. {@code mvn -Pscreenshots} runs it.
 */
@ExtendWith(RealPostgres.class)
@EnabledIfSystemProperty(named = "drover.screenshots", matches = "true")
@Timeout(600)
class ScreenshotsTest {
  @RegisterExtension static final Stage STAGE = new Stage();

  /** The server's clock begins then, so that each run shows the same times but for some seconds. */
  private static final Instant BEGIN = Instant.parse("2026-11-24T08:30:00Z");

  /** Pages that show screens of phones, or files. */
  private static final Pattern WITH_SCREENS = Pattern.compile("farm|phone|task-|materials");

  /** The wall in the README shows a whole row of cards. */
  private static final int WALL_HEIGHT = 890;

  /** Every phone in sight that can be reached has its picture. */
  private static final String PICTURED =
      """
      () => !document.querySelector("[aria-busy=true]")
        && [...document.querySelectorAll(".picture")].every((picture) => {
        const place = picture.getBoundingClientRect();
        const inSight = place.bottom > 0 && place.top < innerHeight;
        const trouble = picture.closest(".trouble");
        return !inSight || trouble || !picture.querySelector(".picture-none");
      })
      """;

  private static final Path FOLDER = Path.of("../docs/images");

  @Test
  void every_page_is_pictured(@TempDir Path home, DatabaseAddress database) throws Exception {
    Files.createDirectories(FOLDER);
    Duration shift = Duration.between(Instant.now(), BEGIN);
    try (BusyFarm farm = BusyFarm.start(home, database, Clock.offset(Clock.systemUTC(), shift))) {
      Map<String, String> pages = pages(farm);
      for (Looks looks :
          List.of(
              Looks.USUAL,
              Looks.USUAL.inTheDark(),
              Looks.USUAL.narrow(),
              Looks.USUAL.narrow().inTheDark())) {
        Visitor visitor = visitor(farm, looks);
        for (Map.Entry<String, String> page : pages.entrySet()) {
          picture(visitor, page.getValue(), page.getKey() + suffix(looks));
        }
      }
      for (Looks looks :
          List.of(
              Looks.USUAL.chinese(),
              Looks.USUAL.chinese().inTheDark(),
              Looks.USUAL.chinese().narrow())) {
        picture(visitor(farm, looks), "/", "farm-zh" + suffix(looks));
      }
    }
  }

  private static String suffix(Looks looks) {
    return (looks.isNarrow() ? "-narrow" : "") + (looks.dark() ? "-dark" : "-light");
  }

  /** What the farm has done lies a while back, as on a farm that somebody looks at now and then. */
  private static Visitor visitor(BusyFarm farm, Looks looks) {
    Visitor visitor = STAGE.visitor(farm.port(), looks);
    visitor
        .page()
        .addInitScript(
            """
            {
              const Real = Date;
              const shift = %d - Real.now();
              Date = class extends Real {
                constructor(...given) {
                  super(...(given.length > 0 ? given : [Real.now() + shift]));
                }
                static now() {
                  return Real.now() + shift;
                }
              };
            }"""
                .formatted(BEGIN.plus(Duration.ofMinutes(12)).toEpochMilli()));
    return visitor;
  }

  private static Map<String, String> pages(BusyFarm farm) {
    Map<String, String> pages = new LinkedHashMap<>();
    pages.put("farm", "/");
    pages.put("phone", "/phones/" + farm.showcase());
    pages.put("tasks", "/tasks");
    pages.put("task-failed", "/tasks/" + farm.failed());
    pages.put("task-done", "/tasks/" + farm.done());
    pages.put("new", "/new?script=post&accounts=" + String.join(",", farm.posting()));
    pages.put("accounts", "/accounts");
    pages.put("materials", "/materials");
    pages.put("stats", "/stats");
    pages.put("settings", "/settings");
    pages.put("reference", "/reference");
    return pages;
  }

  private static void picture(Visitor visitor, String path, String name) throws Exception {
    Page page = visitor.page();
    if (path.equals("/") && page.viewportSize().width > page.viewportSize().height) {
      page.setViewportSize(page.viewportSize().width, WALL_HEIGHT);
    }
    visitor.go(path);
    EveryPage.ready(page);
    page.waitForFunction(PICTURED);
    page.mouse().move(0, 0);
    new Picture(
            page.screenshot(
                new Page.ScreenshotOptions()
                    .setAnimations(com.microsoft.playwright.options.ScreenshotAnimations.DISABLED)))
        .keepAt(FOLDER.resolve(name + (WITH_SCREENS.matcher(name).lookingAt() ? ".jpg" : ".png")));
  }
}
