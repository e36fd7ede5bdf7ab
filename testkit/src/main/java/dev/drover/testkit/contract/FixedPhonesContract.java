package dev.drover.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.application.port.device.Attempt;
import dev.drover.application.port.device.DeviceGateway;
import dev.drover.application.port.device.DeviceUnreachable;
import dev.drover.domain.device.Device;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.device.DeviceState;
import dev.drover.domain.task.AttemptResult;
import dev.drover.domain.task.FailureCode;
import dev.drover.testkit.RecordedAttempt;
import dev.drover.testkit.SampleTasks;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Tests what every device adapter does, on one phone that exists. The requirements are those of
 * {@link DeviceGateway}.
 */
public abstract class FixedPhonesContract {
  private static final DeviceSerial NOBODY = new DeviceSerial("NO-SUCH-PHONE");

  /** A well-formed address at which nothing ever answers. */
  private static final String NOWHERE = "127.0.0.1:1";

  private DeviceGateway gateway;
  private DeviceSerial phone;

  /** Opens a gateway that reaches at least one phone; called before each test. */
  protected abstract DeviceGateway open() throws Exception;

  /** Returns a phone of the gateway that is online as soon as the gateway is open. */
  protected abstract DeviceSerial onlinePhone();

  /**
   * Makes the gateway report its phones to its listeners, for example by running its background
   * step.
   */
  protected abstract void tellOfPhones() throws Exception;

  @BeforeEach
  void openGateway() throws Exception {
    gateway = open();
    phone = onlinePhone();
  }

  @Test
  void a_phone_that_is_there_is_listed_once_and_is_online() {
    assertThat(gateway.devices()).extracting(Device::serial).containsOnlyOnce(phone);
    assertThat(gateway.devices())
        .filteredOn(device -> device.serial().equals(phone))
        .extracting(Device::state)
        .containsExactly(DeviceState.ONLINE);
    assertThat(gateway.online()).contains(phone);
  }

  @Test
  void what_is_listed_can_not_be_changed_by_who_asked() {
    assertThatThrownBy(() -> gateway.devices().clear())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> gateway.online().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void listeners_hear_of_a_phone() throws Exception {
    List<DeviceSerial> first = new ArrayList<>();
    List<DeviceSerial> second = new ArrayList<>();
    gateway.onChange(device -> first.add(device.serial()));
    gateway.onChange(device -> second.add(device.serial()));

    tellOfPhones();

    assertThat(first).contains(phone);
    assertThat(second).contains(phone);
  }

  @Test
  void an_attempt_tells_of_its_steps() {
    RecordedAttempt attempt = new RecordedAttempt();

    AttemptResult result = gateway.run(SampleTasks.assignment(phone, "ann"), attempt);

    assertThat(result).isNotNull();
    assertThat(attempt.steps()).isNotEmpty().allSatisfy(step -> assertThat(step).isNotBlank());
    assertThat(attempt.progress()).allMatch(percent -> percent >= 0 && percent <= 100);
  }

  @Test
  void an_attempt_that_was_stopped_does_nothing() {
    RecordedAttempt attempt = new RecordedAttempt();
    attempt.stop();

    assertThatThrownBy(() -> gateway.run(SampleTasks.assignment(phone, "ann"), attempt))
        .isInstanceOf(Attempt.AttemptStopped.class);
    assertThat(attempt.steps()).isEmpty();
    assertThat(attempt.intents()).isEmpty();
  }

  @Test
  void an_attempt_on_a_phone_that_is_not_there_fails_without_effect() {
    RecordedAttempt attempt = new RecordedAttempt();

    AttemptResult result = gateway.run(SampleTasks.assignment(NOBODY, "ann"), attempt);

    assertThat(result)
        .isInstanceOfSatisfying(
            AttemptResult.Failed.class,
            failed -> {
              assertThat(failed.failure().code()).isEqualTo(FailureCode.DEVICE_LOST);
              assertThat(failed.failure().remark()).contains(NOBODY.value());
            });
    assertThat(attempt.intents()).isEmpty();
  }

  @Test
  void a_phone_that_is_not_there_shows_nothing() {
    assertThatThrownBy(() -> gateway.screenshot(NOBODY)).isInstanceOf(DeviceUnreachable.class);
    assertThatThrownBy(() -> gateway.hierarchy(NOBODY)).isInstanceOf(DeviceUnreachable.class);
  }

  @Test
  void an_address_where_nothing_answers_is_told_and_not_kept() {
    assertThatThrownBy(() -> gateway.connect(NOWHERE))
        .isInstanceOfSatisfying(
            DeviceUnreachable.class, unreachable -> assertThat(unreachable.kept()).isFalse())
        .hasMessageContaining(NOWHERE);
    assertThat(gateway.disconnectAddress(NOWHERE)).isFalse();
  }

  @Test
  void a_phone_that_nobody_knows_is_let_go_without_a_word() {
    assertThatCode(() -> gateway.disconnect(NOBODY)).doesNotThrowAnyException();
    assertThat(gateway.online()).contains(phone);
  }
}
