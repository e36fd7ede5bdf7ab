package dev.drover.device.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.device.RecordedRun;
import dev.drover.device.script.Verdict.Kind;
import dev.drover.domain.task.AttemptResult;
import dev.drover.domain.task.TaskFailure;
import dev.drover.virtualphone.Effect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every script under every fault, on phones of their own over genuine ADB. What a run tells is held
 * against the phone's own record; and what failed without effect is done again once the fault is
 * over, and then has its effect once.
 */
class FaultMatrixTest {
  private static final int AT_ONE_TIME = 6;

  /** The longest patience of a flow is the media scan's 30 s; nothing waits for it twice. */
  private static final long STUCK_AFTER_SECONDS = 150;

  /** A build is not to fail by chance; other moments are hit by -Ddrover.matrix.seed. */
  private static final long USUAL_SEED = 10319435;

  @TempDir private Path home;

  private record Cell(ScriptCase script, FaultCase fault) {}

  @Test
  void every_script_ends_rightly_under_every_fault() throws Exception {
    long seed = Long.getLong("drover.matrix.seed", USUAL_SEED);
    String only = System.getProperty("drover.matrix.only", "");
    Map<Cell, Future<Verdict>> running = new LinkedHashMap<>();
    Map<Cell, Verdict> verdicts = new LinkedHashMap<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONE_TIME)) {
      for (FaultCase fault : FaultCase.all()) {
        for (ScriptCase script : ScriptCase.values()) {
          Cell cell = new Cell(script, fault);
          if ((script + " " + fault.name()).contains(only)) {
            // Not added to it: neighbouring seeds have alike first numbers.
            long own = seed * 31 ^ (script + " " + fault.name()).hashCode();
            running.put(cell, threads.submit(run(cell, new Random(own * 0x9E3779B97F4A7C15L))));
          }
        }
      }
      for (Map.Entry<Cell, Future<Verdict>> one : running.entrySet()) {
        verdicts.put(one.getKey(), verdict(one.getValue()));
      }
    }
    System.out.println(table(seed, verdicts));
    assertThat(verdicts).isNotEmpty();
    assertThat(problems(verdicts)).as("seed " + seed).isEmpty();
  }

  private Callable<Verdict> run(Cell cell, Random random) {
    return () -> {
      Path own = Files.createTempDirectory(home, "cell");
      try (PhoneBench bench = PhoneBench.usual(own)) {
        cell.script().before().ifPresent(bench::run);
        int before = bench.effects().size();
        RecordedRun recorded = new RecordedRun();
        order(cell, bench, recorded, random);
        AttemptResult told = run(cell, bench, own, recorded);
        Verdict verdict =
            Verdict.of(cell.script(), cell.fault(), told, since(before, bench), recorded);
        return verdict.isRight()
            ? afterwards(cell, bench, own, told, before, verdict)
            : verdict.with(recorded.steps(), since(before, bench));
      }
    };
  }

  private static void order(Cell cell, PhoneBench bench, RecordedRun run, Random random) {
    Runnable order = () -> bench.phone().inject(cell.fault().fault().of(cell.script(), random));
    if (cell.fault().atTheStep()) {
      run.at(
          step -> {
            if (run.intents().size() == 1 && run.intents().getFirst().equals(step)) {
              order.run();
            }
          });
    } else {
      order.run();
    }
  }

  private static AttemptResult run(Cell cell, PhoneBench bench, Path home, RecordedRun recorded) {
    return bench.run(
        cell.script().script(), Optional.empty(), cell.script().materials(home), recorded);
  }

  private static List<Effect> since(int before, PhoneBench bench) {
    List<Effect> all = bench.effects();
    return all.subList(before, all.size());
  }

  /**
   * What failed without effect, and needs no person, is repeated: then it does the work, and that
   * is once.
   */
  private static Verdict afterwards(
      Cell cell, PhoneBench bench, Path home, AttemptResult told, int before, Verdict verdict) {
    bench.heal();
    if (!(told instanceof AttemptResult.Failed(TaskFailure failure))
        || !failure.retrySafe()
        || !failure.code().passes()) {
      return verdict;
    }
    AttemptResult again = run(cell, bench, home, new RecordedRun());
    List<Effect> effects = since(before, bench);
    if (cell.script().excess(effects).isPresent()) {
      return new Verdict(Kind.WRONG_EFFECT, "after a repeat " + effects);
    }
    return again instanceof AttemptResult.Succeeded && !effects.isEmpty()
        ? verdict
        : Verdict.wrongReport("after " + failure + " a repeat told " + again + ": " + effects);
  }

  private static Verdict verdict(Future<Verdict> running) throws InterruptedException {
    try {
      return running.get(STUCK_AFTER_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException late) {
      running.cancel(true);
      return Verdict.stuck("not over after " + STUCK_AFTER_SECONDS + " s");
    } catch (ExecutionException | CancellationException broken) {
      return Verdict.wrongReport("ended with " + broken);
    }
  }

  private static List<String> problems(Map<Cell, Verdict> verdicts) {
    List<String> problems = new ArrayList<>();
    verdicts.forEach(
        (cell, verdict) -> {
          if (!verdict.isRight()) {
            problems.add(
                cell.script()
                    + " under "
                    + cell.fault().name()
                    + ": "
                    + verdict.kind()
                    + ": "
                    + verdict.why());
          }
        });
    return problems;
  }

  private static String table(long seed, Map<Cell, Verdict> verdicts) {
    StringBuilder table = new StringBuilder("faults x scripts, -Ddrover.matrix.seed=" + seed);
    String row = "";
    for (Map.Entry<Cell, Verdict> one : verdicts.entrySet()) {
      String fault = one.getKey().fault().name();
      if (!fault.equals(row)) {
        table.append("%n%-20s".formatted(fault));
        row = fault;
      }
      Verdict verdict = one.getValue();
      table.append(
          " | %-24s"
              .formatted(
                  switch (verdict.kind()) {
                    case RIGHT_EFFECT -> "right effect";
                    case RIGHT_FAILURE -> verdict.why();
                    case WRONG_EFFECT, WRONG_REPORT, STUCK -> verdict.kind().name();
                  }));
    }
    for (Kind kind : Kind.values()) {
      long count = verdicts.values().stream().filter(one -> one.kind() == kind).count();
      table.append("%n%s: %d".formatted(kind, count));
    }
    return table.toString();
  }
}
