package dev.drover.http.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.application.live.LivePicture;
import dev.drover.application.port.device.PhonePictures.Picture;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.http.live.Outbox.Next;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutboxTest {
  private static final DeviceSerial A = new DeviceSerial("A");
  private static final DeviceSerial B = new DeviceSerial("B");
  private static final int MEGABYTE = 1024 * 1024;

  private final AtomicLong unsent = new AtomicLong();
  private final Outbox outbox = new Outbox(unsent, 20L * MEGABYTE);

  @BeforeEach
  void show() {
    outbox.showOnly(Set.of(A, B));
  }

  private static LivePicture picture(DeviceSerial serial, int bytes) {
    return new LivePicture(
        serial,
        new Picture(new byte[bytes], "image/jpeg", 1, 1, 1, 1, Duration.ZERO),
        Instant.EPOCH);
  }

  private Next next() throws InterruptedException {
    return outbox.take(Duration.ZERO);
  }

  @Test
  void the_newest_picture_of_a_phone_is_sent_in_the_place_of_the_older() throws Exception {
    LivePicture newest = picture(A, 3);
    LivePicture other = picture(B, 4);
    outbox.picture(picture(A, 2));
    outbox.picture(other);
    outbox.picture(newest);
    assertThat(next()).isEqualTo(new Next.Shown(newest));
    assertThat(next()).isEqualTo(new Next.Shown(other));
    assertThat(next()).isEqualTo(new Next.Nothing());
    assertThat(unsent).hasValue(0);
  }

  @Test
  void a_problem_replaces_the_picture_that_waits() throws Exception {
    outbox.picture(picture(A, 2));
    outbox.problem(A, "gone");
    assertThat(next()).isEqualTo(new Next.Problem(A, "gone"));
    assertThat(next()).isEqualTo(new Next.Nothing());
  }

  @Test
  void what_waits_is_limited_for_one_client_and_for_all() throws Exception {
    outbox.picture(picture(A, 5 * MEGABYTE));
    LivePicture newer = picture(B, 5 * MEGABYTE);
    outbox.picture(newer);
    assertThat(unsent).as("8 MB for one client").hasValue(5L * MEGABYTE);
    assertThat(next()).isEqualTo(new Next.Shown(newer));
    unsent.set(18L * MEGABYTE);
    outbox.picture(picture(A, 3 * MEGABYTE));
    assertThat(next()).as("20 MB for all").isEqualTo(new Next.Nothing());
    assertThat(unsent).hasValue(18L * MEGABYTE);
  }

  @Test
  void a_phone_that_is_no_longer_shown_is_left_out() throws Exception {
    outbox.picture(picture(A, 7));
    outbox.showOnly(Set.of(B));
    outbox.picture(picture(A, 7));
    assertThat(next()).isEqualTo(new Next.Nothing());
    assertThat(unsent).hasValue(0);
  }

  @Test
  void the_end_comes_before_everything_and_stays() throws Exception {
    outbox.picture(picture(A, 7));
    outbox.close(1008, "first");
    outbox.close(1001, "second");
    outbox.picture(picture(B, 7));
    outbox.pong(new byte[0]);
    assertThat(next()).isEqualTo(new Next.Close(1008, "first"));
    assertThat(next()).isEqualTo(new Next.Close(1008, "first"));
    assertThat(unsent).hasValue(0);
  }
}
