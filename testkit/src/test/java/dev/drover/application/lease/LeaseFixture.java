package dev.drover.application.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.application.lease.LeasePhone.Request;
import dev.drover.application.lease.LeasePhone.Result;
import dev.drover.domain.lease.LeaseHolder;
import dev.drover.domain.lease.LeaseLabel;
import dev.drover.domain.lease.LeaseToken;
import dev.drover.testkit.DispatchFixture;
import dev.drover.testkit.memory.InMemoryStorage;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Random;

/** A server with phones that are leased. */
abstract class LeaseFixture extends DispatchFixture {
  static final Duration LENGTH = Duration.ofMinutes(2);

  /** Only a defect makes a test wait this long. */
  static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

  LeaseFixture() {
    super(clock -> new InMemoryStorage(clock, ZoneId.of("Europe/Berlin"), new Random(7)));
  }

  final void online(String... serials) {
    for (String serial : serials) {
      phones.bringOnline(serial);
      saveDevice(serial);
    }
  }

  static Request byHand(String serial) {
    return new Request(serial, LeaseHolder.PERSON, new LeaseLabel("ann"), LENGTH, false);
  }

  static Request request(String serial, boolean queue) {
    return new Request(serial, LeaseHolder.PROGRAM, new LeaseLabel("a script"), LENGTH, queue);
  }

  final Result open(String serial) throws InterruptedException {
    return leases.sessions().opening().open(request(serial, false));
  }

  final LeaseToken leased(String serial) throws InterruptedException {
    return leased(open(serial));
  }

  static LeaseToken leased(Result result) {
    assertThat(result).isInstanceOf(Result.Leased.class);
    return ((Result.Leased) result).token();
  }

  final HeldPhone held(LeaseToken token) {
    return held.find(token).orElseThrow();
  }

  /** Moves both clocks by which leases are measured. */
  final void pass(Duration time) {
    nanoTime.addAndGet(time.toNanos());
    storageClock.advance(time);
  }

  /** Lets time pass while the server renews its own lease. */
  final void keepLeaseFor(Duration time) {
    for (Duration left = time; left.isPositive(); left = left.minusSeconds(5)) {
      pass(left.compareTo(Duration.ofSeconds(5)) < 0 ? left : Duration.ofSeconds(5));
      lease.keepOnce();
    }
  }
}
