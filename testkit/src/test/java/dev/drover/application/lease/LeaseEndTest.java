package dev.drover.application.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.application.dispatch.NodeLease;
import dev.drover.application.lease.LeasePhone.Result;
import dev.drover.application.port.device.PhoneControl.ControlOver;
import dev.drover.application.port.storage.PhoneLeases;
import dev.drover.application.port.storage.StorageUnavailable;
import dev.drover.domain.access.SecretHash;
import dev.drover.domain.control.NodeSelector;
import dev.drover.domain.control.PhoneCommand;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.lease.LeaseToken;
import dev.drover.domain.lease.PhoneLease;
import dev.drover.domain.task.TaskId;
import dev.drover.domain.task.TaskStatus;
import dev.drover.testkit.LeaseLab;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Tests that a lease ends in time, and that nothing is sent after its end. */
class LeaseEndTest extends LeaseFixture {
  private static final PhoneCommand TAP = new PhoneCommand.TapNode(NodeSelector.ofText("Notes"));

  @Test
  void nothing_is_sent_after_the_time_is_over_and_the_phone_is_given_back() throws Exception {
    online("P1");
    LeaseToken token = leased("P1");
    HeldPhone phone = held(token);
    phone.perform(TAP);
    TaskId waits = follow("P1", "ann", NOW);

    keepLeaseFor(LENGTH);

    assertThat(phone.mayGoOn()).isFalse();
    assertThatThrownBy(() -> phone.perform(TAP))
        .isInstanceOf(ControlOver.class)
        .hasMessageContaining("P1");
    assertThat(leases.sessions().extending().extend(token, LENGTH))
        .isEqualTo(new ExtendLease.Result.Over());
    dispatcher.dispatchOnce();
    assertThat(task(waits).status()).isEqualTo(TaskStatus.PENDING);

    leases.keeper().keepOnce();
    phone.awaitEnd(LONGEST_WAIT);
    assertThat(phone.ended()).contains("its time is over");
    assertThat(phones.received("P1")).containsExactly(TAP);
    assertThat(phones.showsHome("P1")).isTrue();
    assertThat(storage.leases().all()).isEmpty();
    dispatcher.dispatchOnce();
    assertThat(task(waits).status()).isEqualTo(TaskStatus.RUNNING);
  }

  /** Here the lease ends earlier than in the storage, whatever the storage's answer took. */
  @Test
  void the_time_counts_from_the_request_and_not_from_its_answer() throws Exception {
    online("P1");
    LeaseLab slow = lab(new SlowLeases(storage.leases(), () -> pass(Duration.ofSeconds(5))));

    LeaseToken token = leased(slow.sessions().opening().open(request("P1", false)));

    keepLeaseFor(LENGTH.minusSeconds(6));
    assertThat(slow.phones().find(token).orElseThrow().mayGoOn()).isTrue();
    pass(Duration.ofSeconds(1));
    assertThat(slow.phones().find(token).orElseThrow().mayGoOn()).isFalse();
    assertThat(storage.leases().on(new DeviceSerial("P1"))).isPresent();
  }

  @Test
  void a_command_under_way_ends_with_the_time() throws Exception {
    online("P1");
    HeldPhone phone = held(leased("P1"));
    CompletableFuture<Object> command = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                command.complete(
                    phone.perform(
                        new PhoneCommand.WaitForExists(
                            NodeSelector.ofText("never there"), LONGEST_WAIT)));
              } catch (RuntimeException over) {
                command.completeExceptionally(over);
              }
            });
    while (phones.received("P1").isEmpty()) {
      Thread.onSpinWait();
    }

    keepLeaseFor(LENGTH);

    assertThat(command)
        .failsWithin(LONGEST_WAIT)
        .withThrowableThat()
        .withCauseInstanceOf(ControlOver.class);
  }

  @Test
  void a_release_ends_the_command_under_way() throws Exception {
    online("P1");
    LeaseToken token = leased("P1");
    HeldPhone phone = held(token);
    phones.answerNothing("P1");
    CompletableFuture<Object> command = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                command.complete(phone.perform(TAP));
              } catch (RuntimeException over) {
                command.completeExceptionally(over);
              }
            });
    while (phones.received("P1").isEmpty()) {
      Thread.onSpinWait();
    }

    assertThat(leases.sessions().releasing().release(token))
        .isInstanceOf(ReleaseLease.Result.Released.class);

    assertThat(command)
        .failsWithin(LONGEST_WAIT)
        .withThrowableThat()
        .withCauseInstanceOf(ControlOver.class);
    assertThatThrownBy(() -> phone.perform(TAP))
        .isInstanceOf(ControlOver.class)
        .hasMessageContaining("released by its holder");
    assertThat(phones.showsHome("P1")).isTrue();
  }

  @Test
  void a_holder_that_leaves_has_some_seconds_to_come_back() throws Exception {
    online("P1");
    LeaseToken token = leased(leases.sessions().opening().open(byHand("P1")));
    HeldPhone phone = held(token);

    assertThat(leases.sessions().releasing().releaseUnlessExtended(token, Duration.ofSeconds(5)))
        .isEqualTo(new ReleaseLease.Result.Leaving(phone));
    pass(Duration.ofSeconds(4));
    leases.keeper().keepOnce();
    leases.sessions().extending().extend(token, LENGTH);
    pass(Duration.ofSeconds(2));
    leases.keeper().keepOnce();
    assertThat(phone.mayGoOn()).isTrue();

    leases.sessions().releasing().releaseUnlessExtended(token, Duration.ofSeconds(5));
    pass(Duration.ofSeconds(5));
    leases.keeper().keepOnce();
    phone.awaitEnd(LONGEST_WAIT);
    assertThat(phone.ended()).contains("its holder has left");
    assertThat(storage.leases().all()).isEmpty();
    assertThat(leases.sessions().releasing().releaseUnlessExtended(token, Duration.ofSeconds(5)))
        .isEqualTo(new ReleaseLease.Result.Over());
  }

  @Test
  void an_extended_lease_goes_on_and_is_never_shortened() throws Exception {
    online("P1");
    LeaseToken token = leased("P1");
    ExtendLease extending = leases.sessions().extending();
    keepLeaseFor(Duration.ofMinutes(1));

    assertThat(extending.extend(token, LENGTH))
        .isEqualTo(
            new ExtendLease.Result.Extended(
                held(token), Optional.of(NOW.plus(LENGTH).plus(Duration.ofMinutes(1)))));
    assertThat(extending.extend(token, Duration.ofSeconds(1)))
        .isEqualTo(
            new ExtendLease.Result.Extended(
                held(token), Optional.of(NOW.plus(LENGTH).plus(Duration.ofMinutes(1)))));

    keepLeaseFor(LENGTH.minusSeconds(1));
    assertThat(held(token).mayGoOn()).isTrue();
    keepLeaseFor(Duration.ofSeconds(1));
    assertThat(held(token).mayGoOn()).isFalse();
  }

  @Test
  void a_server_that_loses_its_own_lease_sends_nothing_more_before_others_may_take_over()
      throws Exception {
    online("P1");
    HeldPhone phone = held(leased("P1"));
    phone.perform(TAP);

    // Simulates a process that was paused for a while. For other servers, its lease has not ended.
    pass(NodeLease.LENGTH.minusSeconds(2));

    assertThatThrownBy(() -> phone.perform(TAP)).isInstanceOf(ControlOver.class);
    assertThat(storage.leases().all()).hasSize(1);
    lease.keepOnce();
    assertThatThrownBy(() -> phone.perform(TAP)).isInstanceOf(ControlOver.class);
    leases.keeper().keepOnce();
    phone.awaitEnd(LONGEST_WAIT);
    assertThat(phones.received("P1")).containsExactly(TAP);
    assertThat(phones.showsHome("P1")).isFalse();
    assertThat(storage.leases().all()).isEmpty();
  }

  @Test
  void a_server_that_shuts_down_gives_its_phones_back_and_opens_no_lease() throws Exception {
    online("P1", "P2");
    HeldPhone phone = held(leased("P1"));
    phone.perform(TAP);
    assertThat(phones.showsHome("P1")).isFalse();

    held.close();
    held.awaitEnds(LONGEST_WAIT);

    assertThat(phones.showsHome("P1")).isTrue();
    assertThat(storage.leases().all()).isEmpty();
    assertThat(phone.ended()).contains("the server shuts down");
    assertThat(open("P2")).isEqualTo(new Result.ServerWithoutLease());
  }

  @Test
  void a_lease_that_the_storage_has_no_more_is_over() throws Exception {
    online("P1");
    LeaseToken token = leased("P1");
    HeldPhone phone = held(token);
    storage.leases().release(token.hash());

    leases.keeper().keepOnce();

    phone.awaitEnd(LONGEST_WAIT);
    assertThat(phone.ended()).contains("the storage has it no more");
  }

  @Test
  void a_lease_whose_opening_got_no_answer_is_released_later() throws Exception {
    online("P1");
    AtomicBoolean away = new AtomicBoolean(true);
    LeaseLab lab =
        lab(
            new SlowLeases(
                storage.leases(),
                () -> {
                  if (away.get()) {
                    throw new StorageUnavailable("away, says the test", new Exception());
                  }
                }));
    assertThatThrownBy(() -> lab.sessions().opening().open(request("P1", false)))
        .isInstanceOf(StorageUnavailable.class);
    assertThat(storage.leases().all()).hasSize(1);

    away.set(false);
    lab.keeper().keepOnce();

    assertThat(storage.leases().all()).isEmpty();
  }

  @Test
  void a_release_that_could_not_be_recorded_is_recorded_later() throws Exception {
    online("P1");
    AtomicBoolean away = new AtomicBoolean();
    LeaseLab lab =
        lab(
            new SlowLeases(
                storage.leases(),
                () -> {
                  if (away.get()) {
                    throw new StorageUnavailable("away, says the test", new Exception());
                  }
                }));
    LeaseToken token = leased(lab.sessions().opening().open(request("P1", false)));
    away.set(true);

    assertThat(lab.sessions().releasing().release(token))
        .isInstanceOf(ReleaseLease.Result.Released.class);
    assertThat(storage.leases().all()).hasSize(1);
    assertThatThrownBy(() -> lab.keeper().keepOnce()).isInstanceOf(StorageUnavailable.class);
    away.set(false);
    lab.keeper().keepOnce();

    assertThat(storage.leases().all()).isEmpty();
  }

  private LeaseLab lab(PhoneLeases through) {
    return new LeaseLab(
        storage,
        through,
        lease.terms(),
        new HeldPhones(phones, signal::raise),
        phones,
        () -> license,
        signal::raise,
        clock,
        nanoTime::get);
  }

  /** Does something after the storage has served a call, and before the caller has the answer. */
  private record SlowLeases(PhoneLeases leases, Runnable meanwhile) implements PhoneLeases {
    @Override
    public Opening open(NewLease lease, int deviceLimit) {
      Opening opening = leases.open(lease, deviceLimit);
      meanwhile.run();
      return opening;
    }

    @Override
    public Optional<PhoneLease> extend(SecretHash token, Duration length) {
      return leases.extend(token, length);
    }

    @Override
    public boolean release(SecretHash token) {
      meanwhile.run();
      return leases.release(token);
    }

    @Override
    public List<PhoneLease> all() {
      return leases.all();
    }

    @Override
    public Optional<PhoneLease> on(DeviceSerial serial) {
      return leases.on(serial);
    }

    @Override
    public Optional<PhoneLease> find(SecretHash token) {
      return leases.find(token);
    }

    @Override
    public List<PhoneLease> removeEnded() {
      return leases.removeEnded();
    }
  }
}
