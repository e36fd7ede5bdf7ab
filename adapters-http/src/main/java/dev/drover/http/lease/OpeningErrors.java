package dev.drover.http.lease;

import dev.drover.application.lease.LeasePhone;
import dev.drover.domain.device.Device;
import dev.drover.domain.lease.PhoneLease;
import dev.drover.http.json.ApiError;
import dev.drover.http.json.ErrorCode;
import dev.drover.http.json.Json;
import java.util.Locale;

/** Words why a session was not opened. */
final class OpeningErrors {
  private OpeningErrors() {}

  static ApiError of(LeasePhone.Result result) {
    return switch (result) {
      case LeasePhone.Result.Leased _ ->
          throw new IllegalArgumentException("a lease that was opened is no error");
      case LeasePhone.Result.RunsTask runs ->
          conflict(
              "phone "
                  + runs.serial()
                  + " runs task "
                  + runs.task()
                  + "; wait for its end, stop it by POST /task/"
                  + runs.task()
                  + "/stop, or open the session with \"queue\": true");
      case LeasePhone.Result.LeasedBy(PhoneLease by) ->
          conflict(
              "phone "
                  + by.serial()
                  + " is leased by a "
                  + by.holder().wireName()
                  + (by.label().text().isEmpty() ? "" : " (" + by.label() + ")")
                  + " until "
                  + Json.time(by.until())
                  + "; try again later, or open the session with \"queue\": true");
      case LeasePhone.Result.NoPlace full ->
          conflict(
              "the plan lets "
                  + full.deviceLimit()
                  + " phones be driven at one time, and so many are; wait for one of them, or open"
                  + " the session with \"queue\": true");
      case LeasePhone.Result.OlderServer(var server) ->
          new ApiError(
              ErrorCode.NOT_READY,
              "the server "
                  + server
                  + " shares the database and is of a version that knows no leases: it could start a"
                  + " task on the phone; update it or shut it down");
      case LeasePhone.Result.ServerWithoutLease _ ->
          new ApiError(
              ErrorCode.NOT_READY,
              "this server may not touch its phones now: it shuts down, or can't reach the database;"
                  + " try again");
      case LeasePhone.Result.NotKept(String reason) -> conflict(reason);
      case LeasePhone.Result.UnknownPhone(String phone) ->
          new ApiError(
              ErrorCode.NOT_FOUND, "there is no phone \"" + phone + "\"; see GET /rpc/devices");
      case LeasePhone.Result.OnOtherServer other ->
          conflict(
              "phone "
                  + other.serial()
                  + " belongs to the server "
                  + other.server()
                  + "; open the session there");
      case LeasePhone.Result.NotConnected(Device phone) ->
          conflict(
              "phone "
                  + phone.serial()
                  + " is "
                  + phone.state().name().toLowerCase(Locale.ROOT)
                  + phone.problem().map(problem -> ": " + problem).orElse("")
                  + "; reconnect it and try again");
    };
  }

  private static ApiError conflict(String message) {
    return new ApiError(ErrorCode.CONFLICT, message);
  }
}
