package dev.drover.domain.script;

import dev.drover.domain.app.Platform;
import dev.drover.domain.script.Kind.Choice;
import dev.drover.domain.script.Kind.Items;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One parameter of a script. The checks of requests, the stored form, the schemas, forms and {@code
 * docs/scripts.md} are derived from this declaration.
 *
 * @param name on the wire, in snake_case
 * @param otherNames further names for a single string with several items; the first one given is
 *     used, and only if {@code name} is not given
 * @param fallback the canonical default value
 * @param required when a client must give it
 * @param onlyOn the only app that supports it; other apps accept the fallback alone
 * @param ignoredElsewhere whether other apps accept and ignore any value, since the effect of the
 *     script is the same without it
 * @param section the heading in a form
 * @param summary one line for people
 * @param <T> what a value means to the script
 */
public record Parameter<T>(
    String name,
    Kind<T> kind,
    List<String> otherNames,
    Optional<Object> fallback,
    Required required,
    Optional<Platform> onlyOn,
    boolean ignoredElsewhere,
    String section,
    String summary) {

  /** When a client must give a parameter. */
  public sealed interface Required {

    /** Never, unless a rule of the script requires it. */
    record No() implements Required {}

    /**
     * Always.
     *
     * @param hint what to give, as it follows "is required: "; empty for none
     */
    record Always(String hint) implements Required {}

    /**
     * If another parameter has a given value, unless a third parameter is given.
     *
     * @param parameter the other parameter
     * @param value its canonical value
     * @param unless the third; empty for none
     * @param hint what to give; empty for none
     */
    record With(Parameter<?> parameter, Object value, Optional<Parameter<?>> unless, String hint)
        implements Required {}
  }

  public Parameter {
    otherNames = List.copyOf(otherNames);
  }

  private static <T> Parameter<T> of(String name, Kind<T> kind) {
    return new Parameter<>(
        name,
        kind,
        List.of(),
        Optional.empty(),
        new Required.No(),
        Optional.empty(),
        false,
        "",
        "");
  }

  /** Declares text that is used as given. */
  public static Parameter<String> text(String name) {
    return text(name, Function.identity());
  }

  /**
   * Declares text that is parsed.
   *
   * @param parse throws an {@link IllegalArgumentException} that says what is allowed
   */
  public static <T> Parameter<T> text(String name, Function<String, T> parse) {
    return of(name, new Kind.Text<>(parse));
  }

  /** Text with one item a line; repeated items count once. */
  public static <T> Parameter<List<T>> lines(String name, Function<String, T> parse) {
    return of(name, new Items<>(Items.Form.STRING, Items.Separator.LINE, true, parse));
  }

  /** Text with items separated by commas or line ends; repeated items count once. */
  public static <T> Parameter<List<T>> words(String name, Function<String, T> parse) {
    return of(name, new Items<>(Items.Form.STRING, Items.Separator.LINE_OR_COMMA, true, parse));
  }

  /** An array of strings; repeated items count once. */
  public static <T> Parameter<List<T>> array(String name, Function<String, T> parse) {
    return of(name, new Items<>(Items.Form.ARRAY, Items.Separator.LINE_OR_COMMA, true, parse));
  }

  /** An array of strings; repeated items are kept. */
  public static <T> Parameter<List<T>> sequence(String name, Function<String, T> parse) {
    return of(name, new Items<>(Items.Form.ARRAY, Items.Separator.LINE_OR_COMMA, false, parse));
  }

  /** A whole number from {@code min} to {@code max}. */
  public static Parameter<Integer> whole(String name, int min, int max) {
    return of(name, new Kind.Whole<>(min, max, number -> number));
  }

  /** Seconds from {@code min} to {@code max}, whole or not; read to the nanosecond. */
  public static Parameter<Duration> seconds(String name, int min, int max) {
    return of(
        name,
        new Kind.Decimal<>(
            BigDecimal.valueOf(min),
            BigDecimal.valueOf(max),
            seconds -> Duration.ofNanos(seconds.movePointRight(9).longValue())));
  }

  /** A probability from 0 to 100 percent, whole or not. */
  public static Parameter<Double> percent(String name) {
    return of(
        name,
        new Kind.Decimal<>(BigDecimal.ZERO, BigDecimal.valueOf(100), BigDecimal::doubleValue));
  }

  /** A number from {@code min} to {@code max}. */
  public static Parameter<Double> decimal(String name, double min, double max) {
    return of(
        name,
        new Kind.Decimal<>(
            BigDecimal.valueOf(min), BigDecimal.valueOf(max), BigDecimal::doubleValue));
  }

  /** True or false. */
  public static Parameter<Boolean> flag(String name) {
    return of(name, new Kind.Flag());
  }

  /** One of the given options. */
  @SafeVarargs
  @SuppressWarnings("varargs")
  public static <T> Parameter<T> choice(String name, Choice.Option<T>... options) {
    return of(name, new Choice<>(List.of(options)));
  }

  /** An object with parameters of its own. */
  public static Parameter<Values> group(String name, Parameter<?>... parameters) {
    return of(name, new Kind.Group(List.of(parameters)));
  }

  /** A secret that is bound to the value of another parameter of the same object. */
  public static Parameter<Secret> secret(String name, Parameter<?> boundTo) {
    return of(name, new Kind.SecretText(boundTo));
  }

  /** The address of a service that Drover calls. */
  public static Parameter<java.net.URI> endpoint(String name) {
    return of(name, new Kind.Endpoint());
  }

  /** Returns this parameter with a default, in canonical form. */
  public Parameter<T> otherwise(Object canonical) {
    kind.meaning(canonical);
    return new Parameter<>(
        name,
        kind,
        otherNames,
        Optional.of(canonical),
        required,
        onlyOn,
        ignoredElsewhere,
        section,
        summary);
  }

  /** Returns this parameter with further names for its value as one string. */
  public Parameter<T> alsoAs(String... names) {
    return new Parameter<>(
        name,
        kind,
        Arrays.asList(names),
        fallback,
        required,
        onlyOn,
        ignoredElsewhere,
        section,
        summary);
  }

  /** Returns this parameter as always required. */
  public Parameter<T> required(String hint) {
    return requiredBy(new Required.Always(hint));
  }

  /** Returns this parameter as required if another one has this canonical value. */
  public Parameter<T> requiredWith(Parameter<?> other, Object value, String hint) {
    return requiredBy(new Required.With(other, value, Optional.empty(), hint));
  }

  /** Returns it as required if another one has this canonical value and a third is not given. */
  public Parameter<T> requiredWith(Parameter<?> other, Object value, Parameter<?> unless) {
    return requiredBy(new Required.With(other, value, Optional.of(unless), ""));
  }

  private Parameter<T> requiredBy(Required rule) {
    return new Parameter<>(
        name, kind, otherNames, fallback, rule, onlyOn, ignoredElsewhere, section, summary);
  }

  /** Returns this parameter as supported by one app only; a request for another is refused. */
  public Parameter<T> onlyOn(Platform platform) {
    return on(platform, false);
  }

  /** Returns this parameter as supported by one app only; others ignore it with a warning. */
  public Parameter<T> ignoredExceptOn(Platform platform) {
    return on(platform, true);
  }

  private Parameter<T> on(Platform platform, boolean ignored) {
    return new Parameter<>(
        name,
        kind,
        otherNames,
        fallback,
        required,
        Optional.of(platform),
        ignored,
        section,
        summary);
  }

  /** Returns this parameter with its heading in forms and one line of documentation. */
  public Parameter<T> described(String newSection, String newSummary) {
    return new Parameter<>(
        name,
        kind,
        otherNames,
        fallback,
        required,
        onlyOn,
        ignoredElsewhere,
        newSection,
        newSummary);
  }
}
