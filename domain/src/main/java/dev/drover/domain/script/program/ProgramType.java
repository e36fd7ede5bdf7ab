package dev.drover.domain.script.program;

import dev.drover.domain.app.Platform;
import dev.drover.domain.script.Kind;
import dev.drover.domain.script.Parameter;
import dev.drover.domain.script.Parameter.Required;
import dev.drover.domain.script.Problems;
import dev.drover.domain.script.Script;
import dev.drover.domain.script.ScriptType;
import dev.drover.domain.script.UnreadableScript;
import dev.drover.domain.script.Values;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Declares a script that is a program. Its tasks store the values of its parameters alone, so that
 * the command is always the one that the operator has declared.
 *
 * @param name 1 to 40 lower-case letters, digits, underscores and hyphens, a letter first
 * @param summary one line that says what the program does
 * @param command the program and its arguments, as they are passed to it; at least the program
 * @param folder in which it is started
 * @param app the app that is opened, with the task's account, before the program starts; empty if
 *     the program gets the phone as it is
 * @param timeout after which it is ended; 1 s to 24 h
 * @param effects what it may change outside the phone
 * @param announcesIntents whether it says so before each step that can't be taken back; only with
 *     {@link Effects#SOME}
 */
public record ProgramType(
    String name,
    String summary,
    List<String> command,
    Path folder,
    Optional<Platform> app,
    Duration timeout,
    Effects effects,
    boolean announcesIntents,
    List<Parameter<?>> parameters)
    implements ScriptType {
  public static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(30);

  private static final Duration SHORTEST_TIMEOUT = Duration.ofSeconds(1);
  private static final Duration LONGEST_TIMEOUT = Duration.ofHours(24);

  /** The same form as the names of adapters. */
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]{0,39}");

  public ProgramType {
    command = List.copyOf(command);
    parameters = List.copyOf(parameters);
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "the name \""
              + name
              + "\" must be 1 to 40 lower-case letters, digits, underscores and hyphens, a letter"
              + " first");
    }
    if (command.isEmpty() || command.getFirst().isBlank()) {
      throw new IllegalArgumentException("the command must name a program");
    }
    if (command.stream().anyMatch(word -> word.indexOf('\0') >= 0)) {
      throw new IllegalArgumentException("the command must have no NUL character");
    }
    if (timeout.compareTo(SHORTEST_TIMEOUT) < 0 || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
      throw new IllegalArgumentException("the timeout must be 1s to 24h");
    }
    if (announcesIntents && effects == Effects.NONE) {
      throw new IllegalArgumentException(
          "a program without effects has no intents to announce; take one of the two out");
    }
    Set<String> names = new HashSet<>();
    for (Parameter<?> parameter : parameters) {
      if (!names.add(parameter.name())) {
        throw new IllegalArgumentException("two parameters are called " + parameter.name());
      }
    }
  }

  /** Returns the name of what is opened: {@code generic}, or that of the app. */
  public String platformName() {
    return app.map(Platform::wireName).orElse("generic");
  }

  /**
   * Tells whether the start of the program is itself a step that can't be taken back: it may do
   * anything, and does not say when.
   */
  public boolean startIsDecisive() {
    return effects == Effects.SOME && !announcesIntents;
  }

  @Override
  public Script script(Values values, int number) {
    return new ProgramScript(this, values);
  }

  /**
   * Refuses values that don't fit the declaration of today: the program would not get what the task
   * was created with.
   */
  @Override
  public Script ofStored(Map<?, ?> stored, int number) {
    Problems problems = new Problems();
    Values values = Values.read(parameters, stored, "", Kind.Check.ofStored(problems));
    Set<String> known = parameters.stream().map(Parameter::name).collect(Collectors.toSet());
    for (Object given : stored.keySet()) {
      if (!known.contains(given.toString())) {
        problems.error(given.toString(), "is no parameter of it any more");
      }
    }
    for (Parameter<?> parameter : parameters) {
      if (parameter.required() instanceof Required.Always
          && !values.has(parameter)
          && !problems.hasErrors(parameter.name())) {
        problems.error(parameter.name(), "is required now");
      }
    }
    return problems.hasErrors()
        ? new UnreadableScript(
            name,
            "the script "
                + name
                + " was changed after the task was created: "
                + problems.errors().stream()
                    .map(Problems.Problem::toString)
                    .collect(Collectors.joining("; "))
                + ". Nothing was run; create the task anew")
        : script(values, number);
  }
}
