package dev.drover.device.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.application.port.device.Attempt.AttemptStopped;
import dev.drover.device.flow.PhoneBench;
import dev.drover.device.flow.PhoneBench.Setup;
import dev.drover.device.flow.TestFiles;
import dev.drover.device.matrix.ScriptCase;
import dev.drover.device.matrix.Verdict;
import dev.drover.device.matrix.Verdict.Kind;
import dev.drover.domain.app.Platform;
import dev.drover.domain.material.PostMaterials;
import dev.drover.domain.task.AttemptResult;
import dev.drover.domain.task.Outcome;
import dev.drover.domain.task.TaskFailure;
import dev.drover.testkit.RecordedAttempt;
import dev.drover.virtualphone.app.Effect;
import dev.drover.virtualphone.fault.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs every script after an attempt of every script that ended midway: stopped at a step, cut off
 * at a command, or failed. Whatever the first attempt has left, the second must do its work once
 * and for its own account, and nothing of the first may be lost or doubled.
 *
 * <p>A build runs a sample; {@code mvn verify -Pmatrix} runs all. Run a single one with {@code
 * -Pmatrix -Ddrover.matrix.only="follow after post_video cut at command 7"}.
 */
@Order(13)
class ConsecutiveAttemptsTest {
  private static final boolean WHOLE = Boolean.getBoolean("drover.matrix.whole");
  private static final int SAMPLE = 18;

  /** The attempts mostly wait. */
  private static final int AT_ONE_TIME = WHOLE ? 32 : 9;

  private static final Duration STUCK_AFTER = Duration.ofSeconds(150);
  private static final long USUAL_SEED = 10319435;

  @TempDir private Path home;
  private final Map<ScriptCase, Optional<PostMaterials>> materials =
      new EnumMap<>(ScriptCase.class);

  /** How the first attempt ends. */
  private sealed interface End {
    /** A person stops it at this step. */
    record Stopped(int step) implements End {}

    /** The phone is lost at this command. */
    record Lost(int command, Fault.Moment moment) implements End {}

    /** The app makes it fail. */
    record Failed(Why why) implements End {}
  }

  private enum Why {
    ACCOUNT_NOT_THERE,
    TOO_FAST,
    REFUSED,
    UPLOAD_STALLS,
    SURVEY,
    CRASH
  }

  private record Cell(ScriptCase first, End end, ScriptCase next, Platform platform) {
    String name() {
      String ended =
          switch (end) {
            case End.Stopped(int step) -> "stopped at step " + step;
            case End.Lost(int command, Fault.Moment moment) ->
                "cut at command " + command + " " + moment;
            case End.Failed(Why why) -> "failed by " + why;
          };
      return "%s after %s %s on %s"
          .formatted(next, first, ended, platform)
          .toLowerCase(Locale.ROOT);
    }

    /** Returns the same choices for each run with one seed, whatever other cells there are. */
    Random random(long seed) {
      return new Random((seed * 31 ^ name().hashCode()) * 0x9E3779B97F4A7C15L);
    }

    /** Two of a kind are told apart by whose they are. */
    String nextAccount(Random random) {
      return first.action().equals(next.action()) || random.nextBoolean() ? "bob" : "ann";
    }
  }

  /** The result of the first attempt; empty if it was stopped. */
  private record First(Optional<AttemptResult> told, RecordedAttempt run) {}

  @Test
  void every_script_does_its_work_after_every_end_of_every_other() throws Exception {
    long seed = Long.getLong("drover.matrix.seed", USUAL_SEED);
    String only = System.getProperty("drover.matrix.only", "");
    for (ScriptCase script : ScriptCase.values()) {
      materials.put(script, script.materials(new TestFiles(home)));
    }
    List<Cell> cells =
        (WHOLE ? all() : sample(new Random(seed)))
            .stream().filter(cell -> cell.name().contains(only)).toList();

    Map<Cell, Verdict> verdicts = run(cells, seed);

    Map<Kind, Integer> kinds = new EnumMap<>(Kind.class);
    verdicts.values().forEach(verdict -> kinds.merge(verdict.kind(), 1, Integer::sum));
    System.out.println(verdicts.size() + " runs after runs, seed " + seed + ": " + kinds);
    assertThat(verdicts).isNotEmpty();
    assertThat(
            verdicts.entrySet().stream()
                .filter(one -> !one.getValue().isRight())
                .map(one -> one.getKey().name() + ": " + one.getValue())
                .toList())
        .as("seed " + seed)
        .isEmpty();
  }

  private List<Cell> all() {
    List<Cell> all = new ArrayList<>();
    for (Platform platform : Platform.values()) {
      for (ScriptCase first : ScriptCase.values()) {
        for (End end : ends(first, platform)) {
          for (ScriptCase next : ScriptCase.values()) {
            all.add(new Cell(first, end, next, platform));
          }
        }
      }
    }
    return List.copyOf(all);
  }

  /** Every step and every command of a run that nothing disturbs, and every failure. */
  private List<End> ends(ScriptCase script, Platform platform) {
    List<End> ends = new ArrayList<>();
    try (PhoneBench bench = PhoneBench.of(home, Setup.of(platform))) {
      script.before().ifPresent(before -> bench.run(before, "ann"));
      int before = bench.phone().commands().size();
      RecordedAttempt run = new RecordedAttempt();
      bench.run(
          script.script(platform, new Random(1)),
          Optional.of("ann"),
          materials.getOrDefault(script, Optional.empty()),
          run);
      for (int step = 0; step < run.steps().size() + run.intents().size(); step++) {
        ends.add(new End.Stopped(step));
      }
      for (int command = 0; command < bench.phone().commands().size() - before; command++) {
        for (Fault.Moment moment : Fault.Moment.values()) {
          ends.add(new End.Lost(command, moment));
        }
      }
    }
    for (Why why : Why.values()) {
      ends.add(new End.Failed(why));
    }
    return ends;
  }

  /**
   * Returns a sample in which each script comes first and second, in both apps, after ends of each
   * kind.
   */
  private static List<Cell> sample(Random random) {
    List<Cell> sample = new ArrayList<>();
    List<ScriptCase> scripts = new ArrayList<>(List.of(ScriptCase.values()));
    List<ScriptCase> next = new ArrayList<>(scripts);
    Why[] whys = Why.values();
    for (int i = 0; i < SAMPLE; i++) {
      if (i % scripts.size() == 0) {
        Collections.shuffle(scripts, random);
        Collections.shuffle(next, random);
      }
      ScriptCase first = scripts.get(i % scripts.size());
      End end =
          switch (i % 3) {
            case 0 -> new End.Stopped(random.nextInt(10));
            case 1 ->
                new End.Lost(random.nextInt(first.commands()), any(Fault.Moment.values(), random));
            default -> new End.Failed(whys[i / 3 % whys.length]);
          };
      sample.add(new Cell(first, end, next.get(i % next.size()), any(Platform.values(), random)));
    }
    return List.copyOf(sample);
  }

  private static <T> T any(T[] choices, Random random) {
    return choices[random.nextInt(choices.length)];
  }

  private Map<Cell, Verdict> run(List<Cell> cells, long seed) throws InterruptedException {
    List<Cell> mixed = new ArrayList<>(cells);
    Collections.shuffle(mixed, new Random(seed));
    Map<Cell, Future<Verdict>> running = new LinkedHashMap<>();
    Map<Cell, Verdict> ended = new LinkedHashMap<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONE_TIME)) {
      for (Cell cell : mixed) {
        running.put(cell, threads.submit(() -> run(cell, cell.random(seed))));
      }
      for (Cell cell : mixed) {
        Verdict verdict = verdict(Objects.requireNonNull(running.get(cell)));
        ended.put(cell, verdict);
        if (!verdict.isRight()) {
          System.out.println(cell.name() + ": " + verdict);
        }
      }
    }
    return ended;
  }

  private static Verdict verdict(Future<Verdict> running) throws InterruptedException {
    try {
      return running.get(STUCK_AFTER.multipliedBy(3).toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException late) {
      running.cancel(true);
      return Verdict.stuck("not over after " + STUCK_AFTER.multipliedBy(3).toSeconds() + " s");
    } catch (ExecutionException broken) {
      return Verdict.wrongReport("ended with " + broken);
    }
  }

  private Verdict run(Cell cell, Random random) {
    List<Setup> setups =
        Setup.all().stream().filter(setup -> setup.platform() == cell.platform()).toList();
    Setup setup = setups.get(random.nextInt(setups.size()));
    String nextAccount = cell.nextAccount(random);
    try (PhoneBench bench = PhoneBench.of(home, setup)) {
      cell.first().before().ifPresent(before -> bench.run(before, "ann"));
      cell.next().before().ifPresent(before -> bench.run(before, nextAccount));
      int before = bench.effects().size();
      First first = first(cell, bench, random);
      bench.heal();
      RecordedAttempt run = new RecordedAttempt();
      long start = System.nanoTime();
      AttemptResult told =
          run.asRecorded(
              bench.run(
                  cell.next().script(cell.platform(), random),
                  Optional.of(nextAccount),
                  materials.getOrDefault(cell.next(), Optional.empty()),
                  run));
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      List<Effect> effects = bench.effects().subList(before, bench.effects().size());
      Verdict verdict =
          took.compareTo(STUCK_AFTER) > 0
              ? Verdict.stuck("over after " + took.toSeconds() + " s")
              : judge(cell, nextAccount, first, told, effects);
      return verdict.isRight()
          ? verdict
          : new Verdict(
                  verdict.kind(),
                  verdict.why()
                      + "; first told "
                      + first.told()
                      + " after "
                      + first.run().steps()
                      + "; on "
                      + setup
                      + " for "
                      + nextAccount)
              .with(run.steps(), effects);
    }
  }

  private First first(Cell cell, PhoneBench bench, Random random) {
    RecordedAttempt run = new RecordedAttempt();
    switch (cell.end()) {
      case End.Stopped(int step) ->
          run.at(
              said -> {
                if (run.steps().size() + run.intents().size() == step + 1) {
                  run.stop();
                }
              });
      case End.Lost(int command, Fault.Moment moment) ->
          bench.phone().inject(new Fault(Fault.Kind.CUT, "", command, 1, moment, Duration.ZERO));
      case End.Failed(Why why) -> run.at(order(why, cell, bench, run));
    }
    String account = cell.end().equals(new End.Failed(Why.ACCOUNT_NOT_THERE)) ? "nobody" : "ann";
    try {
      return new First(
          Optional.of(
              bench.run(
                  cell.first().script(cell.platform(), random),
                  Optional.of(account),
                  materials.getOrDefault(cell.first(), Optional.empty()),
                  run)),
          run);
    } catch (AttemptStopped stopped) {
      return new First(Optional.empty(), run);
    }
  }

  private static Consumer<String> order(Why why, Cell cell, PhoneBench bench, RecordedAttempt run) {
    Fault fault =
        switch (why) {
          case ACCOUNT_NOT_THERE -> Fault.of(Fault.Kind.LATE, "nothing says this");
          case TOO_FAST -> Fault.of(Fault.Kind.TOO_FAST, cell.first().action());
          case REFUSED -> Fault.of(Fault.Kind.REFUSE, cell.first().action());
          case UPLOAD_STALLS -> Fault.of(Fault.Kind.UPLOAD_STALLS, "");
          case SURVEY -> popup("survey");
          case CRASH -> popup("crash");
        };
    // Right after the account is known to be in use, or what the fault strikes comes later.
    return said -> {
      if (run.steps().size() == 3 && run.intents().isEmpty()) {
        bench.phone().inject(fault);
      }
    };
  }

  private static Fault popup(String name) {
    return new Fault(Fault.Kind.POPUP, "am start", 0, 1, Fault.Moment.AFTER, Duration.ZERO, name);
  }

  private static Verdict judge(
      Cell cell, String nextAccount, First first, AttemptResult told, List<Effect> effects) {
    List<Effect> ofFirst = new ArrayList<>();
    List<Effect> ofNext = new ArrayList<>();
    for (Effect effect : effects) {
      if (cell.next().wasAskedFor(effect, cell.platform(), nextAccount)) {
        ofNext.add(effect);
      } else if (cell.first().wasAskedFor(effect, cell.platform(), "ann")) {
        ofFirst.add(effect);
      } else {
        return new Verdict(Kind.WRONG_EFFECT, "nobody asked for " + effect);
      }
    }
    if (!first.run().intents().isEmpty() || ofFirst.isEmpty()) {
      if (!cell.first().hasSeveralEffects() && ofFirst.size() > 1) {
        return new Verdict(Kind.WRONG_EFFECT, "the first did it twice");
      }
    } else {
      return new Verdict(Kind.WRONG_EFFECT, "the first did it before it said so");
    }
    if (!cell.next().hasSeveralEffects() && ofNext.size() > 1) {
      return new Verdict(Kind.WRONG_EFFECT, "the next did it twice");
    }
    return switch (told) {
      case AttemptResult.Succeeded(Outcome outcome, Optional<String> remark) ->
          outcome == Outcome.COMMITTED
              ? ofNext.isEmpty()
                  ? Verdict.wrongReport("it did nothing, and told " + remark)
                  : new Verdict(Kind.RIGHT_EFFECT, "")
              : wasSoAlready(cell, nextAccount)
                  ? new Verdict(Kind.RIGHT_EFFECT, "")
                  : Verdict.wrongReport("nothing was to be done: " + remark);
      case AttemptResult.Failed(TaskFailure failure) ->
          isOfAnUpload(cell, failure) && ofNext.isEmpty()
              ? new Verdict(Kind.RIGHT_FAILURE, failure.code().wireName())
              : Verdict.wrongReport("failed: " + failure);
    };
  }

  /** Whether the first run may have done what the next one is to do, or not undone it. */
  private static boolean wasSoAlready(Cell cell, String nextAccount) {
    List<ScriptCase> follows = List.of(ScriptCase.FOLLOW, ScriptCase.UNFOLLOW);
    boolean same =
        (follows.contains(cell.first()) && follows.contains(cell.next()))
            || (cell.first() == ScriptCase.LIKE && cell.next() == ScriptCase.LIKE);
    return cell.next() == ScriptCase.MATCH_ACCOUNT || (nextAccount.equals("ann") && same);
  }

  /** A post waits for that of a run before, which may be on its way or have failed. */
  private static boolean isOfAnUpload(Cell cell, TaskFailure failure) {
    return cell.first().action().equals("post")
        && cell.next().action().equals("post")
        && failure.retrySafe()
        && (failure.remark().contains("still uploading an earlier post")
            || failure.remark().contains("still holds an upload that failed"));
  }
}
