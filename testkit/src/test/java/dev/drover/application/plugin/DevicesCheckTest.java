package dev.drover.application.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.application.port.device.DeviceGateway;
import dev.drover.testkit.ObedientPhones;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the doctor says of an adapter that has no check of its own. */
class DevicesCheckTest {
  private final ObedientPhones phones = new ObedientPhones();

  private final Devices devices =
      new Devices() {
        @Override
        public DeviceGateway gateway() {
          return phones;
        }

        @Override
        public String description() {
          return "obedient phones";
        }
      };

  @Test
  void no_phone_is_noted_with_the_adapters_description() throws Exception {
    assertThat(devices.check(List.of()))
        .containsExactly(Finding.note("phones: none (obedient phones)"));
  }

  @Test
  void phones_at_addresses_are_connected_and_told_with_their_state() throws Exception {
    phones.answerAt("192.0.2.7:5555", "FIRST");

    List<Finding> findings = devices.check(List.of("192.0.2.7:5555", "192.0.2.8:5555"));

    assertThat(findings).hasSize(2);
    assertThat(findings.getFirst().verdict()).isEqualTo(Finding.Verdict.FAIL);
    assertThat(findings.getFirst().text()).startsWith("phone at 192.0.2.8:5555: ");
    assertThat(findings.getLast().verdict()).isEqualTo(Finding.Verdict.OK);
    assertThat(findings.getLast().text()).startsWith("phone FIRST: online");
  }

  @Test
  void a_phone_that_does_not_answer_fails() throws Exception {
    phones.bringOnline("FIRST");
    phones.takeOffline("FIRST");

    assertThat(devices.check(List.of()))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.verdict()).isEqualTo(Finding.Verdict.FAIL);
              assertThat(finding.text()).startsWith("phone FIRST: ");
            });
  }
}
