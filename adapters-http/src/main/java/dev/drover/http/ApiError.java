package dev.drover.http;

import java.util.List;
import java.util.stream.Collectors;

/** A request that is answered with an error; nothing was changed. The message is for the client. */
final class ApiError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final String text;
  private final transient List<FieldError> fields;

  ApiError(ErrorCode code, String text) {
    this(code, text, List.of());
  }

  private ApiError(ErrorCode code, String text, List<FieldError> fields) {
    super(text);
    this.code = code;
    this.text = text;
    this.fields = List.copyOf(fields);
  }

  /** Fields that can't be used, all that were found. */
  static ApiError invalid(List<FieldError> fields) {
    return new ApiError(
        ErrorCode.INVALID_PARAMETER,
        fields.stream()
            .map(error -> error.field() + " " + error.message())
            .collect(Collectors.joining("; ")),
        fields);
  }

  static ApiError invalid(String field, String message) {
    return invalid(List.of(new FieldError(field, message)));
  }

  ErrorCode code() {
    return code;
  }

  String text() {
    return text;
  }

  List<FieldError> fields() {
    return fields;
  }
}
