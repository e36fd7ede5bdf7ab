package dev.drover.device.adb;

import java.util.Optional;

/**
 * A program on the phone gave no usable HTTP answer. Asking again is safe where nothing was {@link
 * #sent}; else the program may have done what it was asked. The message is for the user.
 */
public final class HttpExchangeFailed extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean sent;

  HttpExchangeFailed(String message, boolean sent) {
    super(message);
    this.sent = sent;
  }

  HttpExchangeFailed(PhoneLost lost, boolean sent) {
    super(
        lost.getMessage()
            + Optional.ofNullable(lost.getCause())
                .map(Throwable::getMessage)
                .map(why -> ": " + why)
                .orElse(""),
        lost);
    this.sent = sent;
  }

  /** Whether the request, or a part of it, may have reached the program. */
  public boolean sent() {
    return sent;
  }
}
