package dev.drover.domain.script;

import dev.drover.domain.app.Platform;
import dev.drover.domain.script.Kind.Check;
import dev.drover.domain.script.Kind.Items;
import dev.drover.domain.script.Parameter.Required;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;

/**
 * The checked parameters of a script, by their names on the wire. It holds only the values that
 * were given; fallbacks stand for the others. Immutable.
 */
public final class Values {
  private static final int MOST_NAMED = 3;

  private final Map<String, Object> canonical;

  private Values(Map<String, Object> canonical) {
    this.canonical = Collections.unmodifiableMap(new LinkedHashMap<>(canonical));
  }

  /**
   * Reads given values. Invalid ones are reported to {@code check} and left out.
   *
   * @param prefix of the fields in problems: empty, or the object's path with a slash
   */
  public static Values read(
      List<Parameter<?>> parameters, Map<?, ?> given, String prefix, Check check) {
    Map<String, Object> canonical = new LinkedHashMap<>();
    for (Parameter<?> parameter : parameters) {
      given(parameter, given, prefix, check)
          .ifPresent(value -> canonical.put(parameter.name(), value));
    }
    Values values = new Values(canonical);
    if (!check.stored()) {
      List<String> known = names(parameters);
      List<String> unknown =
          given.keySet().stream()
              .map(Object::toString)
              .filter(key -> !known.contains(key))
              .toList();
      for (Parameter<?> parameter : parameters) {
        values.demand(parameter, prefix, unknown, check.problems());
      }
      unknown.forEach(key -> check.problems().unknown(prefix + key, known));
    }
    return values;
  }

  private static Optional<Object> given(
      Parameter<?> parameter, Map<?, ?> given, String prefix, Check check) {
    Optional<Object> own = present(given, parameter.name());
    if (own.isPresent()) {
      return parameter.kind().check(own.get(), prefix + parameter.name(), check);
    }
    for (String name : parameter.otherNames()) {
      Optional<Object> other = present(given, name);
      if (other.isPresent() && parameter.kind() instanceof Items<?> items) {
        if (!(other.get() instanceof String text)) {
          return check.refuse(prefix + name, "must be a string");
        }
        Optional<Object> value = items.ofString(text, prefix + name, check);
        if (value.isEmpty() && !check.problems().hasErrors(prefix + name)) {
          demandOne(parameter, prefix + name, check);
        }
        return value;
      }
    }
    return Optional.empty();
  }

  /** Blank text and an empty array count as absent, whatever the parameter is. */
  private static Optional<Object> present(Map<?, ?> given, String name) {
    return Optional.<Object>ofNullable(given.get(name))
        .filter(
            value ->
                switch (value) {
                  case String text -> !text.isBlank();
                  case Collection<?> array -> !array.isEmpty();
                  default -> true;
                });
  }

  private static void demandOne(Parameter<?> parameter, String field, Check check) {
    if (parameter.required() instanceof Required.Always) {
      check.problems().error(field, "must name at least one");
    }
  }

  /**
   * @param unknown given names that are no parameters; one may have been meant for what is missing
   */
  private void demand(
      Parameter<?> parameter, String prefix, List<String> unknown, Problems problems) {
    String field = prefix + parameter.name();
    if (has(parameter)
        || problems.hasErrors(field)
        || parameter.otherNames().stream().anyMatch(name -> problems.hasErrors(prefix + name))) {
      return;
    }
    switch (parameter.required()) {
      case Required.No _ -> {}
      case Required.Always always ->
          problems.error(field, demand(parameter, always.hint(), unknown));
      case Required.With with -> {
        boolean spared = with.unless().filter(this::has).isPresent();
        if (!spared && valueOf(with.parameter()).filter(with.value()::equals).isPresent()) {
          problems.error(
              field,
              "is required with "
                  + with.parameter().name()
                  + " "
                  + with.value()
                  + (with.hint().isEmpty() ? "" : ": " + with.hint()));
        }
      }
    }
  }

  private static String demand(Parameter<?> parameter, String hint, List<String> unknown) {
    return parameter.otherNames().isEmpty()
        ? "is required" + (hint.isEmpty() ? "" : ": " + hint)
        : "or " + parameter.otherNames().getFirst() + " must name at least one" + butNot(unknown);
  }

  private static String butNot(List<String> unknown) {
    return switch (unknown.size()) {
      case 0 -> "";
      case 1 -> "; " + unknown.getFirst() + " is not a parameter of this script";
      default ->
          "; "
              + String.join(", ", unknown.subList(0, Math.min(MOST_NAMED, unknown.size())))
              + (unknown.size() > MOST_NAMED ? " and more" : "")
              + " are not parameters of this script";
    };
  }

  private static List<String> names(List<Parameter<?>> parameters) {
    List<String> known = new ArrayList<>();
    for (Parameter<?> parameter : parameters) {
      known.add(parameter.name());
      known.addAll(parameter.otherNames());
    }
    return known;
  }

  static Values ofCanonical(Map<?, ?> canonical) {
    Map<String, Object> copy = new LinkedHashMap<>();
    canonical.forEach((name, value) -> copy.put(name.toString(), value));
    return new Values(copy);
  }

  /** The given values in their canonical form, which is what is stored. */
  public Map<String, Object> canonical() {
    return canonical;
  }

  /** Whether the parameter was given. */
  public boolean has(Parameter<?> parameter) {
    return canonical.containsKey(parameter.name());
  }

  private Optional<Object> valueOf(Parameter<?> parameter) {
    return Optional.ofNullable(canonical.get(parameter.name())).or(parameter::fallback);
  }

  /** Returns the given value; empty if none was given. */
  public <T> Optional<T> given(Parameter<T> parameter) {
    return Optional.ofNullable(canonical.get(parameter.name())).map(parameter.kind()::meaning);
  }

  /** Returns the given value or the fallback; empty if there is neither. */
  public <T> Optional<T> find(Parameter<T> parameter) {
    return valueOf(parameter).map(parameter.kind()::meaning);
  }

  /**
   * Returns the given value or the fallback.
   *
   * @throws IllegalArgumentException if there is neither
   */
  public <T> T get(Parameter<T> parameter) {
    return find(parameter)
        .orElseThrow(() -> new IllegalArgumentException(parameter.name() + " is missing"));
  }

  /** Returns these values with a single item of a list, for that item's task. */
  public Values withOne(Parameter<? extends List<?>> parameter, Object item) {
    Map<String, Object> one = new LinkedHashMap<>(canonical);
    one.put(parameter.name(), List.of(item));
    return new Values(one);
  }

  /**
   * Returns these values with one item of each of these lists that was given.
   *
   * @param place which item, given how many there are
   */
  public Values deciding(IntUnaryOperator place, List<Parameter<? extends List<?>>> lists) {
    Map<String, Object> one = new LinkedHashMap<>(canonical);
    for (Parameter<? extends List<?>> list : lists) {
      List<?> items = items(list);
      if (!items.isEmpty()) {
        one.put(list.name(), List.of(items.get(place.applyAsInt(items.size()))));
      }
    }
    return new Values(one);
  }

  /** The canonical items of a list; empty where it was not given. */
  public List<?> items(Parameter<? extends List<?>> parameter) {
    return canonical.get(parameter.name()) instanceof List<?> list ? list : List.of();
  }

  /** Returns the values that an app does not support and a request for it must not have. */
  public List<Unfit> unfitFor(List<Parameter<?>> parameters, Platform platform) {
    return unsupported(parameters, platform)
        .filter(parameter -> !parameter.ignoredElsewhere())
        .map(parameter -> Unfit.onlyOn(parameter.onlyOn().orElseThrow(), parameter.name()))
        .toList();
  }

  /** Returns the names of the values that an app does not support and that it ignores. */
  public List<String> ignoredOn(List<Parameter<?>> parameters, Platform platform) {
    return unsupported(parameters, platform)
        .filter(Parameter::ignoredElsewhere)
        .map(Parameter::name)
        .toList();
  }

  private Stream<Parameter<?>> unsupported(List<Parameter<?>> parameters, Platform platform) {
    return parameters.stream()
        .filter(parameter -> parameter.onlyOn().filter(only -> only != platform).isPresent())
        .filter(this::has)
        .filter(parameter -> !valueOf(parameter).equals(parameter.fallback()));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Values values && canonical.equals(values.canonical);
  }

  @Override
  public int hashCode() {
    return canonical.hashCode();
  }

  /** Prints secrets as their mask. */
  @Override
  public String toString() {
    return canonical.toString();
  }
}
