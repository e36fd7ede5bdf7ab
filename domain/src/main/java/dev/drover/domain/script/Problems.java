package dev.drover.domain.script;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Collects everything that is wrong with given parameters, so that a client learns of all of it at
 * once. A finding that is recorded twice counts once. Not thread-safe.
 */
public final class Problems {
  private final Set<Problem> errors = new LinkedHashSet<>();
  private final Set<Problem> warnings = new LinkedHashSet<>();
  private final Set<Unknown> unknown = new LinkedHashSet<>();

  /**
   * One finding.
   *
   * @param field the parameter, with a slash before each further level: {@code
   *     chatgpt_settings/api_key}, {@code target_users/3}
   * @param message what is wrong with it, as it follows the field's name: {@code must be a string}
   */
  public record Problem(String field, String message) {
    @Override
    public String toString() {
      return field + " " + message;
    }
  }

  /** Records that a value can't be used. No task is created then. */
  public void error(String field, String message) {
    errors.add(new Problem(field, message));
  }

  /** Records that a value is valid but may not do what its sender expects. */
  public void warning(String field, String message) {
    warnings.add(new Problem(field, message));
  }

  /**
   * A field that is no parameter.
   *
   * @param field as in {@link Problem}
   * @param known the parameters that there are in its place
   */
  public record Unknown(String field, List<String> known) {
    public Unknown {
      known = List.copyOf(known);
    }

    /** The last part of the field: the name that was given. */
    public String name() {
      return field.substring(field.lastIndexOf('/') + 1);
    }
  }

  /** Records a field that is no parameter. It is warned of: its value has no effect. */
  void unknown(String field, List<String> known) {
    unknown.add(new Unknown(field, known));
    warning(field, "is not a parameter of this script and was ignored");
  }

  /** Returns the fields that are no parameters; each is among the warnings, too. */
  public List<Unknown> unknown() {
    return List.copyOf(unknown);
  }

  public List<Problem> errors() {
    return List.copyOf(errors);
  }

  public List<Problem> warnings() {
    return List.copyOf(warnings);
  }

  public boolean hasErrors() {
    return !errors.isEmpty();
  }

  /** Whether the field, or one within it, has an error. */
  public boolean hasErrors(String field) {
    return errors.stream()
        .anyMatch(error -> error.field().equals(field) || error.field().startsWith(field + "/"));
  }
}
