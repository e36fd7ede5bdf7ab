package dev.drover.http.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.domain.account.AccountId;
import dev.drover.domain.account.Username;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.device.DeviceState;
import dev.drover.domain.lease.LeaseHolder;
import dev.drover.domain.lease.LeaseLabel;
import dev.drover.domain.task.Obstacle;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every obstacle of a task in words, with the call that changes it. */
class ObstacleTextTest {
  private static final Instant SINCE = Instant.parse("2026-11-24T10:00:00.123Z");
  private static final DeviceSerial PHONE = new DeviceSerial("P1");
  private static final Username ANN = new Username("ann");

  static Stream<Arguments> obstacles() {
    return Stream.of(
        Arguments.of(
            new Obstacle.ScriptUnknown("like"),
            "the script like is not known to this server; the task waits for one that knows it, and"
                + " fails when its turn comes and there is none"),
        Arguments.of(
            new Obstacle.AccountDisabled(new AccountId(7), ANN),
            "account @ann is disabled; its tasks wait until it is enabled; PUT /accounts/7 enables"
                + " it"),
        Arguments.of(
            new Obstacle.AccountHeld(new AccountId(7), ANN, SINCE, "the app asks for a code"),
            "account @ann is held since 2026-11-24T10:00:00Z (the app asks for a code); its tasks"
                + " wait until it is released; POST /accounts/7/release"),
        Arguments.of(
            new Obstacle.AccountWithoutPhone(new AccountId(7), ANN),
            "account @ann is bound to no phone; its tasks wait until it is; PUT /accounts/7 binds"
                + " it"),
        Arguments.of(
            new Obstacle.AccountDeleted("@ann"),
            "account @ann was deleted; this task never runs, delete it"),
        Arguments.of(
            new Obstacle.AccountUnreadable("ann"),
            "account ann can't be read by this version of Drover; upgrade this server"),
        Arguments.of(
            new Obstacle.PhoneUnreadable(),
            "the serial of its phone can't be read by this version of Drover; upgrade this server, or"
                + " delete the task"),
        Arguments.of(
            new Obstacle.PhoneUnseen(PHONE),
            "phone P1 has not been seen yet; connect it; POST /devices/connect connects one at an"
                + " address"),
        Arguments.of(
            new Obstacle.PhoneAway(
                PHONE, DeviceState.OFFLINE, Optional.of("check its cable"), Optional.empty()),
            "phone P1 is not connected: check its cable"),
        Arguments.of(
            new Obstacle.PhoneAway(
                PHONE, DeviceState.OFFLINE, Optional.empty(), Optional.of(SINCE.plusMillis(7))),
            "phone P1 is not connected; last seen 2026-11-24T10:00:00Z"),
        Arguments.of(
            new Obstacle.PhoneAway(
                PHONE, DeviceState.UNAUTHORIZED, Optional.of("accept its key"), Optional.empty()),
            "phone P1 is not authorised: accept its key"),
        Arguments.of(
            new Obstacle.PhoneAway(PHONE, DeviceState.CONFLICT, Optional.empty(), Optional.empty()),
            "phone P1 is in conflict with another phone of the same serial"),
        Arguments.of(
            new Obstacle.PhonePaused(PHONE, SINCE, "its screen is broken"),
            "phone P1 is paused since 2026-11-24T10:00:00Z until it is resumed: its screen is"
                + " broken; POST /devices/P1/resume"),
        Arguments.of(
            new Obstacle.PhonePaused(PHONE, SINCE, "5 failures; POST /devices/P1/resume"),
            "phone P1 is paused since 2026-11-24T10:00:00Z until it is resumed: 5 failures; POST"
                + " /devices/P1/resume"),
        Arguments.of(
            new Obstacle.PhoneLeased(PHONE, LeaseHolder.PROGRAM, new LeaseLabel("probe"), SINCE),
            "phone P1 is driven by a program (probe) until 2026-11-24T10:00:00Z; its tasks wait"),
        Arguments.of(
            new Obstacle.PhoneLeased(PHONE, LeaseHolder.PERSON, new LeaseLabel(""), SINCE),
            "phone P1 is driven by a person until 2026-11-24T10:00:00Z; its tasks wait"),
        Arguments.of(
            new Obstacle.QueuePaused(SINCE),
            "everything is paused since 2026-11-24T10:00:00Z until the queue is resumed; POST"
                + " /queue/resume"));
  }

  @ParameterizedTest
  @MethodSource("obstacles")
  void an_obstacle_comes_with_the_call_that_changes_it_once(Obstacle obstacle, String text) {
    assertThat(ObstacleText.of(List.of(obstacle))).contains(text);
  }

  @Test
  void several_are_told_together_and_none_is_nothing() {
    assertThat(
            ObstacleText.of(
                List.of(
                    new Obstacle.AccountDisabled(new AccountId(7), ANN),
                    new Obstacle.AccountWithoutPhone(new AccountId(7), ANN))))
        .contains(
            "account @ann is disabled; its tasks wait until it is enabled; PUT /accounts/7 enables"
                + " it; account @ann is bound to no phone; its tasks wait until it is; PUT"
                + " /accounts/7 binds it");
    assertThat(ObstacleText.of(List.of())).isEmpty();
  }
}
