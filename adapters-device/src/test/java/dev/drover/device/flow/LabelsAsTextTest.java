package dev.drover.device.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.device.flow.PhoneBench.Setup;
import dev.drover.device.hierarchy.HierarchyParser;
import dev.drover.device.hierarchy.HierarchyUnreadable;
import dev.drover.device.hierarchy.UiTree;
import dev.drover.device.profile.AppProfile;
import dev.drover.device.profile.AppProfiles;
import dev.drover.device.profile.ProfileReport;
import dev.drover.domain.account.Username;
import dev.drover.domain.app.Platform;
import dev.drover.domain.app.PostUrl;
import dev.drover.domain.material.MaterialSource;
import dev.drover.domain.material.PostContent;
import dev.drover.domain.material.PostMaterials;
import dev.drover.domain.script.Script;
import dev.drover.domain.script.comment.CommentOrder;
import dev.drover.domain.script.comment.CommentPicker;
import dev.drover.domain.script.comment.CommentScript;
import dev.drover.domain.script.follow.AccessMethod;
import dev.drover.domain.script.follow.FollowScript;
import dev.drover.domain.script.post.AddedSound;
import dev.drover.domain.script.post.Placement;
import dev.drover.domain.script.post.PostScript;
import dev.drover.domain.script.post.PostWay;
import dev.drover.domain.script.warmup.AccountWarmupScript;
import dev.drover.domain.script.warmup.AccountWarmupScript.Chances;
import dev.drover.testkit.RecordedAttempt;
import dev.drover.virtualphone.app.instagram.InstagramApp;
import dev.drover.virtualphone.app.tiktok.TikTokApp;
import dev.drover.virtualphone.config.Language;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Tests that texts of a task never pass for labels. Scripts enter each text once as a meaningless
 * word. The test then replaces that word by every word that the app itself uses, and the profiles
 * must find the same elements on every screen.
 */
@Execution(ExecutionMode.CONCURRENT)
@Order(3)
class LabelsAsTextTest {
  private static final String LOCALE = "en";

  /** What the tasks of the test write, and the app says nowhere; and the name of an account. */
  private static final Pattern WRITTEN = Pattern.compile("zq[a-z]+|bob");

  private static final Set<String> NAMES = Set.of("zquser", "bob");

  /** No platform has others as names. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._]{1,30}");

  /** More that looks like what the app says. */
  private static final List<String> OTHERS =
      List.of(
          "My caption and description",
          "a catchy title",
          "Product: Ceramic mug",
          "Photo post",
          "100 %",
          "12 comments",
          "Drafts: 3");

  @TempDir private Path home;

  /** A screen that shows one of the texts. */
  private record Shown(String when, String xml, String text) {}

  @ParameterizedTest
  @EnumSource(Platform.class)
  void a_text_that_looks_like_a_part_of_the_app_is_not_taken_for_it(Platform platform)
      throws Exception {
    List<Shown> screens = screens(platform);
    assertThat(screens).extracting(Shown::text).contains("zqcomment", "zquser", "zqtopic", "bob");
    AppProfile profile =
        new AppProfiles(home, PhoneBench.APPS)
            .profile(platform.wireName())
            .inLanguage(LOCALE)
            .orElseThrow();

    List<String> mistaken = new ArrayList<>();
    for (Shown screen : screens) {
      Map<String, String> usual = found(profile, screen.xml(), screen.text(), screen.text());
      for (String word : words(platform)) {
        if (NAMES.contains(screen.text()) && !NAME.matcher(word).matches()) {
          continue;
        }
        String instead = asName(platform, screen.text(), word);
        Map<String, String> now = found(profile, screen.xml(), screen.text(), instead);
        usual.forEach(
            (element, places) -> {
              if (!places.equals(now.get(element)) && matters(element, usual, screen.text())) {
                mistaken.add(
                    "%s: with %s for %s, %s is %s and not %s"
                        .formatted(
                            screen.when(),
                            instead,
                            screen.text(),
                            element,
                            now.get(element),
                            places));
              }
            });
      }
    }

    assertThat(mistaken).isEmpty();
  }

  /**
   * Instagram has no capital letters in names, so an account there may be called home, not Home.
   */
  private static String asName(Platform platform, String text, String word) {
    return platform == Platform.INSTAGRAM && NAMES.contains(text)
        ? word.toLowerCase(Locale.ROOT)
        : word;
  }

  private static List<String> words(Platform platform) {
    List<String> said =
        switch (platform) {
          case TIKTOK -> TikTokApp.words(Language.ENGLISH);
          case INSTAGRAM -> InstagramApp.words(Language.ENGLISH);
        };
    return Stream.concat(said.stream(), OTHERS.stream()).toList();
  }

  /** Whether a flow looks for it while this screen is shown. */
  private static boolean matters(String element, Map<String, String> usual, String text) {
    String pages = usual.getOrDefault("pages", "");
    if (usual.getOrDefault(element, "").startsWith("OTHER_PAGE")) {
      return false;
    }
    if (pages.contains("account_sheet") && !element.equals("obstacles")) {
      return element.startsWith("account_sheet");
    }
    return switch (element) {
      case "pages" -> false;
      // On profiles of others only.
      case "profile.unfollow_confirm", "feed.following_title" -> !text.equals("bob");
      // Comments are counted, and those of others are not the account's.
      case "comments.text", "comments.author", "comments.not_posted" -> false;
      default ->
          switch (element.replaceFirst("\\..*", "")) {
            // What is in front of a page is an obstacle.
            case "dialog", "blocked" -> false;
            case "upload" -> pages.contains("post") || pages.contains("feed");
            case "video" -> !pages.contains("comments");
            default -> true;
          };
    };
  }

  /** Where each element of the pages that a screen shows is, and what would be dismissed. */
  private static Map<String, String> found(
      AppProfile profile, String xml, String text, String instead) throws HierarchyUnreadable {
    UiTree screen = new HierarchyParser().parse(xml.replace(text, escaped(instead)));
    ProfileReport report = ProfileReport.of(profile, screen, Optional.of(instead), Set.of());
    Map<String, String> found = new LinkedHashMap<>();
    report
        .elements()
        .forEach(
            line ->
                found.put(
                    line.element(),
                    line.finding()
                        + " "
                        + line.places().stream().map(LabelsAsTextTest::bounds).toList()));
    found.put("pages", report.pages().toString());
    found.put("obstacles", report.obstacles().toString());
    return found;
  }

  /** Without the words of it. */
  private static String bounds(String place) {
    return place.substring(Math.max(0, place.lastIndexOf("[", place.lastIndexOf("[") - 1)));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;");
  }

  /** What was on the phone's screen at each step of scripts that write each of the texts. */
  private List<Shown> screens(Platform platform) {
    List<Shown> screens = new ArrayList<>();
    TestFiles files = new TestFiles(home);
    try (PhoneBench bench = PhoneBench.of(home, Setup.of(platform))) {
      look(bench, screens, "ann", post(platform), Optional.of(files.video()));
      look(bench, screens, "ann", comment(platform), Optional.empty());
      look(bench, screens, "ann", comment(platform), Optional.empty());
      look(
          bench,
          screens,
          "ann",
          new FollowScript(new Username("zquser"), AccessMethod.SEARCH),
          Optional.empty());
      look(bench, screens, "ann", warmup(), Optional.empty());
      look(bench, screens, "bob", warmup(), Optional.empty());
      look(bench, screens, "nobody", warmup(), Optional.empty());
    }
    return screens;
  }

  private static void look(
      PhoneBench bench,
      List<Shown> screens,
      String account,
      Script script,
      Optional<PostMaterials> materials) {
    RecordedAttempt run = new RecordedAttempt();
    run.at(step -> keep(screens, step, bench.phone().hierarchy()));
    bench.run(script, Optional.of(account), materials, run);
    // The sheet with the accounts, where the one of the task is not among them.
    keep(screens, "the last screen of a failure", run.evidenceText("screen.xml"));
  }

  private static void keep(List<Shown> screens, String step, String xml) {
    WRITTEN
        .matcher(xml)
        .results()
        .map(MatchResult::group)
        .distinct()
        .forEach(
            text -> {
              if (screens.stream()
                  .noneMatch(known -> known.xml().equals(xml) && known.text().equals(text))) {
                screens.add(new Shown(step, xml, text));
              }
            });
  }

  private static PostScript post(Platform platform) {
    return new PostScript(
        new PostContent.Video(),
        "zqtitle##zqdescription",
        platform == Platform.TIKTOK ? new PostWay.UseSound("zqsound") : new PostWay.AddButton(),
        new MaterialSource.Library(List.of()),
        Duration.ofSeconds(30),
        new AddedSound.Untouched(),
        Duration.ofSeconds(5),
        platform == Platform.TIKTOK ? Optional.of(40) : Optional.empty(),
        Optional.empty(),
        false,
        Placement.REEL);
  }

  private static CommentScript comment(Platform platform) {
    return new CommentScript(
        PostUrl.parse(TestScripts.address(platform)),
        new CommentPicker(List.of("zqcomment"), CommentOrder.SEQUENTIAL, false),
        0,
        Optional.empty());
  }

  private static AccountWarmupScript warmup() {
    return new AccountWarmupScript(
        Duration.ofSeconds(1),
        List.of("zqtopic"),
        Duration.ofMillis(100),
        Duration.ofMillis(200),
        new Chances(0, 0, 0, 0),
        Optional.empty(),
        Optional.empty());
  }
}
