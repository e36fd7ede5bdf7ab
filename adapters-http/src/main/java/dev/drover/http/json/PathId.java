package dev.drover.http.json;

import io.helidon.webserver.http.ServerRequest;
import java.util.function.Function;

/** Reads the numeric id that a path names, such as that of {@code /task/{id}}. */
public final class PathId {
  private static final int MOST_DIGITS = 18;

  private PathId() {}

  /**
   * Reads an id.
   *
   * @param parameter its name in the route
   * @param field its name in the error
   * @param allowed what the error says that it must be
   * @param notFound what is thrown where nothing can have this id
   * @return at least 1
   * @throws ApiError 40001 if it is not a number; else what {@code notFound} makes
   */
  public static long read(
      ServerRequest request,
      String parameter,
      String field,
      String allowed,
      Function<String, ApiError> notFound) {
    String text = request.path().pathParameters().get(parameter);
    if (!text.matches("-?\\d+")) {
      throw ApiError.invalid(field, allowed);
    }
    if (text.startsWith("-") || text.length() > MOST_DIGITS || Long.parseLong(text) == 0) {
      throw notFound.apply(text);
    }
    return Long.parseLong(text);
  }
}
