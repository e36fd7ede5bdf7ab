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
 * Batches concurrent requests into one transaction, since one commit costs as much for many
 * requests as for one. No request waits for a batch to fill: a request that arrives while no batch
 * is running starts one at once, and the requests that arrive meanwhile form the next batch.
 *
 * <p>Safe for use by any thread. A batch runs on the thread of its first request.
 *
 * @param <A> a request
 * @param <R> its result
 */
public final class GroupCommit<A, R> {
  private final int most;
  private final Function<List<A>, List<R>> work;

  /** Requests that no batch has taken yet. The request that leads the next batch is the head. */
  private final Queue<Request<A, R>> waiting = new ArrayDeque<>();

  private boolean atWork;

  /**
   * @param most the largest number of requests in a batch, at least 1
   * @param work runs a batch completely or not at all, and returns the results in the order of the
   *     requests
   */
  public GroupCommit(int most, Function<List<A>, List<R>> work) {
    this.most = most;
    this.work = work;
  }

  /** What a request's thread does next. */
  private enum Turn {
    /** Run the next batch, of which its request is the first. */
    LEAD,
    /** Return the result. */
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
          () -> new IllegalStateException("the thread that ran the batch failed"));
    }
  }

  /**
   * Runs a request, batched with concurrent ones.
   *
   * @throws StorageUnavailable if the database is away; the whole batch fails then
   * @throws RuntimeException what the work throws for this request. When a batch fails for another
   *     reason, each of its requests runs alone, so that none fails because of another.
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

  /** Returns the number of requests that no batch has taken yet. */
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
