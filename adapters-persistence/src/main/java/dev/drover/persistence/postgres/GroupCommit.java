package dev.drover.persistence.postgres;

import dev.drover.application.port.storage.StorageUnavailable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Has what several threads ask for at the same time done in one transaction, since a commit costs
 * the same for one as for many. Nobody waits for others to come: who finds nobody at work begins at
 * once, and what is asked for meanwhile is the next group.
 *
 * <p>Safe for use by any thread; the work is done on one of the threads that ask.
 *
 * @param <A> what is asked for
 * @param <R> what comes of it
 */
public final class GroupCommit<A, R> {
  private final int most;
  private final Function<List<A>, List<R>> work;

  /** Asked for and not begun; those that lead a group stay at the head until they begin it. */
  private final Queue<Request<A, R>> waiting = new ArrayDeque<>();

  private boolean atWork;

  /**
   * @param most in one group, at least 1
   * @param work does all of it or nothing, and answers in the same order
   */
  public GroupCommit(int most, Function<List<A>, List<R>> work) {
    this.most = most;
    this.work = work;
  }

  /** What is to happen next with a request. */
  private enum Turn {
    /** Its thread is to do the work of the next group, which it is the first of. */
    LEAD,
    /** It was done. */
    ANSWERED
  }

  private static final class Request<A, R> {
    private final A asked;
    private final CompletableFuture<Turn> turn = new CompletableFuture<>();
    private Optional<R> answer = Optional.empty();
    private Optional<RuntimeException> failure = Optional.empty();

    Request(A asked) {
      this.asked = asked;
    }

    R answer() {
      if (failure.isPresent()) {
        throw failure.get();
      }
      return answer.orElseThrow(
          () -> new IllegalStateException("the thread that was to do this has failed"));
    }
  }

  /**
   * Does what is asked, with what others ask for.
   *
   * @throws RuntimeException what the work throws. Where that is not because the database is away,
   *     each of the group is tried alone, so that nobody fails because of another
   */
  public R ask(A asked) {
    Request<A, R> own = new Request<>(asked);
    if (joinOrLead(own) == Turn.LEAD) {
      lead();
    }
    return own.answer();
  }

  private Turn joinOrLead(Request<A, R> own) {
    synchronized (waiting) {
      waiting.add(own);
      if (!atWork) {
        atWork = true;
        return Turn.LEAD;
      }
    }
    return own.turn.join();
  }

  /** How many are asked for and not begun. */
  int waiting() {
    synchronized (waiting) {
      return waiting.size();
    }
  }

  private void lead() {
    List<Request<A, R>> group = nextGroup();
    try {
      answer(group);
    } finally {
      handOver();
      group.forEach(request -> request.turn.complete(Turn.ANSWERED));
    }
  }

  private List<Request<A, R>> nextGroup() {
    List<Request<A, R>> group = new ArrayList<>();
    synchronized (waiting) {
      while (group.size() < most && !waiting.isEmpty()) {
        group.add(waiting.remove());
      }
    }
    return group;
  }

  private void handOver() {
    Optional<Request<A, R>> next;
    synchronized (waiting) {
      next = Optional.ofNullable(waiting.peek());
      atWork = next.isPresent();
    }
    next.ifPresent(request -> request.turn.complete(Turn.LEAD));
  }

  private void answer(List<Request<A, R>> group) {
    try {
      List<R> answers = work.apply(group.stream().map(request -> request.asked).toList());
      for (int i = 0; i < group.size(); i++) {
        group.get(i).answer = Optional.of(answers.get(i));
      }
    } catch (StorageUnavailable away) {
      fail(group, away);
    } catch (RuntimeException failed) {
      if (group.size() == 1) {
        fail(group, failed);
      } else {
        group.forEach(request -> answer(List.of(request)));
      }
    }
  }

  private void fail(List<Request<A, R>> group, RuntimeException failure) {
    group.forEach(request -> request.failure = Optional.of(failure));
  }
}
