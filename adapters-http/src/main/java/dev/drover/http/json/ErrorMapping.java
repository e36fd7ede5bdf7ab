package dev.drover.http.json;

import dev.drover.application.account.ReleaseAccounts;
import dev.drover.application.port.device.DeviceUnreachable;
import dev.drover.application.port.device.PhoneControl;
import dev.drover.application.port.storage.AccountExists;
import dev.drover.application.port.storage.AccountGone;
import dev.drover.application.port.storage.MaterialLibrary;
import dev.drover.application.port.storage.StorageUnavailable;
import dev.drover.application.profile.ProposeRepair;
import dev.drover.application.task.BatchNotFound;
import dev.drover.application.task.CreateTasks;
import dev.drover.application.task.TaskNotFound;
import dev.drover.application.task.WaitForBatch;
import dev.drover.domain.task.IllegalTaskTransition;
import dev.drover.domain.task.RetryNeedsForce;
import java.util.List;
import java.util.Optional;

/** The error that a client gets for a failure. The only place where exceptions become codes. */
public record ErrorMapping(ErrorCode code, String message, List<FieldError> fields) {

  public static ErrorMapping of(Throwable failure) {
    return switch (failure) {
      case ApiError error -> new ErrorMapping(error.code(), error.text(), error.fields());
      case TaskNotFound missing ->
          new ErrorMapping(
              ErrorCode.NOT_FOUND, text(missing) + "; GET /task lists tasks", List.of());
      case BatchNotFound missing ->
          new ErrorMapping(
              ErrorCode.NOT_FOUND,
              text(missing) + "; POST /task and GET /task tell the batch_id of tasks",
              List.of());
      case ReleaseAccounts.UnknownUsernames unknown ->
          new ErrorMapping(
              ErrorCode.NOT_FOUND, text(unknown) + "; GET /accounts lists accounts", List.of());
      case WaitForBatch.TooManyWaiters tooMany -> of(ErrorCode.NOT_READY, tooMany);
      case ProposeRepair.NoScreen none -> of(ErrorCode.NOT_FOUND, none);
      case ProposeRepair.Busy busy -> of(ErrorCode.NOT_READY, busy);
      case AccountGone gone -> of(ErrorCode.NOT_FOUND, gone);
      case AccountExists exists -> of(ErrorCode.CONFLICT, exists);
      case CreateTasks.UnknownUsername unknown ->
          new ErrorMapping(
              ErrorCode.NOT_FOUND, text(unknown) + "; POST /accounts adds accounts", List.of());
      case CreateTasks.UnfitForPlatform unfit ->
          new ErrorMapping(
              ErrorCode.INVALID_PARAMETER,
              text(unfit),
              unfit.unfit().stream()
                  .map(
                      parameter ->
                          new FieldError(
                              parameter.wholeScript()
                                  ? "/script_name"
                                  : "/script_config/" + parameter.parameter(),
                              parameter.reason()))
                  .toList());
      case CreateTasks.StartTimePast past -> {
        ApiError invalid = ApiError.invalid("/start_time", text(past));
        yield new ErrorMapping(invalid.code(), invalid.text(), invalid.fields());
      }
      case CreateTasks.TooManyTasks tooMany -> of(ErrorCode.INVALID_PARAMETER, tooMany);
      case CreateTasks.TooMuchText tooMuch ->
          new ErrorMapping(
              ErrorCode.INVALID_PARAMETER,
              text(tooMuch),
              List.of(new FieldError("/script_config", "is too long for so many tasks")));
      case CreateTasks.IdempotencyKeyTaken taken -> of(ErrorCode.CONFLICT, taken);
      case RetryNeedsForce refused ->
          new ErrorMapping(ErrorCode.CONFLICT, retryByForce(refused.reason()), List.of());
      case IllegalTaskTransition.StopInstead refused ->
          new ErrorMapping(
              ErrorCode.CONFLICT,
              text(refused) + "; POST /task/" + refused.id() + "/stop stops it",
              List.of());
      case IllegalTaskTransition.CancelInstead refused ->
          new ErrorMapping(
              ErrorCode.CONFLICT,
              text(refused) + "; POST /task/" + refused.id() + "/cancel cancels it",
              List.of());
      case IllegalTaskTransition refused -> of(ErrorCode.CONFLICT, refused);
      case PhoneControl.ControlOver over -> of(ErrorCode.NO_SESSION, over);
      case PhoneControl.CommandRefused refused -> of(ErrorCode.CONFLICT, refused);
      case DeviceUnreachable unreachable -> of(ErrorCode.CONFLICT, unreachable);
      case MaterialLibrary.UploadBroken broken -> of(ErrorCode.INVALID_PARAMETER, broken);
      case MaterialLibrary.FolderUnusable full -> of(ErrorCode.NOT_READY, full);
      case StorageUnavailable unavailable -> of(ErrorCode.NOT_READY, unavailable);
      default ->
          new ErrorMapping(
              ErrorCode.INTERNAL_ERROR,
              "an internal error; the server's log has the details",
              List.of());
    };
  }

  /** Tells a client how to retry a task by force. */
  public static String retryByForce(String reason) {
    return reason + "; ?force=true retries by force";
  }

  private static ErrorMapping of(ErrorCode code, Throwable failure) {
    return new ErrorMapping(code, text(failure), List.of());
  }

  private static String text(Throwable failure) {
    return Optional.ofNullable(failure.getMessage()).orElse("");
  }
}
