package dev.drover.device.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.drover.application.port.device.DeviceUnreachable;
import dev.drover.application.port.device.PhonePictures;
import dev.drover.application.port.device.PhonePictures.Picture;
import dev.drover.application.port.device.PhonePictures.Wish;
import dev.drover.device.DadbDeviceGateway;
import dev.drover.device.VirtualPhoneLab;
import dev.drover.device.adb.DadbPhone;
import dev.drover.device.adb.ShellCommand;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.testkit.SettableClock;
import dev.drover.virtualphone.VirtualPhone;
import dev.drover.virtualphone.config.PhoneConfig;
import dev.drover.virtualphone.fault.Fault;
import dev.drover.virtualphone.phone.Command;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests where pictures come from, and that they keep out of an attempt's way. */
class LivePicturesTest {
  private static final DeviceSerial FIRST = new DeviceSerial("FIRST");
  private static final Wish SMALL = new Wish(240, 30);
  private static final Wish SELDOM = new Wish(240, 0.2);
  private static final Duration DEADLINE = Duration.ofSeconds(20);
  private static final CountDownLatch NEVER = new CountDownLatch(1);

  private final SettableClock clock = new SettableClock(Instant.parse("2026-11-24T10:00:00Z"));
  private VirtualPhoneLab lab;
  private VirtualPhone phone;
  private DadbDeviceGateway gateway;

  @BeforeEach
  void connect(@TempDir Path home) {
    lab = new VirtualPhoneLab(home, true, clock);
    phone = lab.connect(PhoneConfig.named("FIRST", "ann"));
    gateway = lab.gateway();
  }

  @AfterEach
  void close() {
    lab.close();
  }

  private List<Command> commands(String line) {
    return phone.commands().stream().filter(command -> command.line().contains(line)).toList();
  }

  private static void await(Supplier<Boolean> condition) throws InterruptedException {
    for (int i = 0; i < 2_000 && !condition.get(); i++) {
      NEVER.await(5, TimeUnit.MILLISECONDS);
    }
    assertThat(condition.get()).isTrue();
  }

  private DadbPhone attempts() {
    return lab.phones().phone(FIRST).orElseThrow();
  }

  @Test
  void an_attempts_call_does_not_wait_for_a_picture() throws Exception {
    phone.inject(Fault.stall("screencap", Duration.ofSeconds(2)));
    try (PhonePictures pictures = gateway.pictures(FIRST)) {
      CompletableFuture<Picture> picture =
          CompletableFuture.supplyAsync(() -> pictures.next(SMALL));
      await(() -> !commands("screencap").isEmpty());

      attempts().shell(ShellCommand.of("echo", "tap"), DEADLINE);

      assertThat(picture).isNotDone();
      assertThat(picture.get(20, TimeUnit.SECONDS).width()).isEqualTo(240);
      assertThat(commands("screencap").getFirst().connection())
          .isNotEqualTo(commands("echo").getFirst().connection());
    }
  }

  @Test
  void a_picture_waits_while_an_attempts_call_is_under_way() throws Exception {
    try (PhonePictures pictures = gateway.pictures(FIRST)) {
      CompletableFuture<?> call =
          CompletableFuture.runAsync(
              () -> attempts().shell(ShellCommand.of("sleep", "0.4"), DEADLINE));
      await(() -> !commands("sleep").isEmpty());

      pictures.next(SMALL);

      assertThat(call).isDone();
      assertThat(commands("wm size").getFirst().at())
          .isAfterOrEqualTo(commands("sleep").getFirst().at().plusMillis(400));
    }
  }

  @Test
  void a_picture_does_not_wait_for_the_end_of_a_long_call() throws Exception {
    CompletableFuture<?> call =
        CompletableFuture.runAsync(
            () -> attempts().shell(ShellCommand.of("sleep", "15"), DEADLINE));
    await(() -> !commands("sleep").isEmpty());

    try (PhonePictures pictures = gateway.pictures(FIRST)) {
      assertThat(pictures.next(SMALL).width()).isEqualTo(240);
    }

    assertThat(call).isNotDone();
  }

  @Test
  void no_agent_is_started_for_pictures() {
    try (PhonePictures pictures = gateway.pictures(FIRST)) {
      pictures.next(SMALL);
    }

    assertThat(phone.agentRuns()).isFalse();
    assertThat(commands("screencap")).hasSize(1);
  }

  @Test
  void an_agent_that_runs_streams_the_pictures_and_keeps_its_session() {
    gateway.hierarchy(FIRST);
    try (PhonePictures pictures = gateway.pictures(FIRST)) {
      for (int i = 0; i < 3; i++) {
        Picture picture = pictures.next(SMALL);
        assertThat(picture.mediaType()).isEqualTo("image/jpeg");
        assertThat(picture.screenWidth()).isEqualTo(1080);
        gateway.hierarchy(FIRST);
      }
    }

    assertThat(commands("agent stream")).hasSize(1);
    assertThat(commands("screencap")).isEmpty();
    assertThat(commands("agent POST /session ")).hasSize(1);
    assertThat(commands("mjpegScalingFactor"))
        .singleElement()
        .satisfies(
            settings ->
                assertThat(settings.line())
                    .contains("\"mjpegScalingFactor\": 23", "\"mjpegServerFramerate\": 30")
                    .doesNotContain("waitForIdleTimeout"));
  }

  @Test
  void pictures_that_are_seldom_asked_for_need_no_stream_between_them() {
    gateway.hierarchy(FIRST);
    try (PhonePictures pictures = gateway.pictures(FIRST)) {
      pictures.next(SELDOM);
      pictures.next(SELDOM);
    }

    assertThat(commands("agent stream")).hasSize(2);
  }

  @Test
  void the_stream_ends_when_nobody_asks_any_more() throws Exception {
    gateway.hierarchy(FIRST);
    try (PhonePictures pictures = gateway.pictures(FIRST)) {
      pictures.next(SMALL);
      await(() -> phone.viewers() == 1);

      await(() -> phone.viewers() == 0);
      assertThat(pictures.next(SMALL).width()).isCloseTo(240, within(9));
    }
  }

  @Test
  void screencap_takes_over_from_a_stream_that_fails_and_the_stream_comes_back() {
    gateway.hierarchy(FIRST);
    phone.inject(Fault.of(Fault.Kind.GARBLE, "agent stream").times(Fault.ALWAYS));
    try (PhonePictures pictures = gateway.pictures(FIRST)) {
      assertThat(pictures.next(SELDOM).width()).isEqualTo(240);
      assertThat(pictures.next(SELDOM).width()).isEqualTo(240);
      assertThat(commands("screencap")).hasSize(2);
      assertThat(commands("agent stream")).hasSize(1);

      phone.clearFaults();
      clock.advance(Duration.ofSeconds(16));
      pictures.next(SELDOM);

      assertThat(commands("screencap")).hasSize(2);
      assertThat(commands("agent stream")).hasSize(2);
    }
  }

  @Test
  void a_stream_that_is_garbled_for_a_moment_goes_on() {
    gateway.hierarchy(FIRST);
    phone.inject(Fault.of(Fault.Kind.GARBLE, "agent stream"));
    try (PhonePictures pictures = gateway.pictures(FIRST)) {
      assertThat(pictures.next(SMALL).width()).isCloseTo(240, within(9));
    }

    assertThat(commands("screencap")).isEmpty();
  }

  @Test
  void a_session_that_the_agent_does_not_know_is_left_to_attempts() {
    gateway.hierarchy(FIRST);
    try (LivePictures pictures =
        new LivePictures(FIRST, this::attempts, () -> Optional.of("another"), clock)) {
      assertThat(pictures.next(SMALL).width()).isEqualTo(240);
    }

    assertThat(commands("agent POST /session ")).hasSize(1);
    assertThat(commands("screencap")).hasSize(1);
  }

  @Test
  void what_is_no_picture_is_refused_and_asked_for_again() {
    phone.inject(Fault.of(Fault.Kind.GARBLE, "screencap"));
    try (PhonePictures pictures = gateway.pictures(FIRST)) {
      assertThatThrownBy(() -> pictures.next(SMALL))
          .isInstanceOf(DeviceUnreachable.class)
          .hasMessageContaining("phone FIRST gives no picture now (screencap: it is no PNG)");

      assertThat(pictures.next(SMALL).width()).isEqualTo(240);
    }
  }

  @Test
  void a_stalled_stream_is_given_up() {
    gateway.hierarchy(FIRST);
    phone.inject(Fault.stall("agent stream", Duration.ofMinutes(1)));
    try (PhonePictures pictures = gateway.pictures(FIRST)) {
      assertThat(pictures.next(SMALL).width()).isEqualTo(240);
      assertThat(commands("screencap")).hasSize(1);
    }
  }

  @Test
  void a_cut_picture_leaves_the_attempts_connection_alone() {
    phone.inject(Fault.cut("screencap", Fault.Moment.AFTER));
    try (PhonePictures pictures = gateway.pictures(FIRST)) {
      assertThatThrownBy(() -> pictures.next(SMALL)).isInstanceOf(DeviceUnreachable.class);
      attempts().shell(ShellCommand.of("echo", "tap"), DEADLINE);
    }

    long first = phone.commands().getFirst().connection();
    assertThat(commands("echo").getFirst().connection()).isEqualTo(first);
  }
}
