package dev.drover.http.json;

/** Every code that the envelope can carry, with its HTTP status. */
public enum ErrorCode {
  SUCCESS(0, 200),
  INVALID_PARAMETER(40001, 400),
  SCRIPT_NAME_MISSING(40002, 400),
  SCRIPT_NOT_SUPPORTED(40003, 400),
  KEY_REFUSED(40101, 401),
  NO_API_ACCESS(40301, 403),
  CROSS_SITE(40302, 403),
  NO_SESSION(40303, 403),
  ADB_OFF(40304, 403),
  NOT_FOUND(40401, 404),
  METHOD_NOT_ALLOWED(40501, 405),
  CONFLICT(40901, 409),
  TOO_LARGE(41301, 413),
  UNSUPPORTED_MEDIA_TYPE(41501, 415),
  RANGE_NOT_SATISFIABLE(41601, 416),
  LIMIT_EXCEEDED(42901, 429),
  INTERNAL_ERROR(50001, 500),
  NOT_READY(50301, 503);

  private final int code;
  private final int httpStatus;

  ErrorCode(int code, int httpStatus) {
    this.code = code;
    this.httpStatus = httpStatus;
  }

  public int code() {
    return code;
  }

  public int httpStatus() {
    return httpStatus;
  }
}
