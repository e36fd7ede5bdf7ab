package dev.drover.domain.trial;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How far a farm has come with a version of an app. */
public enum TrialState {
  /** The first version of the app that the farm has seen; its profile is made for it. */
  KNOWN,
  /** No phone has tried it yet: the next task that needs it does. */
  NEW,
  /** The task of a phone is trying it; those of other phones wait. */
  TRYING,
  /** A phone has found all that the profile's walk looks for. */
  PASSED,
  /** A phone has not found something; tasks wait. */
  FAILED,
  /** A person lets it run without, or in spite of, a trial. */
  ALLOWED;

  /** Returns the name in storage and in answers: {@code trying}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<TrialState> ofWireName(String wireName) {
    return Arrays.stream(values()).filter(state -> state.wireName().equals(wireName)).findFirst();
  }

  /** Returns whether tasks for the app wait on phones with this version. */
  public boolean keepsWaiting() {
    return switch (this) {
      case TRYING, FAILED -> true;
      case KNOWN, NEW, PASSED, ALLOWED -> false;
    };
  }

  /** Returns whether a task may run on this version without a trial of its own. */
  public boolean isSettled() {
    return switch (this) {
      case KNOWN, PASSED, ALLOWED -> true;
      case NEW, TRYING, FAILED -> false;
    };
  }
}
