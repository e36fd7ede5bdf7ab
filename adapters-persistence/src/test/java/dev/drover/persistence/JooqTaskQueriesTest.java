package dev.drover.persistence;

import static dev.drover.persistence.QueueFixture.NODE;
import static dev.drover.persistence.QueueFixture.NOW;
import static dev.drover.persistence.QueueFixture.phone;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.application.port.TaskQueries.TaskDetails;
import dev.drover.application.port.TaskQueries.TaskFilter;
import dev.drover.application.port.TaskQueries.TaskPage;
import dev.drover.application.port.TaskQueries.TaskRecord;
import dev.drover.domain.device.AccountId;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.device.NewAccount;
import dev.drover.domain.device.PackageName;
import dev.drover.domain.device.Platform;
import dev.drover.domain.device.Username;
import dev.drover.domain.script.AccessMethod;
import dev.drover.domain.script.FollowScript;
import dev.drover.domain.script.Script;
import dev.drover.domain.script.ScriptName;
import dev.drover.domain.script.UnfollowScript;
import dev.drover.domain.task.AttemptEnd;
import dev.drover.domain.task.FailureCode;
import dev.drover.domain.task.NewTask;
import dev.drover.domain.task.Outcome;
import dev.drover.domain.task.Task;
import dev.drover.domain.task.TaskFailure;
import dev.drover.domain.task.TaskId;
import dev.drover.domain.task.TaskSource;
import dev.drover.domain.task.TaskStatus;
import dev.drover.domain.task.TaskTarget;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Lists against what a plain search through all tasks finds. */
@ExtendWith(RealPostgres.class)
class JooqTaskQueriesTest {
  private static final List<Username> USERS = List.of(new Username("Ann"), new Username("bob"));

  private final Random random = new Random(11);
  private JooqTaskRepository repository;
  private JooqTaskQueries queries;
  private JooqAccountDirectory accounts;

  @BeforeEach
  void wire(Database database) {
    QueueFixture.giveLeases(database);
    repository = new JooqTaskRepository(database, QueueFixture.CIPHER);
    queries = new JooqTaskQueries(database);
    accounts = new JooqAccountDirectory(database);
  }

  private <T> T any(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  private <T> Optional<T> perhaps(List<T> values) {
    return random.nextBoolean() ? Optional.empty() : Optional.of(any(values));
  }

  /** Tasks of every kind, in every state. */
  private void fill(int count) {
    List<AccountId> ids = new ArrayList<>();
    for (Username user : USERS) {
      ids.add(
          accounts
              .add(
                  new NewAccount(
                      user,
                      "",
                      Platform.TIKTOK,
                      new PackageName("com.zhiliaoapp.musically"),
                      Optional.of(phone(ids.size())),
                      true,
                      true,
                      List.of()))
              .orElseThrow()
              .id());
    }
    List<NewTask> tasks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int user = random.nextInt(USERS.size() + 1);
      Script script =
          random.nextBoolean()
              ? new FollowScript(new Username("u" + i), AccessMethod.DIRECT)
              : new UnfollowScript(new Username("u" + i), AccessMethod.SEARCH);
      tasks.add(
          new NewTask(
              new TaskTarget(
                  // An account's tasks are for the phone that it is bound to.
                  Optional.of(phone(user == USERS.size() ? random.nextInt(5) : user)),
                  user == USERS.size()
                      ? Optional.empty()
                      : Optional.of(new TaskTarget.AccountTarget(ids.get(user), USERS.get(user)))),
              script,
              "{}",
              random.nextInt(4) == 0 ? TaskSource.UI : TaskSource.API,
              Optional.empty(),
              NOW,
              NOW));
    }
    repository.insert(tasks);
    Set<DeviceSerial> phones = Set.of(phone(0), phone(1), phone(2), phone(3), phone(4));
    for (int round = 0; round < 12; round++) {
      for (Task task : repository.claimDue(NODE, phones, 50, NOW)) {
        Task after =
            random.nextBoolean()
                ? task.complete(Outcome.COMMITTED, Optional.empty(), NOW)
                : task.fail(TaskFailure.withoutEffect(FailureCode.DEVICE_LOST, "gone"), NOW);
        if (round < 11) {
          repository.finish(after, 1, AttemptEnd.of(after));
        }
      }
    }
  }

  private TaskFilter anyFilter() {
    return new TaskFilter(
        perhaps(List.of(TaskStatus.values())),
        perhaps(List.of("PHONE0", "PHONE3", "NOPHONE")),
        perhaps(List.of(ScriptName.FOLLOW, ScriptName.UNFOLLOW)),
        perhaps(List.of(TaskSource.API, TaskSource.UI)),
        perhaps(List.of(new Username("ANN"), new Username("bob"))),
        Optional.empty());
  }

  private static Predicate<TaskRecord> model(TaskFilter filter) {
    return task ->
        filter.status().map(task::is).orElse(true)
            && filter
                .serial()
                .map(serial -> task.serial().orElseThrow().equals(serial))
                .orElse(true)
            && filter
                .scriptName()
                .map(name -> task.scriptName().equals(name.wireName()))
                .orElse(true)
            && filter.source().map(source -> task.source().equals(source.wireName())).orElse(true)
            && filter
                .username()
                .map(user -> task.username().map(Username::new).filter(user::equals).isPresent())
                .orElse(true);
  }

  private static List<TaskId> ids(Stream<TaskDetails> details) {
    return details.map(found -> found.task().id()).toList();
  }

  @Test
  void any_filters_together_list_what_a_search_through_all_finds_newest_first() {
    fill(240);
    List<TaskDetails> all = new ArrayList<>();
    for (int page = 1; page <= 3; page++) {
      all.addAll(queries.list(TaskFilter.NONE, page, 100).tasks());
    }
    assertThat(all).hasSize(240);
    assertThat(all.stream().map(found -> found.task().status().orElseThrow()).distinct())
        .containsExactlyInAnyOrder(TaskStatus.values());

    for (int round = 0; round < 150; round++) {
      TaskFilter filter = anyFilter();
      List<TaskId> expected = ids(all.stream().filter(found -> model(filter).test(found.task())));
      int pageSize = 1 + random.nextInt(60);
      List<TaskId> listed = new ArrayList<>();
      TaskPage page = queries.list(filter, 1, pageSize);
      for (int number = 2; !page.tasks().isEmpty(); number++) {
        assertThat(page.total()).as("%s", filter).isEqualTo(expected.size());
        listed.addAll(ids(page.tasks().stream()));
        page = queries.list(filter, number, pageSize);
      }
      assertThat(listed).as("%s", filter).isEqualTo(expected);
      assertThat(listed).isSortedAccordingTo(Comparator.reverseOrder());
    }
  }

  @Test
  void paging_by_key_shows_each_task_once_though_others_come_and_go() {
    fill(100);
    List<TaskId> before = ids(queries.list(TaskFilter.NONE, 1, 100).tasks().stream());
    List<TaskId> seen = new ArrayList<>();
    Optional<TaskId> below = Optional.empty();
    while (true) {
      TaskFilter filter =
          new TaskFilter(
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              below);
      List<TaskId> page = ids(queries.list(filter, 1, 7).tasks().stream());
      if (page.isEmpty()) {
        break;
      }
      seen.addAll(page);
      below = Optional.of(page.getLast());
      repository.insert(List.of(QueueFixture.follow(phone(9), "new")));
      repository.delete(List.of(page.getFirst()));
    }

    assertThat(seen).isEqualTo(before);
  }
}
