package dev.drover.http.lease;

import dev.drover.application.lease.FindLease;
import dev.drover.application.lease.HeldPhone;
import dev.drover.application.port.storage.DeviceDirectory;
import dev.drover.application.port.storage.PhoneLeases;
import dev.drover.domain.lease.LeaseToken;
import dev.drover.domain.lease.PhoneLease;
import dev.drover.http.guard.RequestContext;
import dev.drover.http.json.ApiError;
import dev.drover.http.json.ErrorCode;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.util.Optional;

/** Finds the phone that a request's session id proves. Thread-safe. */
final class Sessions {
  private static final HeaderName ID = HeaderNames.create("x-session-id");
  private static final String IN_PATH = "session_id";

  private final FindLease finding;
  private final PhoneLeases leases;
  private final DeviceDirectory devices;

  Sessions(FindLease finding, PhoneLeases leases, DeviceDirectory devices) {
    this.finding = finding;
    this.leases = leases;
    this.devices = devices;
  }

  /**
   * Whether the request comes from the own program of an attempt, by the id in its header. Such a
   * program has no API key. Everybody else needs one: whose key is revoked must not go on by a
   * session.
   */
  boolean isOfAttemptByHeader(ServerRequest request) {
    return header(request).filter(this::isOfAttempt).isPresent();
  }

  /** As {@link #isOfAttemptByHeader}, by the id in its path. */
  boolean isOfAttemptByPath(ServerRequest request) {
    return inPath(request).filter(this::isOfAttempt).isPresent();
  }

  private boolean isOfAttempt(LeaseToken token) {
    return switch (finding.find(token)) {
      case FindLease.Result.Found _ -> leases.find(token.hash()).isEmpty();
      case FindLease.Result.OnOtherServer _, FindLease.Result.Over _ -> false;
    };
  }

  /** The id in the header, if it could be one. */
  static Optional<LeaseToken> header(ServerRequest request) {
    return request.headers().contains(ID)
        ? LeaseToken.parse(request.headers().get(ID).get().strip())
        : Optional.empty();
  }

  private static Optional<LeaseToken> inPath(ServerRequest request) {
    return LeaseToken.parse(request.path().pathParameters().get(IN_PATH));
  }

  /**
   * The id in the path.
   *
   * @throws ApiError 40303 if it can't be one
   */
  static LeaseToken path(ServerRequest request) {
    return inPath(request).orElseThrow(Sessions::over);
  }

  /**
   * Returns the phone that a request drives.
   *
   * @param serial which phone the request means, by serial or address; the session's where it does
   *     not say
   * @throws ApiError 40303 if the header has no id of a session, the session is over, or it is for
   *     another phone; 40901 if another server has the phone
   */
  HeldPhone driven(ServerRequest request, Optional<String> serial) {
    if (!request.headers().contains(ID)) {
      throw new ApiError(
          ErrorCode.NO_SESSION,
          "the header x-session-id is missing; POST /rpc/session opens a session and answers its"
              + " id");
    }
    HeldPhone phone = held(header(request).orElseThrow(Sessions::over));
    if (serial.filter(named -> !isPhone(named, phone)).isPresent()) {
      throw new ApiError(
          ErrorCode.NO_SESSION,
          "the session is not for the phone that the request names; open one for that phone");
    }
    RequestContext.of(request).about("phone " + phone.serial());
    return phone;
  }

  private boolean isPhone(String named, HeldPhone phone) {
    return named.equals(phone.serial().value())
        || devices.resolve(named).filter(phone.serial()::equals).isPresent();
  }

  /**
   * Returns the phone that an id proves.
   *
   * @throws ApiError as {@link #driven}
   */
  HeldPhone held(LeaseToken token) {
    return switch (finding.find(token)) {
      case FindLease.Result.Found found -> found.phone();
      case FindLease.Result.OnOtherServer other -> throw elsewhere(other.lease());
      case FindLease.Result.Over _ -> throw over();
    };
  }

  static ApiError elsewhere(PhoneLease lease) {
    return new ApiError(
        ErrorCode.CONFLICT,
        "phone "
            + lease.serial()
            + " is driven by the server "
            + lease.node()
            + "; send the request there");
  }

  static ApiError over() {
    return new ApiError(
        ErrorCode.NO_SESSION,
        "no session has this id, or it is over; POST /rpc/session opens a new one");
  }
}
