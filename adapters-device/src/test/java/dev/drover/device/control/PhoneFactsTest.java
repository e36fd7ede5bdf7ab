package dev.drover.device.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reads what phones print of themselves. */
class PhoneFactsTest {
  private static final String USUAL =
      """
      lineage_pixel
      34
      Physical size: 1080x2400
      Physical density: 420
      Power Manager State:
        mWakefulness=Awake
      """;

  @Test
  void an_override_replaces_the_physical_size_and_density() {
    assertThat(
            PhoneFacts.facts(
                USUAL.replace("2400\n", "2400\nOverride size: 720x1600\n")
                    + "Override density: 320\n",
                List.of()))
        .contains(
            entry("displayWidth", 720),
            entry("displayHeight", 1600),
            entry("displaySizeDpX", 360),
            entry("displaySizeDpY", 800));
  }

  @ParameterizedTest
  @CsvSource({"ROTATION_0, 0, 1080", "ROTATION_90, 1, 2400", "ROTATION_180, 2, 1080", "3, 3, 2400"})
  void a_turned_phone_tells_its_size_as_it_is_turned(String told, int turns, int width) {
    assertThat(PhoneFacts.facts(USUAL + "  mCurrentRotation=" + told + "\n", List.of()))
        .contains(
            entry("displayRotation", turns),
            entry("displayWidth", width),
            entry("naturalOrientation", turns % 2 == 0));
  }

  @Test
  void what_a_phone_does_not_tell_is_left_out() {
    assertThat(PhoneFacts.facts("\nnot a number\nmWakefulness=Dozing", List.of("com.example")))
        .containsOnly(entry("currentPackageName", "com.example"), entry("screenOn", false));
  }

  @Test
  void absurd_numbers_are_no_facts() {
    assertThat(
            PhoneFacts.facts(
                USUAL.replace("1080x2400", "99999999x1").replace("420", "0")
                    + "mCurrentRotation=ROTATION_999\n",
                List.of()))
        .doesNotContainKeys("displayWidth", "displayRotation", "displaySizeDpX");
  }
}
