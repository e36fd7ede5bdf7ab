package dev.drover.application.task;

import dev.drover.application.dispatch.DispatchSignal;
import dev.drover.application.port.storage.AccountDirectory;
import dev.drover.application.port.storage.ActionBudgets;
import dev.drover.application.port.storage.DeviceDirectory;
import dev.drover.application.port.storage.DeviceDirectory.KnownDevice;
import dev.drover.application.port.storage.IdempotencyKey;
import dev.drover.application.port.storage.MaterialSupply;
import dev.drover.application.port.storage.TaskRepository;
import dev.drover.application.port.storage.TaskRepository.KeyedInsert;
import dev.drover.domain.account.Account;
import dev.drover.domain.account.AccountAction;
import dev.drover.domain.account.AccountId;
import dev.drover.domain.account.ActionBudget;
import dev.drover.domain.account.Username;
import dev.drover.domain.app.Platform;
import dev.drover.domain.device.Device;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.device.DeviceState;
import dev.drover.domain.material.MaterialUser;
import dev.drover.domain.script.ScriptType;
import dev.drover.domain.script.TaskScript;
import dev.drover.domain.script.Unfit;
import dev.drover.domain.script.Values;
import dev.drover.domain.task.BatchId;
import dev.drover.domain.task.NewTask;
import dev.drover.domain.task.Obstacle;
import dev.drover.domain.task.StartTime;
import dev.drover.domain.task.TaskId;
import dev.drover.domain.task.TaskSource;
import dev.drover.domain.task.TaskTarget;
import dev.drover.domain.task.TaskTarget.AccountTarget;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Queues the tasks of one request: one task for each phone or account and each script. It queues
 * all of them or none.
 */
public final class CreateTasks {
  /** The most tasks that one request may create. */
  public static final int MOST_TASKS = 10_000;

  /** The most characters that all tasks of one request may store together. */
  public static final long MOST_CHARACTERS = 64 * 1024 * 1024;

  /** Bounds the warnings that are stored with a request's idempotency key. */
  private static final int MOST_WARNINGS = 100;

  private static final int MOST_NAMED = 20;

  private final TaskRepository repository;
  private final AccountDirectory accounts;
  private final ActionBudgets budgets;
  private final DeviceDirectory devices;
  private final MaterialSupply materials;
  private final DispatchSignal signal;
  private final RandomGenerator random;
  private final Clock clock;
  private final ZoneId zone;

  /**
   * @param zone in which {@code "HH:MM"} start times are meant
   */
  public CreateTasks(
      TaskRepository repository,
      AccountDirectory accounts,
      ActionBudgets budgets,
      DeviceDirectory devices,
      MaterialSupply materials,
      DispatchSignal signal,
      RandomGenerator random,
      Clock clock,
      ZoneId zone) {
    this.repository = repository;
    this.accounts = accounts;
    this.budgets = budgets;
    this.devices = devices;
    this.materials = materials;
    this.signal = signal;
    this.random = random;
    this.clock = clock;
    this.zone = zone;
  }

  /**
   * What to queue.
   *
   * @param values of the script, checked by its type without errors
   * @param charactersOfEachTask of the configuration that each task stores
   */
  public record Request(
      Targets targets,
      ScriptType script,
      Values values,
      String configAsGiven,
      int charactersOfEachTask,
      TaskSource source,
      Optional<StartTime> startTime,
      Interval interval) {

    /** Returns the values of each task on one target, in order. */
    private List<Values> perTask() {
      return script.perTask(values);
    }
  }

  /** The phones or accounts of a request; a repeated one counts once, with a warning. */
  public sealed interface Targets {

    /**
     * Phones, by hardware serial or ADB address.
     *
     * @param everyAccount one task for each enabled account of a phone that is not held and that
     *     the script fits; a phone without an enabled account gets one task
     */
    record Phones(List<DeviceSerial> serials, boolean everyAccount) implements Targets {
      public Phones {
        serials = List.copyOf(serials);
      }
    }

    /**
     * Accounts, each on the phone that it is bound to. A username stands for all accounts with this
     * name, on every platform and app.
     */
    record Accounts(List<Username> usernames) implements Targets {
      public Accounts {
        usernames = List.copyOf(usernames);
      }
    }
  }

  /**
   * The random delay between the starts of consecutive tasks on the same phone.
   *
   * @param max not below {@code min}
   */
  public record Interval(Duration min, Duration max) {
    public static final Interval NONE = new Interval(Duration.ZERO, Duration.ZERO);

    public Interval {
      if (min.isNegative() || max.compareTo(min) < 0) {
        throw new IllegalArgumentException(
            "an interval runs from min to a max that is not below it");
      }
    }
  }

  /**
   * The queued tasks.
   *
   * @param warnings what will make tasks wait or fail, as far as it is known now
   */
  public record Created(List<TaskId> ids, List<String> warnings) {
    public Created {
      ids = List.copyOf(ids);
      warnings = List.copyOf(warnings);
    }

    /** Returns the batch of these tasks; empty if there are no tasks. */
    public Optional<BatchId> batch() {
      return ids.stream().findFirst().map(BatchId::startingWith);
    }
  }

  /** The tasks that would be queued. */
  public record Plan(List<NewTask> tasks, List<String> warnings) {
    public Plan {
      tasks = List.copyOf(tasks);
      warnings = List.copyOf(warnings);
    }
  }

  /** The key was used for another request; nothing was queued. The message is for the user. */
  public static final class IdempotencyKeyTaken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    IdempotencyKeyTaken(IdempotencyKey key) {
      super(
          "the idempotency key \""
              + key.key()
              + "\" was used for another request within the last 24 hours; use a new key for a new"
              + " request. No task was created");
    }
  }

  /** No account has this username; nothing was queued. The message is for the user. */
  public static final class UnknownUsername extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnknownUsername(List<Username> unknown) {
      super(
          "no account is called "
              + firstOf(unknown.stream().map(Username::handle).toList())
              + "; add the account, or correct the name. No task was created");
    }
  }

  /**
   * An account's platform does not support the script's parameters; nothing was queued. The message
   * is for the user.
   */
  public static final class UnfitForPlatform extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Unfit> unfit;

    UnfitForPlatform(String misfit, List<Unfit> unfit) {
      super(misfit + ". No task was created");
      this.unfit = List.copyOf(unfit);
    }

    /** Returns the parameters that the platform does not support. */
    public List<Unfit> unfit() {
      return unfit;
    }
  }

  /**
   * The start time is more than a day past, so it is probably a mistake; nothing was queued. The
   * message is for the user, as it follows the field's name.
   */
  public static final class StartTimePast extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StartTimePast(Instant start) {
      super(
          "is more than a day past ("
              + start
              + "); give a later one, or leave it out to start now. No task was created");
    }
  }

  /**
   * The request asks for more than {@link #MOST_TASKS} tasks; nothing was queued. The message is
   * for the user.
   */
  public static final class TooManyTasks extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooManyTasks(long asked) {
      super(
          "one request may create at most "
              + MOST_TASKS
              + " tasks; this one asks for "
              + asked
              + ". Split it. No task was created");
    }
  }

  /**
   * The tasks would store more than {@link #MOST_CHARACTERS}; nothing was queued. The message is
   * for the user.
   */
  public static final class TooMuchText extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooMuchText(long tasks, int ofEach) {
      super(
          "each of the "
              + tasks
              + " tasks would keep "
              + ofEach
              + " characters of the script's parameters; all tasks of one request may keep "
              + MOST_CHARACTERS
              + ". Shorten the parameters, or split the request. No task was created");
    }
  }

  /**
   * Queues the request's tasks.
   *
   * @throws UnknownUsername if no account has a username
   * @throws UnfitForPlatform if an account's platform does not support the parameters; with every
   *     account of a phone, only if no account is left that it fits
   * @throws StartTimePast if the start time is more than a day past
   * @throws TooManyTasks if there would be too many tasks
   * @throws TooMuchText if they would store too much text
   */
  public Created create(Request request) {
    Plan plan = plan(request);
    List<TaskId> ids = repository.insert(plan.tasks());
    signal.raise();
    return new Created(ids, plan.warnings());
  }

  /**
   * Queues the request's tasks once. A repeat of the request returns the first result.
   *
   * @throws IdempotencyKeyTaken if the key was used for another request
   * @throws UnknownUsername as {@link #create(Request)}
   * @throws TooManyTasks likewise
   */
  public Created createOnce(Request request, IdempotencyKey key) {
    // Looked up before validation: a request that succeeded must not fail when it is repeated.
    Optional<KeyedInsert> known = repository.findInsert(key, clock.instant());
    KeyedInsert insert =
        known.orElseGet(
            () -> {
              Plan plan = plan(request);
              return repository.insertOnce(key, plan.tasks(), plan.warnings(), clock.instant());
            });
    return switch (insert) {
      case KeyedInsert.Done done -> {
        signal.raise();
        yield new Created(done.ids(), done.warnings());
      }
      case KeyedInsert.KeyTaken taken -> throw new IdempotencyKeyTaken(key);
    };
  }

  /**
   * Returns what the request would queue, and queues nothing.
   *
   * @throws UnknownUsername as {@link #create}
   * @throws TooManyTasks likewise
   */
  public Plan plan(Request request) {
    Instant now = clock.instant();
    List<String> warnings = new ArrayList<>();
    Optional<StartTime> startTime = startTime(request, now, warnings);
    List<Values> perTask = request.perTask();
    Fit fit = new Fit(request, perTask);
    List<TaskTarget> targets =
        switch (request.targets()) {
          case Targets.Phones phones -> phoneTargets(phones, fit, warnings);
          case Targets.Accounts named -> accountTargets(named, fit, warnings);
        };
    fit.warnOfIgnored(warnings);
    long count = (long) targets.size() * perTask.size();
    if (count > MOST_TASKS) {
      throw new TooManyTasks(count);
    }
    if (count * request.charactersOfEachTask() > MOST_CHARACTERS) {
      throw new TooMuchText(count, request.charactersOfEachTask());
    }
    List<NewTask> tasks = cross(targets, perTask, request, startTime, now);
    // All scripts of one request take the same files.
    warnings.addAll(
        materials.warnings(request.script().script(perTask.getFirst(), 0), tasksOfUsers(tasks)));
    request.script().spends().ifPresent(action -> warnOfBudgets(action, tasks, warnings));
    return new Plan(tasks, theFirst(warnings));
  }

  private Optional<StartTime> startTime(Request request, Instant now, List<String> warnings) {
    Optional<StartTime> given = request.startTime().map(time -> time.in(zone));
    // As with a wall clock's minute, the current one counts as now.
    if (given.orElse(null) instanceof StartTime.At(Instant start)
        && start.isBefore(now.truncatedTo(ChronoUnit.MINUTES))) {
      if (start.isBefore(now.minus(Duration.ofDays(1)))) {
        throw new StartTimePast(start);
      }
      warnings.add("start_time " + start + " is past; the tasks start as soon as they can");
    }
    given
        .flatMap(time -> time.dueOnLaterDay(now, zone))
        .ifPresent(
            due ->
                warnings.add(
                    "start_time "
                        + given.get().text()
                        + " is past for today; the tasks start tomorrow, "
                        + due.toOffsetDateTime()));
    return given;
  }

  private static Map<MaterialUser, Integer> tasksOfUsers(List<NewTask> tasks) {
    Map<MaterialUser, Integer> counts = new LinkedHashMap<>();
    for (NewTask task : tasks) {
      task.target()
          .account()
          .map(account -> MaterialUser.of(account.id(), account.username()))
          .or(() -> task.target().serial().map(MaterialUser::of))
          .ifPresent(user -> counts.merge(user, 1, Integer::sum));
    }
    return counts;
  }

  /** Tasks that were queued before are not counted: they may be cancelled, or fail. */
  private void warnOfBudgets(AccountAction action, List<NewTask> tasks, List<String> warnings) {
    Map<AccountTarget, List<Instant>> starts = new LinkedHashMap<>();
    for (NewTask task : tasks) {
      task.target()
          .account()
          .ifPresent(
              account ->
                  starts.computeIfAbsent(account, _ -> new ArrayList<>()).add(task.scheduledAt()));
    }
    if (starts.isEmpty()) {
      return;
    }
    Map<AccountId, ActionBudget.Day> days =
        budgets.days(starts.keySet().stream().map(AccountTarget::id).toList(), clock.instant());
    starts.forEach(
        (account, times) ->
            Optional.ofNullable(days.get(account.id()))
                .flatMap(day -> day.warning(action, account.id(), account.username(), times))
                .ifPresent(warnings::add));
  }

  private static List<String> theFirst(List<String> warnings) {
    if (warnings.size() <= MOST_WARNINGS) {
      return warnings;
    }
    List<String> first = new ArrayList<>(warnings.subList(0, MOST_WARNINGS));
    first.add((warnings.size() - MOST_WARNINGS) + " more warnings are not shown");
    return first;
  }

  private List<NewTask> cross(
      List<TaskTarget> targets,
      List<Values> perTask,
      Request request,
      Optional<StartTime> startTime,
      Instant now) {
    Instant first = startTime.map(time -> time.dueFrom(now, zone)).orElse(now);
    Map<Optional<DeviceSerial>, Instant> nextOnPhone = new HashMap<>();
    List<NewTask> tasks = new ArrayList<>();
    for (TaskTarget target : targets) {
      for (Values values : perTask) {
        Instant scheduledAt = nextOnPhone.getOrDefault(target.serial(), first);
        nextOnPhone.put(target.serial(), scheduledAt.plus(randomWithin(request.interval())));
        tasks.add(
            new NewTask(
                target,
                TaskScript.of(
                    request.script(),
                    request.script().decided(values, tasks.size(), random),
                    tasks.size()),
                request.configAsGiven(),
                request.source(),
                startTime,
                scheduledAt,
                now));
      }
    }
    return tasks;
  }

  private Duration randomWithin(Interval interval) {
    long min = interval.min().toSeconds();
    return Duration.ofSeconds(random.nextLong(min, interval.max().toSeconds() + 1));
  }

  private List<TaskTarget> phoneTargets(Targets.Phones phones, Fit fit, List<String> warnings) {
    SequencedSet<DeviceSerial> serials = new LinkedHashSet<>();
    SequencedSet<String> repeated = new LinkedHashSet<>();
    List<KnownDevice> known = devices.all();
    UnaryOperator<DeviceSerial> serialOf = serialsOf(known);
    for (DeviceSerial given : phones.serials()) {
      DeviceSerial serial = serialOf.apply(given);
      if (!serials.add(serial)) {
        repeated.add(serial.value());
      }
    }
    warnOfRepeated("serials", repeated, warnings);
    warnOfAbsent(serials, known, warnings);
    if (!phones.everyAccount()) {
      return serials.stream().map(TaskTarget::phone).toList();
    }
    Map<DeviceSerial, List<Account>> accountsOf =
        accounts.enabledOn(serials).stream()
            .collect(Collectors.groupingBy(account -> account.device().orElseThrow()));
    List<TaskTarget> targets = new ArrayList<>();
    List<Account> unfit = new ArrayList<>();
    for (DeviceSerial serial : serials) {
      List<Account> bound = accountsOf.getOrDefault(serial, List.of());
      if (bound.isEmpty()) {
        targets.add(TaskTarget.phone(serial));
      }
      for (Account account : bound) {
        // A task without an account would run as the held account, so none is created.
        if (account.hold().isPresent()) {
          warnings.add("no task was made for one account: " + describe(Obstacle.of(account)));
        } else if (!fit.fits(account)) {
          unfit.add(account);
        } else {
          warnIfLoggedOut(account, warnings);
          fit.use(account);
          targets.add(target(account));
        }
      }
    }
    for (Account account : unfit) {
      if (targets.isEmpty()) {
        fit.refuseUnfit(account);
      }
      warnings.add("no task was made for one account: " + fit.misfit(account));
    }
    return targets;
  }

  private List<TaskTarget> accountTargets(Targets.Accounts named, Fit fit, List<String> warnings) {
    SequencedSet<Username> usernames = new LinkedHashSet<>();
    SequencedSet<String> repeated = new LinkedHashSet<>();
    for (Username username : named.usernames()) {
      if (!usernames.add(username)) {
        repeated.add(username.handle());
      }
    }
    warnOfRepeated("usernames", repeated, warnings);
    Map<Username, List<Account>> found =
        accounts.named(usernames).stream().collect(Collectors.groupingBy(Account::username));
    List<Username> unknown =
        usernames.stream().filter(username -> !found.containsKey(username)).toList();
    if (!unknown.isEmpty()) {
      throw new UnknownUsername(unknown);
    }
    List<Account> chosen = new ArrayList<>();
    for (Username username : usernames) {
      List<Account> called = found.getOrDefault(username, List.of());
      if (called.size() > 1) {
        warnings.add(
            called.size()
                + " accounts are called "
                + username
                + ", each gets its tasks: "
                + called.stream()
                    .map(account -> account.platform().wireName() + " " + account.packageName())
                    .collect(Collectors.joining(", ")));
      }
      chosen.addAll(called);
    }
    SequencedSet<DeviceSerial> serials = new LinkedHashSet<>();
    for (Account account : chosen) {
      fit.refuseUnfit(account);
      fit.use(account);
      List<Obstacle> obstacles = Obstacle.of(account);
      if (!obstacles.isEmpty()) {
        warnings.add(describe(obstacles));
      }
      warnIfLoggedOut(account, warnings);
      account.device().ifPresent(serials::add);
    }
    warnOfAbsent(serials, devices.all(), warnings);
    return chosen.stream().map(CreateTasks::target).toList();
  }

  private static void warnOfRepeated(
      String field, SequencedSet<String> repeated, List<String> warnings) {
    if (!repeated.isEmpty()) {
      warnings.add(field + " repeats " + firstOf(repeated) + "; each counts once");
    }
  }

  private static String firstOf(Collection<String> names) {
    return names.stream().limit(MOST_NAMED).collect(Collectors.joining(", "))
        + (names.size() > MOST_NAMED ? " and " + (names.size() - MOST_NAMED) + " more" : "");
  }

  /** Checks whether platforms support a request's script; caches the result for each platform. */
  private static final class Fit {
    private final Request request;
    private final List<Values> perTask;
    private final Map<Platform, List<Unfit>> unfit = new EnumMap<>(Platform.class);
    private final Map<Platform, SequencedSet<String>> used = new EnumMap<>(Platform.class);

    Fit(Request request, List<Values> perTask) {
      this.request = request;
      this.perTask = perTask;
    }

    boolean fits(Account account) {
      return unfitOn(account.platform()).isEmpty();
    }

    /** Not for phones without an account: their platform is known only when the task runs. */
    void refuseUnfit(Account account) {
      if (!fits(account)) {
        throw new UnfitForPlatform(misfit(account), unfitOn(account.platform()));
      }
    }

    /** Says why the script does not fit an account. */
    String misfit(Account account) {
      return "account "
          + account.username()
          + " is on "
          + account.platform().displayName()
          + ": "
          + unfitOn(account.platform()).stream()
              .map(parameter -> parameter.parameter() + " " + parameter.reason())
              .collect(Collectors.joining("; "));
    }

    /** Records that an account gets tasks. */
    void use(Account account) {
      used.computeIfAbsent(account.platform(), _ -> new LinkedHashSet<>())
          .add(account.username().handle());
    }

    /** Warns of the parameters that the accounts' platforms ignore. */
    void warnOfIgnored(List<String> warnings) {
      used.forEach(
          (platform, names) -> {
            List<String> ignored =
                request.values().ignoredOn(request.script().parameters(), platform);
            if (!ignored.isEmpty()) {
              warnings.add(
                  String.join(", ", ignored)
                      + (ignored.size() == 1 ? " is" : " are")
                      + " ignored for "
                      + firstOf(names)
                      + ": "
                      + platform.displayName()
                      + " has no such setting");
            }
          });
    }

    private List<Unfit> unfitOn(Platform platform) {
      return unfit.computeIfAbsent(platform, this::unfitFor);
    }

    private List<Unfit> unfitFor(Platform platform) {
      return Stream.concat(
              perTask.stream()
                  .map(values -> request.script().script(values, 0))
                  .flatMap(script -> script.unfitFor(platform).stream()),
              request.values().unfitFor(request.script().parameters(), platform).stream())
          .distinct()
          .toList();
    }
  }

  private static String describe(List<Obstacle> obstacles) {
    return obstacles.stream().map(Obstacle::description).collect(Collectors.joining("; "));
  }

  private static void warnIfLoggedOut(Account account, List<String> warnings) {
    if (!account.loggedIn()) {
      warnings.add(
          "account "
              + account.username()
              + " is marked as not logged in; log in with it on its phone before its tasks run");
    }
  }

  private static TaskTarget target(Account account) {
    return new TaskTarget(
        account.device(), Optional.of(new AccountTarget(account.id(), account.username())));
  }

  /**
   * Resolves as {@link DeviceDirectory#resolve} does, without a query for each phone. What is
   * neither a serial nor an address of a known phone stays as it is.
   */
  private static UnaryOperator<DeviceSerial> serialsOf(List<KnownDevice> known) {
    Set<DeviceSerial> serials = new HashSet<>();
    Map<String, DeviceSerial> at = new HashMap<>();
    for (KnownDevice phone : known) {
      serials.add(phone.device().serial());
      phone
          .device()
          .addresses()
          .forEach(address -> at.putIfAbsent(address, phone.device().serial()));
    }
    return given -> serials.contains(given) ? given : at.getOrDefault(given.value(), given);
  }

  private static void warnOfAbsent(
      SequencedSet<DeviceSerial> serials, List<KnownDevice> known, List<String> warnings) {
    Map<DeviceSerial, DeviceState> states =
        known.stream()
            .map(KnownDevice::device)
            .collect(Collectors.toMap(Device::serial, Device::state));
    for (DeviceSerial serial : serials) {
      Optional<DeviceState> state = Optional.ofNullable(states.get(serial));
      if (state.isEmpty()) {
        warnings.add("phone " + serial + " is not known; its tasks wait until it is connected");
      } else if (state.get() != DeviceState.ONLINE) {
        warnings.add("phone " + serial + " is not connected now; its tasks wait until it is");
      }
    }
  }
}
