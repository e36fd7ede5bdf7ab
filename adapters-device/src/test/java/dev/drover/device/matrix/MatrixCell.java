package dev.drover.device.matrix;

import dev.drover.device.flow.PhoneBench.Setup;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** One script on one phone under one fault. */
record MatrixCell(ScriptCase script, Setup setup, FaultCase fault) {
  /** How many scripts a build tries under one fault. */
  private static final int SAMPLED = 3;

  /** All that there are. */
  static List<MatrixCell> all() {
    List<MatrixCell> all = new ArrayList<>();
    for (FaultCase fault : FaultCase.all()) {
      for (ScriptCase script : ScriptCase.values()) {
        for (Setup setup : Setup.all()) {
          if (fault.canStrike(setup)) {
            all.add(new MatrixCell(script, setup, fault));
          }
        }
      }
    }
    return List.copyOf(all);
  }

  /** Returns three scripts under every fault, each on one phone, all chosen at random. */
  static List<MatrixCell> sample(Random random) {
    List<MatrixCell> sample = new ArrayList<>();
    for (FaultCase fault : FaultCase.all()) {
      List<Setup> setups = Setup.all().stream().filter(fault::canStrike).toList();
      List<ScriptCase> scripts = new ArrayList<>(List.of(ScriptCase.values()));
      Collections.shuffle(scripts, random);
      for (ScriptCase script : scripts.subList(0, SAMPLED)) {
        sample.add(new MatrixCell(script, setups.get(random.nextInt(setups.size())), fault));
      }
    }
    return List.copyOf(sample);
  }

  /** Returns the same choices for each run with one seed, whatever other cells there are. */
  Random random(long seed) {
    // Not added to it: neighbouring seeds have alike first numbers.
    return new Random((seed * 31 ^ name().hashCode()) * 0x9E3779B97F4A7C15L);
  }

  String name() {
    return "%s under %s on %s %s %s by %s"
        .formatted(
            script,
            fault.name(),
            lower(setup.platform()),
            setup.locale(),
            lower(setup.version()),
            lower(setup.source()));
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
