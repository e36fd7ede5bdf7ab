package dev.drover.http.account;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drover.application.account.HoldAccount;
import dev.drover.application.account.ReleaseAccounts;
import dev.drover.application.port.storage.AccountDirectory;
import dev.drover.application.port.storage.AccountDirectory.AccountFilter;
import dev.drover.application.port.storage.AccountDirectory.AccountPage;
import dev.drover.application.port.storage.AccountDirectory.Deletion;
import dev.drover.application.port.storage.AccountDirectory.Put;
import dev.drover.application.port.storage.AccountDirectory.PutCount;
import dev.drover.application.port.storage.AccountExists;
import dev.drover.application.port.storage.ActionBudgets;
import dev.drover.application.port.storage.DeviceDirectory;
import dev.drover.application.port.storage.DeviceDirectory.KnownDevice;
import dev.drover.domain.account.Account;
import dev.drover.domain.account.AccountAction;
import dev.drover.domain.account.AccountId;
import dev.drover.domain.account.ActionBudget;
import dev.drover.domain.account.NewAccount;
import dev.drover.domain.account.Username;
import dev.drover.domain.app.Platform;
import dev.drover.domain.device.Device;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.device.DeviceState;
import dev.drover.http.guard.RequestBody;
import dev.drover.http.json.ApiError;
import dev.drover.http.json.ErrorCode;
import dev.drover.http.json.Json;
import dev.drover.http.json.PathId;
import dev.drover.http.json.QueryParameters;
import dev.drover.http.json.Routes;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The operator's accounts. */
public final class AccountRoutes {
  /** A warning that names more phones than this helps nobody. */
  private static final int MOST_PHONES_NAMED = 20;

  private static final String PAUSED = "paused by request";

  private static final String LOGGED_IN = "logged_in";
  private static final String NOT_LOGGED_IN = "not_logged_in";
  private static final String ENABLED = "enabled";
  private static final String DISABLED = "disabled";

  private final AccountDirectory accounts;
  private final ActionBudgets budgets;
  private final DeviceDirectory devices;
  private final HoldAccount holdAccount;
  private final ReleaseAccounts releaseAccounts;
  private final Clock clock;

  public AccountRoutes(
      AccountDirectory accounts, ActionBudgets budgets, DeviceDirectory devices, Clock clock) {
    this.accounts = accounts;
    this.budgets = budgets;
    this.devices = devices;
    this.holdAccount = new HoldAccount(accounts, clock);
    this.releaseAccounts = new ReleaseAccounts(accounts);
    this.clock = clock;
  }

  public void register(Routes routes) {
    routes
        .at("/accounts")
        .compatible()
        .get(this::listed, this::list)
        .own()
        .post(this::add)
        .at("/accounts/import")
        .postTable(query -> query.flag("dry_run"), this::importTable)
        .at("/accounts/export")
        .getRaw((request, response) -> export(response))
        .at("/accounts/{id}")
        .get(this::get)
        .put(this::change)
        .delete(query -> query.flag("force"), this::delete)
        .at("/accounts/{id}/budget")
        .put(this::changeBudget)
        .at("/accounts/{id}/release")
        .post(this::release)
        .at("/accounts/{id}/pause")
        .post(this::pause)
        .at("/accounts/{id}/resume")
        .post(this::release);
  }

  /** What to list, and which page of it. */
  private record Listed(AccountFilter filter, int page, int pageSize) {}

  private Listed listed(QueryParameters query) {
    return new Listed(
        new AccountFilter(
            query.choice(
                "platform", Platform::ofWireName, String.join(", ", AccountReader.PLATFORMS)),
            query.parsed("device", this::serial),
            query.choice(
                "logined",
                text -> either(text, "1", LOGGED_IN, "0", NOT_LOGGED_IN),
                "1 or " + LOGGED_IN + ", 0 or " + NOT_LOGGED_IN),
            query.choice(
                "status",
                text -> either(text, "0", ENABLED, "1", DISABLED),
                "0 or " + ENABLED + ", 1 or " + DISABLED),
            query.text("tag"),
            query.trueOrFalse("held"),
            query.parsed("username", Username::parse)),
        query.page(),
        query.pageSize());
  }

  /** True for the first number or word, false for the second. */
  private static Optional<Boolean> either(
      String text, String trueNumber, String trueWord, String falseNumber, String falseWord) {
    if (text.equals(trueNumber) || text.equals(trueWord)) {
      return Optional.of(true);
    }
    return text.equals(falseNumber) || text.equals(falseWord)
        ? Optional.of(false)
        : Optional.empty();
  }

  private JsonNode list(ServerRequest request, Listed listed) {
    AccountPage found = accounts.list(listed.filter(), listed.page(), listed.pageSize());
    Map<DeviceSerial, Device> phones =
        devices.all().stream()
            .map(KnownDevice::device)
            .collect(Collectors.toMap(Device::serial, phone -> phone));
    ObjectNode data = Json.MAPPER.createObjectNode();
    ArrayNode array = data.putArray("accounts");
    Map<AccountId, ActionBudget.Day> days =
        budgets.days(found.accounts().stream().map(Account::id).toList(), clock.instant());
    for (Account account : found.accounts()) {
      ObjectNode view = view(account, account.device().map(phones::get));
      Optional.ofNullable(days.get(account.id()))
          .ifPresent(day -> view.set("daily_budget", view(day)));
      array.add(view);
    }
    return data.put("total", found.total())
        .put("page", listed.page())
        .put("page_size", listed.pageSize());
  }

  private JsonNode get(ServerRequest request) {
    AccountId id = accountId(request);
    ObjectNode view = accounts.find(id).map(this::view).orElseThrow(() -> unknown(id.toString()));
    budgets.day(id, clock.instant()).ifPresent(day -> view.set("daily_budget", view(day)));
    return view;
  }

  /** What is left out stays as it is; null is the usual limit, or the server's zone. */
  private JsonNode changeBudget(ServerRequest request) {
    AccountId id = accountId(request);
    return budgets
        .change(id, new BudgetReader(RequestBody.json(request)).edit(), clock.instant())
        .map(AccountRoutes::view)
        .orElseThrow(() -> unknown(id.toString()));
  }

  private static ObjectNode view(ActionBudget.Day day) {
    ObjectNode view =
        Json.MAPPER
            .createObjectNode()
            .put("time_zone", day.zone().getId())
            .put("day", day.date().toString());
    ObjectNode actions = view.putObject("actions");
    for (AccountAction action : AccountAction.values()) {
      actions
          .putObject(action.wireName())
          .put("limit", day.limit(action))
          .put("used", day.used(action));
    }
    return view;
  }

  private JsonNode add(ServerRequest request) {
    AccountReader reader = new AccountReader(RequestBody.json(request), this::serial);
    NewAccount account = reader.newAccount().added();
    return accounts
        .add(account)
        .map(added -> withWarnings(view(added), reader.warnings()))
        .orElseThrow(() -> new AccountExists(account));
  }

  /** What is left out stays as it is. */
  private JsonNode change(ServerRequest request) {
    AccountId id = accountId(request);
    AccountReader reader = new AccountReader(RequestBody.json(request), this::serial);
    return accounts
        .change(id, reader.change()::appliedTo)
        .map(changed -> withWarnings(view(changed), reader.warnings()))
        .orElseThrow(() -> unknown(id.toString()));
  }

  private JsonNode delete(ServerRequest request, boolean force) {
    AccountId id = accountId(request);
    return switch (accounts.delete(id, force)) {
      case Deletion.Deleted deleted ->
          Json.MAPPER
              .createObjectNode()
              .put("deleted_count", 1)
              .put("deleted_task_count", deleted.tasks());
      case Deletion.NotFound missing -> throw unknown(id.toString());
      case Deletion.HasTasks busy ->
          throw new ApiError(
              ErrorCode.CONFLICT,
              "account "
                  + busy.account().username()
                  + " has "
                  + busy.pending()
                  + " pending and "
                  + busy.running()
                  + " running tasks; end or delete them first, or delete the account with"
                  + " ?force=true: its pending tasks are deleted with it then, and a running one"
                  + " goes on to its end");
    };
  }

  /** An account that is held already keeps its reason. */
  private JsonNode pause(ServerRequest request) {
    AccountId id = accountId(request);
    return holdAccount.hold(id, PAUSED).map(this::view).orElseThrow(() -> unknown(id.toString()));
  }

  private JsonNode release(ServerRequest request) {
    AccountId id = accountId(request);
    return releaseAccounts.release(id).map(this::view).orElseThrow(() -> unknown(id.toString()));
  }

  private JsonNode importTable(ServerRequest request, boolean dryRun) {
    Map<String, DeviceSerial> known = phonesByName();
    AccountCsv.Table table =
        AccountCsv.read(
            RequestBody.csv(request),
            name -> Optional.ofNullable(known.get(name)).orElseGet(() -> new DeviceSerial(name)));
    List<Put> puts =
        table.accounts().stream().map(edit -> new Put(edit.added(), edit::appliedTo)).toList();
    PutCount count = accounts.putAll(puts, dryRun);
    if (!dryRun) {
      changeBudgets(table);
    }
    ObjectNode data =
        Json.MAPPER
            .createObjectNode()
            .put("created_count", count.created())
            .put("updated_count", count.updated());
    if (dryRun) {
      data.put("dry_run", true);
    }
    ArrayNode warnings = data.putArray("warnings");
    table.warnings().forEach(warnings::add);
    warningOfUnknown(puts, known).ifPresent(warnings::add);
    return data;
  }

  /** Sets the budgets of accounts that were just put. A repeat of the import is safe. */
  private void changeBudgets(AccountCsv.Table table) {
    List<AccountEdit> edits =
        table.accounts().stream().filter(edit -> edit.budget().isPresent()).toList();
    if (edits.isEmpty()) {
      return;
    }
    Map<NewAccount.Key, AccountId> ids =
        accounts.named(edits.stream().map(edit -> edit.added().username()).toList()).stream()
            .collect(Collectors.toMap(account -> account.fields().key(), Account::id));
    Map<AccountId, UnaryOperator<ActionBudget>> changes = new HashMap<>();
    for (AccountEdit edit : edits) {
      Optional.ofNullable(ids.get(edit.added().key()))
          .ifPresent(id -> changes.put(id, edit.budget().orElseThrow()));
    }
    budgets.changeAll(changes, clock.instant());
  }

  private Map<String, DeviceSerial> phonesByName() {
    Map<String, DeviceSerial> names = new HashMap<>();
    List<KnownDevice> all = devices.all();
    for (KnownDevice phone : all) {
      phone.device().addresses().forEach(address -> names.put(address, phone.device().serial()));
    }
    all.forEach(phone -> names.put(phone.device().serial().value(), phone.device().serial()));
    return names;
  }

  private static Optional<String> warningOfUnknown(
      List<Put> puts, Map<String, DeviceSerial> known) {
    NavigableSet<DeviceSerial> unknown = new TreeSet<>();
    puts.forEach(
        put ->
            put.added()
                .device()
                .filter(phone -> !known.containsKey(phone.value()))
                .ifPresent(unknown::add));
    if (unknown.isEmpty()) {
      return Optional.empty();
    }
    String named =
        unknown.stream()
            .limit(MOST_PHONES_NAMED)
            .map(DeviceSerial::value)
            .collect(Collectors.joining(", "));
    return Optional.of(
        unknown.size()
            + " of the phones are not known; tasks for their accounts wait until they are"
            + " connected: "
            + named
            + (unknown.size() > MOST_PHONES_NAMED ? ", ..." : ""));
  }

  private void export(ServerResponse response) {
    response
        .header(HeaderNames.CONTENT_TYPE, "text/csv; charset=utf-8")
        .header(HeaderNames.CONTENT_DISPOSITION, "attachment; filename=\"accounts.csv\"")
        .send(accountsWithBudgets().getBytes(StandardCharsets.UTF_8));
  }

  private String accountsWithBudgets() {
    List<Account> all = accounts.all();
    return AccountCsv.write(
        all, budgets.days(all.stream().map(Account::id).toList(), clock.instant()));
  }

  /** The phone's serial, where it was named by its address. */
  private DeviceSerial serial(String text) {
    return devices.resolve(text.strip()).orElseGet(() -> new DeviceSerial(text.strip()));
  }

  private static AccountId accountId(ServerRequest request) {
    return new AccountId(
        PathId.read(
            request,
            "id",
            "id",
            "must be an account's id, a positive integer",
            AccountRoutes::unknown));
  }

  private static ApiError unknown(String id) {
    return new ApiError(ErrorCode.NOT_FOUND, "there is no account " + id + "; see GET /accounts");
  }

  private ObjectNode view(Account account) {
    return view(account, account.device().flatMap(devices::find).map(KnownDevice::device));
  }

  /**
   * An account as clients see it.
   *
   * @param device that it is bound to, if that is known
   */
  public static ObjectNode view(Account account, Optional<Device> device) {
    ObjectNode view = Json.MAPPER.createObjectNode();
    view.put("id", account.id().value());
    view.put("username", account.username().value());
    view.put("email", account.email().isEmpty() ? null : account.email());
    view.put("platform", account.platform().wireName());
    view.put("packagename", ownPackage(account));
    view.put("device", account.device().map(DeviceSerial::value).orElse(null));
    Optional<Device> online = device.filter(phone -> phone.state() == DeviceState.ONLINE);
    view.put("device_online", online.isPresent());
    view.put("device_name", online.map(Device::model).orElse(""));
    view.put("logined", account.loggedIn() ? 1 : 0);
    view.put("logined_text", account.loggedIn() ? LOGGED_IN : NOT_LOGGED_IN);
    view.put("status", account.enabled() ? 0 : 1);
    view.put("status_text", account.enabled() ? ENABLED : DISABLED);
    ArrayNode tags = view.putArray("tags");
    account.tags().forEach(tags::add);
    view.put("held", account.hold().isPresent());
    view.put("held_since", account.hold().map(hold -> Json.time(hold.since())).orElse(null));
    view.put("held_reason", account.hold().map(Account.Hold::reason).orElse(null));
    return view;
  }

  /** The app's package where it is not the platform's own; null otherwise, as clients expect. */
  static @Nullable String ownPackage(Account account) {
    String name = account.packageName().value();
    return name.equals(account.platform().defaultPackage()) ? null : name;
  }

  private static ObjectNode withWarnings(ObjectNode view, List<String> warnings) {
    if (!warnings.isEmpty()) {
      ArrayNode array = view.putArray("warnings");
      warnings.forEach(array::add);
    }
    return view;
  }
}
