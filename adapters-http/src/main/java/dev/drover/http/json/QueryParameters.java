package dev.drover.http.json;

import dev.drover.application.text.NearestName;
import io.helidon.common.uri.UriQuery;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.function.Function;

/**
 * Reads a request's query and collects its errors. A parameter is known once it was read, whether
 * or not the request has it; the rest is unknown. {@link Routes} makes one for each request.
 */
public final class QueryParameters {
  private static final int LARGEST_PAGE = 100_000_000;
  private static final int LARGEST_PAGE_SIZE = 100;
  private static final int DEFAULT_PAGE_SIZE = 20;
  private static final int MOST_UNKNOWN = 20;
  private static final int LONGEST_NAME = 60;

  /** Many clients add it with the time, so that no cache answers. */
  private static final String CACHE_BUSTER = "_";

  private final UriQuery query;
  private final Blank blank;
  private final SequencedSet<String> known = new LinkedHashSet<>();
  private final List<FieldError> errors = new ArrayList<>();

  /** What a parameter with blank text means. */
  enum Blank {
    /** It is not there, as in the filter of a list. */
    ABSENT,
    /** An error: a call that changes something must not do more than was meant. */
    REFUSED
  }

  QueryParameters(UriQuery query, Blank blank) {
    this.query = query;
    this.blank = blank;
  }

  /** Tells whether the parameter is there, blank or not. */
  public boolean has(String name) {
    known.add(name);
    return query.contains(name);
  }

  /** The parameter's text; blank text counts as absent, or is refused by calls that change. */
  public Optional<String> text(String name) {
    Optional<String> given =
        has(name) ? Optional.of(query.first(name).orElse("")) : Optional.empty();
    if (given.isPresent() && given.get().isBlank()) {
      if (blank == Blank.REFUSED) {
        errors.add(new FieldError(name, "must not be empty"));
      }
      return Optional.empty();
    }
    if (given.isPresent() && !Json.keepable(given.get())) {
      errors.add(
          new FieldError(name, "must not hold the character U+0000 or half of a surrogate pair"));
      return Optional.empty();
    }
    return given;
  }

  public <T> Optional<T> parsed(String name, Function<String, T> parse) {
    Optional<String> text = text(name);
    try {
      return text.map(parse);
    } catch (IllegalArgumentException refused) {
      errors.add(
          new FieldError(name, Optional.ofNullable(refused.getMessage()).orElse("can't be used")));
      return Optional.empty();
    }
  }

  public <T> Optional<T> choice(String name, Function<String, Optional<T>> find, String allowed) {
    Optional<String> text = text(name);
    Optional<T> found = text.flatMap(find);
    if (text.isPresent() && found.isEmpty()) {
      errors.add(new FieldError(name, "must be one of " + allowed));
    }
    return found;
  }

  /** False where it is absent. */
  public boolean flag(String name) {
    return trueOrFalse(name).orElse(false);
  }

  public Optional<Boolean> trueOrFalse(String name) {
    return choice(
        name,
        text ->
            switch (text) {
              case "true", "1" -> Optional.of(true);
              case "false", "0" -> Optional.of(false);
              default -> Optional.<Boolean>empty();
            },
        "true, false");
  }

  public Optional<Long> number(String name, long min, long max) {
    Optional<String> text = text(name);
    Optional<Long> number =
        text.filter(digits -> digits.matches("-?\\d{1,18}"))
            .map(Long::parseLong)
            .filter(value -> value >= min && value <= max);
    if (text.isPresent() && number.isEmpty()) {
      errors.add(new FieldError(name, "must be an integer from " + min + " to " + max));
    }
    return number;
  }

  public int page() {
    return number("page", 1, LARGEST_PAGE).orElse(1L).intValue();
  }

  public int pageSize() {
    return pageSize(DEFAULT_PAGE_SIZE);
  }

  /** Returns the page size, or this default if the parameter is absent. */
  public int pageSize(int byDefault) {
    return number("page_size", 1, LARGEST_PAGE_SIZE).orElse((long) byDefault).intValue();
  }

  /** Returns a warning for each parameter that was not read, or for the first of many. */
  List<String> warningsOfUnknown() {
    List<String> names = unknown();
    List<String> warnings = new ArrayList<>();
    for (String name : names.subList(0, Math.min(names.size(), MOST_UNKNOWN))) {
      warnings.add(
          "the query parameter \"" + shown(name) + "\" is not known and was ignored" + hint(name));
    }
    if (names.size() > MOST_UNKNOWN) {
      warnings.add(
          (names.size() - MOST_UNKNOWN) + " more query parameters are not known and were ignored");
    }
    return warnings;
  }

  /** Reports each parameter that was not read as an error, or the first of many. */
  void refuseUnknown() {
    unknown().stream()
        .limit(MOST_UNKNOWN)
        .forEach(
            name ->
                errors.add(
                    new FieldError(
                        shown(name), "is not a query parameter of this call" + hint(name))));
  }

  private List<String> unknown() {
    return query.names().stream()
        .filter(name -> !known.contains(name) && !name.equals(CACHE_BUSTER))
        .toList();
  }

  private String hint(String name) {
    if (known.isEmpty()) {
      return "; this call has no query parameters";
    }
    return NearestName.of(name, known).map(near -> "; did you mean \"" + near + "\"?").orElse("")
        + "; known are "
        + String.join(", ", known);
  }

  private static String shown(String name) {
    return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "…";
  }

  /**
   * @throws ApiError if anything read so far was wrong, naming all of it
   */
  void refuseIfInvalid() {
    if (!errors.isEmpty()) {
      throw ApiError.invalid(errors);
    }
  }
}
