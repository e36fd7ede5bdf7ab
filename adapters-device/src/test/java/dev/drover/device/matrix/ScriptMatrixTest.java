package dev.drover.device.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.device.flow.PhoneBench;
import dev.drover.device.flow.TestFiles;
import dev.drover.domain.material.PostMaterials;
import dev.drover.domain.script.Script;
import dev.drover.domain.task.AttemptResult;
import dev.drover.domain.task.TaskFailure;
import dev.drover.testkit.RecordedAttempt;
import dev.drover.virtualphone.app.Effect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs every script under every fault, in both apps, in every language, on every version of the app
 * and with both ways to read the screen, on separate phones over genuine ADB. Compares the result
 * of each attempt with the phone's own record. An attempt that failed without effect is repeated
 * after the fault, and must then have its effect once.
 *
 * <p>A build runs a sample; {@code mvn verify -Pmatrix} runs the whole matrix. Run a single cell
 * with {@code -Pmatrix -Ddrover.matrix.only="follow under late on"}, or those that have several
 * words in their names: {@code "under none,de-DE"}. The whole takes hours; {@code
 * -Ddrover.matrix.part=3/8} runs the third of eight parts, and all parts together are the whole.
 */
@Order(2)
class ScriptMatrixTest {
  private static final boolean WHOLE = Boolean.getBoolean("drover.matrix.whole");

  /** The attempts mostly wait. */
  private static final int AT_ONE_TIME = WHOLE ? 48 : 8;

  /** The longest patience of a flow is the media scan's 30 s; nothing waits for it twice. */
  private static final Duration STUCK_AFTER = Duration.ofSeconds(150);

  /** A build must not fail by chance; -Ddrover.matrix.seed chooses other moments. */
  private static final long USUAL_SEED = 10319435;

  private static final List<String> SIZES = List.of("1080x2400", "720x1600", "1440x3120");

  @TempDir private Path home;
  private final Map<ScriptCase, Optional<PostMaterials>> materials =
      new EnumMap<>(ScriptCase.class);

  @Test
  void every_script_ends_rightly_under_every_fault_on_every_phone() throws Exception {
    long seed = Long.getLong("drover.matrix.seed", USUAL_SEED);
    String only = System.getProperty("drover.matrix.only", "");
    List<MatrixCell> cells =
        (WHOLE ? MatrixCell.all() : MatrixCell.sample(new Random(seed)))
            .stream()
                .filter(cell -> Stream.of(only.split(",", -1)).allMatch(cell.name()::contains))
                .toList();
    cells = part(cells, System.getProperty("drover.matrix.part", "1/1"));
    for (ScriptCase script : ScriptCase.values()) {
      materials.put(script, script.materials(new TestFiles(home)));
    }

    Map<MatrixCell, Verdict> verdicts = run(cells, seed);

    String summary = MatrixSummary.of(seed, verdicts);
    System.out.println(summary);
    Files.writeString(
        Files.createDirectories(Path.of("target")).resolve("matrix-summary.md"), summary);
    assertThat(verdicts).isNotEmpty();
    assertThat(problems(verdicts)).as("seed " + seed).isEmpty();
  }

  /**
   * Deals cells out to parts, of which each gets some of every kind.
   *
   * @param which the part and their number, such as {@code 3/8}
   */
  private static List<MatrixCell> part(List<MatrixCell> cells, String which) {
    int slash = which.indexOf('/');
    int number = Integer.parseInt(which.substring(0, slash)) - 1;
    int parts = Integer.parseInt(which.substring(slash + 1));
    List<MatrixCell> mixed = new ArrayList<>(cells);
    Collections.shuffle(mixed, new Random(USUAL_SEED));
    return IntStream.range(0, mixed.size())
        .filter(i -> i % parts == number)
        .mapToObj(mixed::get)
        .sorted(Comparator.comparing(MatrixCell::name))
        .toList();
  }

  private Map<MatrixCell, Verdict> run(List<MatrixCell> cells, long seed)
      throws InterruptedException {
    // Mixed, so that neither those that work hard nor those that wait long come all at once.
    List<MatrixCell> mixed = new ArrayList<>(cells);
    Collections.shuffle(mixed, new Random(seed));
    Map<MatrixCell, Future<Verdict>> running = new LinkedHashMap<>();
    Map<MatrixCell, Verdict> ended = new HashMap<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONE_TIME)) {
      for (MatrixCell cell : mixed) {
        running.put(cell, threads.submit(() -> run(cell, cell.random(seed))));
      }
      for (MatrixCell cell : mixed) {
        Verdict verdict = verdict(Objects.requireNonNull(running.get(cell)));
        ended.put(cell, verdict);
        if (!verdict.isRight()) {
          System.out.println(told(cell, verdict));
        }
        if (ended.size() % 1_000 == 0) {
          System.out.println(ended.size() + " of " + cells.size() + " cells");
        }
      }
    }
    Map<MatrixCell, Verdict> verdicts = new LinkedHashMap<>();
    cells.forEach(cell -> verdicts.put(cell, Objects.requireNonNull(ended.get(cell))));
    return verdicts;
  }

  private Verdict run(MatrixCell cell, Random random) {
    Script script = cell.script().script(cell.setup().platform(), random);
    String size = SIZES.get(random.nextInt(SIZES.size()));
    try (PhoneBench bench = PhoneBench.of(home, cell.setup().sized(size))) {
      cell.script().before().ifPresent(bench::run);
      int before = bench.effects().size();
      RecordedAttempt recorded = new RecordedAttempt();
      order(cell, bench, recorded, random);
      long start = System.nanoTime();
      AttemptResult told = run(cell, script, bench, recorded);
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      Verdict verdict =
          took.compareTo(STUCK_AFTER) > 0
              ? Verdict.stuck("over after " + took.toSeconds() + " s")
              : Verdict.of(cell, told, since(before, bench), recorded);
      return verdict.isRight()
          ? afterwards(cell, script, bench, told, before, verdict)
          : verdict.with(recorded.steps(), since(before, bench));
    }
  }

  private static void order(MatrixCell cell, PhoneBench bench, RecordedAttempt run, Random random) {
    Runnable order = () -> bench.phone().inject(cell.fault().fault().of(cell, random));
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

  private AttemptResult run(
      MatrixCell cell, Script script, PhoneBench bench, RecordedAttempt recorded) {
    return recorded.asRecorded(
        bench.run(script, materials.getOrDefault(cell.script(), Optional.empty()), recorded));
  }

  private static List<Effect> since(int before, PhoneBench bench) {
    List<Effect> all = bench.effects();
    return all.subList(before, all.size());
  }

  /**
   * What failed without effect, and needs no person, is repeated: then it does the work, and that
   * is once.
   */
  private Verdict afterwards(
      MatrixCell cell,
      Script script,
      PhoneBench bench,
      AttemptResult told,
      int before,
      Verdict verdict) {
    bench.heal();
    if (!(told instanceof AttemptResult.Failed(TaskFailure failure))
        || !failure.retrySafe()
        || !failure.code().passes()) {
      return verdict;
    }
    RecordedAttempt repeated = new RecordedAttempt();
    AttemptResult again = run(cell, script, bench, repeated);
    List<Effect> effects = since(before, bench);
    if (cell.script().excess(cell.setup().platform(), effects).isPresent()) {
      return new Verdict(Verdict.Kind.WRONG_EFFECT, "after a repeat")
          .with(repeated.steps(), effects);
    }
    return again instanceof AttemptResult.Succeeded
            && effects.isEmpty() != cell.script().hasEffects()
        ? verdict
        : Verdict.wrongReport("after " + failure + " a repeat told " + again)
            .with(repeated.steps(), effects);
  }

  private static List<String> problems(Map<MatrixCell, Verdict> verdicts) {
    return verdicts.entrySet().stream()
        .filter(one -> !one.getValue().isRight())
        .map(one -> told(one.getKey(), one.getValue()))
        .toList();
  }

  private static String told(MatrixCell cell, Verdict verdict) {
    return cell.name() + ": " + verdict.kind() + ": " + verdict.why();
  }

  private static Verdict verdict(Future<Verdict> running) throws InterruptedException {
    try {
      return running.get(STUCK_AFTER.multipliedBy(2).toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException late) {
      running.cancel(true);
      return Verdict.stuck("not over after " + STUCK_AFTER.multipliedBy(2).toSeconds() + " s");
    } catch (ExecutionException | CancellationException broken) {
      return Verdict.wrongReport("ended with " + broken);
    }
  }
}
