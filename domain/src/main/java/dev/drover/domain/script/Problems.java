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
