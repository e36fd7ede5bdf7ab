package dev.drover.domain.script;

import dev.drover.domain.account.AccountAction;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Declares a script once: its name, its parameters, and how a {@link Script} is made of their
 * values. Implementations are found by {@link java.util.ServiceLoader}; they are stateless and safe
 * for use by any thread.
 */
public interface ScriptType {

  /** The name in requests and answers, in snake_case: {@code account_warmup}. */
  String name();

  /** What it does, in one line for people. */
  String summary();

  /** In the order of forms and documents. */
  List<Parameter<?>> parameters();

  /**
   * The list of which each task gets one item, so that a request makes a task for each; empty where
   * a request makes one task a phone or account.
   */
  default Optional<Parameter<? extends List<?>>> fanOut() {
    return Optional.empty();
  }

  /**
   * The daily budget that each task spends, so that none begins once it is used up; empty for none,
   * or where the script asks as it goes.
   */
  default Optional<AccountAction> spends() {
    return Optional.empty();
  }

  /** Whether its tasks take files from the material library or a folder. */
  default boolean takesFiles() {
    return false;
  }

  /** Checks rules that span parameters. It is called even where single values have errors. */
  default void check(Values values, Problems problems) {}

  /**
   * Makes the script of one task.
   *
   * @param values checked; of the {@linkplain #fanOut list} of targets they have one item
   * @param number of the task among those of its request, from 0
   * @throws IllegalArgumentException if the values were stored by a version that knew more, with
   *     what can't be used
   */
  Script script(Values values, int number);

  /**
   * Reads what a client sends.
   *
   * @param given JDK values by their names on the wire; see {@link Kind}
   * @param problems gets whatever is wrong
   * @return the values that can be used; of use only where {@code problems} has no error
   */
  default Values read(Map<?, ?> given, AllowedEndpoints endpoints, Problems problems) {
    Values values = Values.read(parameters(), given, "", Kind.Check.ofRequest(problems, endpoints));
    check(values, problems);
    return values;
  }

  /**
   * Reads what was stored.
   *
   * @throws IllegalArgumentException if a value is not one of this version's, with its name
   */
  default Values readStored(Map<?, ?> stored) {
    Problems problems = new Problems();
    Values values = Values.read(parameters(), stored, "", Kind.Check.ofStored(problems));
    if (problems.hasErrors()) {
      throw new IllegalArgumentException(problems.errors().getFirst().toString());
    }
    return values;
  }

  /** The values of each task that a request makes on one phone or account, in order. */
  default List<Values> perTask(Values values) {
    return fanOut()
        .map(list -> values.items(list).stream().map(item -> values.withOne(list, item)).toList())
        .orElseGet(() -> List.of(values));
  }

  /**
   * Makes one task's script of given values, without a request around it.
   *
   * @throws IllegalArgumentException if something is wrong with the values
   */
  default TaskScript one(Map<?, ?> given) {
    Problems problems = new Problems();
    Values values = read(given, AllowedEndpoints.ANY, problems);
    if (problems.hasErrors()) {
      throw new IllegalArgumentException(name() + ": " + problems.errors());
    }
    return TaskScript.of(this, values, 0);
  }
}
