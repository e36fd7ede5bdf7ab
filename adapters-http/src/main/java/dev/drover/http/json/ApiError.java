package dev.drover.http.json;

import java.util.List;
import java.util.stream.Collectors;

/** A request is refused; nothing has changed. The message is for the client. A retry is safe. */
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

  /** Refuses a request for all of its invalid fields. */
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
