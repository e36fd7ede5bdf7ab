package dev.drover.domain.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.domain.app.PackageName;
import dev.drover.domain.device.DeviceSerial;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {

  @Test
  void a_username_is_one_with_or_without_at_in_any_case() {
    assertThat(Username.parse(" @Ann.B_1 ")).isEqualTo(Username.parse("ann.b_1"));
    assertThat(Username.parse("@Ann").value()).isEqualTo("Ann");
    assertThat(Username.parse("Ann")).hasToString("@Ann").hasSameHashCodeAs(Username.parse("@ANN"));
    assertThat(Username.parse("дядя_ваня").value()).isEqualTo("дядя_ваня");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "@", "a b", "a;b", "a$(id)", "a'b", "@@a", "a/b", "a\u0000b"})
  void what_is_no_username_is_refused(String text) {
    assertThatThrownBy(() -> Username.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a username is");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a;b", "$(id)", "`id`", "a'b", "a\nb", "ä"})
  void a_serial_is_safe_in_a_command_a_log_line_and_an_url(String text) {
    assertThatThrownBy(() -> new DeviceSerial(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"R58M123ABC", "192.0.2.7:5555", "emulator-5554", "[fe80::1%eth0]:5555"})
  void serials_as_phones_have_them_are_taken(String text) {
    assertThat(new DeviceSerial(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "app", "com..app", "com.app;id", "1com.app", "com.app.", "com.ap p"})
  void what_is_no_package_name_is_refused(String text) {
    assertThatThrownBy(() -> new PackageName(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
