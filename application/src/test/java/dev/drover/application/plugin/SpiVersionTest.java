package dev.drover.application.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpiVersionTest {
  @ParameterizedTest(name = "{0} runs a plug-in for {1}: {2}")
  @CsvSource({
    "1.0, 1.0, true",
    "1.4, 1.2, true",
    "1.2, 1.4, false",
    "2.0, 1.9, false",
    "1.9, 2.0, false"
  })
  void a_server_runs_plug_ins_of_its_major_version_up_to_its_minor(
      String server, String plugin, boolean runs) {
    assertThat(SpiVersion.parse(server).runs(SpiVersion.parse(plugin))).isEqualTo(runs);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "1.", ".1", "1.0.0", "one", "-1.0", "1.0-beta", "99999.0"})
  void anything_else_is_no_version(String text) {
    assertThatThrownBy(() -> SpiVersion.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("MAJOR.MINOR");
  }

  @Test
  void it_is_written_as_it_is_read() {
    assertThat(SpiVersion.parse(SpiVersion.CURRENT.toString())).isEqualTo(SpiVersion.CURRENT);
  }
}
