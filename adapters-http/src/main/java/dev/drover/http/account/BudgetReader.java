package dev.drover.http.account;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.domain.account.AccountAction;
import dev.drover.domain.account.ActionBudget;
import dev.drover.http.json.ApiError;
import dev.drover.http.json.ObjectReader;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads what a JSON body makes of an account's daily budget. */
final class BudgetReader {
  private static final String TIME_ZONE = "time_zone";
  private static final Set<String> KEYS =
      Stream.concat(
              Stream.of(TIME_ZONE),
              Arrays.stream(AccountAction.values()).map(AccountAction::wireName))
          .collect(Collectors.toUnmodifiableSet());

  private final ObjectReader reader;

  /**
   * @throws ApiError if the body is not an object
   */
  BudgetReader(JsonNode body) {
    this.reader = ObjectReader.ofBody(body);
  }

  /**
   * What is left out stays as it is; null is what is usual. A key that is not known is refused: a
   * budget that seems to hold and does not would be worse.
   *
   * @throws ApiError if something of it can't be used, naming all of it
   */
  UnaryOperator<ActionBudget> edit() {
    for (String key : reader.unknownKeys(KEYS)) {
      reader.invalid(
          key.substring(1),
          "is not in a budget; there are time_zone, follow, unfollow, comment, like, post");
    }
    UnaryOperator<ActionBudget> edit = UnaryOperator.identity();
    if (reader.node().has(TIME_ZONE)) {
      Optional<ZoneId> zone = reader.parsed(TIME_ZONE, BudgetReader::zone);
      edit = then(edit, budget -> budget.in(zone));
    }
    for (AccountAction action : AccountAction.values()) {
      if (reader.node().has(action.wireName())) {
        Optional<Integer> limit = reader.integer(action.wireName(), 0, ActionBudget.MOST);
        edit = then(edit, budget -> budget.with(action, limit));
      }
    }
    reader.refuseIfInvalid();
    return edit;
  }

  private static UnaryOperator<ActionBudget> then(
      UnaryOperator<ActionBudget> first, UnaryOperator<ActionBudget> second) {
    return budget -> second.apply(first.apply(budget));
  }

  static ZoneId zone(String name) {
    try {
      return ZoneId.of(name.strip());
    } catch (DateTimeException unknown) {
      throw new IllegalArgumentException("must be a time zone such as Europe/Berlin", unknown);
    }
  }
}
