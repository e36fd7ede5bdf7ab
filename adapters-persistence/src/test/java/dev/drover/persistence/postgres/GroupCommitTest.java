package dev.drover.persistence.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.application.port.storage.StorageUnavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests that concurrent requests run together and fail individually. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class GroupCommitTest {
  private static final int MOST = 5;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ConcurrentLinkedQueue<List<Integer>> groups = new ConcurrentLinkedQueue<>();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch mayEnd = new CountDownLatch(1);

  @AfterEach
  void end() {
    mayEnd.countDown();
    threads.close();
  }

  /**
   * Creates a group commit that records each batch and holds the first one until it is released.
   */
  private GroupCommit<Integer, String> noting(Function<Integer, String> each) {
    return new GroupCommit<>(
        MOST,
        group -> {
          groups.add(List.copyOf(group));
          if (begun.getCount() > 0) {
            begun.countDown();
            await(mayEnd);
          }
          return group.stream().map(each).toList();
        });
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  /** Asks for 0 alone, and for the others while that batch runs. */
  private List<Future<String>> askDuringTheFirst(GroupCommit<Integer, String> commit, int others) {
    List<Future<String>> answers = new ArrayList<>();
    answers.add(threads.submit(() -> commit.ask(0)));
    await(begun);
    for (int i = 1; i <= others; i++) {
      int asked = i;
      answers.add(threads.submit(() -> commit.ask(asked)));
      while (commit.waiting() < i) {
        Thread.onSpinWait();
      }
    }
    mayEnd.countDown();
    return answers;
  }

  @Test
  void who_asks_alone_is_answered_without_waiting_for_others() {
    mayEnd.countDown();

    assertThat(noting(asked -> "done " + asked).ask(7)).isEqualTo("done 7");
    assertThat(groups).containsExactly(List.of(7));
  }

  @Test
  void what_is_asked_for_while_another_is_at_work_is_done_together_in_order() throws Exception {
    List<Future<String>> answers = askDuringTheFirst(noting(asked -> "done " + asked), 4);

    for (int i = 0; i < answers.size(); i++) {
      assertThat(answers.get(i).get()).isEqualTo("done " + i);
    }
    assertThat(groups).containsExactly(List.of(0), List.of(1, 2, 3, 4));
  }

  @Test
  void a_group_has_a_greatest_size_and_the_next_one_follows_it() throws Exception {
    List<Future<String>> answers = askDuringTheFirst(noting(asked -> "done " + asked), MOST + 2);

    for (int i = 0; i < answers.size(); i++) {
      assertThat(answers.get(i).get()).isEqualTo("done " + i);
    }
    assertThat(groups).containsExactly(List.of(0), List.of(1, 2, 3, 4, 5), List.of(6, 7));
  }

  @Test
  void one_that_can_not_be_done_fails_alone() throws Exception {
    List<Future<String>> answers =
        askDuringTheFirst(
            noting(
                asked -> {
                  if (asked == 2) {
                    throw new IllegalArgumentException("2 can't be done");
                  }
                  return "done " + asked;
                }),
            3);

    assertThat(answers.get(1).get()).isEqualTo("done 1");
    assertThat(answers.get(3).get()).isEqualTo("done 3");
    assertThatThrownBy(() -> answers.get(2).get())
        .isInstanceOf(ExecutionException.class)
        .hasRootCauseMessage("2 can't be done");
    assertThat(groups)
        .containsExactly(List.of(0), List.of(1, 2, 3), List.of(1), List.of(2), List.of(3));
  }

  @Test
  void while_the_database_is_away_all_of_a_group_fail_at_once_and_the_next_is_tried()
      throws Exception {
    GroupCommit<Integer, String> commit =
        noting(
            asked -> {
              if (asked == 2) {
                throw new StorageUnavailable("away", new IllegalStateException());
              }
              return "done " + asked;
            });
    List<Future<String>> answers = askDuringTheFirst(commit, 3);

    for (Future<String> answer : answers.subList(1, 4)) {
      assertThatThrownBy(answer::get).hasCauseInstanceOf(StorageUnavailable.class);
    }
    assertThat(groups).containsExactly(List.of(0), List.of(1, 2, 3));
    assertThat(commit.ask(4)).isEqualTo("done 4");
  }

  @Test
  void an_error_ends_in_all_of_the_group_and_nobody_waits_for_ever() throws Exception {
    GroupCommit<Integer, String> commit =
        noting(
            asked -> {
              if (asked == 1) {
                throw new AssertionError("broken");
              }
              return "done " + asked;
            });
    List<Future<String>> answers = askDuringTheFirst(commit, 2);

    for (Future<String> answer : answers.subList(1, 3)) {
      assertThatThrownBy(answer::get).isInstanceOf(ExecutionException.class);
    }
    assertThat(commit.ask(3)).isEqualTo("done 3");
  }

  @Test
  void each_of_many_threads_gets_the_answer_to_what_it_asked() throws Exception {
    mayEnd.countDown();
    GroupCommit<Integer, String> commit = noting(asked -> "done " + asked);
    List<Future<String>> answers =
        IntStream.range(0, 2_000).mapToObj(i -> threads.submit(() -> commit.ask(i))).toList();

    for (int i = 0; i < answers.size(); i++) {
      assertThat(answers.get(i).get()).isEqualTo("done " + i);
    }
    assertThat(groups.stream().flatMap(List::stream).sorted())
        .containsExactlyElementsOf(IntStream.range(0, 2_000).boxed().toList());
    assertThat(groups).allSatisfy(group -> assertThat(group).hasSizeLessThanOrEqualTo(MOST));
  }
}
