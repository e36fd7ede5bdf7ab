package dev.drover.bootstrap;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.drover.bootstrap.planted.cycle.first.KnowsTheSecond;
import dev.drover.bootstrap.planted.cycle.second.KnowsTheFirst;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that packages have no cycles and few files. */
class RoomsTest {
  private static final int MOST_FILES = 20;

  /** The text in the package-info of a larger package, followed by the reason. */
  private static final String REASON = "More than 20 files: ";

  private static final JavaClasses CODE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("/planted/"))
          .withImportOption(location -> !location.contains("-tests.jar"))
          // This code is generated, and its tables and records refer to each other.
          .withImportOption(location -> !location.contains("/persistence/schema/"))
          .importPackages("dev.drover");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "domain",
        "application",
        "http",
        "persistence",
        "device",
        "virtualphone",
        "testkit",
        "bootstrap"
      })
  void packages_of_a_module_have_no_cycle(String module) {
    slices().matching("dev.drover." + module + ".(**)").should().beFreeOfCycles().check(CODE);
  }

  @Test
  void a_planted_cycle_is_seen() {
    JavaClasses planted =
        new ClassFileImporter().importClasses(KnowsTheFirst.class, KnowsTheSecond.class);

    assertThat(
            slices()
                .matching("dev.drover.bootstrap.(**)")
                .should()
                .beFreeOfCycles()
                .evaluate(planted)
                .hasViolation())
        .isTrue();
  }

  @Test
  void no_package_has_more_than_twenty_files_without_a_reason() throws IOException {
    Path root = Path.of("..").toAbsolutePath().normalize();
    try (Stream<Path> modules = Files.list(root)) {
      for (Path module : modules.filter(Files::isDirectory).toList()) {
        Path sources = module.resolve("src/main/java");
        if (Files.isDirectory(sources)) {
          assertThat(tooLarge(sources)).as("packages of %s", module.getFileName()).isEmpty();
        }
      }
    }
  }

  @Test
  void a_package_that_is_too_large_is_seen(@TempDir Path sources) throws IOException {
    for (String name : List.of("large", "explained", "small")) {
      Files.createDirectory(sources.resolve(name));
      for (int i = 0; i <= (name.equals("small") ? MOST_FILES - 1 : MOST_FILES); i++) {
        Files.createFile(sources.resolve(name).resolve("File" + i + ".java"));
      }
    }
    Files.writeString(
        sources.resolve("explained/package-info.java"), "/** " + REASON + "one subject. */");

    assertThat(tooLarge(sources)).containsExactly(Map.entry("large", MOST_FILES + 1L));
  }

  /**
   * Returns the packages that have too many files and give no reason, with their number of files.
   */
  private static Map<String, Long> tooLarge(Path sources) throws IOException {
    Map<String, Long> found = new TreeMap<>();
    try (Stream<Path> folders = Files.walk(sources)) {
      for (Path folder : folders.filter(Files::isDirectory).toList()) {
        long count = files(folder);
        if (count > MOST_FILES && !saysWhy(folder.resolve("package-info.java"))) {
          found.put(sources.relativize(folder).toString(), count);
        }
      }
    }
    return found;
  }

  private static long files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".java") && !name.equals("package-info.java"))
          .count();
    }
  }

  private static boolean saysWhy(Path packageInfo) throws IOException {
    return Files.exists(packageInfo) && Files.readString(packageInfo).contains(REASON);
  }
}
