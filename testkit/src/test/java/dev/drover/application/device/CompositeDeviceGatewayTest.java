package dev.drover.application.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.application.plugin.Devices;
import dev.drover.application.port.device.DeviceGateway;
import dev.drover.application.port.device.DeviceUnreachable;
import dev.drover.application.port.device.PhonePictures;
import dev.drover.domain.device.Device;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.testkit.ObedientPhones;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompositeDeviceGatewayTest {
  private final ObedientPhones first = new ObedientPhones();
  private final ObedientPhones second = new ObedientPhones();
  private final DeviceGateway both =
      new CompositeDeviceGateway(
          List.of(new Phones("the first", first, ""), new Phones("the second", second, "second:")));

  private record Phones(String description, DeviceGateway gateway, String addresses)
      implements Devices {
    @Override
    public boolean takesAddress(String address) {
      return !addresses.isEmpty() && address.startsWith(addresses);
    }
  }

  private static DeviceSerial serial(String text) {
    return new DeviceSerial(text);
  }

  @Test
  void the_phones_of_all_adapters_are_there() {
    first.bringOnline("A");
    second.bringOnline("B");
    second.bringOnline("C");
    second.takeOffline("C");

    assertThat(both.devices())
        .extracting(device -> device.serial().value())
        .containsExactly("A", "B", "C");
    assertThat(both.online()).containsExactlyInAnyOrder(serial("A"), serial("B"));
  }

  @Test
  void a_serial_belongs_to_the_adapter_that_told_of_it_first() {
    List<Device> heard = new ArrayList<>();
    both.onChange(heard::add);
    second.bringOnline("A");
    first.bringOnline("A");

    assertThat(heard).hasSize(1);
    assertThat(both.devices()).hasSize(1);

    second.takeOffline("A");

    assertThat(both.online()).as("the second keeps its phone while it lists it").isEmpty();
    assertThat(heard).hasSize(2);
  }

  @Test
  void an_address_goes_to_the_adapter_that_takes_it() {
    assertThatThrownBy(() -> both.connect("second:1"))
        .isInstanceOf(DeviceUnreachable.class)
        .hasMessage("no phone answers at second:1");
    assertThatThrownBy(() -> both.connect("third:1"))
        .isInstanceOf(DeviceUnreachable.class)
        .hasMessageContaining("no device adapter of this server takes the address third:1");
    assertThat(both.disconnectAddress("third:1")).isFalse();
  }

  @Test
  void a_phone_is_let_go_by_its_own_adapter() {
    first.bringOnline("A");
    second.bringOnline("B");

    both.disconnect(serial("B"));

    assertThat(both.online()).containsExactly(serial("A"));
  }

  @Test
  void pictures_come_from_the_phones_own_adapter() {
    first.bringOnline("A");
    second.bringOnline("B");

    try (PhonePictures pictures = both.pictures(serial("B"))) {
      assertThat(pictures.next(new PhonePictures.Wish(240, 1)).width()).isEqualTo(240);
    }

    assertThat(second.pictured("B")).isEqualTo(1);
    assertThatThrownBy(() -> both.pictures(serial("C"))).isInstanceOf(DeviceUnreachable.class);
  }

  @Test
  void there_is_no_gateway_of_nothing() {
    assertThatThrownBy(() -> new CompositeDeviceGateway(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
