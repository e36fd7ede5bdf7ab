package dev.drover.http.live;

/**
 * What a client sends is not what it may send; the socket is closed with this code and message. A
 * retry is safe with another message.
 */
final class WebSocketError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Codes of RFC 6455, section 7.4.1. */
  static final int NORMAL = 1000;

  static final int GOING_AWAY = 1001;
  static final int PROTOCOL_ERROR = 1002;
  static final int NO_BINARY = 1003;
  static final int NOT_JSON = 1007;
  static final int POLICY = 1008;
  static final int TOO_BIG = 1009;
  static final int TRY_AGAIN_LATER = 1013;

  private final int code;
  private final String reason;

  WebSocketError(int code, String reason) {
    super(reason);
    this.code = code;
    this.reason = reason;
  }

  int code() {
    return code;
  }

  String reason() {
    return reason;
  }
}
