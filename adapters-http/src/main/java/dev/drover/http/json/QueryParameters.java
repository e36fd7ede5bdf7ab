package dev.drover.http.json;

import io.helidon.webserver.http.ServerRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads a request's query and collects its errors. Unknown parameters are ignored. */
public final class QueryParameters {
  private static final int LARGEST_PAGE = 100_000_000;
  private static final int LARGEST_PAGE_SIZE = 100;
  private static final int DEFAULT_PAGE_SIZE = 20;

  private final ServerRequest request;
  private final List<FieldError> errors = new ArrayList<>();

  public QueryParameters(ServerRequest request) {
    this.request = request;
  }

  /** The parameter's text; blank text counts as absent. */
  public Optional<String> text(String name) {
    Optional<String> text =
        request.query().contains(name)
            ? request.query().first(name).asOptional().filter(value -> !value.isBlank())
            : Optional.empty();
    if (text.isPresent() && !Json.keepable(text.get())) {
      errors.add(
          new FieldError(name, "must not hold the character U+0000 or half of a surrogate pair"));
      return Optional.empty();
    }
    return text;
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

  /** Likewise, with another default. */
  public int pageSize(int byDefault) {
    return number("page_size", 1, LARGEST_PAGE_SIZE).orElse((long) byDefault).intValue();
  }

  /**
   * @throws ApiError if anything read so far was wrong, naming all of it
   */
  public void refuseIfInvalid() {
    if (!errors.isEmpty()) {
      throw ApiError.invalid(errors);
    }
  }
}
