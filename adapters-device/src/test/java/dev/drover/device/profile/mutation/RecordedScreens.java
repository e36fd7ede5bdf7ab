package dev.drover.device.profile.mutation;

import dev.drover.device.flow.AppPages;
import dev.drover.device.flow.PhoneBench;
import dev.drover.device.flow.PhoneBench.Setup;
import dev.drover.device.flow.TestFiles;
import dev.drover.device.hierarchy.HierarchyParser;
import dev.drover.device.hierarchy.HierarchyUnreadable;
import dev.drover.device.hierarchy.UiTree;
import dev.drover.device.matrix.ScriptCase;
import dev.drover.domain.app.Platform;
import dev.drover.testkit.RecordedAttempt;
import dev.drover.virtualphone.config.AppVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * The screens that the scripts come by on the virtual phone, in both apps, in most languages and in
 * every version. They were recorded, so that tests of profiles take no phone. Record them again
 * when the virtual phone has other screens: {@code -Dtest=MutatedScreensTest
 * -Ddrover.record-screens=all}, or only those in some languages: {@code
 * -Ddrover.record-screens=de-DE,ja-JP}.
 */
public final class RecordedScreens {
  private static final Path FOLDER = Path.of("src", "test", "resources", "screens");
  private static final String BETWEEN = "\u0001";

  /** How many are recorded at one time. */
  private static final int PHONES = 4;

  /** What the scripts that were recorded look for. */
  public static final List<String> ARGUMENTS =
      List.of("mila.cooks", "ann", "bob", "So schön! 😍 `id` 'ok'", "1");

  private RecordedScreens() {}

  /** A screen, and the setup on which it was recorded. */
  public record Recorded(String name, Platform platform, String locale, UiTree tree) {}

  private static Path file(Platform platform, String locale) {
    return FOLDER.resolve(platform.wireName() + "-" + locale + ".gz");
  }

  /** Reads all screens: seven languages were recorded, of every script. */
  public static List<Recorded> all() throws IOException, HierarchyUnreadable {
    List<Recorded> all = new ArrayList<>();
    for (Platform platform : Platform.values()) {
      for (String locale : locales()) {
        if (!Files.exists(file(platform, locale))) {
          continue;
        }
        try (GZIPInputStream in =
            new GZIPInputStream(Files.newInputStream(file(platform, locale)))) {
          int number = 0;
          for (String xml :
              new String(in.readAllBytes(), StandardCharsets.UTF_8).split(BETWEEN, 0)) {
            number++;
            all.add(
                new Recorded(
                    platform.wireName() + " " + locale + " " + number,
                    platform,
                    locale,
                    new HierarchyParser().parse(xml)));
          }
        }
      }
    }
    return List.copyOf(all);
  }

  /**
   * Reads the page of Instagram that shows two posts at one time: one whole, and the head of the
   * next.
   */
  static List<Recorded> feeds(Path home) {
    List<Recorded> feeds = new ArrayList<>();
    for (String locale : locales()) {
      for (AppVersion version : AppVersion.values()) {
        Setup setup = Setup.of(Platform.INSTAGRAM).in(locale).with(version);
        try (PhoneBench bench = PhoneBench.of(home, setup)) {
          UiTree feed =
              bench.onScreen(
                  duration -> LockSupport.parkNanos(duration.toNanos()),
                  atWork -> {
                    new AppPages(atWork).openFeed();
                    return atWork.screen().read();
                  });
          feeds.add(
              new Recorded(
                  "feed of two posts " + locale + " " + version, Platform.INSTAGRAM, locale, feed));
        }
      }
    }
    return List.copyOf(feeds);
  }

  static List<String> locales() {
    return Setup.all().stream().map(Setup::locale).distinct().toList();
  }

  /**
   * Runs every script on the setups in some languages, and writes what the phones showed meanwhile.
   */
  static void record(Path home, List<String> locales) throws Exception {
    TestFiles files = new TestFiles(home);
    try (ExecutorService phones = Executors.newFixedThreadPool(PHONES)) {
      List<Callable<String>> recordings = new ArrayList<>();
      for (Platform platform : Platform.values()) {
        for (String locale : locales) {
          recordings.add(() -> record(home, files, platform, locale));
        }
      }
      for (Future<String> recorded : phones.invokeAll(recordings)) {
        System.out.println(recorded.get());
      }
    }
  }

  private static String record(Path home, TestFiles files, Platform platform, String locale)
      throws IOException {
    Map<String, String> screens = new LinkedHashMap<>();
    for (AppVersion version : AppVersion.values()) {
      for (ScriptCase script : ScriptCase.values()) {
        Setup setup = Setup.of(platform).in(locale).with(version);
        try (PhoneBench bench = PhoneBench.of(home, setup)) {
          script.before().ifPresent(bench::run);
          Thread attempt =
              Thread.ofVirtual()
                  .start(
                      () ->
                          bench.run(
                              script.script(platform, new Random(7)),
                              script.materials(files),
                              new RecordedAttempt()));
          while (attempt.isAlive()) {
            String xml = bench.phone().hierarchy();
            screens.putIfAbsent(likeness(xml), xml);
            LockSupport.parkNanos(5_000_000);
          }
        }
      }
    }
    write(file(platform, locale), screens.values());
    return "%s %s: %d screens".formatted(platform.wireName(), locale, screens.size());
  }

  /** Screens with the same elements, and the same states, are alike. */
  private static String likeness(String xml) {
    try {
      StringBuilder likeness = new StringBuilder();
      new HierarchyParser()
          .parse(xml)
          .nodes()
          .forEach(
              node ->
                  likeness
                      .append(node.type())
                      .append(node.id())
                      .append(node.selected())
                      .append(node.focused())
                      .append(node.clickable() ? node.text() + node.description() : "")
                      .append('\n'));
      return likeness.toString().replaceAll("\\d+", "0");
    } catch (HierarchyUnreadable defect) {
      throw new IllegalStateException(defect);
    }
  }

  private static void write(Path file, Iterable<String> screens) throws IOException {
    Files.createDirectories(FOLDER);
    try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(String.join(BETWEEN, screens).getBytes(StandardCharsets.UTF_8));
    }
  }
}
