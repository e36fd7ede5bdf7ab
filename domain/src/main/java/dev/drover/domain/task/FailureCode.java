package dev.drover.domain.task;

import java.util.Locale;

/** Why a task failed, for programs; the remark explains it to people. */
public enum FailureCode {
  /** The server ended, or lost its lease, before the work was done. */
  INTERRUPTED,
  /** The decisive step was begun; whether it took effect was not seen. */
  OUTCOME_UNKNOWN,
  /** Stopped by request. */
  STOPPED,
  /** Cancelled by request while it was pending. Only a person retries it, task by task. */
  CANCELLED,
  /** The phone vanished or stopped answering. */
  DEVICE_LOST,
  /** The phone answered, but did not carry out a command. */
  DEVICE_ERROR,
  /**
   * An element of the app's screen was not found, or several were: the app profile needs a repair.
   */
  ELEMENT_NOT_FOUND,
  /**
   * The app profile has a mistake; the remark has its file and line. The phone may be untouched.
   */
  PROFILE_INVALID,
  /** The user, video or page that the script was sent to does not exist or is not shown. */
  TARGET_NOT_FOUND,
  /**
   * The app shows a screen that needs a person: logged out, verification, "too fast", suspended.
   */
  APP_BLOCKED,
  APP_NOT_INSTALLED,
  /** The app's version is not one that the app profile knows. */
  APP_VERSION_UNKNOWN,
  /** The account that the task is for is not logged in on the phone, or was deleted. */
  ACCOUNT_NOT_FOUND,
  /** The platform refused the action: the screen says that it did not happen. */
  ACTION_REFUSED,
  /**
   * The task asks for what the platform's app can't do, or the phone is set to a language that the
   * app profile has no labels of.
   */
  NOT_SUPPORTED,
  MATERIAL_MISSING,
  BUDGET_EXHAUSTED,
  TIMED_OUT,
  /** The operator's program that the script is ended with another exit code than 0, or too late. */
  PROGRAM_FAILED,
  /** A defect in Drover; the log has the details. */
  INTERNAL_ERROR;

  /**
   * Tells whether the next attempt may succeed without anyone's intervention. Other failures wait
   * for a person.
   */
  public boolean passes() {
    return switch (this) {
      case INTERRUPTED,
          DEVICE_LOST,
          DEVICE_ERROR,
          ELEMENT_NOT_FOUND,
          TIMED_OUT,
          PROGRAM_FAILED,
          INTERNAL_ERROR ->
          true;
      case OUTCOME_UNKNOWN,
          STOPPED,
          PROFILE_INVALID,
          CANCELLED,
          TARGET_NOT_FOUND,
          APP_BLOCKED,
          APP_NOT_INSTALLED,
          APP_VERSION_UNKNOWN,
          ACCOUNT_NOT_FOUND,
          ACTION_REFUSED,
          NOT_SUPPORTED,
          MATERIAL_MISSING,
          BUDGET_EXHAUSTED ->
          false;
    };
  }

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
