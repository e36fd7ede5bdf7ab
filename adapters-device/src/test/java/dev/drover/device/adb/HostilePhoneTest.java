package dev.drover.device.adb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.application.port.device.DeviceUnreachable;
import dev.drover.device.adb.HostileAdbd.Behaviour;
import dev.drover.device.adb.HostileAdbd.Conversation;
import dev.drover.device.adb.transport.AdbEndpoint;
import dev.drover.device.adb.transport.MessageLimit;
import dev.drover.device.adb.transport.OutputMemory;
import dev.drover.device.adb.transport.TcpDadb;
import dev.drover.domain.device.Device;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.device.DeviceState;
import dev.drover.virtualphone.VirtualPhone;
import dev.drover.virtualphone.config.PhoneConfig;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Tests phones that try to fill the server's memory, to block it for ever, or to hinder other
 * phones.
 */
class HostilePhoneTest {
  private static final int TWO_GIGABYTES = Integer.MAX_VALUE;
  private static final int MEGABYTE = 1024 * 1024;

  /** The most bytes in the sockets of both sides. */
  private static final int UNDER_WAY = 16 * MEGABYTE;

  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir private Path home;

  /** A flood of output, and the limit on it. */
  enum Flood {
    GREETING_WITHOUT_END(MEGABYTE) {
      @Override
      void say(Conversation phone, String service) throws IOException {
        phone.message(HostileAdbd.CNXN, 0x01000001, MEGABYTE, TWO_GIGABYTES, new byte[0]);
        phone.flood();
      }
    },
    MESSAGE_OF_TWO_GIGABYTES(MEGABYTE) {
      @Override
      void say(Conversation phone, String service) throws IOException {
        if (greeted(phone, service)) {
          phone.message(HostileAdbd.WRTE, 7, 1, TWO_GIGABYTES, new byte[0]);
          phone.flood();
        }
      }
    },
    MESSAGE_OF_NEGATIVE_LENGTH(MEGABYTE) {
      @Override
      void say(Conversation phone, String service) throws IOException {
        if (greeted(phone, service)) {
          phone.message(HostileAdbd.WRTE, 7, 1, -1, new byte[0]);
          phone.flood();
        }
      }
    },
    SHELL_PACKET_OF_TWO_GIGABYTES(MEGABYTE) {
      @Override
      void say(Conversation phone, String service) throws IOException {
        if (greeted(phone, service)) {
          phone.shell(1, TWO_GIGABYTES, new byte[0]);
          phone.floodOrderly();
        }
      }
    },
    SHELL_PACKET_OF_NEGATIVE_LENGTH(MEGABYTE) {
      @Override
      void say(Conversation phone, String service) throws IOException {
        if (greeted(phone, service)) {
          phone.shell(1, -5, new byte[0]);
          phone.floodOrderly();
        }
      }
    },
    OUTPUT_WITHOUT_END(DadbPhone.MOST_TEXT) {
      @Override
      void say(Conversation phone, String service) throws IOException {
        if (greeted(phone, service)) {
          while (true) {
            phone.shell(1, 32_000, new byte[32_000]);
          }
        }
      }
    },
    ERRORS_WITHOUT_END(DadbPhone.MOST_TEXT) {
      @Override
      void say(Conversation phone, String service) throws IOException {
        if (greeted(phone, service)) {
          while (true) {
            phone.shell(2, 32_000, new byte[32_000]);
          }
        }
      }
    },
    PACKETS_OF_NO_KIND_WITHOUT_END(DadbPhone.MOST_TEXT) {
      @Override
      void say(Conversation phone, String service) throws IOException {
        if (greeted(phone, service)) {
          while (true) {
            phone.shell(9, 32_000, new byte[32_000]);
          }
        }
      }
    },
    OKAYS_WITHOUT_END(MessageLimit.MOST_IN_A_CALL) {
      @Override
      void say(Conversation phone, String service) throws IOException {
        if (greeted(phone, service)) {
          while (true) {
            phone.okay(new byte[64_000]);
          }
        }
      }
    };

    private final int mostTaken;

    Flood(int mostTaken) {
      this.mostTaken = mostTaken;
    }

    abstract void say(Conversation phone, String service) throws IOException;
  }

  private static boolean greeted(Conversation phone, String service) throws IOException {
    if (service.isEmpty()) {
      phone.greet();
      return false;
    }
    phone.okay();
    return true;
  }

  private DadbPhone connected(HostileAdbd adbd) {
    return new DadbPhone(
        AdbEndpoint.Tcp.parse(adbd.address()),
        AdbKey.below(SharedAdbKey.into(home)),
        OutputMemory.ofAllPhones());
  }

  @ParameterizedTest
  @EnumSource
  void a_flood_is_cut_off_long_before_it_fills_the_memory(Flood flood) throws Exception {
    try (HostileAdbd adbd = new HostileAdbd(flood::say);
        DadbPhone phone = connected(adbd)) {
      assertThatThrownBy(() -> phone.shell(ShellCommand.of("true"), LONG))
          .isInstanceOf(PhoneLost.class);

      assertThat(adbd.sent()).isLessThan((long) flood.mostTaken + UNDER_WAY);
    }
  }

  @Test
  void a_picture_without_end_is_cut_off() throws Exception {
    try (HostileAdbd adbd =
            new HostileAdbd(
                (phone, service) -> {
                  if (greeted(phone, service)) {
                    phone.floodOrderly();
                  }
                });
        DadbPhone phone = connected(adbd)) {
      assertThatThrownBy(() -> phone.exec(ShellCommand.of("screencap", "-p"), LONG, () -> {}))
          .isInstanceOf(PhoneLost.class);

      assertThat(adbd.sent()).isLessThan((long) MessageLimit.MOST_OUTPUT + UNDER_WAY);
    }
  }

  @Test
  void a_refusal_of_a_file_without_end_is_cut_off() throws Exception {
    Path clip = Files.write(home.resolve("clip.mp4"), new byte[10]);
    Behaviour refusing =
        (phone, service) -> {
          if (greeted(phone, service)) {
            phone.write(
                ByteBuffer.allocate(8)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .put("FAIL".getBytes(StandardCharsets.US_ASCII))
                    .putInt(TWO_GIGABYTES)
                    .array());
            phone.floodOrderly();
          }
        };
    try (HostileAdbd adbd = new HostileAdbd(refusing);
        DadbPhone phone = connected(adbd)) {
      assertThatThrownBy(() -> phone.push(clip, "/sdcard/clip.mp4", LONG, () -> {}))
          .isInstanceOf(PhoneLost.class);

      assertThat(adbd.sent()).isLessThan((long) MEGABYTE + UNDER_WAY);
    }
  }

  @Test
  void what_is_said_to_a_stream_that_nobody_opened_ends_with_the_deadline() throws Exception {
    Behaviour elsewhere =
        (phone, service) -> {
          if (greeted(phone, service)) {
            while (true) {
              phone.writeElsewhere(new byte[100]);
            }
          }
        };
    try (HostileAdbd adbd = new HostileAdbd(elsewhere);
        DadbPhone phone = connected(adbd)) {
      assertThatThrownBy(() -> phone.shell(ShellCommand.of("true"), Duration.ofMillis(500)))
          .isInstanceOf(PhoneLost.class)
          .hasMessageContaining("did not answer within");
    }
  }

  /** More phones than carriers: threads that never wait would occupy all of these for ever. */
  @Test
  void phones_that_talk_without_end_leave_the_carriers_to_others() throws Exception {
    Behaviour elsewhere =
        (phone, service) -> {
          if (greeted(phone, service)) {
            byte[] many = new byte[64_000];
            while (true) {
              phone.writeElsewhere(many);
            }
          }
        };
    int phones = 2 * Runtime.getRuntime().availableProcessors();
    CountDownLatch lost = new CountDownLatch(phones);
    try (HostileAdbd adbd = new HostileAdbd(elsewhere)) {
      List<DadbPhone> connected = Stream.generate(() -> connected(adbd)).limit(phones).toList();
      for (DadbPhone phone : connected) {
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    phone.shell(ShellCommand.of("true"), Duration.ofSeconds(1));
                  } catch (PhoneLost expected) {
                    lost.countDown();
                  }
                });
      }
      assertThat(lost.await(60, TimeUnit.SECONDS)).isTrue();
      connected.forEach(DadbPhone::close);
    }
  }

  @Test
  void output_of_nothing_without_end_ends_with_the_deadline() throws Exception {
    Behaviour nothing =
        (phone, service) -> {
          if (greeted(phone, service)) {
            while (true) {
              phone.shell(1, 0, new byte[0]);
            }
          }
        };
    try (HostileAdbd adbd = new HostileAdbd(nothing);
        DadbPhone phone = connected(adbd)) {
      assertThatThrownBy(() -> phone.shell(ShellCommand.of("true"), Duration.ofMillis(500)))
          .isInstanceOf(PhoneLost.class)
          .hasMessageContaining("did not answer within");
    }
  }

  @Test
  void a_phone_that_lies_of_itself_stands_in_no_others_way() throws Exception {
    String serial = "S".repeat(MEGABYTE);
    // A line begins everywhere, so a search for the level must not restart at each.
    String battery = "\n".repeat(4 * MEGABYTE);
    Behaviour lying =
        (phone, service) -> {
          if (greeted(phone, service)) {
            byte[] facts =
                (serial
                        + "\n\u001b[2Jevil\u0007\u202eledom\u2028\u0085\u200bmodel\n"
                        + "9".repeat(500)
                        + "\n\n"
                        + battery)
                    .getBytes(StandardCharsets.UTF_8);
            for (int at = 0; at < facts.length; at += 32_000) {
              byte[] part =
                  java.util.Arrays.copyOfRange(facts, at, Math.min(facts.length, at + 32_000));
              phone.shell(1, part.length, part);
            }
            phone.shell(3, 1, new byte[1]);
          }
        };
    try (HostileAdbd adbd = new HostileAdbd(lying);
        VirtualPhone honest = VirtualPhone.start(PhoneConfig.named("HONEST", "ann"));
        AdbPhones phones =
            new AdbPhones(SharedAdbKey.into(home), "127.0.0.1", 1, Clock.systemUTC())) {
      phones.connectInBackground(adbd.address());
      phones.connectInBackground(honest.adbAddress());
      phones.trackOnce();

      assertThat(phones.devices())
          .filteredOn(device -> device.serial().equals(new DeviceSerial("HONEST")))
          .extracting(Device::state)
          .containsExactly(DeviceState.ONLINE);
      assertThat(phones.phone(new DeviceSerial("HONEST"))).isPresent();
      for (Device device : phones.devices()) {
        assertThat(List.of(device.serial().value(), device.model(), device.androidVersion()))
            .allSatisfy(
                text ->
                    assertThat(text)
                        .hasSizeLessThanOrEqualTo(128)
                        .doesNotMatch("(?s).*[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}].*"));
      }
    }
  }

  /** It reports no boot id, so nothing shows that it is another phone. */
  private static final Behaviour IMPOSTOR =
      (phone, service) -> {
        if (greeted(phone, service)) {
          byte[] facts = "HONEST\nimpostor\n14\n".getBytes(StandardCharsets.UTF_8);
          phone.shell(1, facts.length, facts);
          phone.shell(3, 1, new byte[1]);
        }
      };

  private static final DeviceSerial HONEST = new DeviceSerial("HONEST");

  @Test
  void a_phone_that_claims_anothers_serial_and_hides_its_boot_id_is_not_used() throws Exception {
    try (HostileAdbd impostor = new HostileAdbd(IMPOSTOR);
        VirtualPhone honest = VirtualPhone.start(PhoneConfig.named("HONEST", "ann"));
        AdbPhones phones =
            new AdbPhones(SharedAdbKey.into(home), "127.0.0.1", 1, Clock.systemUTC())) {
      phones.connect(honest.adbAddress());
      phones.connectInBackground(impostor.address());
      awaitUnreached(phones, impostor.address());

      assertThat(phones.unreached().get(impostor.address()))
          .contains("claims the serial HONEST", honest.adbAddress(), "DELETE /devices/");
      assertThat(phones.devices())
          .singleElement()
          .satisfies(
              device -> {
                assertThat(device.state()).isEqualTo(DeviceState.ONLINE);
                assertThat(device.addresses()).containsExactly(honest.adbAddress());
                assertThat(device.model()).isNotEqualTo("impostor");
                assertThat(device.problem().orElseThrow()).contains(impostor.address());
              });
      assertThat(phones.phone(HONEST).map(DadbPhone::address)).contains(honest.adbAddress());

      assertThat(phones.disconnectAddress(impostor.address())).isTrue();
      assertThat(phones.unreached()).isEmpty();
      assertThat(phones.devices().getFirst().problem()).isEmpty();
    }
  }

  @Test
  void such_a_phone_is_refused_where_it_is_connected_by_request() throws Exception {
    try (HostileAdbd impostor = new HostileAdbd(IMPOSTOR);
        VirtualPhone honest = VirtualPhone.start(PhoneConfig.named("HONEST", "ann"));
        AdbPhones phones =
            new AdbPhones(SharedAdbKey.into(home), "127.0.0.1", 1, Clock.systemUTC())) {
      phones.connect(honest.adbAddress());

      assertThatThrownBy(() -> phones.connect(impostor.address()))
          .isInstanceOf(DeviceUnreachable.class)
          .hasMessageContaining("claims the serial HONEST");
      assertThat(phones.unreached()).isEmpty();
      assertThat(phones.phone(HONEST).map(DadbPhone::address)).contains(honest.adbAddress());
    }
  }

  private static void awaitUnreached(AdbPhones phones, String address) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(40).toNanos();
    while (!phones.unreached().getOrDefault(address, "").contains("claims")) {
      phones.trackOnce();
      assertThat(System.nanoTime())
          .as("%s %s", phones.devices(), phones.unreached())
          .isLessThan(end);
    }
  }

  @Test
  void no_file_of_a_phone_becomes_a_file_of_the_server() throws Exception {
    Path stolen = home.resolve("stolen");
    try (HostileAdbd adbd = new HostileAdbd((phone, service) -> phone.greet());
        TcpDadb dadb =
            new TcpDadb(
                "127.0.0.1",
                Integer.parseInt(adbd.address().replaceFirst(".*:", "")),
                AdbKey.below(SharedAdbKey.into(home)),
                3_000)) {
      assertThatThrownBy(() -> dadb.pull(new File(stolen.toString()), "/sdcard/../etc/passwd"))
          .isInstanceOf(UnsupportedOperationException.class);
    }
    assertThat(stolen).doesNotExist();
  }
}
