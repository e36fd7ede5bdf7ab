package dev.drover.http.json;

import java.util.List;
import java.util.stream.Collectors;

/** A request that is answered with an error; nothing was changed. The message is for the client. */
public final class ApiError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final String text;
  private final transient List<FieldError> fields;

  public ApiError(ErrorCode code, String text) {
    this(code, text, List.of());
  }

  private ApiError(ErrorCode code, String text, List<FieldError> fields) {
    super(text);
    this.code = code;
    this.text = text;
    this.fields = List.copyOf(fields);
  }

  /** Fields that can't be used, all that were found. */
  public static ApiError invalid(List<FieldError> fields) {
    return new ApiError(
        ErrorCode.INVALID_PARAMETER,
        fields.stream()
            .map(error -> error.field() + " " + error.message())
            .collect(Collectors.joining("; ")),
        fields);
  }

  public static ApiError invalid(String field, String message) {
    return invalid(List.of(new FieldError(field, message)));
  }

  public ErrorCode code() {
    return code;
  }

  public String text() {
    return text;
  }

  public List<FieldError> fields() {
    return fields;
  }
}
