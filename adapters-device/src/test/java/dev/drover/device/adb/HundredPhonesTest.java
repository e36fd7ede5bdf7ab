package dev.drover.device.adb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.device.DeviceState;
import dev.drover.virtualphone.VirtualPhone;
import dev.drover.virtualphone.config.PhoneConfig;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests as many phones as one server is designed for, all in one process. */
class HundredPhonesTest {
  private static final int COUNT = 100;

  @TempDir private Path home;

  @Test
  void a_hundred_phones_in_one_process_all_answer() throws Exception {
    List<VirtualPhone> farm = new ArrayList<>();
    try (AdbPhones phones =
        new AdbPhones(SharedAdbKey.into(home), "127.0.0.1", 1, Clock.systemUTC())) {
      for (int number = 1; number <= COUNT; number++) {
        VirtualPhone phone = VirtualPhone.start(PhoneConfig.named("FARM-" + number, "ann"));
        farm.add(phone);
        phones.connectInBackground(phone.adbAddress());
      }
      long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
      while (online(phones) < COUNT) {
        phones.trackOnce();
        assertThat(System.nanoTime()).as("%d are online", online(phones)).isLessThan(end);
      }

      for (int number = 1; number <= COUNT; number++) {
        assertThat(
                phones
                    .phone(new DeviceSerial("FARM-" + number))
                    .orElseThrow()
                    .shell(ShellCommand.of("getprop", "ro.serialno"), Duration.ofSeconds(10))
                    .output())
            .isEqualTo("FARM-" + number + "\n");
      }
    } finally {
      farm.forEach(VirtualPhone::close);
    }
  }

  private static long online(AdbPhones phones) {
    return phones.devices().stream().filter(device -> device.state() == DeviceState.ONLINE).count();
  }
}
