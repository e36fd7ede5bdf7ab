package dev.drover.bootstrap.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** How many rounds of the proofs run, with which choices, and their results. */
final class Rounds {
  /** Whether all rounds are run; a build has a few of each. */
  static final boolean FULL = Boolean.getBoolean("drover.chaos.full");

  static final long SEED = Long.getLong("drover.chaos.seed", System.nanoTime() & 0xffffff);

  private static final int PERCENT = Integer.getInteger("drover.chaos.percent", 100);
  private static final Summary SUMMARY = new Summary(SEED);

  private Rounds() {}

  static int of(int few, int all) {
    return FULL ? Math.max(few, all * PERCENT / 100) : few;
  }

  /** Judges what was seen, and notes it in the summary. */
  static void conclude(String scenario, Stage stage, int rounds, int faults) throws Exception {
    List<Violation> violations = stage.judge();
    SUMMARY.add(
        scenario, rounds, faults, stage.load().acknowledged().size(), violations, stage.seconds());
    assertThat(violations).as("seed %s", SEED).isEmpty();
    assertThat(stage.load().acknowledged()).isNotEmpty();
  }

  /** Writes down what all the scenarios came to that have been played until now. */
  static void tell() throws IOException {
    String text = SUMMARY.text();
    Files.writeString(Files.createDirectories(Path.of("target")).resolve("chaos-summary.md"), text);
    System.out.println("\n" + text);
  }
}
