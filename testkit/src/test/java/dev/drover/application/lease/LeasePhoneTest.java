package dev.drover.application.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.application.lease.LeasePhone.Result;
import dev.drover.application.port.storage.PhoneLeases.NewLease;
import dev.drover.domain.control.PhoneCommand;
import dev.drover.domain.device.Device;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.device.DeviceState;
import dev.drover.domain.lease.LeaseHolder;
import dev.drover.domain.lease.LeaseLabel;
import dev.drover.domain.lease.LeaseToken;
import dev.drover.domain.license.LicenseStatus;
import dev.drover.domain.node.NodeId;
import dev.drover.domain.task.Obstacle;
import dev.drover.domain.task.TaskId;
import dev.drover.domain.task.TaskStatus;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Tests who gets a phone: a task, or whoever leases it. */
class LeasePhoneTest extends LeaseFixture {
  private static final NodeId OTHER = new NodeId("node-2");

  @Test
  void tasks_of_a_leased_phone_wait_and_go_on_by_themselves_after_its_release() throws Exception {
    online("P1", "P2");
    LeaseToken token = leased("P1");
    TaskId waits = follow("P1", "ann", NOW);
    TaskId runs = follow("P2", "ann", NOW);

    dispatcher.dispatchOnce();

    assertThat(task(runs).status()).isEqualTo(TaskStatus.RUNNING);
    assertThat(task(waits).status()).isEqualTo(TaskStatus.PENDING);
    assertThat(queries.find(waits).orElseThrow().obstacles())
        .containsExactly(
            new Obstacle.PhoneLeased(
                new DeviceSerial("P1"),
                LeaseHolder.PROGRAM,
                new LeaseLabel("a script"),
                NOW.plus(LENGTH)));
    signal.lower();
    assertThat(leases.sessions().releasing().release(token))
        .isInstanceOf(ReleaseLease.Result.Released.class);
    assertThat(signal.lower()).isTrue();
    dispatcher.dispatchOnce();
    assertThat(task(waits).status()).isEqualTo(TaskStatus.RUNNING);
  }

  @Test
  void a_person_a_program_and_a_task_exclude_each_other() throws Exception {
    online("P1", "P2", "P3");
    LeasePhone opening = leases.sessions().opening();
    Result hands = opening.open(byHand("P1"));
    Result program = opening.open(request("P2", false));
    TaskId runs = follow("P3", "ann", NOW);
    TaskId waits = follow("P1", "ann", NOW);
    dispatcher.dispatchOnce();

    assertThat(((Result.Leased) hands).lease().holder()).isEqualTo(LeaseHolder.PERSON);
    assertThat(opening.open(request("P1", false)))
        .isEqualTo(new Result.LeasedBy(((Result.Leased) hands).lease()));
    assertThat(opening.open(byHand("P1")))
        .isEqualTo(new Result.LeasedBy(((Result.Leased) hands).lease()));
    assertThat(opening.open(byHand("P2")))
        .isEqualTo(new Result.LeasedBy(((Result.Leased) program).lease()));
    assertThat(opening.open(byHand("P3")))
        .isEqualTo(new Result.RunsTask(new DeviceSerial("P3"), runs));
    assertThat(queries.find(waits).orElseThrow().obstacles())
        .containsExactly(
            new Obstacle.PhoneLeased(
                new DeviceSerial("P1"),
                LeaseHolder.PERSON,
                new LeaseLabel("ann"),
                NOW.plus(LENGTH)));

    leases.sessions().releasing().release(leased(hands));
    dispatcher.dispatchOnce();
    assertThat(task(waits).status()).isEqualTo(TaskStatus.RUNNING);
  }

  @Test
  void the_holder_drives_the_phone_until_it_gives_it_back() throws Exception {
    online("P1");
    LeaseToken token = leased("P1");

    held(token).perform(new PhoneCommand.Tap(3, 4));
    leases.sessions().releasing().release(token);

    assertThat(phones.received("P1")).containsExactly(new PhoneCommand.Tap(3, 4));
    assertThat(phones.showsHome("P1")).isTrue();
    assertThat(phones.hasOwnKeyboard("P1")).isTrue();
    assertThat(held.find(token)).isEmpty();
    assertThat(leases.sessions().finding().find(token)).isEqualTo(new FindLease.Result.Over());
    assertThat(leases.sessions().releasing().release(token))
        .isEqualTo(new ReleaseLease.Result.Over());
    assertThat(leases.sessions().leases().all()).isEmpty();
  }

  @Test
  void a_phone_that_is_busy_is_refused_at_once() throws Exception {
    online("P1", "P2");
    TaskId runs = follow("P1", "ann", NOW);
    dispatcher.dispatchOnce();
    Result first = open("P2");

    assertThat(open("P1")).isEqualTo(new Result.RunsTask(new DeviceSerial("P1"), runs));
    assertThat(open("P2")).isEqualTo(new Result.LeasedBy(((Result.Leased) first).lease()));
    assertThat(leases.refusals()).containsExactly("busy", "leased");
  }

  @Test
  void a_phone_that_can_not_be_used_here_is_refused_plainly() throws Exception {
    online("P1");
    phones.takeOffline("P1");
    Device elsewhere =
        new Device(
            new DeviceSerial("P2"),
            List.of(),
            "Pixel",
            "14",
            DeviceState.ONLINE,
            OptionalInt.empty(),
            Optional.empty());
    devices.save(OTHER, elsewhere);

    assertThat(open("P1")).isInstanceOf(Result.NotConnected.class);
    assertThat(open("P2")).isEqualTo(new Result.OnOtherServer(elsewhere.serial(), OTHER));
    assertThat(open("P3")).isEqualTo(new Result.UnknownPhone("P3"));
  }

  @Test
  void a_phone_may_be_named_by_its_address() throws Exception {
    online("P1");

    Result result = open("127.0.0.1:5555");

    assertThat(((Result.Leased) result).lease().serial()).isEqualTo(new DeviceSerial("P1"));
  }

  @Test
  void leases_take_places_of_the_plan() throws Exception {
    online("P1", "P2", "P3", "P4", "P5", "P6");
    for (int i = 1; i <= 4; i++) {
      leased("P" + i);
    }
    follow("P5", "ann", NOW);
    TaskId waits = follow("P6", "ann", NOW.plusMillis(1));
    clock.advance(Duration.ofSeconds(1));

    dispatcher.dispatchOnce();

    assertThat(task(waits).status()).isEqualTo(TaskStatus.PENDING);
    assertThat(open("P6")).isEqualTo(new Result.NoPlace(new DeviceSerial("P6"), 5));
    license = new LicenseStatus.Refused("expired");
    assertThat(open("P6")).isEqualTo(new Result.NoPlace(new DeviceSerial("P6"), 0));
  }

  @Test
  void a_session_that_waits_comes_before_the_phones_next_task() throws Exception {
    online("P1");
    follow("P1", "ann", NOW);
    dispatcher.dispatchOnce();
    phones.awaitRun("P1");
    TaskId next = follow("P1", "bob", NOW);
    CompletableFuture<Result> waiting = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                waiting.complete(leases.sessions().opening().open(request("P1", true)));
              } catch (Throwable failed) {
                waiting.completeExceptionally(failed);
              }
            });
    while (held.taken().isEmpty()) {
      assertThat(waiting).isNotDone();
      Thread.onSpinWait();
    }

    phones.finish("P1");
    awaitIdle();
    dispatcher.dispatchOnce();

    LeaseToken token = leased(waiting.get(LONGEST_WAIT.toSeconds(), TimeUnit.SECONDS));
    assertThat(task(next).status()).isEqualTo(TaskStatus.PENDING);
    leases.sessions().releasing().release(token);
    assertThat(held.taken()).isEmpty();
    dispatcher.dispatchOnce();
    assertThat(task(next).status()).isEqualTo(TaskStatus.RUNNING);
  }

  @Test
  void a_server_that_does_not_hold_its_own_lease_opens_none() throws Exception {
    online("P1");

    nanoTime.addAndGet(Duration.ofSeconds(13).toNanos());

    assertThat(open("P1")).isEqualTo(new Result.ServerWithoutLease());
    lease.keepOnce();
    leased("P1");
  }

  @Test
  void a_token_of_another_server_is_found_there() throws Exception {
    LeaseToken token = LeaseToken.generate(new SecureRandom());
    UUID process = UUID.randomUUID();
    storage.nodes().acquire(OTHER, process, Duration.ofHours(1), NOW);
    storage
        .leases()
        .open(
            new NewLease(
                new DeviceSerial("P7"),
                OTHER,
                process,
                LeaseHolder.PERSON,
                new LeaseLabel("ann"),
                token.hash(),
                LENGTH),
            5);

    assertThat(leases.sessions().finding().find(token))
        .isInstanceOfSatisfying(
            FindLease.Result.OnOtherServer.class,
            other -> assertThat(other.lease().node()).isEqualTo(OTHER));
    assertThat(leases.sessions().releasing().release(token))
        .isInstanceOf(ReleaseLease.Result.OnOtherServer.class);
    assertThat(leases.sessions().extending().extend(token, LENGTH))
        .isInstanceOf(ExtendLease.Result.OnOtherServer.class);
    assertThat(storage.leases().all()).hasSize(1);
  }

  @Test
  void the_program_of_an_attempt_needs_no_lease_and_keeps_its_phone() throws Exception {
    online("P1");
    LeaseToken token = LeaseToken.generate(new SecureRandom());
    HeldPhone phone =
        held.hold(
            token,
            new DeviceSerial("P1"),
            new LeaseLabel("script x"),
            () -> true,
            () -> true,
            (_, _, _) -> new Intents.Announcement.Announced(Optional.empty()));
    phone.perform(new PhoneCommand.WakeUp());

    assertThat(leases.sessions().finding().find(token))
        .isEqualTo(new FindLease.Result.Found(phone));
    assertThat(leases.sessions().extending().extend(token, LENGTH))
        .isEqualTo(new ExtendLease.Result.Extended(phone, Optional.empty()));
    assertThat(leases.sessions().releasing().release(token))
        .isEqualTo(new ReleaseLease.Result.EndsWithItsTask(phone));
    leases.keeper().keepOnce();
    assertThat(phone.mayGoOn()).isTrue();
    assertThat(leases.sessions().leases().all()).isEmpty();

    phone.end("its program has ended");
    assertThat(leases.sessions().finding().find(token)).isEqualTo(new FindLease.Result.Over());
  }
}
