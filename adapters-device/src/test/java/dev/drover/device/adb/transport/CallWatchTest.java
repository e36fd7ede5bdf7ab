package dev.drover.device.adb.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CallWatchTest {
  private final AtomicInteger cuts = new AtomicInteger();
  private final CallWatch watch = new CallWatch(cuts::incrementAndGet);

  @Test
  void a_watchdog_that_fires_as_the_call_has_ended_cuts_nothing() {
    assertThat(watch.ended()).isTrue();

    watch.run();

    assertThat(cuts).hasValue(0);
    assertThat(watch.hasCut()).isFalse();
  }

  @Test
  void a_call_that_was_cut_off_is_told_so_when_it_ends() {
    watch.run();
    watch.run();

    assertThat(cuts).hasValue(1);
    assertThat(watch.ended()).isFalse();
    assertThat(watch.hasCut()).isTrue();
  }
}
