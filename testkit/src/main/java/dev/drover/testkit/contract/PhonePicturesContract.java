package dev.drover.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.drover.application.port.device.DeviceGateway;
import dev.drover.application.port.device.DeviceGateway.Assignment;
import dev.drover.application.port.device.DeviceUnreachable;
import dev.drover.application.port.device.PhonePictures;
import dev.drover.application.port.device.PhonePictures.Picture;
import dev.drover.application.port.device.PhonePictures.Wish;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.task.AttemptResult;
import dev.drover.testkit.PhoneLab;
import dev.drover.testkit.RecordedAttempt;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests the promises of {@link PhonePictures}, and of {@link DeviceGateway#pictures}. */
public abstract class PhonePicturesContract {
  private static final DeviceSerial FIRST = new DeviceSerial("FIRST");
  private static final Wish SMALL = new Wish(240, 30);
  private static final int ROUNDS = 150;

  /** Longer than any ending may take. */
  private static final Duration SOON = Duration.ofSeconds(10);

  private static final Duration MOMENT = Duration.ofMillis(20);
  private static final CountDownLatch NEVER = new CountDownLatch(1);

  private final Lab lab;
  private final DeviceGateway gateway;

  /** Phones for the tests of a gateway's {@link PhonePictures}. */
  public interface Lab extends PhoneLab {
    /** Told of a phone that the gateway has connected, before pictures of it are taken. */
    default void connected(String serial) {}

    /** How many requests a phone was sent, for pictures and for anything else. */
    int received(String serial);

    /** Makes a phone take the next requests and not answer, for as long as a test lasts. */
    void fallSilent(String serial);
  }

  /**
   * @param lab a new lab without phones; closed after each test
   */
  protected PhonePicturesContract(Lab lab) {
    this.lab = lab;
    this.gateway = lab.gateway();
  }

  @AfterEach
  void close() {
    lab.close();
  }

  private void connect() {
    gateway.connect(lab.start(FIRST.value()));
    lab.connected(FIRST.value());
  }

  private PhonePictures pictures() {
    connect();
    return gateway.pictures(FIRST);
  }

  @Test
  void a_picture_shows_the_whole_screen() {
    try (PhonePictures pictures = pictures()) {
      Picture picture = pictures.next(SMALL);

      assertThat(picture.mediaType()).isIn("image/jpeg", "image/png");
      assertThat(picture.bytes()).isNotEmpty();
      assertThat(picture.screenWidth()).isPositive();
      assertThat((double) picture.height() / picture.width())
          .isCloseTo((double) picture.screenHeight() / picture.screenWidth(), within(0.02));
      assertThat(picture.cost()).isPositive().isLessThan(Duration.ofSeconds(5));
    }
  }

  @Test
  void its_width_is_near_the_wish_and_never_above_the_screens() {
    try (PhonePictures pictures = pictures()) {
      int screen = pictures.next(SMALL).screenWidth();
      for (int width : new int[] {120, 360, screen, 10 * screen}) {
        // A source that streams has some pictures of the size before under way.
        int wanted = Math.min(width, screen);
        Picture picture = pictures.next(new Wish(width, 30));
        for (int i = 0; i < 5 && Math.abs(picture.width() - wanted) > wanted / 10; i++) {
          picture = pictures.next(new Wish(width, 30));
        }
        assertThat(picture.width()).isCloseTo(wanted, within(wanted / 10));
        assertThat(picture.width()).isLessThanOrEqualTo(screen);
      }
    }
  }

  @Test
  void one_picture_follows_another() {
    try (PhonePictures pictures = pictures()) {
      for (int i = 0; i < 3; i++) {
        assertThat(pictures.next(SMALL).bytes()).isNotEmpty();
      }
    }
  }

  @Test
  void nothing_is_sent_before_the_first_picture_is_asked_for() {
    connect();
    int before = lab.received("FIRST");

    try (PhonePictures pictures = gateway.pictures(FIRST)) {
      assertThat(lab.received("FIRST")).isEqualTo(before);

      pictures.next(SMALL);

      assertThat(lab.received("FIRST")).isGreaterThan(before);
    }
  }

  @Test
  void a_phone_that_is_not_connected_has_no_pictures() {
    assertThatThrownBy(() -> gateway.pictures(FIRST)).isInstanceOf(DeviceUnreachable.class);
  }

  @Test
  void a_lost_phone_gives_none_until_it_is_back() throws InterruptedException {
    try (PhonePictures pictures = pictures()) {
      pictures.next(SMALL);
      lab.vanish("FIRST");

      assertThatThrownBy(
              () -> {
                // A source that streams may have received some before.
                for (int i = 0; i < 5; i++) {
                  pictures.next(SMALL);
                }
              })
          .isInstanceOf(DeviceUnreachable.class)
          .hasMessageContaining("FIRST");

      lab.comeBack("FIRST");
      assertThat(oneAfterReturn(pictures).bytes()).isNotEmpty();
    }
  }

  private Picture oneAfterReturn(PhonePictures pictures) throws InterruptedException {
    DeviceUnreachable last = new DeviceUnreachable("not asked");
    for (int round = 0; round < ROUNDS; round++) {
      lab.lookAfter();
      try {
        return pictures.next(SMALL);
      } catch (DeviceUnreachable notYet) {
        last = notYet;
        pause();
      }
    }
    throw new AssertionError("no picture comes", last);
  }

  @Test
  void closing_ends_a_call_under_way_and_refuses_later_ones() throws Exception {
    PhonePictures pictures = pictures();
    int before = lab.received("FIRST");
    lab.fallSilent("FIRST");
    CompletableFuture<Picture> stuck = CompletableFuture.supplyAsync(() -> pictures.next(SMALL));
    for (int i = 0; i < 500 && lab.received("FIRST") == before; i++) {
      pause();
    }

    pictures.close();

    assertThatThrownBy(() -> stuck.get(SOON.toSeconds(), TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOf(DeviceUnreachable.class);
    int sent = lab.received("FIRST");
    assertThatThrownBy(() -> pictures.next(SMALL)).isInstanceOf(DeviceUnreachable.class);
    assertThat(lab.received("FIRST")).isEqualTo(sent);
    pictures.close();
  }

  @Test
  void pictures_are_taken_beside_an_attempt() throws Exception {
    try (PhonePictures pictures = pictures()) {
      CompletableFuture<AttemptResult> attempt =
          CompletableFuture.supplyAsync(
              () ->
                  gateway.run(
                      new Assignment(
                          FIRST, Optional.empty(), lab.script("carla"), Optional.empty()),
                      new RecordedAttempt()));
      int taken = 0;
      do {
        pictures.next(SMALL);
        taken++;
      } while (!attempt.isDone());

      assertThat(attempt.get(SOON.toSeconds(), TimeUnit.SECONDS))
          .asInstanceOf(InstanceOfAssertFactories.type(AttemptResult.class))
          .isInstanceOf(AttemptResult.Succeeded.class);
      assertThat(lab.effects("FIRST")).isEqualTo(1);
      assertThat(taken).isPositive();
    }
  }

  private static void pause() throws InterruptedException {
    NEVER.await(MOMENT.toMillis(), TimeUnit.MILLISECONDS);
  }
}
