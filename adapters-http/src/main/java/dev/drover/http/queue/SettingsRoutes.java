package dev.drover.http.queue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drover.application.port.storage.ActionBudgets;
import dev.drover.application.port.storage.QueueSettings;
import dev.drover.domain.account.AccountAction;
import dev.drover.domain.account.ActionBudget;
import dev.drover.domain.account.BudgetDefaults;
import dev.drover.domain.task.QueuePolicy;
import dev.drover.http.guard.RequestBody;
import dev.drover.http.json.Json;
import dev.drover.http.json.ObjectReader;
import dev.drover.http.json.Routes;
import io.helidon.webserver.http.ServerRequest;
import java.time.Clock;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Serves the settings of the queue and the default limits of accounts' actions. */
public final class SettingsRoutes {
  private static final String DAILY_BUDGET = "daily_budget";
  private static final Set<String> KEYS =
      Set.of("auto_retry", "max_retry_count", "random_order", DAILY_BUDGET);

  private static final Set<String> ACTIONS =
      Arrays.stream(AccountAction.values())
          .map(AccountAction::wireName)
          .collect(Collectors.toUnmodifiableSet());

  private final QueueSettings settings;
  private final ActionBudgets budgets;
  private final Clock clock;

  public SettingsRoutes(QueueSettings settings, ActionBudgets budgets, Clock clock) {
    this.settings = settings;
    this.budgets = budgets;
    this.clock = clock;
  }

  public void register(Routes routes) {
    routes
        .at("/settings")
        .get(request -> view(settings.current(), budgets.defaults()))
        .adminPut(this::change);
  }

  /** Changes the given settings; the others keep their values. */
  private JsonNode change(ServerRequest request) {
    ObjectReader reader = ObjectReader.ofBody(RequestBody.json(request));
    for (String key : reader.unknownKeys(KEYS)) {
      reader.invalid(
          key.substring(1),
          "is not a setting; there are auto_retry, max_retry_count, random_order, daily_budget");
    }
    Optional<Boolean> autoRetry = reader.flag("auto_retry");
    Optional<Integer> maxRetryCount =
        reader.integer("max_retry_count", 1, QueuePolicy.MOST_RETRIES);
    Optional<Boolean> randomOrder = reader.flag("random_order");
    Optional<UnaryOperator<BudgetDefaults>> defaults =
        reader.object(DAILY_BUDGET).map(SettingsRoutes::defaults);
    reader.refuseIfInvalid();
    QueuePolicy policy =
        settings.change(
            before ->
                new QueuePolicy(
                    autoRetry.orElse(before.autoRetry()),
                    maxRetryCount.orElse(before.maxRetryCount()),
                    randomOrder.orElse(before.randomOrder())));
    return view(
        policy,
        defaults
            .map(edit -> budgets.changeDefaults(edit, clock.instant()))
            .orElseGet(budgets::defaults));
  }

  /** What is left out stays as it is; null is Drover's usual limit. */
  private static UnaryOperator<BudgetDefaults> defaults(ObjectReader reader) {
    for (String key : reader.unknownKeys(ACTIONS)) {
      reader.invalid(
          key.substring(key.lastIndexOf('/') + 1),
          "is not in a budget; there are follow, unfollow, comment, like, post");
    }
    Map<AccountAction, Optional<Integer>> limits = new EnumMap<>(AccountAction.class);
    for (AccountAction action : AccountAction.values()) {
      if (reader.node().has(action.wireName())) {
        limits.put(action, reader.integer(action.wireName(), 0, ActionBudget.MOST));
      }
    }
    return before -> {
      BudgetDefaults after = before;
      for (Map.Entry<AccountAction, Optional<Integer>> limit : limits.entrySet()) {
        after = after.with(limit.getKey(), limit.getValue());
      }
      return after;
    };
  }

  private static JsonNode view(QueuePolicy policy, BudgetDefaults defaults) {
    ObjectNode view =
        Json.MAPPER
            .createObjectNode()
            .put("auto_retry", policy.autoRetry())
            .put("max_retry_count", policy.maxRetryCount())
            .put("random_order", policy.randomOrder());
    ObjectNode budget = view.putObject(DAILY_BUDGET);
    for (AccountAction action : AccountAction.values()) {
      budget.put(action.wireName(), defaults.limit(action));
    }
    return view;
  }
}
