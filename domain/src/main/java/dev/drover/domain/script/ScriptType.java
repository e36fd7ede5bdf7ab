package dev.drover.domain.script;

import dev.drover.domain.account.AccountAction;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Declares a script: its name, its parameters, and how a {@link Script} is created from their
 * values. {@link java.util.ServiceLoader} finds the implementations, which are stateless and
 * thread-safe.
 */
public interface ScriptType {

  /** Returns the name in requests and answers, in snake_case: {@code account_warmup}. */
  String name();

  /** Returns other names of the script that requests may use. */
  default List<String> otherNames() {
    return List.of();
  }

  /** Returns one line that says what the script does. */
  String summary();

  /** Returns the parameters, in the order of forms and documents. */
  List<Parameter<?>> parameters();

  /**
   * Returns the list parameter whose items become one task each; empty if a request creates one
   * task for each phone or account.
   */
  default Optional<Parameter<? extends List<?>>> fanOut() {
    return Optional.empty();
  }

  /**
   * Returns the daily budget that each task spends; no task starts once it is used up. Empty if the
   * script spends none, or spends budgets while it runs.
   */
  default Optional<AccountAction> spends() {
    return Optional.empty();
  }

  /** Tells whether its tasks take files from the material library or a folder. */
  default boolean takesFiles() {
    return false;
  }

  /** Checks rules that span parameters. Called even if single values have errors. */
  default void check(Values values, Problems problems) {}

  /**
   * Decides what a request leaves open, such as which line of a list a task takes. Called once a
   * task, as it is made; the result is stored, so that a retry does the same again. By default
   * nothing is open.
   *
   * @param values of the task, checked
   * @param number of the task among those of its request, from 0
   */
  default Values decided(Values values, int number, RandomGenerator random) {
    return values;
  }

  /**
   * Creates the script of one task.
   *
   * @param values checked; the {@linkplain #fanOut list} of targets has one item
   * @param number of the task among those of its request, from 0
   * @throws IllegalArgumentException if a newer version stored the values and this version can't
   *     use them; the message names the value
   */
  Script script(Values values, int number);

  /**
   * Reads what a client sends.
   *
   * @param given JDK values by their names on the wire; see {@link Kind}
   * @param problems receives all findings
   * @return the valid values; use them only if {@code problems} has no error
   */
  default Values read(Map<?, ?> given, AllowedEndpoints endpoints, Problems problems) {
    Values values = Values.read(parameters(), given, "", Kind.Check.ofRequest(problems, endpoints));
    check(values, problems);
    return values;
  }

  /**
   * Reads stored values.
   *
   * @throws IllegalArgumentException if this version does not know a value; the message names it
   */
  default Values readStored(Map<?, ?> stored) {
    Problems problems = new Problems();
    Values values = Values.read(parameters(), stored, "", Kind.Check.ofStored(problems));
    if (problems.hasErrors()) {
      throw new IllegalArgumentException(problems.errors().getFirst().toString());
    }
    return values;
  }

  /**
   * Creates the script of a stored task.
   *
   * @param stored JDK values by their names on the wire
   * @return an {@link UnreadableScript} if the type knows why the values can't be used any more
   * @throws IllegalArgumentException if this version does not know a value; the message names it
   */
  default Script ofStored(Map<?, ?> stored, int number) {
    return script(readStored(stored), number);
  }

  /** Returns the values of each task that a request creates for one phone or account, in order. */
  default List<Values> perTask(Values values) {
    return fanOut()
        .map(list -> values.items(list).stream().map(item -> values.withOne(list, item)).toList())
        .orElseGet(() -> List.of(values));
  }

  /**
   * Creates one task's script from given values, without a request.
   *
   * @throws IllegalArgumentException if a value is invalid
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
