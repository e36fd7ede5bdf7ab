package dev.drover.domain.script;

import java.math.BigDecimal;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.IntSummaryStatistics;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The form and the meaning of a parameter's values.
 *
 * <p>Values are JDK values: {@code String}, {@code Boolean}, {@code Number}, {@code List} and
 * {@code Map}, which an adapter converts from its JSON. {@link #check} converts a given value to
 * its canonical form, which is also the stored form. A canonical value is returned unchanged.
 *
 * @param <T> what a value means to a script
 */
public sealed interface Kind<T> {

  /**
   * Checks a given value.
   *
   * @param given neither blank text nor an empty array; a request's count as absent
   * @param field the parameter's path, for problems
   * @return the canonical value; empty if the value counts as absent, or is invalid and was
   *     reported to {@code check}
   */
  Optional<Object> check(Object given, String field, Check check);

  /** Returns what a canonical value means. */
  T meaning(Object canonical);

  /**
   * Collects the findings of a check, and holds what the check depends on.
   *
   * @param endpoints which endpoints parameters may name
   * @param stored whether the values were canonical when they were stored
   */
  record Check(Problems problems, AllowedEndpoints endpoints, boolean stored) {

    /** Returns a check of values that a client sends. */
    public static Check ofRequest(Problems problems, AllowedEndpoints endpoints) {
      return new Check(problems, endpoints, false);
    }

    /** Returns a check of values that were checked before they were stored. */
    public static Check ofStored(Problems problems) {
      return new Check(problems, AllowedEndpoints.ANY, true);
    }

    Optional<Object> refuse(String field, String message) {
      problems.error(field, message);
      return Optional.empty();
    }

    <T> Optional<Object> parsed(String text, String field, Function<String, T> parse) {
      try {
        var _ = parse.apply(text);
        return Optional.of(text);
      } catch (IllegalArgumentException refused) {
        return refuse(field, reason(refused));
      }
    }

    private static String reason(IllegalArgumentException refused) {
      return Optional.ofNullable(refused.getMessage()).orElse("can't be used");
    }
  }

  /**
   * Text; blank text counts as absent.
   *
   * @param parse throws an {@link IllegalArgumentException} with what is allowed
   */
  record Text<T>(Function<String, T> parse) implements Kind<T> {
    @Override
    public Optional<Object> check(Object given, String field, Check check) {
      if (!(given instanceof String text)) {
        return check.refuse(field, "must be a string");
      }
      String stripped = text.strip();
      return stripped.isEmpty() ? Optional.empty() : check.parsed(stripped, field, parse);
    }

    @Override
    public T meaning(Object canonical) {
      return parse.apply((String) canonical);
    }
  }

  /**
   * A list: an array of strings, or one string that holds several. The order is kept.
   *
   * @param form which of the two a client sends
   * @param separator between the items of one string
   * @param distinct whether equal items count once
   * @param parse parses one item; throws an {@link IllegalArgumentException} with what is allowed
   */
  record Items<T>(Form form, Separator separator, boolean distinct, Function<String, T> parse)
      implements Kind<List<T>> {
    private static final int MOST_NAMED = 5;

    /** Separates the items of one string. */
    public enum Separator {
      LINE(Pattern.compile("[\\r\\n]+")),
      LINE_OR_COMMA(Pattern.compile("[,\\r\\n]+"));

      private final Pattern pattern;

      Separator(Pattern pattern) {
        this.pattern = pattern;
      }
    }

    /** How a client sends a list. */
    public enum Form {
      ARRAY,
      STRING
    }

    @Override
    public Optional<Object> check(Object given, String field, Check check) {
      if (given instanceof Collection<?> array && (form == Form.ARRAY || check.stored())) {
        return ofArray(array, field, check);
      }
      return switch (form) {
        case ARRAY -> check.refuse(field, "must be an array of strings");
        case STRING ->
            given instanceof String text
                ? ofString(text, field, check)
                : check.refuse(field, "must be a string");
      };
    }

    private Optional<Object> ofArray(Collection<?> array, String field, Check check) {
      List<String> items = new ArrayList<>();
      int index = 0;
      for (Object item : array) {
        String place = field + "/" + index++;
        if (item instanceof String text) {
          check.parsed(text, place, parse).ifPresent(_ -> items.add(text));
        } else {
          check.refuse(place, "must be a string");
        }
      }
      return canonical(items, field, check);
    }

    /** Reads the items of one string, whatever the parameter's form is. */
    Optional<Object> ofString(String text, String field, Check check) {
      List<String> items =
          separator
              .pattern
              .splitAsStream(text)
              .map(String::strip)
              .filter(item -> !item.isEmpty())
              .filter(item -> check.parsed(item, field, one -> named(one)).isPresent())
              .toList();
      return canonical(items, field, check);
    }

    /** Says which of several items can't be used. */
    private T named(String item) {
      try {
        return parse.apply(item);
      } catch (IllegalArgumentException refused) {
        throw new IllegalArgumentException(
            "has \"" + item + "\": " + Optional.ofNullable(refused.getMessage()).orElse(""),
            refused);
      }
    }

    private Optional<Object> canonical(List<String> items, String field, Check check) {
      if (!distinct) {
        return items.isEmpty() ? Optional.empty() : Optional.of(items);
      }
      Set<T> seen = new HashSet<>();
      List<String> kept = new ArrayList<>();
      SequencedSet<String> repeated = new LinkedHashSet<>();
      items.forEach(item -> (seen.add(parse.apply(item)) ? kept : repeated).add(item));
      if (!repeated.isEmpty()) {
        check.problems().warning(field, "repeats " + named(repeated) + "; each item counts once");
      }
      return kept.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(kept));
    }

    private static String named(SequencedSet<String> items) {
      String first = items.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
      return items.size() > MOST_NAMED
          ? first + " and " + (items.size() - MOST_NAMED) + " more"
          : first;
    }

    @Override
    public List<T> meaning(Object canonical) {
      return ((List<?>) canonical).stream().map(item -> parse.apply((String) item)).toList();
    }
  }

  /** A whole number from {@code min} to {@code max}, both included. */
  record Whole<T>(int min, int max, IntFunction<T> meaning) implements Kind<T> {
    @Override
    public Optional<Object> check(Object given, String field, Check check) {
      Optional<Long> number = Scalar.whole(given, min, max);
      return number.isPresent()
          ? Optional.of(number.get().intValue())
          : check.refuse(field, "must be an integer from " + min + " to " + max);
    }

    @Override
    public T meaning(Object canonical) {
      return meaning.apply((Integer) canonical);
    }
  }

  /**
   * A number from {@code min} to {@code max}, whole or not, both included.
   *
   * @param min within the range of {@code int}, as {@code max}
   */
  record Decimal<T>(BigDecimal min, BigDecimal max, Function<BigDecimal, T> meaning)
      implements Kind<T> {
    @Override
    public Optional<Object> check(Object given, String field, Check check) {
      Optional<BigDecimal> number =
          Scalar.number(given).filter(value -> Scalar.isWithin(value, min, max));
      return number.isPresent()
          ? Optional.of(Scalar.canonical(number.get()))
          : check.refuse(field, "must be a number from " + min + " to " + max);
    }

    @Override
    public T meaning(Object canonical) {
      return meaning.apply(
          Scalar.number(canonical)
              .orElseThrow(() -> new IllegalArgumentException(canonical + " is not a number")));
    }
  }

  /** True or false. */
  record Flag() implements Kind<Boolean> {
    @Override
    public Optional<Object> check(Object given, String field, Check check) {
      Optional<Boolean> flag = Scalar.flag(given);
      return flag.isPresent()
          ? Optional.of(flag.get())
          : check.refuse(field, "must be true or false");
    }

    @Override
    public Boolean meaning(Object canonical) {
      return (Boolean) canonical;
    }
  }

  /** One of a closed set of words or numbers. */
  record Choice<T>(List<Option<T>> options) implements Kind<T> {
    public Choice {
      options = List.copyOf(options);
    }

    /**
     * A value that may be chosen.
     *
     * @param wire a {@code String}, or an {@code Integer}
     */
    public record Option<T>(Object wire, T meaning, String summary) {}

    /** Whether it has words as well as numbers. */
    public boolean mixed() {
      return options.stream().map(option -> option.wire().getClass()).distinct().count() > 1;
    }

    @Override
    public Optional<Object> check(Object given, String field, Check check) {
      boolean mixed = mixed();
      for (Option<T> option : options) {
        if (isMeant(option.wire(), given)
            || (mixed && option.wire().toString().equals(given.toString().strip()))) {
          return Optional.of(option.wire());
        }
      }
      return check.refuse(field, allowed(given, mixed));
    }

    private static boolean isMeant(Object wire, Object given) {
      return wire instanceof Integer number
          ? Scalar.whole(given, number, number).isPresent()
          : wire.equals(given);
    }

    private String allowed(Object given, boolean mixed) {
      if (options.stream().allMatch(option -> option.wire() instanceof Integer)) {
        IntSummaryStatistics range =
            options.stream().mapToInt(option -> (Integer) option.wire()).summaryStatistics();
        return "must be an integer from " + range.getMin() + " to " + range.getMax();
      }
      return !mixed && !(given instanceof String)
          ? "must be a string"
          : "must be one of "
              + options.stream()
                  .map(option -> option.wire().toString())
                  .collect(Collectors.joining(", "));
    }

    @Override
    public T meaning(Object canonical) {
      return options.stream()
          .filter(option -> option.wire().equals(canonical))
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException("does not know \"" + canonical + "\""))
          .meaning();
    }
  }

  /** An object with parameters of its own. */
  record Group(List<Parameter<?>> parameters) implements Kind<Values> {
    public Group {
      parameters = List.copyOf(parameters);
    }

    @Override
    public Optional<Object> check(Object given, String field, Check check) {
      if (!(given instanceof Map<?, ?> object)) {
        return check.refuse(field, "must be an object");
      }
      return Optional.of(Values.read(parameters, object, field + "/", check).canonical());
    }

    @Override
    public Values meaning(Object canonical) {
      return Values.ofCanonical((Map<?, ?>) canonical);
    }
  }

  /**
   * Text that is encrypted where it is stored and masked wherever it is shown.
   *
   * @param boundTo the parameter of the same object that the secret belongs to; a stored secret
   *     can't be decrypted for another value of it
   */
  record SecretText(Parameter<?> boundTo) implements Kind<Secret> {
    @Override
    public Optional<Object> check(Object given, String field, Check check) {
      if (given instanceof Secret) {
        return Optional.of(given);
      }
      if (!(given instanceof String text)) {
        return check.refuse(field, "must be a string");
      }
      return text.isBlank() ? Optional.empty() : Optional.of(new Secret(text.strip()));
    }

    @Override
    public Secret meaning(Object canonical) {
      return (Secret) canonical;
    }
  }

  /** The address of a service that Drover calls for the script. */
  record Endpoint() implements Kind<URI> {
    @Override
    public Optional<Object> check(Object given, String field, Check check) {
      if (!(given instanceof String text)) {
        return check.refuse(field, "must be a string");
      }
      if (text.isBlank()) {
        return Optional.empty();
      }
      String trimmed = withoutLastSlashes(text.strip());
      URI url;
      try {
        url = URI.create(trimmed);
      } catch (IllegalArgumentException _) {
        return check.refuse(field, "must be an https:// URL");
      }
      Optional<String> refusal = check.endpoints().refusal(url);
      return refusal.isPresent() ? check.refuse(field, refusal.get()) : Optional.of(trimmed);
    }

    private static String withoutLastSlashes(String text) {
      int end = text.length();
      while (end > 0 && text.charAt(end - 1) == '/') {
        end--;
      }
      return text.substring(0, end);
    }

    @Override
    public URI meaning(Object canonical) {
      return URI.create((String) canonical);
    }
  }
}
