package dev.drover.application.task;

import static dev.drover.testkit.SampleTasks.NODE;
import static dev.drover.testkit.SampleTasks.NOW;
import static dev.drover.testkit.SampleTasks.phone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.drover.application.dispatch.DispatchSignal;
import dev.drover.application.material.AllowedFolders;
import dev.drover.application.port.storage.DeviceDirectory;
import dev.drover.application.port.storage.IdempotencyKey;
import dev.drover.application.task.CreateTasks.Created;
import dev.drover.application.task.CreateTasks.IdempotencyKeyTaken;
import dev.drover.application.task.CreateTasks.Interval;
import dev.drover.application.task.CreateTasks.Plan;
import dev.drover.application.task.CreateTasks.Request;
import dev.drover.application.task.CreateTasks.Targets;
import dev.drover.application.task.CreateTasks.TooManyTasks;
import dev.drover.application.task.CreateTasks.TooMuchText;
import dev.drover.application.task.CreateTasks.UnfitForPlatform;
import dev.drover.application.task.CreateTasks.UnknownUsername;
import dev.drover.domain.account.Account;
import dev.drover.domain.account.AccountAction;
import dev.drover.domain.account.NewAccount;
import dev.drover.domain.account.Username;
import dev.drover.domain.app.PackageName;
import dev.drover.domain.app.Platform;
import dev.drover.domain.device.Device;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.device.DeviceState;
import dev.drover.domain.script.AllowedEndpoints;
import dev.drover.domain.script.Problems;
import dev.drover.domain.script.ScriptType;
import dev.drover.domain.script.Unfit;
import dev.drover.domain.script.Values;
import dev.drover.domain.script.follow.FollowType;
import dev.drover.domain.script.post.PostType;
import dev.drover.domain.script.profile.ProfileScript;
import dev.drover.domain.script.profile.ProfileType;
import dev.drover.domain.task.NewTask;
import dev.drover.domain.task.StartTime;
import dev.drover.domain.task.Task;
import dev.drover.domain.task.TaskId;
import dev.drover.domain.task.TaskSource;
import dev.drover.domain.task.TaskStatus;
import dev.drover.testkit.SampleTasks;
import dev.drover.testkit.SettableClock;
import dev.drover.testkit.memory.InMemoryStorage;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a request queues, what it is warned of, and what is refused. */
class CreateTasksTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final ScriptType FOLLOW = new FollowType();
  private static final ScriptType POST = new PostType();

  @TempDir private Path home;
  private final SettableClock clock = new SettableClock(NOW);
  private final DispatchSignal signal = new DispatchSignal();
  private InMemoryStorage storage;
  private CreateTasks createTasks;

  @BeforeEach
  void open() throws IOException {
    Path clips = Files.createDirectories(home.resolve("clips"));
    storage =
        new InMemoryStorage(
            clock,
            BERLIN,
            new Random(7),
            Optional.of(new AllowedFolders(List.of(clips), home.resolve("uploads"), 1_000)));
    storage.nodes().acquire(NODE, UUID.randomUUID(), Duration.ofHours(1), NOW);
    createTasks =
        new CreateTasks(
            storage.tasks(),
            storage.accounts(),
            storage.budgets(),
            storage.devices(),
            storage.materials(),
            signal,
            new Random(7),
            clock,
            BERLIN);
  }

  @AfterEach
  void close() {
    storage.close();
  }

  private static Values values(ScriptType script, Map<String, ?> given) {
    Problems problems = new Problems();
    Values values = script.read(given, AllowedEndpoints.ANY, problems);
    assertThat(problems.errors()).isEmpty();
    return values;
  }

  private static Request request(Targets targets, ScriptType script, Map<String, ?> given) {
    return new Request(
        targets,
        script,
        values(script, given),
        "{}",
        2,
        TaskSource.API,
        Optional.empty(),
        Interval.NONE);
  }

  private static Request follow(Targets targets, String... users) {
    return request(targets, FOLLOW, Map.of("target_users", List.of(users)));
  }

  private static Request timed(Request request, Optional<StartTime> start, Interval interval) {
    return new Request(
        request.targets(),
        request.script(),
        request.values(),
        request.configAsGiven(),
        request.charactersOfEachTask(),
        request.source(),
        start,
        interval);
  }

  private static Request keeping(Request request, int characters) {
    return new Request(
        request.targets(),
        request.script(),
        request.values(),
        request.configAsGiven(),
        characters,
        request.source(),
        request.startTime(),
        request.interval());
  }

  private static Targets phones(DeviceSerial... serials) {
    return new Targets.Phones(List.of(serials), false);
  }

  private static Targets everyAccountOf(DeviceSerial... serials) {
    return new Targets.Phones(List.of(serials), true);
  }

  private static Targets accounts(String... names) {
    return new Targets.Accounts(List.of(names).stream().map(Username::new).toList());
  }

  private Account account(String username, DeviceSerial phone) {
    return added(SampleTasks.account(username, Optional.of(phone)));
  }

  private Account added(NewAccount account) {
    return storage.accounts().add(account).orElseThrow();
  }

  private static NewAccount onInstagram(NewAccount account) {
    return new NewAccount(
        account.username(),
        account.email(),
        Platform.INSTAGRAM,
        new PackageName(Platform.INSTAGRAM.defaultPackage()),
        account.device(),
        account.loggedIn(),
        account.enabled(),
        account.tags());
  }

  private void seen(DeviceSerial serial, DeviceState state, String... addresses) {
    storage
        .devices()
        .save(
            NODE,
            new Device(
                serial,
                List.of(addresses),
                "Pixel",
                "14",
                state,
                OptionalInt.empty(),
                Optional.empty()));
  }

  /** The phone, account and target of each task. */
  private static List<String> shapes(List<NewTask> tasks) {
    return tasks.stream()
        .map(
            task ->
                task.target().serial().map(DeviceSerial::value).orElse("no phone")
                    + " "
                    + task.target().username().map(Username::handle).orElse("no account")
                    + " -> "
                    + task.script().script().target().orElse("no target"))
        .toList();
  }

  private long total() {
    return storage.queries().stats().total();
  }

  private Task stored(TaskId id) {
    return storage.tasks().find(id).orElseThrow();
  }

  // What is queued

  @Test
  void each_phone_gets_a_task_for_each_target_in_order() {
    Created created = createTasks.create(follow(phones(phone(1), phone(2)), "bob", "carl"));

    assertThat(created.ids()).hasSize(4).isSorted();
    assertThat(created.ids().stream().map(this::stored))
        .extracting(
            task -> task.target().serial().orElseThrow(),
            task -> task.script().target().orElseThrow(),
            Task::status,
            Task::scheduledAt)
        .containsExactly(
            tuple(phone(1), "@bob", TaskStatus.PENDING, NOW),
            tuple(phone(1), "@carl", TaskStatus.PENDING, NOW),
            tuple(phone(2), "@bob", TaskStatus.PENDING, NOW),
            tuple(phone(2), "@carl", TaskStatus.PENDING, NOW));
  }

  @Test
  void a_script_without_a_list_of_targets_is_one_task_a_phone() {
    Plan plan =
        createTasks.plan(request(phones(phone(1), phone(2)), POST, Map.of("content_type", 0)));

    assertThat(shapes(plan.tasks()))
        .containsExactly("PHONE1 no account -> no target", "PHONE2 no account -> no target");
  }

  @Test
  void the_tasks_of_a_request_are_numbered_and_keep_what_it_gave() {
    Request given =
        new Request(
            phones(phone(1), phone(2)),
            FOLLOW,
            values(FOLLOW, Map.of("target_users", List.of("bob", "carl"))),
            "{\"target_users\":[\"bob\",\"carl\"]}",
            2,
            TaskSource.UI,
            Optional.of(StartTime.parse("12:30")),
            Interval.NONE);

    List<NewTask> tasks = createTasks.plan(given).tasks();

    assertThat(tasks).extracting(task -> task.script().number()).containsExactly(0, 1, 2, 3);
    assertThat(tasks)
        .allSatisfy(
            task -> {
              assertThat(task.configAsGiven()).isEqualTo(given.configAsGiven());
              assertThat(task.source()).isEqualTo(TaskSource.UI);
              assertThat(task.startTime()).isEqualTo(given.startTime());
              assertThat(task.createdAt()).isEqualTo(NOW);
            });
  }

  @Test
  void a_repeated_phone_or_username_counts_once() {
    account("ann", phone(1));

    assertThat(createTasks.plan(follow(phones(phone(1), phone(1)), "bob")).tasks()).hasSize(1);
    assertThat(createTasks.plan(follow(accounts("ann", "ANN", "ann"), "bob")).tasks()).hasSize(1);
  }

  @Test
  void an_adb_address_stands_for_the_phone_that_was_last_seen_there() {
    seen(phone(1), DeviceState.ONLINE, "192.0.2.7:5555");

    Plan plan =
        createTasks.plan(follow(phones(new DeviceSerial("192.0.2.7:5555"), phone(1)), "bob"));

    assertThat(shapes(plan.tasks())).containsExactly("PHONE1 no account -> @bob");
    assertThat(plan.warnings()).containsExactly("serials repeats PHONE1; each counts once");
  }

  @Test
  void the_phones_are_read_once_however_many_a_request_names() {
    List<String> reads = new ArrayList<>();
    DeviceDirectory counted =
        (DeviceDirectory)
            Proxy.newProxyInstance(
                DeviceDirectory.class.getClassLoader(),
                new Class<?>[] {DeviceDirectory.class},
                (_, method, given) -> {
                  reads.add(method.getName());
                  return method.invoke(storage.devices(), given);
                });
    CreateTasks creates =
        new CreateTasks(
            storage.tasks(),
            storage.accounts(),
            storage.budgets(),
            counted,
            storage.materials(),
            signal,
            new Random(7),
            clock,
            BERLIN);
    DeviceSerial[] phones =
        IntStream.range(0, 300).mapToObj(SampleTasks::phone).toArray(DeviceSerial[]::new);

    creates.plan(follow(phones(phones), "ann"));

    assertThat(reads.size()).isEqualTo(1);
  }

  @Test
  void tasks_of_accounts_go_to_the_phones_that_those_are_bound_to() {
    seen(phone(1), DeviceState.ONLINE);
    seen(phone(2), DeviceState.ONLINE);
    Account ann = account("ann", phone(1));
    account("bea", phone(2));

    Created created = createTasks.create(follow(accounts("bea", "ann"), "bob"));

    assertThat(created.warnings()).isEmpty();
    assertThat(created.ids().stream().map(this::stored))
        .extracting(task -> task.target().serial().orElseThrow())
        .containsExactly(phone(2), phone(1));
    assertThat(stored(created.ids().getLast()).target().account().orElseThrow().id())
        .isEqualTo(ann.id());
  }

  @Test
  void every_account_of_a_name_gets_its_tasks_with_a_warning() {
    account("ann", phone(1));
    added(onInstagram(SampleTasks.account("ann", Optional.of(phone(1)))));

    Plan plan = createTasks.plan(follow(accounts("ann"), "bob"));

    assertThat(plan.tasks()).hasSize(2);
    assertThat(plan.warnings().getFirst())
        .isEqualTo(
            "2 accounts are called @ann, each gets its tasks: tiktok com.zhiliaoapp.musically,"
                + " instagram com.instagram.android");
  }

  @Test
  void each_enabled_account_of_a_phone_gets_a_task_and_a_phone_without_one_gets_its_own() {
    account("ann", phone(1));
    account("bea", phone(1));
    added(SampleTasks.enabled(SampleTasks.account("off", Optional.of(phone(1))), false));
    added(SampleTasks.enabled(SampleTasks.account("away", Optional.of(phone(2))), false));

    Plan plan = createTasks.plan(follow(everyAccountOf(phone(1), phone(2)), "bob"));

    assertThat(shapes(plan.tasks()))
        .containsExactly("PHONE1 @ann -> @bob", "PHONE1 @bea -> @bob", "PHONE2 no account -> @bob");
  }

  @Test
  void no_task_is_made_for_a_held_account_of_a_phone_not_even_one_without_an_account() {
    Account ann = account("ann", phone(1));
    storage.accounts().hold(ann.id(), "the app wants a code", NOW);

    Plan plan = createTasks.plan(follow(everyAccountOf(phone(1)), "bob"));

    assertThat(plan.tasks()).isEmpty();
    assertThat(plan.warnings())
        .anySatisfy(
            warning ->
                assertThat(warning)
                    .startsWith("no task was made for one account: account @ann is held since ")
                    .contains("the app wants a code", "released"));
  }

  @Test
  void a_used_up_budget_keeps_no_task_from_being_queued() {
    Account ann = account("ann", phone(1));
    assertThat(
            storage
                .budgets()
                .change(ann.id(), budget -> budget.with(AccountAction.FOLLOW, Optional.of(0)), NOW))
        .isPresent();

    assertThat(createTasks.create(follow(accounts("ann"), "bob", "carl")).ids()).hasSize(2);
  }

  // When it is to run

  @Test
  void a_wall_clock_time_is_meant_in_the_servers_zone() {
    Plan plan =
        createTasks.plan(
            timed(
                follow(phones(phone(1)), "bob"),
                Optional.of(StartTime.parse("12:30")),
                Interval.NONE));

    assertThat(plan.tasks().getFirst().scheduledAt()).isEqualTo("2026-11-24T11:30:00Z");
  }

  @Test
  void a_wall_clock_time_that_is_past_for_today_means_tomorrow_with_a_warning() {
    Plan plan =
        createTasks.plan(
            timed(
                follow(phones(phone(1)), "bob"),
                Optional.of(StartTime.parse("10:30")),
                Interval.NONE));

    assertThat(plan.tasks().getFirst().scheduledAt()).isEqualTo("2026-11-25T09:30:00Z");
    assertThat(plan.warnings())
        .contains(
            "start_time 10:30 is past for today; the tasks start tomorrow,"
                + " 2026-11-25T10:30+01:00");
  }

  @Test
  void a_wall_clock_time_of_today_is_no_reason_to_warn() {
    for (String time : List.of("11:00", "23:59")) {
      Plan plan =
          createTasks.plan(
              timed(
                  follow(phones(phone(1)), "bob"),
                  Optional.of(StartTime.parse(time)),
                  Interval.NONE));

      assertThat(plan.warnings()).noneMatch(warning -> warning.contains("start_time"));
    }
  }

  @Test
  void an_instant_that_is_past_means_now() {
    Plan plan =
        createTasks.plan(
            timed(
                follow(phones(phone(1)), "bob"),
                Optional.of(new StartTime.At(NOW.minusSeconds(60))),
                Interval.NONE));

    assertThat(plan.tasks().getFirst().scheduledAt()).isEqualTo(NOW);
  }

  @Test
  void further_tasks_of_a_phone_start_an_interval_later_each_phone_by_itself() {
    List<NewTask> tasks =
        createTasks
            .plan(
                timed(
                    follow(phones(phone(1), phone(2)), "a", "b", "c", "d"),
                    Optional.empty(),
                    new Interval(Duration.ofMinutes(5), Duration.ofMinutes(10))))
            .tasks();

    for (int phone = 0; phone < 2; phone++) {
      List<Instant> starts =
          tasks.subList(4 * phone, 4 * phone + 4).stream().map(NewTask::scheduledAt).toList();
      assertThat(starts.getFirst()).isEqualTo(NOW);
      for (int i = 1; i < starts.size(); i++) {
        assertThat(Duration.between(starts.get(i - 1), starts.get(i)))
            .isBetween(Duration.ofMinutes(5), Duration.ofMinutes(10));
      }
    }
  }

  @Test
  void an_interval_of_one_length_is_that_long() {
    Interval minute = new Interval(Duration.ofMinutes(1), Duration.ofMinutes(1));

    assertThat(
            createTasks
                .plan(timed(follow(phones(phone(1)), "a", "b", "c"), Optional.empty(), minute))
                .tasks())
        .extracting(NewTask::scheduledAt)
        .containsExactly(NOW, NOW.plusSeconds(60), NOW.plusSeconds(120));
    assertThatThrownBy(() -> new Interval(Duration.ofMinutes(2), Duration.ofMinutes(1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Interval(Duration.ofMinutes(-1), Duration.ofMinutes(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  // What is refused; nothing is queued then

  private void assertNothingQueued() {
    assertThat(total()).isZero();
    assertThat(signal.lower()).as("the dispatcher was not woken").isFalse();
  }

  @Test
  void unknown_usernames_are_refused_together() {
    account("ann", phone(1));

    assertThatThrownBy(() -> createTasks.create(follow(accounts("ann", "bea", "cid"), "bob")))
        .isInstanceOf(UnknownUsername.class)
        .hasMessageContaining("no account is called @bea, @cid;")
        .hasMessageContaining("No task was created");
    assertNothingQueued();
  }

  @Test
  void of_very_many_unknown_usernames_twenty_are_named_and_the_rest_counted() {
    String[] names = IntStream.range(0, 50).mapToObj(i -> "user" + i).toArray(String[]::new);

    assertThatThrownBy(() -> createTasks.create(follow(accounts(names), "bob")))
        .hasMessageContaining("@user19 and 30 more;")
        .hasMessageNotContaining("@user20");
  }

  @Test
  void parameters_that_an_accounts_platform_does_not_support_are_refused_by_name() {
    account("tik", phone(1));
    added(onInstagram(SampleTasks.account("gram", Optional.of(phone(1)))));
    Map<String, Object> withSound =
        Map.of("post_way", "useSound", "sound_name", "https://www.tiktok.com/music/x-1");

    assertThat(createTasks.plan(request(accounts("tik"), POST, withSound)).tasks()).hasSize(1);
    assertThatThrownBy(() -> createTasks.create(request(accounts("tik", "gram"), POST, withSound)))
        .isInstanceOfSatisfying(
            UnfitForPlatform.class,
            refused ->
                assertThat(refused.unfit()).extracting(Unfit::parameter).contains("post_way"))
        .hasMessageContaining("account @gram is on Instagram: ")
        .hasMessageContaining("No task was created");
    assertNothingQueued();
  }

  @Test
  void of_a_phones_accounts_those_that_a_parameter_does_not_fit_are_left_out() {
    account("tik", phone(1));
    added(onInstagram(SampleTasks.account("gram", Optional.of(phone(1)))));

    Plan plan =
        createTasks.plan(
            request(
                everyAccountOf(phone(1)),
                POST,
                Map.of("post_way", "useSound", "sound_name", "https://www.tiktok.com/music/x-1")));

    assertThat(plan.tasks()).hasSize(1);
    assertThat(plan.warnings()).anyMatch(warning -> warning.contains("@gram"));
  }

  @Test
  void a_phone_without_an_account_is_checked_only_when_its_task_runs() {
    assertThat(
            createTasks
                .plan(
                    request(
                        phones(phone(1)),
                        POST,
                        Map.of(
                            "post_way",
                            "useSound",
                            "sound_name",
                            "https://www.tiktok.com/music/x-1")))
                .tasks())
        .hasSize(1);
  }

  private static String[] users(int count) {
    return IntStream.range(0, count).mapToObj(i -> "u" + i).toArray(String[]::new);
  }

  private static DeviceSerial[] manyPhones(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(SampleTasks::phone)
        .toArray(DeviceSerial[]::new);
  }

  @Test
  void a_request_makes_at_most_ten_thousand_tasks() {
    assertThat(createTasks.plan(follow(phones(manyPhones(100)), users(100))).tasks())
        .hasSize(CreateTasks.MOST_TASKS);

    assertThatThrownBy(() -> createTasks.create(follow(phones(manyPhones(73)), users(137))))
        .isInstanceOf(TooManyTasks.class)
        .hasMessageContaining("at most 10000")
        .hasMessageContaining("asks for 10001");
    assertNothingQueued();
  }

  @Test
  void the_tasks_of_a_request_keep_a_bounded_text_together() {
    Request request = follow(phones(phone(1), phone(2)), "bob");
    int half = (int) (CreateTasks.MOST_CHARACTERS / 2);

    assertThat(createTasks.plan(keeping(request, half)).tasks()).hasSize(2);
    assertThatThrownBy(() -> createTasks.create(keeping(request, half + 1)))
        .isInstanceOf(TooMuchText.class)
        .hasMessageContaining("each of the 2 tasks")
        .hasMessageContaining(Integer.toString(half + 1))
        .hasMessageContaining("No task was created");
    assertNothingQueued();
  }

  // Warnings

  @Test
  void a_phone_that_is_online_is_not_warned_of() {
    seen(phone(1), DeviceState.ONLINE);

    assertThat(createTasks.create(follow(phones(phone(1)), "bob")).warnings()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(value = DeviceState.class, names = "ONLINE", mode = EnumSource.Mode.EXCLUDE)
  void a_phone_in_another_state_is_warned_of_once(DeviceState state) {
    seen(phone(1), state);
    account("ann", phone(1));

    String warning = "phone PHONE1 is not connected now; its tasks wait until it is";
    assertThat(createTasks.plan(follow(phones(phone(1)), "bob", "carl")).warnings())
        .containsExactly(warning);
    assertThat(createTasks.plan(follow(everyAccountOf(phone(1)), "bob")).warnings())
        .containsExactly(warning);
    assertThat(createTasks.plan(follow(accounts("ann"), "bob")).warnings())
        .containsExactly(warning);
  }

  @Test
  void a_phone_that_nobody_has_seen_is_warned_of() {
    assertThat(createTasks.plan(follow(phones(phone(1)), "bob")).warnings())
        .containsExactly("phone PHONE1 is not known; its tasks wait until it is connected");
  }

  @Test
  void tasks_of_an_account_that_is_off_held_or_nowhere_are_queued_with_the_reason_why_they_wait() {
    added(SampleTasks.enabled(SampleTasks.account("ann", Optional.empty()), false));
    Account bea = account("bea", phone(1));
    storage.accounts().hold(bea.id(), "the app wants a code", NOW);
    seen(phone(1), DeviceState.ONLINE);

    Created created = createTasks.create(follow(accounts("ann", "bea"), "bob"));

    assertThat(created.ids()).hasSize(2);
    assertThat(stored(created.ids().getFirst()).target().serial()).isEmpty();
    assertThat(created.warnings()).hasSize(2);
    assertThat(created.warnings().getFirst())
        .contains("account @ann is disabled", "account @ann is bound to no phone");
    assertThat(created.warnings().getLast())
        .contains("account @bea is held since 2026-11-24T10:00:00Z (the app wants a code)");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void an_account_that_is_not_logged_in_gets_its_tasks_with_a_warning(boolean byItsPhone) {
    seen(phone(1), DeviceState.ONLINE);
    NewAccount ann = SampleTasks.account("ann", Optional.of(phone(1)));
    added(
        new NewAccount(
            ann.username(),
            ann.email(),
            ann.platform(),
            ann.packageName(),
            ann.device(),
            false,
            true,
            ann.tags()));

    Created created =
        createTasks.create(follow(byItsPhone ? everyAccountOf(phone(1)) : accounts("ann"), "bob"));

    assertThat(created.ids()).hasSize(1);
    assertThat(created.warnings())
        .containsExactly(
            "account @ann is marked as not logged in; log in with it on its phone before its tasks"
                + " run");
  }

  @Test
  void files_that_are_missing_are_warned_of_once_a_request() {
    seen(phone(1), DeviceState.ONLINE);
    seen(phone(2), DeviceState.ONLINE);

    assertThat(
            createTasks
                .plan(request(phones(phone(1), phone(2)), POST, Map.of("content_type", 0)))
                .warnings())
        .singleElement()
        .asString()
        .contains("no video");
  }

  @Test
  void of_very_many_warnings_the_first_hundred_are_told_and_the_rest_counted() {
    List<String> warnings = createTasks.plan(follow(phones(manyPhones(150)), "bob")).warnings();

    assertThat(warnings).hasSize(101);
    assertThat(warnings.get(99)).startsWith("phone PHONE100 is not known");
    assertThat(warnings.getLast()).isEqualTo("50 more warnings are not shown");
  }

  // Once, and not at all

  private static IdempotencyKey key(String name) {
    return new IdempotencyKey(name, "print of the request");
  }

  @Test
  void a_plan_queues_nothing_and_is_what_would_be_queued() {
    account("ann", phone(1));
    Request request = follow(accounts("ann"), "bob", "carl");

    Plan plan = createTasks.plan(request);
    assertNothingQueued();

    Created created = createTasks.create(request);
    assertThat(created.warnings()).isEqualTo(plan.warnings());
    assertThat(created.ids().stream().map(this::stored))
        .extracting(Task::target)
        .containsExactlyElementsOf(plan.tasks().stream().map(NewTask::target).toList());
  }

  @Test
  void a_new_task_wakes_the_dispatcher() {
    createTasks.create(follow(phones(phone(1)), "bob"));

    assertThat(signal.lower()).isTrue();
  }

  @Test
  void a_repeat_with_the_same_key_answers_as_the_first_and_queues_nothing() {
    Request request = follow(phones(phone(1), phone(2)), "bob");
    Created first = createTasks.createOnce(request, key("order-1"));
    seen(phone(1), DeviceState.ONLINE);
    signal.lower();

    assertThat(createTasks.createOnce(request, key("order-1"))).isEqualTo(first);
    assertThat(first.warnings()).hasSize(2);
    assertThat(total()).isEqualTo(2);
    assertThat(signal.lower()).as("a first answer that was lost may have woken nobody").isTrue();
    assertThat(createTasks.createOnce(request, key("order-2")).ids())
        .doesNotContainAnyElementsOf(first.ids());
  }

  @Test
  void a_repeat_is_answered_though_it_would_be_refused_by_now() {
    Account ann = account("ann", phone(1));
    Request request = follow(accounts("ann"), "bob");
    Created first = createTasks.createOnce(request, key("order-1"));
    storage.accounts().delete(ann.id(), true);

    assertThat(createTasks.createOnce(request, key("order-1"))).isEqualTo(first);
    assertThatThrownBy(() -> createTasks.createOnce(request, key("order-2")))
        .isInstanceOf(UnknownUsername.class);
  }

  @Test
  void another_request_with_the_same_key_is_refused() {
    createTasks.createOnce(follow(phones(phone(1)), "bob"), key("order-1"));

    assertThatThrownBy(
            () ->
                createTasks.createOnce(
                    follow(phones(phone(1)), "carl"), new IdempotencyKey("order-1", "another")))
        .isInstanceOf(IdempotencyKeyTaken.class)
        .hasMessageContaining("\"order-1\"")
        .hasMessageContaining("24 hours")
        .hasMessageContaining("No task was created");
    assertThat(total()).isEqualTo(1);
  }

  @Test
  void a_key_is_free_again_after_a_day_and_after_a_refusal() {
    Request request = follow(phones(phone(1)), "bob");
    assertThatThrownBy(
            () -> createTasks.createOnce(follow(accounts("nobody"), "bob"), key("order-1")))
        .isInstanceOf(UnknownUsername.class);
    List<TaskId> ids = new ArrayList<>(createTasks.createOnce(request, key("order-1")).ids());
    assertThat(ids).hasSize(1);

    clock.advance(Duration.ofHours(23));
    assertThat(createTasks.createOnce(request, key("order-1")).ids()).isEqualTo(ids);
    clock.advance(Duration.ofHours(2));
    assertThat(createTasks.createOnce(request, key("order-1")).ids()).isNotEqualTo(ids);
    assertThat(total()).isEqualTo(2);
  }

  private ProfileScript profileOf(TaskId id) {
    return (ProfileScript) storage.tasks().find(id).orElseThrow().script();
  }

  @Test
  void each_task_takes_its_own_line_in_sequence_and_keeps_it() {
    Targets phones =
        new Targets.Phones(IntStream.range(1, 6).mapToObj(SampleTasks::phone).toList(), false);

    Created created =
        createTasks.create(
            request(
                phones,
                new ProfileType(),
                Map.of(
                    "profile_order", "sequential",
                    "nicknames", "Ann\nBob",
                    "bios", "one\\ntwo\nthree\nfour")));

    assertThat(created.ids())
        .extracting(id -> profileOf(id).nickname().orElseThrow())
        .containsExactly("Ann", "Bob", "Ann", "Bob", "Ann");
    assertThat(created.ids())
        .extracting(id -> profileOf(id).bio().orElseThrow())
        .containsExactly("one\ntwo", "three", "four", "one\ntwo", "three");
  }

  @Test
  void what_chance_decides_is_decided_as_the_task_is_made() {
    Targets phones =
        new Targets.Phones(IntStream.range(1, 40).mapToObj(SampleTasks::phone).toList(), false);

    Created created =
        createTasks.create(
            request(phones, new ProfileType(), Map.of("nicknames", "Ann\nBob\nEve")));

    assertThat(created.ids())
        .allSatisfy(id -> assertThat(profileOf(id)).isEqualTo(profileOf(id)))
        .extracting(id -> profileOf(id).nickname().orElseThrow())
        .contains("Ann", "Bob", "Eve");
  }
}
