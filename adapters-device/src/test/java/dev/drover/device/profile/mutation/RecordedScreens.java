package dev.drover.device.profile.mutation;

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
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * The screens that the scripts come by on the virtual phone, in both apps, in every language and
 * version. They were recorded, so that tests of profiles take no phone. Record them again when the
 * virtual phone has other screens: {@code -Dtest=MutatedScreensTest -Ddrover.record-screens=true}.
 */
public final class RecordedScreens {
  private static final Path FOLDER = Path.of("src", "test", "resources", "screens");
  private static final String BETWEEN = "\u0001";

  /** What the scripts that were recorded look for. */
  public static final List<String> ARGUMENTS =
      List.of("mila.cooks", "ann", "bob", "So schön! 😍 `id` 'ok'", "1");

  private RecordedScreens() {}

  /** A screen, and the setup on which it was recorded. */
  public record Recorded(String name, Platform platform, String locale, UiTree tree) {}

  private static Path file(Platform platform, String locale) {
    return FOLDER.resolve(platform.wireName() + "-" + locale + ".gz");
  }

  /** Reads all screens. */
  public static List<Recorded> all() throws IOException, HierarchyUnreadable {
    List<Recorded> all = new ArrayList<>();
    for (Platform platform : Platform.values()) {
      for (String locale : locales()) {
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

  private static List<String> locales() {
    return Setup.all().stream().map(Setup::locale).distinct().toList();
  }

  /** Runs every script on every setup, and writes what the phone showed meanwhile. */
  static void record(Path home) throws IOException {
    TestFiles files = new TestFiles(home);
    for (Platform platform : Platform.values()) {
      for (String locale : locales()) {
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
        System.out.printf(
            Locale.ROOT, "%s %s: %d screens%n", platform.wireName(), locale, screens.size());
      }
    }
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
