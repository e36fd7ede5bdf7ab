package dev.drover.bootstrap.chaos;

import dev.drover.bootstrap.chaos.Evidence.Recovery;
import dev.drover.bootstrap.chaos.Evidence.SeenAttempt;
import dev.drover.bootstrap.chaos.Evidence.SeenCommand;
import dev.drover.bootstrap.chaos.Evidence.SeenEffect;
import dev.drover.bootstrap.chaos.Evidence.SeenLoop;
import dev.drover.bootstrap.chaos.Evidence.SeenPhone;
import dev.drover.bootstrap.chaos.Evidence.SeenSession;
import dev.drover.bootstrap.chaos.Evidence.SeenTask;
import dev.drover.bootstrap.chaos.Evidence.StopAnswer;
import dev.drover.bootstrap.chaos.Violation.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Judges the evidence independently of how the promises are kept. A command on a phone must be
 * within an attempt of a task of that phone, and an effect belongs to the attempt during which the
 * phone saw it.
 */
final class Checker {
  /** After a stop, the phone must be left alone within this time. */
  private static final Duration STOP_LIMIT = Duration.ofSeconds(2);

  /** Commands that only scripts send. The tracking of phones only reads, which distinguishes it. */
  private static final Pattern TOUCHES =
      Pattern.compile("\\b(input |am start|am force-stop|am broadcast|uiautomator |ime set)");

  private static final Pattern SESSION_TAP =
      Pattern.compile("\\binput tap (\\d+) " + Sessions.HEIGHT + "\\b");

  /** A tap that was on its way when its session ended has this long before it is cut off. */
  private static final Duration ON_ITS_WAY = Duration.ofMillis(700);

  /** After a session the server puts the keyboard back and shows the home screen. */
  private static final Duration TIDYING = Duration.ofSeconds(3);

  private static final Pattern NAMES = Pattern.compile("tiktok\\.com/@([A-Za-z0-9_.]+)");

  private final Evidence evidence;
  private final Map<String, List<SeenTask>> bySerial;
  private final List<Violation> violations = new ArrayList<>();

  private Checker(Evidence evidence) {
    this.evidence = evidence;
    this.bySerial = evidence.tasks().stream().collect(Collectors.groupingBy(SeenTask::serial));
  }

  /** An attempt of a task. */
  private record Run(SeenTask task, SeenAttempt attempt) {
    @Override
    public String toString() {
      return "attempt "
          + attempt.number()
          + " of task "
          + task.id()
          + " ("
          + task.action()
          + " "
          + task.target()
          + " on "
          + task.serial()
          + ", "
          + attempt.startedAt()
          + " to "
          + attempt.endedAt().map(Instant::toString).orElse("now")
          + ", "
          + attempt.outcome().orElse("no outcome")
          + ")";
    }
  }

  static List<Violation> check(Evidence evidence) {
    Checker checker = new Checker(evidence);
    checker.findLostAndUnasked();
    checker.findStuck();
    evidence.phones().forEach(checker::findOverlaps);
    checker.judgeEffects();
    checker.findWhatNeverCameBack();
    if (evidence.mostRunning() > evidence.deviceLimit()) {
      checker.found(
          Kind.OVER_LIMIT,
          evidence.mostRunning()
              + " tasks ran at one time; the licence has "
              + evidence.deviceLimit());
    }
    return List.copyOf(checker.violations);
  }

  private void found(Kind kind, String what) {
    violations.add(new Violation(kind, what));
  }

  private void findWhatNeverCameBack() {
    for (SeenLoop loop : evidence.loops()) {
      if (!loop.turns()) {
        found(
            Kind.LOOP_ENDED,
            "the loop " + loop.name() + " of " + loop.node() + " has ended, says " + loop.source());
      }
    }
    for (Recovery recovery : evidence.recoveries()) {
      if (!recovery.through()) {
        found(
            Kind.PHONE_LOST,
            "nothing gets through to phone " + recovery.serial() + ": " + recovery.tried());
      }
    }
    evidence.silences().forEach(silence -> found(Kind.SILENT, silence));
  }

  private void findLostAndUnasked() {
    Set<Long> there = evidence.tasks().stream().map(SeenTask::id).collect(Collectors.toSet());
    new TreeSet<>(evidence.acknowledged())
        .stream()
            .filter(id -> !there.contains(id))
            .forEach(id -> found(Kind.LOST, "task " + id + " was acknowledged and is gone"));
    new TreeSet<>(there)
        .stream()
            .filter(id -> !evidence.acknowledged().contains(id))
            .forEach(
                id -> found(Kind.DOUBLED, "task " + id + " was queued, and asked for by nobody"));
  }

  private void findStuck() {
    Set<String> busy =
        evidence.tasks().stream()
            .filter(task -> task.status().equals("running"))
            .map(SeenTask::serial)
            .collect(Collectors.toSet());
    for (SeenTask task : evidence.tasks()) {
      if (task.status().equals("running")) {
        String node = task.node().orElse("no node");
        found(
            Kind.STUCK,
            "task "
                + task.id()
                + " still runs on "
                + node
                + (evidence.leased().contains(node) ? "" : ", which holds no lease"));
      } else if (!task.hasEnded()) {
        found(
            Kind.STUCK,
            "task "
                + task.id()
                + " is "
                + task.status()
                + (busy.contains(task.serial()) ? "" : " though its phone runs nothing"));
      }
    }
  }

  private List<SeenTask> tasksOn(String serial) {
    return bySerial.getOrDefault(serial, List.of());
  }

  private List<Run> runsAt(String serial, Instant at) {
    List<Run> runs = new ArrayList<>();
    for (SeenTask task : tasksOn(serial)) {
      for (SeenAttempt attempt : task.attempts()) {
        if (attempt.covers(at)) {
          runs.add(new Run(task, attempt));
        }
      }
    }
    return runs;
  }

  /** What one phone was told, command by command. */
  private void findOverlaps(SeenPhone phone) {
    Map<Run, Set<Long>> connectionsLeft = new HashMap<>();
    Map<Run, Long> connection = new HashMap<>();
    Optional<String> named = Optional.empty();
    for (SeenCommand command : phone.commands()) {
      if (!TOUCHES.matcher(command.line()).find()) {
        continue;
      }
      Matcher sessionTap = SESSION_TAP.matcher(command.line());
      if (sessionTap.find()) {
        judgeSessionTap(phone, command, Integer.parseInt(sessionTap.group(1)));
        continue;
      }
      Matcher names = NAMES.matcher(command.line());
      boolean isNaming = names.find();
      named = isNaming ? Optional.of(names.group(1)) : named;
      List<Run> covering = runsAt(phone.serial(), command.at());
      Optional<String> target = named;
      List<Run> fitting =
          isNaming
              ? covering.stream()
                  .filter(run -> target.equals(Optional.of(run.task().target())))
                  .toList()
              : covering;
      boolean ofSession =
          evidence.sessions().stream()
              .anyMatch(session -> isWithin(session, phone, command.at(), TIDYING));
      if (covering.isEmpty() && !isNaming && ofSession) {
        continue;
      }
      if (fitting.isEmpty()) {
        judgeStray(phone, command, target, covering);
      } else if (fitting.size() == 1) {
        // An attempt may lose its connection and continue on another, but never return to the
        // first. That would mean that two attempts use the phone.
        Run run = fitting.getFirst();
        Long before = connection.put(run, command.connection());
        Set<Long> left = connectionsLeft.computeIfAbsent(run, _ -> new HashSet<>());
        if (before != null && before != command.connection()) {
          left.add(before);
        }
        if (left.contains(command.connection())) {
          found(
              Kind.OVERLAP,
              "during " + run + " two nodes touched the phone: " + describe(phone, command));
        }
      }
    }
  }

  /** A session taps only while it is open, and never during an attempt. */
  private void judgeSessionTap(SeenPhone phone, SeenCommand command, int number) {
    boolean open =
        evidence.sessions().stream()
            .anyMatch(
                session ->
                    session.number() == number
                        && isWithin(session, phone, command.at(), ON_ITS_WAY));
    List<Run> covering = runsAt(phone.serial(), command.at());
    if (!open) {
      found(
          Kind.AFTER_LEASE,
          describe(phone, command) + " by session " + number + ", which was not open");
    } else if (!covering.isEmpty()) {
      found(
          Kind.OVERLAP, describe(phone, command) + " by session " + number + " during " + covering);
    }
  }

  private static boolean isWithin(
      SeenSession session, SeenPhone phone, Instant at, Duration after) {
    return session.serial().equals(phone.serial())
        && !at.isBefore(session.began())
        && !at.isAfter(session.ended().plus(after));
  }

  private void judgeStray(
      SeenPhone phone, SeenCommand command, Optional<String> target, List<Run> covering) {
    List<StopAnswer> stops = stopsOf(phone, target);
    if (covering.isEmpty() && stops.stream().anyMatch(stop -> wasOnItsWay(phone, command, stop))) {
      return;
    }
    Optional<StopAnswer> stopped =
        stops.stream().filter(stop -> command.at().isAfter(stop.at().plus(STOP_LIMIT))).findFirst();
    if (stopped.isPresent()) {
      found(
          Kind.AFTER_STOP,
          "task "
              + stopped.get().task()
              + " was stopped at "
              + stopped.get().at()
              + ", and then "
              + describe(phone, command));
    } else {
      found(
          Kind.OVERLAP,
          describe(phone, command)
              + (covering.isEmpty() ? " while nothing ran there" : " during " + covering));
    }
  }

  /** The stops of tasks that were about this target. */
  private List<StopAnswer> stopsOf(SeenPhone phone, Optional<String> target) {
    Set<Long> tasks =
        tasksOn(phone.serial()).stream()
            .filter(task -> target.equals(Optional.of(task.target())))
            .map(SeenTask::id)
            .collect(Collectors.toSet());
    return evidence.stops().stream().filter(stop -> tasks.contains(stop.task())).toList();
  }

  /**
   * A read of the screen that was sent before the run ended can't be called back, and does nothing:
   * it may arrive within the limit.
   */
  private boolean wasOnItsWay(SeenPhone phone, SeenCommand command, StopAnswer stop) {
    return command.line().contains("uiautomator ")
        && !command.at().isAfter(stop.at().plus(STOP_LIMIT))
        && tasksOn(phone.serial()).stream()
            .filter(task -> task.id() == stop.task())
            .flatMap(task -> task.attempts().stream())
            .anyMatch(
                attempt -> attempt.endedAt().filter(end -> end.isBefore(command.at())).isPresent());
  }

  private static String describe(SeenPhone phone, SeenCommand command) {
    return "phone "
        + phone.serial()
        + " was told at "
        + command.at()
        + " by connection "
        + command.connection()
        + ": "
        + command.line();
  }

  private void judgeEffects() {
    Map<Run, Integer> effects = new HashMap<>();
    for (SeenPhone phone : evidence.phones()) {
      for (SeenEffect effect : phone.effects()) {
        Optional<Run> run = runOf(phone, effect);
        run.ifPresentOrElse(
            found -> effects.merge(found, 1, Integer::sum),
            () ->
                found(
                    Kind.DOUBLED,
                    "phone "
                        + phone.serial()
                        + " saw "
                        + effect.kind()
                        + " "
                        + effect.target()
                        + " at "
                        + effect.at()
                        + " during no attempt to do so"));
      }
    }
    for (SeenTask task : evidence.tasks()) {
      int ofTask = 0;
      for (SeenAttempt attempt : task.attempts()) {
        Run run = new Run(task, attempt);
        int count = effects.getOrDefault(run, 0);
        // Each video that a warm-up likes is another effect; that a like is repeated, its end
        // shows.
        ofTask += task.isWarmup() ? Math.min(count, 1) : count;
        judge(run, count);
      }
      if (ofTask > 1 && !evidence.forced().contains(task.id())) {
        found(
            Kind.DOUBLED,
            "task " + task.id() + " took effect " + ofTask + " times, and nobody forced a retry");
      }
    }
  }

  private void judge(Run run, int count) {
    if (count > 1 && !run.task().isWarmup()) {
      found(Kind.DOUBLED, run + " took effect " + count + " times");
    }
    if (run.attempt().outcome().equals(Optional.of("no_effect")) && count > 0) {
      found(Kind.DENIED, run + " took effect");
    }
    if (run.attempt().outcome().equals(Optional.of("committed")) && count == 0) {
      found(Kind.CLAIMED, run + " took no effect");
    }
  }

  /**
   * The attempt during which it happened; else the last one before it that ended not knowing: a
   * command that was under way then may arrive late.
   */
  private Optional<Run> runOf(SeenPhone phone, SeenEffect effect) {
    Optional<Run> last = Optional.empty();
    for (SeenTask task : tasksOn(phone.serial())) {
      if (task.wants(effect)) {
        for (SeenAttempt attempt : task.attempts()) {
          if (attempt.covers(effect.at())) {
            return Optional.of(new Run(task, attempt));
          }
          if (attempt.endedUnknownBefore(effect.at(), evidence.latest())) {
            last = Optional.of(new Run(task, attempt));
          }
        }
      }
    }
    return last;
  }
}
