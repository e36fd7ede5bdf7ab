package dev.drover.bootstrap.chaos;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What was observed during faults: the database's records, the phones' own records, and the answers
 * to clients.
 *
 * @param acknowledged the task ids in answers to clients
 * @param forced tasks that a person has retried although their outcome was unknown
 * @param leased the servers with a lease at the end
 * @param deviceLimit the most phones that may run at one time
 * @param mostRunning the most tasks that were seen running at one time
 * @param latest how late an effect may come after an attempt that ended with an unknown outcome;
 *     where servers freeze, a command that was on its way may arrive at any time
 * @param loops the loops of the servers that are up at the end
 * @param recoveries the recoveries of the healthy phones
 * @param silences the requests that were not answered, in words
 * @param sessions the sessions of programs that leased phones
 */
record Evidence(
    List<SeenTask> tasks,
    List<SeenPhone> phones,
    Set<Long> acknowledged,
    Set<Long> forced,
    List<StopAnswer> stops,
    Set<String> leased,
    int deviceLimit,
    int mostRunning,
    Duration latest,
    List<SeenLoop> loops,
    List<Recovery> recoveries,
    List<String> silences,
    List<SeenSession> sessions) {
  Evidence {
    tasks = List.copyOf(tasks);
    phones = List.copyOf(phones);
    acknowledged = Set.copyOf(acknowledged);
    forced = Set.copyOf(forced);
    stops = List.copyOf(stops);
    leased = Set.copyOf(leased);
    loops = List.copyOf(loops);
    recoveries = List.copyOf(recoveries);
    silences = List.copyOf(silences);
    sessions = List.copyOf(sessions);
  }

  /**
   * A task by its record.
   *
   * @param action {@code follow} or {@code unfollow}: the effect that it is to have on its target;
   *     or {@code account_warmup}, which has none, and may like what it sees
   * @param status as the API words it
   * @param node that runs it
   */
  record SeenTask(
      long id,
      String serial,
      String action,
      String target,
      String status,
      Optional<String> node,
      List<SeenAttempt> attempts) {
    SeenTask {
      attempts = List.copyOf(attempts);
    }

    boolean isWarmup() {
      return action.equals("account_warmup");
    }

    /** Whether it was asked to do this. */
    boolean wants(SeenEffect effect) {
      return isWarmup()
          ? effect.kind().equals("like")
          : action.equals(effect.kind()) && target.equals(effect.target());
    }

    boolean hasEnded() {
      return status.equals("completed") || status.equals("failed");
    }
  }

  /** One attempt; without an end while it runs. */
  record SeenAttempt(
      int number, Instant startedAt, Optional<Instant> endedAt, Optional<String> outcome) {
    boolean covers(Instant instant) {
      return !instant.isBefore(startedAt) && endedAt.map(end -> !instant.isAfter(end)).orElse(true);
    }

    boolean endedUnknownBefore(Instant instant, Duration atMost) {
      return outcome.equals(Optional.of("unknown"))
          && endedAt
              .map(end -> end.isBefore(instant) && !instant.isAfter(end.plus(atMost)))
              .orElse(false);
    }
  }

  /** A phone's own record, in order. */
  record SeenPhone(String serial, List<SeenCommand> commands, List<SeenEffect> effects) {
    SeenPhone {
      commands = List.copyOf(commands);
      effects = List.copyOf(effects);
    }
  }

  /**
   * @param connection by which it came, numbered by the phone
   */
  record SeenCommand(Instant at, long connection, String line) {}

  record SeenEffect(Instant at, String kind, String target) {}

  /**
   * A loop of a server, as the server itself or its threads tell.
   *
   * @param turns whether it still does its work
   * @param source who says so
   */
  record SeenLoop(String node, String name, boolean turns, String source) {}

  /**
   * New tasks for a healthy phone, once what went wrong is over.
   *
   * @param through whether one of them was done in time
   * @param tried what became of them
   */
  record Recovery(String serial, boolean through, String tried) {}

  /** A person was told at this time that a task is stopped. */
  record StopAnswer(long task, Instant at) {}

  /**
   * A program leased a phone.
   *
   * @param number the place of its taps
   * @param began when the lease began
   * @param ended when the server told that the lease is over, or the end that it told before
   */
  record SeenSession(String serial, int number, Instant began, Instant ended) {}
}
