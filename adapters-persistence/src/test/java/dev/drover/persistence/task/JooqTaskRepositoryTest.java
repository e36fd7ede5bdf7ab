package dev.drover.persistence.task;

import static dev.drover.domain.task.TaskStatus.PENDING;
import static dev.drover.domain.task.TaskStatus.RUNNING;
import static dev.drover.testkit.SampleTasks.NODE;
import static dev.drover.testkit.SampleTasks.NOW;
import static dev.drover.testkit.SampleTasks.OTHER_NODE;
import static dev.drover.testkit.SampleTasks.follow;
import static dev.drover.testkit.SampleTasks.phone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.application.port.storage.QueueEvents.QueueEvent;
import dev.drover.application.port.storage.QueueEvents.Subscription;
import dev.drover.application.port.storage.TaskRepository.Finish;
import dev.drover.application.port.storage.TaskRepository.Turn;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.script.comment.CommentType;
import dev.drover.domain.task.AttemptEnd;
import dev.drover.domain.task.BatchId;
import dev.drover.domain.task.NewTask;
import dev.drover.domain.task.Outcome;
import dev.drover.domain.task.Task;
import dev.drover.domain.task.TaskId;
import dev.drover.persistence.JooqStorage;
import dev.drover.persistence.postgres.Database;
import dev.drover.persistence.postgres.PostgresNotifications;
import dev.drover.persistence.testing.RealPostgres;
import dev.drover.testkit.contract.TaskRepositoryContract;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RealPostgres.class)
class JooqTaskRepositoryTest extends TaskRepositoryContract {
  JooqTaskRepositoryTest(Database database) {
    super(new JooqStorage(database));
  }

  @Test
  void the_database_itself_refuses_a_second_running_task_on_a_phone(Database database) {
    tasks.insert(List.of(follow(phone(1), "ann"), follow(phone(1), "bob")));

    assertThatThrownBy(
            () -> database.query(sql -> sql.execute("UPDATE task SET status = 1, node = 'x'")))
        .hasMessageContaining("task_running_once_a_phone");
  }

  @Test
  void a_configuration_goes_with_the_last_of_its_tasks(Database database) {
    List<TaskId> ids = tasks.insert(List.of(follow(phone(1), "ann"), follow(phone(2), "bob")));

    tasks.delete(List.of(ids.getLast()));

    assertThat(
            database.<Integer>query(sql -> sql.fetchCount(org.jooq.impl.DSL.table("task_config"))))
        .isEqualTo(1);
  }

  @Test
  void much_text_is_inserted_piece_by_piece_in_the_given_order() {
    String comments =
        IntStream.range(0, 1_000)
            .mapToObj(i -> "a comment of some length " + i)
            .collect(Collectors.joining("\n"));
    List<NewTask> wanted =
        IntStream.range(0, 400)
            .mapToObj(
                i -> {
                  NewTask plain = follow(phone(1), "ann");
                  return new NewTask(
                      plain.target(),
                      new CommentType()
                          .one(
                              Map.of(
                                  "target_post_url",
                                  "https://www.instagram.com/p/C0ffee" + i + "/",
                                  "comment_content",
                                  comments)),
                      plain.configAsGiven(),
                      plain.source(),
                      plain.startTime(),
                      plain.scheduledAt(),
                      plain.createdAt());
                })
            .toList();

    List<TaskId> ids = tasks.insert(wanted);

    assertThat(ids).hasSize(400).isSorted().doesNotHaveDuplicates();
    for (int i : List.of(0, 150, 399)) {
      assertThat(tasks.find(ids.get(i)).orElseThrow().script())
          .isEqualTo(wanted.get(i).script().script());
    }
    assertThat(queries.findAll(ids))
        .allMatch(
            details ->
                details.task().batch().equals(Optional.of(BatchId.startingWith(ids.getFirst()))));
  }

  @Test
  void a_server_that_ends_tasks_under_a_full_limit_leaves_the_places_to_others() {
    tasks.insert(
        List.of(
            follow(phone(1), "ann"),
            follow(phone(1), "bob"),
            follow(phone(1), "carl"),
            follow(phone(2), "dora")));
    Set<DeviceSerial> own = Set.of(phone(1));
    Task first = tasks.claimDue(NODE, own, 1, NOW).getFirst();
    // It learns now that there is another server and no place.
    Task second =
        tasks.finishAndClaim(List.of(completed(first)), NODE, own, 1, NOW).claimed().getFirst();

    Turn turn = tasks.finishAndClaim(List.of(completed(second)), NODE, own, 1, NOW);

    assertThat(turn).isEqualTo(new Turn(List.of(true), List.of(), Optional.of(NOW)));
    assertThat(tasks.claimDue(OTHER_NODE, Set.of(phone(2)), 1, NOW)).hasSize(1);
  }

  /** A server of the version before hears the same; it has its slow poll besides. */
  @Test
  void servers_are_woken_by_an_end_only_when_a_full_limit_gets_a_place(Database database) {
    tasks.insert(List.of(follow(phone(1), "ann"), follow(phone(2), "bob")));
    List<Task> running = tasks.claimDue(NODE, Set.of(phone(1), phone(2)), 2, NOW);
    AtomicInteger woken = new AtomicInteger();
    try (PostgresNotifications others =
        new PostgresNotifications(database, woken::incrementAndGet)) {
      // Begins to listen, and hears nothing for a second.
      others.hearOnce();
      woken.set(0);

      tasks.finishAndClaim(List.of(completed(running.get(0))), NODE, Set.of(), 3, NOW);
      hearAll(others, database, new TaskId(1));
      assertThat(woken).hasValue(0);

      tasks.finishAndClaim(List.of(completed(running.get(1))), NODE, Set.of(), 1, NOW);
      hearAll(others, database, new TaskId(2));
      assertThat(woken).hasValue(1);
    }
  }

  /**
   * Hears what has been said until now: notifications come in the order of their commits, but not
   * all in one portion.
   *
   * @param last of which a step is told now, and none before
   */
  private static void hearAll(PostgresNotifications others, Database database, TaskId last) {
    AtomicBoolean heard = new AtomicBoolean();
    try (Subscription _ =
        others.subscribe(
            event -> heard.compareAndSet(false, event.equals(new QueueEvent.StepTaken(last))))) {
      database.query(sql -> sql.execute("NOTIFY drover_step, '" + last.value() + "'"));
      for (int portions = 0; !heard.get() && portions < 20; portions++) {
        others.hearOnce();
      }
    }
    assertThat(heard).isTrue();
  }

  @Test
  void a_task_that_another_transaction_holds_costs_neither_time_nor_a_place(Database database) {
    List<TaskId> ids =
        tasks.insert(
            List.of(follow(phone(1), "ann"), follow(phone(2), "bob"), follow(phone(3), "carl")));

    List<Task> claimed =
        database.transaction(
            sql -> {
              sql.execute("SELECT id FROM task WHERE id = ? FOR UPDATE", ids.getFirst().value());
              return tasks.claimDue(NODE, Set.of(phone(1), phone(2), phone(3)), 2, NOW);
            });

    assertThat(claimed.stream().map(Task::id)).containsExactlyElementsOf(ids.subList(1, 3));
    assertThat(tasks.claimDue(NODE, Set.of(phone(1)), 3, NOW)).hasSize(1);
  }

  /** Up to a thousand running tasks are counted, more are known from kept counts. */
  @Test
  void a_limit_above_a_thousand_is_kept_as_exactly() {
    Set<DeviceSerial> phones =
        IntStream.range(0, 1_200).mapToObj(i -> phone(i)).collect(Collectors.toSet());
    tasks.insert(phones.stream().map(serial -> follow(serial, "ann")).toList());

    List<Task> running = tasks.claimDue(NODE, phones, 1_100, NOW);
    assertThat(running).hasSize(1_100);
    assertThat(tasks.claimDue(OTHER_NODE, phones, 1_150, NOW)).hasSize(50);
    assertThat(tasks.claimDue(NODE, phones, 1_150, NOW)).isEmpty();

    Turn turn =
        tasks.finishAndClaim(
            running.stream().limit(30).map(JooqTaskRepositoryTest::completed).toList(),
            NODE,
            phones,
            1_150,
            NOW);
    assertThat(turn.claimed()).hasSize(30);
  }

  @Test
  void a_claim_leaves_a_task_that_changes_at_the_same_time(Database database) throws Exception {
    TaskId moved = tasks.insert(List.of(follow(phone(1), "ann"))).getFirst();
    for (int round = 0; round < 50; round++) {
      CountDownLatch begin = new CountDownLatch(1);
      Instant later = NOW.plusSeconds(60);
      try (ExecutorService other = Executors.newSingleThreadExecutor()) {
        Future<?> change =
            other.submit(
                () -> {
                  begin.await();
                  return database.query(
                      sql ->
                          sql.execute(
                              "UPDATE task SET scheduled_at = ?::timestamptz WHERE id = ? AND status"
                                  + " = 0",
                              later.toString(),
                              moved.value()));
                });
        begin.countDown();
        List<Task> claimed = tasks.claimDue(NODE, Set.of(phone(1)), 9, NOW);
        change.get();
        // Whichever came first: a task that was moved does not run, one that runs was not moved.
        Task now = tasks.find(moved).orElseThrow();
        assertThat(now.scheduledAt()).isEqualTo(claimed.isEmpty() ? later : NOW);
        assertThat(now.status()).isEqualTo(claimed.isEmpty() ? PENDING : RUNNING);
      }
      database.query(
          sql ->
              sql.execute(
                  "UPDATE task SET status = 0, node = NULL, scheduled_at = ?::timestamptz WHERE id ="
                      + " ?",
                  NOW.toString(),
                  moved.value()));
    }
  }

  private static Finish completed(Task running) {
    Task after = running.complete(Outcome.COMMITTED, Optional.empty(), NOW);
    return new Finish(after, after.attemptCount(), AttemptEnd.of(after));
  }
}
