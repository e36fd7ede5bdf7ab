package dev.drover.programs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The processes of one run of a program: the program, what it started, and what those started. A
 * process whose parent has ended belongs to nobody's tree any more, so it is found in other ways
 * too: where the system has {@code /proc}, by a mark in the environment that a process inherits and
 * by the session of the program; elsewhere, by having been seen before its parent ended. Only a
 * process that has hidden from all of them stays. Not thread-safe.
 */
final class ProcessTree {
  private static final Logger log = LoggerFactory.getLogger(ProcessTree.class);

  private static final Path PROCESSES = Path.of("/proc");
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

  /** A program that starts processes faster than they are ended is given up after this time. */
  private static final Duration LAST_RESORT = Duration.ofSeconds(3);

  private final Optional<ProcessHandle> root;
  private final Predicate<String> mark;

  /** The program leads a session of its own, so a process with its id as session is of the tree. */
  private final boolean ownSession;

  private final Set<ProcessHandle> seen = new LinkedHashSet<>();

  /**
   * @param mark recognises the environment of the tree's processes, entries with NUL between
   */
  private ProcessTree(Optional<ProcessHandle> root, boolean ownSession, Predicate<String> mark) {
    this.root = root;
    this.ownSession = ownSession;
    this.mark = mark;
    root.ifPresent(seen::add);
  }

  /** The tree of a program that was just started. */
  static ProcessTree of(ProcessHandle root, boolean ownSession, Predicate<String> mark) {
    return new ProcessTree(Optional.of(root), ownSession, mark);
  }

  /** Whatever has the mark, whoever started it. */
  static ProcessTree ofMarked(Predicate<String> mark) {
    return new ProcessTree(Optional.empty(), false, mark);
  }

  /** Whether the system tells of all processes; else the tree is to be looked at now and then. */
  static boolean isSystemTelling() {
    return Files.isReadable(PROCESSES.resolve("self/environ"));
  }

  /** Remembers the processes that are there now, for when their parents have ended. */
  void look() {
    alive();
  }

  /**
   * Ends all processes: asks them to end, and after a grace kills those that are left. Returns when
   * none is left, even if the thread is interrupted.
   *
   * @param grace for the processes to end by themselves
   * @return how many there were
   */
  int end(Duration grace) {
    List<ProcessHandle> left = alive();
    int count = left.size();
    boolean interrupted = false;
    left.forEach(ProcessHandle::destroy);
    long start = System.nanoTime();
    while (!left.isEmpty() && System.nanoTime() - start < grace.toNanos()) {
      interrupted |= pause();
      left = alive();
    }
    if (!left.isEmpty()) {
      killGroup();
    }
    long killing = System.nanoTime();
    // Looked at once more when none is left: one may have been started during the look before.
    int empty = left.isEmpty() && count == 0 ? 2 : 0;
    while (empty < 2 && System.nanoTime() - killing < LAST_RESORT.toNanos()) {
      left = alive();
      left.forEach(ProcessHandle::destroyForcibly);
      if (left.isEmpty()) {
        empty++;
      } else {
        empty = 0;
        interrupted |= pause();
      }
    }
    if (!left.isEmpty()) {
      log.warn("processes {} of a program can't be ended", left);
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return count;
  }

  /**
   * Kills all processes of the program's own group at once, so that none can start another one
   * meanwhile. Java can't; the shell can.
   */
  private void killGroup() {
    if (!ownSession || root.isEmpty()) {
      return;
    }
    try {
      Process kill =
          new ProcessBuilder(
                  "/bin/sh", "-c", "kill -s KILL -- \"-$1\"", "sh", Long.toString(root.get().pid()))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!kill.waitFor(LAST_RESORT.toMillis(), TimeUnit.MILLISECONDS)) {
        kill.destroyForcibly();
      }
    } catch (IOException failed) {
      log.warn("the processes of a program are killed one by one", failed);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Nothing tells when a process ends that is no child of this one. */
  private static boolean pause() {
    try {
      var _ = new CountDownLatch(1).await(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
      return false;
    } catch (InterruptedException _) {
      return true;
    }
  }

  private List<ProcessHandle> alive() {
    for (ProcessHandle known : List.copyOf(seen)) {
      if (known.isAlive()) {
        known.descendants().forEach(seen::add);
      }
    }
    if (isSystemTelling()) {
      addTold();
    }
    List<ProcessHandle> alive = new ArrayList<>();
    for (ProcessHandle known : seen) {
      if (known.isAlive() && !isZombie(known)) {
        alive.add(known);
      }
    }
    return alive;
  }

  /** This server may itself have been started by a program, and is not to end itself. */
  private void addTold() {
    Set<ProcessHandle> own = new LinkedHashSet<>();
    Optional<ProcessHandle> next = Optional.of(ProcessHandle.current());
    while (next.isPresent() && own.add(next.get())) {
      next = next.get().parent();
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(PROCESSES, "[1-9]*")) {
      for (Path entry : entries) {
        // The handle comes first: it knows when the process began, so a later one of the same
        // number is never mistaken for it.
        Optional<ProcessHandle> handle =
            ProcessHandle.of(Long.parseLong(entry.getFileName().toString()));
        handle
            .filter(process -> !own.contains(process) && !seen.contains(process))
            .filter(_ -> mark.test(environment(entry)) || isOfSession(entry))
            .ifPresent(seen::add);
      }
    } catch (IOException | DirectoryIteratorException | NumberFormatException untold) {
      log.warn("not all processes of a program may be found", untold);
    }
  }

  /** Empty for a process of another user, or one that has ended. */
  private static String environment(Path process) {
    try {
      return Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1);
    } catch (IOException _) {
      return "";
    }
  }

  private boolean isOfSession(Path process) {
    return ownSession
        && root.filter(
                leader ->
                    statistics(process).filter(all -> all.session() == leader.pid()).isPresent())
            .isPresent();
  }

  private static boolean isZombie(ProcessHandle process) {
    return statistics(PROCESSES.resolve(Long.toString(process.pid())))
        .filter(all -> all.state().equals("Z"))
        .isPresent();
  }

  private record Statistics(String state, long session) {}

  /** Reads {@code /proc/PID/stat}: number, name in parentheses, state, parent, group, session. */
  private static Optional<Statistics> statistics(Path process) {
    try {
      String line = Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1);
      String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
      return Optional.of(new Statistics(fields[0], Long.parseLong(fields[3])));
    } catch (IOException | RuntimeException _) {
      return Optional.empty();
    }
  }
}
