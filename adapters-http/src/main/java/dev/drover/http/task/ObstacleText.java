package dev.drover.http.task;

import dev.drover.domain.task.Obstacle;
import dev.drover.domain.task.Obstacle.AccountDeleted;
import dev.drover.domain.task.Obstacle.AccountDisabled;
import dev.drover.domain.task.Obstacle.AccountHeld;
import dev.drover.domain.task.Obstacle.AccountUnreadable;
import dev.drover.domain.task.Obstacle.AccountWithoutPhone;
import dev.drover.domain.task.Obstacle.AppWaits;
import dev.drover.domain.task.Obstacle.PhoneAway;
import dev.drover.domain.task.Obstacle.PhoneLeased;
import dev.drover.domain.task.Obstacle.PhonePaused;
import dev.drover.domain.task.Obstacle.PhoneUnreadable;
import dev.drover.domain.task.Obstacle.PhoneUnseen;
import dev.drover.domain.task.Obstacle.PlanUsedUp;
import dev.drover.domain.task.Obstacle.QueuePaused;
import dev.drover.domain.task.Obstacle.ScriptUnknown;
import dev.drover.domain.trial.AppTrial;
import dev.drover.domain.trial.TrialState;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What keeps a task waiting, in words, with the calls that change it. */
final class ObstacleText {
  private ObstacleText() {}

  /** Returns one line; empty if nothing keeps the task waiting. */
  static Optional<String> of(List<Obstacle> obstacles) {
    return obstacles.isEmpty()
        ? Optional.empty()
        : Optional.of(
            obstacles.stream().map(ObstacleText::withCall).collect(Collectors.joining("; ")));
  }

  private static String withCall(Obstacle obstacle) {
    String words = obstacle.description();
    return call(obstacle)
        // The reason of a pause that the version before stored says the call already.
        .filter(call -> !words.contains(call))
        .map(call -> words + "; " + call)
        .orElse(words);
  }

  private static Optional<String> call(Obstacle obstacle) {
    return switch (obstacle) {
      case AccountHeld held -> Optional.of("POST /accounts/" + held.account() + "/release");
      case AccountDisabled disabled ->
          Optional.of("PUT /accounts/" + disabled.account() + " enables it");
      case AccountWithoutPhone unbound ->
          Optional.of("PUT /accounts/" + unbound.account() + " binds it");
      case PhoneUnseen _ -> Optional.of("POST /devices/connect connects one at an address");
      case PhonePaused paused -> Optional.of("POST /devices/" + paused.phone() + "/resume");
      case AppWaits(AppTrial trial) when trial.state() == TrialState.FAILED ->
          Optional.of(
              "POST /app-versions/"
                  + trial.app().app()
                  + "/"
                  + trial.app().version()
                  + "/go-on, or .../try");
      case AppWaits _ -> Optional.empty();
      case QueuePaused _ -> Optional.of("POST /queue/resume");
      case ScriptUnknown _,
          PlanUsedUp _,
          AccountDeleted _,
          AccountUnreadable _,
          PhoneUnreadable _,
          PhoneAway _,
          PhoneLeased _ ->
          Optional.empty();
    };
  }
}
