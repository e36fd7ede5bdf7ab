package dev.drover.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.drover.application.port.device.Attempt;
import dev.drover.application.port.device.Attempt.AttemptStopped;
import dev.drover.application.port.device.DeviceGateway;
import dev.drover.application.port.device.DeviceGateway.Assignment;
import dev.drover.application.port.device.DeviceUnreachable;
import dev.drover.domain.device.Device;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.device.DeviceState;
import dev.drover.domain.script.Script;
import dev.drover.domain.task.AttemptResult;
import dev.drover.domain.task.FailureCode;
import dev.drover.domain.task.Outcome;
import dev.drover.domain.task.TaskFailure;
import dev.drover.testkit.PhoneLab;
import dev.drover.testkit.RecordedAttempt;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests the promises of {@link DeviceGateway}, and how it uses an {@link Attempt}. */
public abstract class DeviceGatewayContract {
  private static final DeviceSerial FIRST = new DeviceSerial("FIRST");
  private static final DeviceSerial SECOND = new DeviceSerial("SECOND");
  private static final String USER = "carla";

  private static final int ROUNDS = 150;

  private final PhoneLab lab;
  private final DeviceGateway gateway;
  private final BlockingQueue<Device> heard = new LinkedBlockingQueue<>();

  /**
   * @param lab a new lab without phones; closed after each test
   */
  protected DeviceGatewayContract(PhoneLab lab) {
    this.lab = lab;
    this.gateway = lab.gateway();
    gateway.onChange(heard::add);
  }

  @AfterEach
  void close() {
    lab.close();
  }

  private Assignment assignment(DeviceSerial serial, Script script) {
    return new Assignment(serial, Optional.empty(), script, Optional.empty());
  }

  private AttemptResult run(DeviceSerial serial, String user, Attempt attempt) {
    return gateway.run(assignment(serial, lab.script(user)), attempt);
  }

  private Device connected(DeviceSerial serial) {
    return gateway.connect(lab.start(serial.value()));
  }

  private static TaskFailure failure(AttemptResult result) {
    assertThat(result).isInstanceOf(AttemptResult.Failed.class);
    return ((AttemptResult.Failed) result).failure();
  }

  private static Outcome outcome(AttemptResult result) {
    assertThat(result).isInstanceOf(AttemptResult.Succeeded.class);
    return ((AttemptResult.Succeeded) result).outcome();
  }

  /** Lets the gateway check its phones until its listeners are told of this state. */
  private void awaitHeard(DeviceSerial serial, DeviceState state) throws InterruptedException {
    for (int round = 0; round < ROUNDS; round++) {
      lab.lookAfter();
      Optional<Device> next = Optional.ofNullable(heard.poll(200, TimeUnit.MILLISECONDS));
      if (next.filter(device -> device.serial().equals(serial) && device.state() == state)
          .isPresent()) {
        return;
      }
    }
    throw new AssertionError("nobody heard that " + serial + " is " + state);
  }

  private static void assertUnreachable(DeviceUnreachable refused, DeviceSerial serial) {
    assertThat(refused).isNotNull();
    assertThat(refused.kept()).isFalse();
    assertThat(refused).hasMessageContaining(serial.value());
  }

  @Test
  void a_phone_that_answers_is_connected_and_can_be_used() throws Exception {
    String address = lab.start("FIRST");

    Device device = gateway.connect(address);

    assertThat(device.serial()).isEqualTo(FIRST);
    assertThat(device.addresses()).contains(address);
    assertThat(device.state()).isEqualTo(DeviceState.ONLINE);
    assertThat(gateway.online()).containsExactly(FIRST);
    assertThat(gateway.devices()).extracting(Device::serial).containsExactly(FIRST);
    awaitHeard(FIRST, DeviceState.ONLINE);
  }

  @Test
  void connecting_a_phone_again_is_no_second_phone() {
    String address = lab.start("FIRST");
    gateway.connect(address);

    assertThat(gateway.connect(address).serial()).isEqualTo(FIRST);

    assertThat(gateway.devices()).hasSize(1);
  }

  @Test
  void an_address_where_nothing_answers_is_refused_and_not_kept() {
    DeviceUnreachable refused =
        catchThrowableOfType(DeviceUnreachable.class, () -> gateway.connect(lab.deserted()));

    assertThat(refused).hasMessageContaining(lab.deserted());
    assertThat(refused.kept()).isFalse();
    assertThat(gateway.devices()).isEmpty();
    assertThat(gateway.disconnectAddress(lab.deserted())).isFalse();
  }

  @Test
  void a_phone_that_is_connected_in_the_background_appears_when_it_answers() throws Exception {
    String address = lab.start("FIRST");
    lab.vanish("FIRST");
    gateway.connectInBackground(address);
    lab.lookAfter();
    assertThat(gateway.online()).isEmpty();

    lab.comeBack("FIRST");

    awaitHeard(FIRST, DeviceState.ONLINE);
    assertThat(gateway.online()).containsExactly(FIRST);
  }

  @Test
  void an_address_in_the_background_is_kept_until_it_is_let_go() throws Exception {
    gateway.connectInBackground(lab.deserted());
    lab.lookAfter();

    assertThat(gateway.disconnectAddress(lab.deserted())).isTrue();
    assertThat(gateway.disconnectAddress(lab.deserted())).isFalse();
  }

  @Test
  void a_phone_that_is_lost_stays_known_and_comes_back_by_itself() throws Exception {
    connected(FIRST);
    awaitHeard(FIRST, DeviceState.ONLINE);

    lab.vanish("FIRST");
    awaitHeard(FIRST, DeviceState.OFFLINE);
    assertThat(gateway.online()).isEmpty();
    assertThat(gateway.devices())
        .extracting(Device::serial, Device::state)
        .containsExactly(tuple(FIRST, DeviceState.OFFLINE));

    lab.comeBack("FIRST");
    awaitHeard(FIRST, DeviceState.ONLINE);
    assertThat(gateway.online()).containsExactly(FIRST);
  }

  @Test
  void a_phone_that_is_disconnected_is_not_known_any_more() throws Exception {
    connected(FIRST);
    connected(SECOND);
    heard.clear();

    gateway.disconnect(FIRST);
    lab.lookAfter();

    assertThat(gateway.online()).containsExactly(SECOND);
    assertThat(gateway.devices()).extracting(Device::serial).containsExactly(SECOND);
    assertThat(heard).extracting(Device::serial).doesNotContain(FIRST);
  }

  @Test
  void a_phone_that_was_disconnected_can_be_connected_again() throws Exception {
    String address = lab.start("FIRST");
    gateway.connect(address);
    gateway.disconnect(FIRST);
    heard.clear();

    assertThat(gateway.connect(address).serial()).isEqualTo(FIRST);

    assertThat(gateway.online()).containsExactly(FIRST);
    awaitHeard(FIRST, DeviceState.ONLINE);
  }

  @Test
  void disconnecting_a_phone_that_nobody_connected_does_nothing() {
    connected(FIRST);

    gateway.disconnect(SECOND);

    assertThat(gateway.online()).containsExactly(FIRST);
    assertThat(gateway.disconnectAddress("192.0.2.7:5555")).isFalse();
  }

  @Test
  void letting_go_of_its_address_disconnects_a_phone() {
    String address = lab.start("FIRST");
    gateway.connect(address);

    assertThat(gateway.disconnectAddress(address)).isTrue();

    assertThat(gateway.online()).isEmpty();
    assertThat(gateway.disconnectAddress(address)).isFalse();
  }

  @Test
  void a_screenshot_is_a_png() {
    connected(FIRST);

    assertThat(gateway.screenshot(FIRST)).startsWith(0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n');
  }

  @Test
  void a_hierarchy_is_xml() {
    connected(FIRST);

    assertThat(gateway.hierarchy(FIRST)).startsWith("<").contains("hierarchy");
  }

  @Test
  void a_phone_that_is_not_there_shows_nothing() {
    assertUnreachable(
        catchThrowableOfType(DeviceUnreachable.class, () -> gateway.screenshot(FIRST)), FIRST);
    assertUnreachable(
        catchThrowableOfType(DeviceUnreachable.class, () -> gateway.hierarchy(FIRST)), FIRST);
  }

  @Test
  void a_phone_that_was_lost_shows_nothing() {
    connected(FIRST);
    lab.vanish("FIRST");

    assertUnreachable(
        catchThrowableOfType(DeviceUnreachable.class, () -> gateway.screenshot(FIRST)), FIRST);
    assertUnreachable(
        catchThrowableOfType(DeviceUnreachable.class, () -> gateway.hierarchy(FIRST)), FIRST);
  }

  @Test
  void a_script_is_done_and_its_intent_is_committed_before() {
    connected(FIRST);
    RecordedAttempt attempt = new RecordedAttempt();

    assertThat(outcome(run(FIRST, USER, attempt))).isEqualTo(Outcome.COMMITTED);

    assertThat(lab.effects("FIRST")).isEqualTo(1);
    assertThat(attempt.intents()).hasSize(1);
    assertThat(attempt.events()).containsSubsequence("step", "intent", "settled");
    assertThat(attempt.settled()).containsExactly(attempt.intents().getFirst() + ": done");
    assertThat(attempt.steps()).isNotEmpty().allSatisfy(step -> assertThat(step).isNotBlank());
    assertThat(attempt.progress()).allMatch(percent -> percent >= 0 && percent <= 100);
  }

  /** Whether an adapter keeps it at all is up to the adapter. */
  @Test
  void the_screen_of_a_success_is_kept_after_the_effect_was_settled_if_it_is_wanted() {
    connected(FIRST);
    connected(SECOND);
    RecordedAttempt wanted = new RecordedAttempt();
    RecordedAttempt unwanted = new RecordedAttempt().withoutProof();

    outcome(run(FIRST, USER, wanted));
    outcome(run(SECOND, USER, unwanted));

    int settled = wanted.events().indexOf("settled");
    assertThat(wanted.events().subList(0, settled)).doesNotContain("proof");
    assertThat(unwanted.events()).doesNotContain("proof");
  }

  @Test
  void scripts_run_on_two_phones_at_once() throws Exception {
    connected(FIRST);
    connected(SECOND);

    List<AttemptResult> results =
        Together.run(
            List.<Callable<AttemptResult>>of(
                () -> run(FIRST, USER, new RecordedAttempt()),
                () -> run(SECOND, USER, new RecordedAttempt())));

    assertThat(results).extracting(DeviceGatewayContract::outcome).containsOnly(Outcome.COMMITTED);
    assertThat(lab.effects("FIRST")).isEqualTo(1);
    assertThat(lab.effects("SECOND")).isEqualTo(1);
  }

  @Test
  void a_user_that_does_not_exist_is_a_result() {
    connected(FIRST);
    RecordedAttempt attempt = new RecordedAttempt();

    TaskFailure failure = failure(run(FIRST, lab.missingUser(), attempt));

    assertThat(failure.code()).isEqualTo(FailureCode.TARGET_NOT_FOUND);
    assertThat(failure.outcome()).isEqualTo(Outcome.NO_EFFECT);
    assertThat(attempt.intents()).isEmpty();
    assertThat(lab.effects("FIRST")).isZero();
  }

  @Test
  void a_phone_that_is_not_there_is_a_result() {
    TaskFailure failure = failure(run(FIRST, USER, new RecordedAttempt()));

    assertThat(failure.code()).isEqualTo(FailureCode.DEVICE_LOST);
    assertThat(failure.outcome()).isEqualTo(Outcome.NO_EFFECT);
    assertThat(failure.remark()).contains("FIRST");
  }

  @Test
  void a_phone_that_vanishes_meanwhile_is_a_result() {
    connected(FIRST);
    AtomicBoolean begun = new AtomicBoolean();
    RecordedAttempt attempt =
        new RecordedAttempt()
            .at(
                _ -> {
                  if (!begun.getAndSet(true)) {
                    lab.vanish("FIRST");
                  }
                });

    TaskFailure failure = failure(run(FIRST, USER, attempt));

    assertThat(failure.code()).isEqualTo(FailureCode.DEVICE_LOST);
    assertThat(failure.outcome()).isEqualTo(Outcome.NO_EFFECT);
    assertThat(lab.effects("FIRST")).isZero();
  }

  @Test
  void an_attempt_that_is_stopped_ends_without_effect() {
    connected(FIRST);
    RecordedAttempt attempt = new RecordedAttempt();
    attempt.at(_ -> attempt.stop());

    assertThatThrownBy(() -> run(FIRST, USER, attempt)).isInstanceOf(AttemptStopped.class);

    assertThat(attempt.intents()).isEmpty();
    assertThat(lab.effects("FIRST")).isZero();
  }

  @Test
  void a_step_whose_intent_is_refused_is_not_taken() {
    connected(FIRST);
    RecordedAttempt attempt = new RecordedAttempt().refusingIntents();

    assertThatThrownBy(() -> run(FIRST, USER, attempt)).isInstanceOf(AttemptStopped.class);

    assertThat(lab.effects("FIRST")).isZero();
  }

  @Test
  void a_phone_does_the_next_script_after_one_that_was_stopped() {
    connected(FIRST);
    RecordedAttempt attempt = new RecordedAttempt();
    attempt.at(_ -> attempt.stop());
    assertThatThrownBy(() -> run(FIRST, USER, attempt)).isInstanceOf(AttemptStopped.class);

    assertThat(outcome(run(FIRST, USER, new RecordedAttempt()))).isEqualTo(Outcome.COMMITTED);
  }
}
