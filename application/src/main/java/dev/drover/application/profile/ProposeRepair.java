package dev.drover.application.profile;

import dev.drover.application.port.device.ProfileRepairs;
import dev.drover.application.port.device.ProfileRepairs.Repair;
import dev.drover.application.port.device.ProfileRepairs.Stored;
import dev.drover.application.port.device.ProfileRepairs.Unfit;
import dev.drover.application.port.device.RepairIdeas;
import dev.drover.application.port.storage.TaskArtifacts;
import dev.drover.application.port.storage.TaskQueries;
import dev.drover.application.task.TaskNotFound;
import dev.drover.domain.task.TaskId;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Has repairs of app profiles proposed, by the screen of a failed task and the screens that other
 * tasks have left. Changes nothing. One at a time, since each takes a processor for seconds. Safe
 * for use by any thread.
 */
public final class ProposeRepair {
  private static final String SCREEN = "screen.xml";
  private static final int MOST_STORED = 80;

  /** In bytes. Screens of the apps have some ten thousand. */
  private static final long LARGEST_STORED = 256 * 1024;

  private final List<ProfileRepairs> repairs;
  private final TaskArtifacts artifacts;
  private final TaskQueries queries;
  private final Optional<RepairIdeas> ideas;
  private final Duration longest;
  private final Clock clock;
  private final Semaphore one = new Semaphore(1);

  /**
   * @param repairs of the device adapters that have some; the first is asked
   * @param ideas who is asked for further candidates, if the operator wants that
   * @param longest how long one search may take
   */
  public ProposeRepair(
      List<ProfileRepairs> repairs,
      TaskArtifacts artifacts,
      TaskQueries queries,
      Optional<RepairIdeas> ideas,
      Duration longest,
      Clock clock) {
    this.repairs = List.copyOf(repairs);
    this.artifacts = artifacts;
    this.queries = queries;
    this.ideas = ideas;
    this.longest = longest;
    this.clock = clock;
  }

  /** The screen on which an element was not found. */
  public sealed interface Source {
    /** The last one that a task has left. */
    record OfTask(TaskId id) implements Source {}

    /** A hierarchy. */
    record Given(String xml) implements Source {}
  }

  /** What is to be repaired; as {@link ProfileRepairs.Request}. */
  public record Wish(
      Source source,
      Optional<String> profile,
      String element,
      Optional<String> at,
      Optional<String> argument,
      Optional<String> locale) {}

  /** Another repair is being looked for. A retry is safe, and succeeds when that one has ended. */
  public static final class Busy extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Busy(Duration longest) {
      super(
          "a repair is being looked for, and only one is at a time; try again in "
              + longest.toSeconds()
              + " seconds");
    }
  }

  /** There is no screen to look at, or nobody who could. A retry fails in the same way. */
  public static final class NoScreen extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoScreen(String message) {
      super(message);
    }
  }

  /**
   * Looks for repairs.
   *
   * @throws Unfit if there is nothing to be proposed for this
   * @throws TaskNotFound if there is no such task
   * @throws NoScreen if the task has left no screen
   * @throws Busy if another one is being looked for
   * @throws InterruptedException if this thread is interrupted; the search is ended
   */
  public Repair propose(Wish wish) throws Unfit, InterruptedException {
    ProfileRepairs able =
        repairs.stream()
            .findFirst()
            .orElseThrow(
                () -> new NoScreen("none of the configured device adapters has app profiles"));
    if (!one.tryAcquire()) {
      throw new Busy(longest);
    }
    try {
      return searched(able, wish);
    } finally {
      one.release();
    }
  }

  private Repair searched(ProfileRepairs able, Wish wish) throws Unfit, InterruptedException {
    Instant end = clock.instant().plus(longest);
    AtomicBoolean given = new AtomicBoolean();
    ProfileRepairs.Request request =
        new ProfileRepairs.Request(
            screen(wish.source()),
            wish.profile(),
            wish.element(),
            wish.at(),
            wish.argument(),
            wish.locale(),
            stored(),
            ideas,
            () -> given.get() || clock.instant().isAfter(end));
    // A virtual thread that computes would keep a carrier from all others.
    FutureTask<Repair> search = new FutureTask<>(() -> able.propose(request));
    Thread.ofPlatform().daemon().name("profile-repair").start(search);
    try {
      return search.get();
    } catch (ExecutionException failed) {
      switch (failed.getCause()) {
        case Unfit unfit -> throw unfit;
        case RuntimeException same -> throw same;
        case null, default -> throw new IllegalStateException(failed);
      }
    } finally {
      given.set(true);
    }
  }

  private String screen(Source source) {
    return switch (source) {
      case Source.Given(String xml) -> xml;
      case Source.OfTask(TaskId id) -> {
        if (queries.find(id).isEmpty()) {
          throw new TaskNotFound(id);
        }
        yield artifacts
            .find(id, SCREEN)
            .map(kept -> new String(kept.content(), StandardCharsets.UTF_8))
            .orElseThrow(
                () ->
                    new NoScreen(
                        "task "
                            + id
                            + " has left no screen; only attempts that came as far as the app do"));
      }
    };
  }

  private List<Stored> stored() {
    return artifacts.newest(SCREEN, LARGEST_STORED, MOST_STORED).stream()
        .map(
            kept ->
                new Stored(
                    "task " + kept.task(),
                    new String(kept.artifact().content(), StandardCharsets.UTF_8)))
        .toList();
  }
}
